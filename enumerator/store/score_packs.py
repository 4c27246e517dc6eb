"""Score packs: the bytes of each one that was installed at this desk, and which one scores its households."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from enumerator.domain.installed_pack import InstalledPack
from enumerator.domain.trace import Trace
from enumerator.store.book import Book
from enumerator.store.settings import Setting, Settings
from enumerator.store.times import from_text

_PACKS = """
    SELECT score_packs.*, journal.at
    FROM score_packs JOIN journal USING (seq)
"""


class ScorePacks:
    """The packs of one desk. Whether they may be believed is found out by the caller."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def add(self, content: bytes, signature: bytes | None, *, id: str, version: str, signer: str) -> None:
        """Keep this pack for good; it is not in force by that."""
        with self._book.transaction():
            sha256 = hashlib.sha256(content).hexdigest()
            facts = {"sha256": sha256, "pack": id, "version": version}
            sequence = self._book.journal.write(Trace.PACK_INSTALLED, facts=facts)
            self._book.database.run(
                """
                INSERT INTO score_packs (seq, sha256, id, version, content, signature, signer)
                VALUES (:sequence, :sha256, :id, :version, :content, :signature, :signer)
                """,
                sequence=sequence,
                sha256=sha256,
                id=id,
                version=version,
                content=content,
                signature=signature,
                signer=signer,
            )

    def all(self) -> Mapping[str, InstalledPack]:
        """Each pack by its SHA-256, in the order of installing."""
        return {row["sha256"]: _pack(row) for row in self._book.database.rows(f"{_PACKS} ORDER BY seq")}

    def get(self, sha256: str) -> InstalledPack | None:
        """One of them, if it is here."""
        row = self._book.database.row(f"{_PACKS} WHERE sha256 = :sha256", sha256=sha256)
        return None if row is None else _pack(row)

    def put_in_force(self, sha256: str, override: str = "") -> None:
        """Let households be scored by this pack; `override` says why an older one than before."""
        with self._book.transaction():
            facts = {"sha256": sha256} | ({"override": override} if override else {})
            self._book.journal.write(Trace.PACK_IN_FORCE, facts=facts)
            Settings(self._book).put_silently(Setting.PACK, sha256)

    def in_force(self) -> str | None:
        """The SHA-256 of the pack that was put in force here, if one ever was."""
        return Settings(self._book).text(Setting.PACK)

    def were_in_force(self) -> Iterator[tuple[str, str]]:
        """Id and version of every pack that ever was put in force here."""
        # The first condition is spelled as the partial index spells it, or SQLite would not use the index.
        rows = self._book.database.rows(
            """
            SELECT facts
            FROM journal
            WHERE trace NOT IN ('answered', 'confirmed', 'instance_added', 'instance_removed', 'place_kept')
                AND trace = :trace
            ORDER BY seq
            """,
            trace=Trace.PACK_IN_FORCE.value,
        )
        kept = self.all()
        for row in rows:
            pack = kept[json.loads(row["facts"])["sha256"]]
            yield pack.id, pack.version


def _pack(row: Mapping[str, Any]) -> InstalledPack:
    return InstalledPack(
        row["sha256"],
        row["id"],
        row["version"],
        row["content"],
        row["signature"],
        row["signer"],
        from_text(row["at"]),
    )
