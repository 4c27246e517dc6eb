"""A child process that opens windows, says `shown` as soon as one widget has been painted, and closes them.

Run as `python -m tests.bench.until_shown NAME [WORDS OF ENUMERATOR]`; without words a bare window is opened. The
program under it is the real one and knows nothing of this: it takes over the `QApplication` that it finds running.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget


class _Watch(QObject):
    """Waits for the first painting of the widget of one name."""

    def __init__(self, application: QApplication, name: str) -> None:
        super().__init__(application)
        self._application, self._name = application, name
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The filter is asked before the painting; what it begins runs after it."""
        if event.type() is QEvent.Type.Paint and watched.objectName() == self._name:
            self._application.removeEventFilter(self)
            QTimer.singleShot(0, self._tell)
        return False

    def _tell(self) -> None:
        print("shown", flush=True)
        self._application.closeAllWindows()


def main(name: str, words: Sequence[str]) -> int:
    """Open the windows and stay until they are closed."""
    application = QApplication(sys.argv[:1])
    _Watch(application, name)
    if words:
        from enumerator.__main__ import main as enumerator  # the bare window must not wait for it

        return enumerator(words)
    window = QWidget()
    window.setObjectName(name)
    window.resize(1366, 768)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
