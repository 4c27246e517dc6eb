"""Canonical JSON (RFC 8785): one value, one spelling, so that what is signed and hashed can be written again anywhere.

Reading is strict: bytes that are not their own canonical form are refused, which also refuses duplicate names,
stray spaces and numbers that another program would round.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias, TypeVar, cast

import rfc8785

from sync.errors import BadFormat

JSON: TypeAlias = "Mapping[str, JSON] | Sequence[JSON] | str | int | float | bool | None"

_Word = TypeVar("_Word", bound=StrEnum)

_DIGEST = re.compile(r"[0-9a-f]{64}")
_HEX = re.compile(r"([0-9a-f]{2})*")


def encode(value: JSON) -> bytes:
    """The canonical bytes of a value."""
    return rfc8785.dumps(value)


def digest(raw: bytes) -> str:
    """SHA-256 in small hexadecimal letters, the only digest of this protocol."""
    return hashlib.sha256(raw).hexdigest()


def digest_of(value: JSON) -> str:
    """The digest of a value's canonical bytes."""
    return digest(encode(value))


def read_fields(raw: bytes, fault: type[BadFormat], part: str) -> Fields:
    """Parse canonical bytes of one JSON object, or raise `fault`."""
    try:
        value = json.loads(raw)
        is_canonical = isinstance(value, dict) and rfc8785.dumps(value) == raw
    except (ValueError, RecursionError) as error:
        raise fault(part, "not_json") from error
    if not is_canonical:
        raise fault(part, "not_canonical")
    return Fields(value, fault, part)


class Fields:
    """One JSON object read name by name at the door: each reader gives the type it says or raises the part's fault."""

    def __init__(self, value: JSON, fault: type[BadFormat], part: str) -> None:
        if not isinstance(value, Mapping):
            raise fault(part, "not_an_object")
        self.value: Mapping[str, JSON] = value
        self._fault = fault
        self._part = part

    def only(self, *names: str) -> Fields:
        """The object has exactly these names; gives itself."""
        if set(self.value) != set(names):
            raise self._fault(self._part, "other_names")
        return self

    def text(self, name: str) -> str:
        """A string."""
        value = self._get(name)
        if not isinstance(value, str):
            raise self._wrong(name)
        return value

    def integer(self, name: str, *, least: int = 0) -> int:
        """An integer of at least `least`; true and false are none."""
        value = self._get(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise self._wrong(name)
        return value

    def boolean(self, name: str) -> bool:
        """True or false."""
        value = self._get(name)
        if not isinstance(value, bool):
            raise self._wrong(name)
        return value

    def moment(self, name: str) -> str:
        """An ISO 8601 date and time with its offset from UTC, as it is written (it may be signed so)."""
        value = self.text(name)
        try:
            offset = datetime.fromisoformat(value).utcoffset()
        except ValueError as error:
            raise self._wrong(name) from error
        if offset is None:
            raise self._wrong(name)
        return value

    def digest(self, name: str, *, may_be_empty: bool = False) -> str:
        """A SHA-256 digest."""
        value = self.text(name)
        if not (_DIGEST.fullmatch(value) or (may_be_empty and value == "")):
            raise self._wrong(name)
        return value

    def choice(self, name: str, words: type[_Word]) -> _Word:
        """One of the words of an enumeration."""
        try:
            return words(self.text(name))
        except ValueError as error:
            raise self._wrong(name) from error

    def raw(self, name: str, *, length: int) -> bytes:
        """Bytes written in hexadecimal."""
        value = self.text(name)
        if len(value) != 2 * length or not _HEX.fullmatch(value):
            raise self._wrong(name)
        return bytes.fromhex(value)

    def object(self, name: str) -> Fields:
        """An object within the object."""
        return Fields(self._get(name), self._fault, self._part)

    def objects(self, name: str) -> tuple[Fields, ...]:
        """A list of objects."""
        value = self._get(name)
        if not isinstance(value, list | tuple):
            raise self._wrong(name)
        return tuple(Fields(item, self._fault, self._part) for item in value)

    def integers(self, name: str) -> tuple[int, ...]:
        """A list of integers."""
        value = self._get(name)
        if not isinstance(value, list) or not all(isinstance(item, int) for item in value):
            raise self._wrong(name)
        return tuple(cast("list[int]", value))

    def _get(self, name: str) -> JSON:
        if name not in self.value:
            raise self._fault(self._part, f"no_{name}")
        return self.value[name]

    def _wrong(self, name: str) -> BadFormat:
        return self._fault(self._part, f"wrong_{name}")
