"""What lies over the page when the desk is locked: our own small windows wait unseen, the system's are sent away."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from enumerator.ui.dialogs.panel import Panel

__all__ = ["BehindTheLock"]


class BehindTheLock:
    """Keeps the small windows of one window while it is locked: a half-typed reason comes back with the page."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._waiting: list[Panel] = []

    def hide(self) -> None:
        """Leave nothing to be read or pressed over the lock."""
        while (menu := QApplication.activePopupWidget()) is not None:
            menu.hide()
        self._waiting = [panel for panel in self._window.findChildren(Panel) if panel.isVisible()]
        for panel in self._waiting:
            panel.put_aside()
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, QDialog) and dialog.isVisible():
                dialog.reject()

    def show(self) -> bool:
        """Bring back what waits; answers whether something did, which then has the caret."""
        waiting, self._waiting = [panel for panel in self._waiting if isValid(panel)], []
        for panel in waiting:
            panel.bring_back()
        return bool(waiting)

    def drop(self) -> None:
        """The page under them is gone: nobody answers them any more."""
        waiting, self._waiting = [panel for panel in self._waiting if isValid(panel)], []
        for panel in waiting:
            panel.done(QDialog.DialogCode.Rejected)
