"""The signed words of a confirmation slip's QR code: short enough for version 6, checkable with no link.

``PSER1:number:revision:day:officer:members:key:signature``, in the alphanumeric letters of QR codes:

=========  =======================================================================
number     the survey number's 16 digits, check digit last
revision   1 for the first, up to 999
day        the day the answers were taken down, YYYYMMDD
officer    the last two digits of the officer's code (the centre is in the number)
members    how many people the household has, up to 999
key        first 8 hexadecimal digits of the machine key's short name, capitals
signature  Ed25519 over everything before it, base 32 without padding
=========  =======================================================================
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from datetime import date

from sync.canonical import digest
from sync.errors import BadSlip
from sync.seal import SIGNATURE_LENGTH, Signed, key_id, sign, signing_public, verify

_SHAPE = re.compile(
    r"(?P<claim>PSER1:(?P<number>\d{16}):(?P<revision>[1-9]\d{0,2}):(?P<day>\d{8}):(?P<officer>\d\d):(?P<members>\d{1,3})"
    r":(?P<key>[0-9A-F]{8})):(?P<signature>[A-Z2-7]{103})",
    re.ASCII,
)
_HAND_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")


@dataclass(frozen=True, slots=True)
class SlipClaim:
    """What a slip says of itself; `key` is empty until a machine has signed it."""

    number: str
    revision: int
    day: date
    officer: str
    members: int
    key: str = ""


def sign_slip(claim: SlipClaim, *, machine_private: bytes) -> str:
    """Write the text of the QR code, signed by the machine that prints the slip."""
    key = key_id(signing_public(machine_private))[:8].upper()
    words = f"PSER1:{claim.number}:{claim.revision}:{claim.day:%Y%m%d}:{claim.officer}:{claim.members}:{key}"
    signature = sign(words.encode("ascii"), what=Signed.SLIP, private=machine_private)
    return f"{words}:{_base32(signature)}"


def read_slip(text: str, *, machine_public: bytes) -> SlipClaim:
    """Read a QR code's text and believe it only if this machine signed it.

    Raises:
        BadSlip: not the text of a slip.
        BadSignature: a slip's text, but not signed by this machine: forged, altered, or another desk's.
    """
    found = _SHAPE.fullmatch(text.strip())
    if found is None:
        raise BadSlip("text", "not_a_slip")
    signature = base64.b32decode(found["signature"] + "=")
    if len(signature) != SIGNATURE_LENGTH or _base32(signature) != found["signature"]:
        raise BadSlip("signature", "wrong_form")
    verify(found["claim"].encode("ascii"), signature, what=Signed.SLIP, public=machine_public)
    try:
        day = date.fromisoformat(found["day"])
    except ValueError as error:
        raise BadSlip("day", "no_such_day") from error
    return SlipClaim(
        number=found["number"],
        revision=int(found["revision"]),
        day=day,
        officer=found["officer"],
        members=int(found["members"]),
        key=found["key"],
    )


def hand_code(qr_text: str) -> str:
    """Sixteen letters for those who cannot scan: 80 bits of the text's digest, Crockford's base 32, in fours.

    It proves nothing by itself: whoever keeps the slip's text (the desk that printed it, the registry) makes it again
    and compares.
    """
    short = _base32(bytes.fromhex(digest(qr_text.encode("ascii")))[:10]).translate(_HAND_LETTERS)
    return "-".join(short[start : start + 4] for start in range(0, 16, 4))


def _base32(raw: bytes) -> str:
    return base64.b32encode(raw).decode("ascii").rstrip("=")
