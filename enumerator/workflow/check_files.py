"""Checking what others hold: a slip's page or code, a sealed day file. Nothing here needs anybody to sign in."""

from __future__ import annotations

import io
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from enumerator.domain.slip import CLAIM_FILE
from enumerator.errors import InputFault
from sync.batch import BatchSummary, inspect_batch
from sync.enrolment import Enrolment
from sync.slip import SlipClaim, read_slip

# A damaged page makes pypdf stumble over its own objects as often as it notices the damage.
_UNREADABLE = (PyPdfError, ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)


def check_slip(file: Path, enrolment: Enrolment) -> SlipClaim:
    """Believe a slip only if the enrolled machine signed it.

    Args:
        file: the slip's PDF, or a text file with what a scanner read from its QR code.
        enrolment: of the desk that is said to have printed it.

    Raises:
        InputFault: neither a slip's page nor a text.
        BadSlip, BadSignature: forged, altered, or another desk's.
    """
    content = file.read_bytes()
    text = _claim_in_page(content) if content.startswith(b"%PDF") else _plain(content)
    return read_slip(text, machine_public=enrolment.machine_public)


def check_export(file: Path, enrolment: Enrolment) -> BatchSummary:
    """Check a sealed day file: the machine's signatures and every digest; the seals stay closed.

    Raises:
        BadBatch, BadEnvelope, BadSignature, ProtocolUnknown: and the file must not be trusted.
    """
    return inspect_batch(file.read_bytes(), enrolment.machine_public)


def read_enrolment(file: Path) -> Enrolment:
    """Read a desk's enrolment file.

    Raises:
        BadEnrolment: something else.
    """
    return Enrolment.from_bytes(file.read_bytes())


def _claim_in_page(content: bytes) -> str:
    try:
        attached = PdfReader(io.BytesIO(content)).attachments.get(CLAIM_FILE, [])
    except _UNREADABLE as fault:
        raise InputFault(part="slip", finding="damaged_page") from fault
    if len(attached) != 1:
        raise InputFault(part="slip", finding="no_claim_in_page")
    return _plain(attached[0])


def _plain(content: bytes) -> str:
    try:
        return content.decode("ascii").strip()
    except UnicodeDecodeError as fault:
        raise InputFault(part="slip", finding="not_text") from fault
