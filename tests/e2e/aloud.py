"""The program as it is, and beside it a voice that reads its windows aloud to whoever asks on a local socket.

What is read is what a screen reader would say of the widgets that stand open: nothing inside the program is asked. Run
as ``python -m tests.e2e.aloud SOCKET words of the program…``; each connection is answered with one line of JSON.
"""

from __future__ import annotations

import json
import socket
import sys
import threading
from queue import Queue

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from enumerator.app import run


class Voice(QObject):
    """Reads the windows in Qt's own thread, between two of its events."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def listen(self, where: str) -> None:
        """Answer whoever connects, one after the other."""
        with socket.socket(socket.AF_UNIX) as door:
            door.bind(where)
            door.listen()
            while True:
                caller, _ = door.accept()
                with caller:
                    answers: Queue[str] = Queue()
                    self.asked.emit(answers)
                    caller.sendall(answers.get().encode())

    def _answer(self, answers: Queue[str]) -> None:
        answers.put(json.dumps(_read_windows(), ensure_ascii=False))


def _read_windows() -> dict[str, object]:
    """Every part that stands open, and the one that has the caret."""
    open_ones = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    parts = [part for window in open_ones for part in (window, *window.findChildren(QWidget)) if part.isVisible()]
    place = QApplication.focusWidget()
    return {"parts": [_read(part) for part in parts], "place": _read(place) if place is not None else None}


def _read(part: QWidget) -> dict[str, object]:
    spoken = QAccessible.queryAccessibleInterface(part)
    cells = [spoken.child(place) for place in range(spoken.childCount())] if isinstance(part, QAbstractItemView) else []
    middle = part.mapToGlobal(part.rect().center())
    return {
        "called": part.objectName(),
        "name": spoken.text(QAccessible.Text.Name),
        "value": spoken.text(QAccessible.Text.Value),
        "rows": [cell.text(QAccessible.Text.Name) for cell in cells],
        "able": part.isEnabled(),
        "ticked": bool(spoken.state().checked),
        "middle": [middle.x(), middle.y()],
        "height": part.height(),
    }


if __name__ == "__main__":
    voice = Voice()
    threading.Thread(target=voice.listen, args=(sys.argv[1],), daemon=True).start()
    sys.exit(run(sys.argv[2:]))
