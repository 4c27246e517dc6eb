"""Turning a slip into the bytes of a PDF, in memory, with a screen or without one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from functools import cache

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QUuid
from PySide6.QtGui import QGuiApplication, QPageSize, QPainter, QPdfWriter

from enumerator.domain.slip import CLAIM_FILE, SlipContent
from enumerator.ui.paper import RESOLUTION, Paper
from enumerator.ui.slip_page import compose_slip

__all__ = ["PrintFailed", "QtSlipPrinter", "render_slip"]

# Names the document from what it holds, so that the same slip is the same file but for its dates.
SLIP_NAMESPACE = QUuid("{6d3c1f0e-52b4-5f0a-9a3e-6c1d4f8e2b17}")


class PrintFailed(RuntimeError):
    """Qt could not begin to draw a page."""


class QtSlipPrinter:
    """Draws slips with Qt; with no window open it needs no screen either."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """Take the clock that gives the centre's time for the foot of each slip."""
        self._clock = clock

    def render(self, content: SlipContent) -> bytes:
        """Draw one slip as a PDF of one A5 page."""
        return render_slip(content, self._clock())


def render_slip(content: SlipContent, printed_at: datetime) -> bytes:
    """Draw one slip as a PDF of one A5 page, held in memory alone.

    Args:
        content: what the slip says.
        printed_at: for the foot.

    Raises:
        SlipCodeTooLong: the QR text cannot be printed legibly.
        PrintFailed: Qt could not draw.
    """
    _ensure_application()
    title = f"{content.number} · {content.revision} · {content.copy}"
    return _pdf(compose_slip(content, printed_at), title=title, claim=content.qr_text)


def _pdf(paper: Paper, *, title: str, claim: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setDocumentId(QUuid.createUuidV5(SLIP_NAMESPACE, title.encode()))
    writer.addFileAttachment(CLAIM_FILE, claim.encode("ascii"), "text/plain")
    writer.setResolution(RESOLUTION)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter()
    if not painter.begin(writer):
        raise PrintFailed
    paper.paint(painter)
    painter.end()
    return bytes(buffer.data().data())


def _ensure_application() -> None:
    """Fonts need a running Qt: the window's own, else one of ours without a screen."""
    if QGuiApplication.instance() is None:
        _offscreen_application()


@cache
def _offscreen_application() -> QGuiApplication:
    """Start Qt without a screen and keep it as long as the process: it owns the fonts."""
    return QGuiApplication([sys.argv[0], "-platform", "offscreen"])
