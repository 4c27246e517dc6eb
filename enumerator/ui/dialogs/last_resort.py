"""The last resort: a bug does not close the desk. What is safe is said first, work goes on, a note is left.

The note names where in the program it happened and what kind of fault it was; never a message or a value, which could
hold a name or an answer.
"""

from __future__ import annotations

import sys
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from enumerator.errors import WorldFault
from enumerator.ui.background import Fault
from enumerator.ui.dialogs.panel import ENTER, Panel
from enumerator.ui.look import Role, TextRole
from enumerator.ui.telling import isolate, tr
from enumerator.ui.widgets.button import KeyButton
from enumerator.ui.widgets.icons import Icon
from enumerator.ui.widgets.words import Words
from enumerator.workflow.ports import Clock
from sync.errors import SyncFault

__all__ = ["LastResort", "LastResortDialog", "note_of"]

_WIDTH = 520


class LastResort(QObject):
    """Python's hook for what nobody caught, for as long as the windows are open."""

    def __init__(self, window: QWidget, folder: Path, clock: Clock) -> None:
        """Take the window to stand over, the folder for notes, and the time."""
        super().__init__(window)
        self._window, self._file, self._clock = window, folder / "unexpected.txt", clock
        self._shown = False

    def install(self) -> None:
        """Stand in for Python's own hook."""
        sys.excepthook = self.catch

    def remove(self) -> None:
        """Give Python's own hook its place back."""
        sys.excepthook = sys.__excepthook__

    def catch(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        """Leave a note, and say it once until it is read."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        note = note_of(kind, trace, self._clock())
        print(note, file=sys.stderr)
        place = self._keep(note)
        if not self._shown:
            self._shown = True
            known = fault if isinstance(fault, WorldFault | SyncFault) else None
            dialog = LastResortDialog(self._window, place, known)
            dialog.finished.connect(self._read)
            dialog.open()

    def _read(self) -> None:
        self._shown = False

    def _keep(self, note: str) -> str:
        """Append the note; a disk that does not take it must not bring a second fault."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("a", encoding="utf-8") as file:
                file.write(note)
        except OSError:
            return ""
        return str(self._file)


class LastResortDialog(Panel):
    """Says what is safe, then what to do; of a fault of the world, what it is."""

    closing = ENTER

    def __init__(self, parent: QWidget, place: str, fault: Fault | None = None) -> None:
        """Make the dialog.

        Args:
            parent: the window to stand over.
            place: of the note for the technician; blank where there is none.
            fault: of the world, with words of its own; None for a bug, which has none.
        """
        super().__init__(
            parent,
            title=tr("dialog.last_resort_title" if fault is None else "dialog.not_done"),
            sentence=tr("dialog.last_resort_safe") if fault is None else tr(fault.code, **fault.facts),
            icon=Icon.INFORMATION,
            width=_WIDTH,
        )
        self.setObjectName("last_resort")
        self.body.addWidget(Words(TextRole.LINE, Role.INK_2, tr("dialog.last_resort_next"), wrap=True))
        if place:
            note = Words(
                TextRole.NOTE, Role.INK_3, tr("dialog.last_resort_note", place=f"\n{isolate(place)}"), wrap=True
            )
            self.body.addWidget(note)
        go = KeyButton(tr("dialog.go_on"), "Enter", primary=True)
        go.setObjectName("go_on")
        go.clicked.connect(self.accept)
        self.add_buttons(go)
        self.setFocus()


def note_of(kind: type[BaseException], trace: TracebackType | None, at: datetime) -> str:
    """Write what a technician may know: time, kind, and the places in the program."""
    places = "\n".join(
        f"  {frame.name}, {Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(trace)
    )
    return f"{at.isoformat(timespec='seconds')} {kind.__module__}.{kind.__qualname__}\n{places}\n"
