"""The journal: one append-only, hash-chained line for every deed and every answer.

A line holds no answer: those stand in `answers`, and the line holds the salted hash of its answer. So answers can one
day be purged and the chain still verifies, and nobody can guess a purged answer from its hash.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from enumerator.domain.trace import Trace
from enumerator.store.database import Database, Row, Value
from enumerator.store.times import Clock, to_text

_SALT_BYTES = 16
_START = bytes(32)


@dataclass(frozen=True, slots=True)
class Change:
    """One change to an interview, as the journal keeps it apart."""

    ref: str
    old: str = field(repr=False)
    new: str = field(repr=False)
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Tail:
    """The last line's sequence (0 for an empty journal), digest and time."""

    sequence: int
    digest: bytes
    at: str


class Journal:
    """The journal of one open store, written in the signed-in officer's name."""

    def __init__(self, database: Database, clock: Clock, officer: str) -> None:
        self._database = database
        self._clock = clock
        self._officer = officer

    def write(
        self,
        trace: Trace,
        *,
        number: str = "",
        revision: int = 0,
        facts: Mapping[str, str | int] | None = None,
        change: Change | None = None,
    ) -> int:
        """Add a line within the running transaction; its sequence."""
        tail = self.tail()
        sequence = tail.sequence + 1
        salt = secrets.token_bytes(_SALT_BYTES) if change else b""
        line: dict[str, Value] = {
            "seq": sequence,
            "at": to_text(self._clock()),
            "officer": self._officer,
            "trace": trace.value,
            "number": number,
            "revision": revision,
            "facts": json.dumps(facts or {}, sort_keys=True, separators=(",", ":")),
            "content": _content(change, salt) if change else b"",
        }
        self._database.run(
            """
            INSERT INTO journal (seq, at, officer, trace, number, revision, facts, content, digest)
            VALUES (:seq, :at, :officer, :trace, :number, :revision, :facts, :content, :digest)
            """,
            **line,
            digest=_digest(tail.digest, line),
        )
        if change:
            self._database.run(
                """
                INSERT INTO answers (seq, ref, old, new, missing, salt)
                VALUES (:seq, :ref, :old, :new, :missing, :salt)
                """,
                seq=sequence,
                ref=change.ref,
                old=change.old,
                new=change.new,
                missing=change.missing,
                salt=salt,
            )
        return sequence

    def tail(self) -> Tail:
        """The last line."""
        row = self._database.row("SELECT seq, digest, at FROM journal ORDER BY seq DESC LIMIT 1")
        return Tail(row["seq"], row["digest"], row["at"]) if row else Tail(0, _START, "")

    def digest_at(self, sequence: int) -> bytes | None:
        """The digest of that line, if the journal has it."""
        row = self._database.row("SELECT digest FROM journal WHERE seq = :seq", seq=sequence)
        return bytes(row["digest"]) if row else None

    def broken_lines(self, *, after: int = 0) -> Iterator[int]:
        """Sequences of lines beyond `after` whose hash, place or answer is not what was written."""
        previous = self.digest_at(after) or _START
        expected = after + 1
        for row in self._lines(after):
            if row["seq"] != expected or row["digest"] != _digest(previous, row) or not _content_holds(row):
                yield row["seq"]
            previous, expected = row["digest"], row["seq"] + 1

    def _lines(self, after: int) -> Iterator[Row]:
        # In parts: a year's journal has millions of lines.
        while part := self._database.rows(
            """
            SELECT journal.*, answers.ref, answers.old, answers.new, answers.missing, answers.salt
            FROM journal LEFT JOIN answers USING (seq)
            WHERE seq > :after
            ORDER BY seq
            LIMIT 5000
            """,
            after=after,
        ):
            yield from part
            after = part[-1]["seq"]


def _digest(previous: bytes, line: Row) -> bytes:
    parts = [line[name] for name in ("seq", "at", "officer", "trace", "number", "revision", "facts")]
    body = json.dumps([*parts, line["content"].hex()], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(previous + body.encode()).digest()


def _content(change: Change, salt: bytes) -> bytes:
    body = json.dumps([change.ref, change.old, change.new, change.missing], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(salt + body.encode()).digest()


def _content_holds(row: Row) -> bool:
    if not row["content"]:
        return row["salt"] is None
    if row["salt"] is None:
        return False
    return bool(row["content"] == _content(Change(row["ref"], row["old"], row["new"], row["missing"]), row["salt"]))
