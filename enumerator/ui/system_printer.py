"""Printing a slip on a printer of the system. The page is composed here; which printer, the officer says."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from enumerator.ui.paper import RESOLUTION, Paper

__all__ = ["ChoosePrinter", "NoPrinter", "PrinterSilent", "ask_for_printer", "print_page"]

ChoosePrinter = Callable[[QWidget], QPrinter | None]
"""Asks which printer; None when the officer thinks better of it."""


class NoPrinter(Exception):
    """The system knows no printer."""


class PrinterSilent(Exception):
    """The printer, or the system's queue before it, did not take the page."""


def ask_for_printer(parent: QWidget) -> QPrinter | None:
    """Open the system's own dialog, set to one A5 page.

    Raises:
        NoPrinter: there is none to choose.
    """
    if not QPrinterInfo.availablePrinterNames():
        raise NoPrinter
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, False)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def print_page(printer: QPrinter, compose: Callable[[], Paper]) -> None:
    """Print one page.

    The page is composed, and counted by whoever composes it, only after the printer has taken the job: a slip that
    nobody could print is no copy. A page that cannot be composed takes the job back.

    Args:
        printer: chosen and set up.
        compose: makes the page.

    Raises:
        PrinterSilent: the printer did not take the job, or broke it off.
    """
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterSilent
    try:
        paper = compose()
    except BaseException:
        # Whatever stopped the page: no empty sheet may come out of the printer.
        printer.abort()
        painter.end()
        raise
    scale = printer.resolution() / RESOLUTION
    painter.scale(scale, scale)
    paper.paint(painter)
    if not painter.end() or printer.printerState() is QPrinter.PrinterState.Error:
        raise PrinterSilent
