"""The three questions a page may ask over itself: why, whether, and one that waits for F8."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from enumerator.ui.dialogs.panel import Panel
from enumerator.ui.look import Role, TextRole
from enumerator.ui.telling import tr
from enumerator.ui.widgets.button import KeyButton
from enumerator.ui.widgets.fields import TextField
from enumerator.ui.widgets.icons import Icon
from enumerator.ui.widgets.words import Words

__all__ = ["Blocking", "Confirm", "Reason"]

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Reason(Panel):
    """Asks why, in a field; Enter answers once something is written, Escape goes back."""

    def __init__(
        self,
        parent: QWidget,
        *,
        title: str,
        sentence: str,
        done: Callable[[str], object],
        yes: str = "",
        icon: Icon = Icon.SOFT,
        tone: Role = Role.EDGE,
    ) -> None:
        """Make the question; `done` is told the reason, `yes` is what the button says (default: Confirm)."""
        super().__init__(parent, title=title, sentence=sentence, icon=icon, tone=tone)
        self.setObjectName("reason_dialog")
        self._done = done
        self.field = TextField(self, text_role=TextRole.LINE)
        self.field.setObjectName("reason")
        self.field.setAccessibleName(tr("dialog.reason"))
        self.body.addWidget(self.field)
        self._missing = Words(TextRole.NOTE, Role.SOFT, "", wrap=True)
        self._missing.hide()
        self.body.addWidget(self._missing)
        go = KeyButton(yes or tr("dialog.confirm"), "Enter", primary=True)
        back = KeyButton(tr("dialog.back"), "Esc")
        go.setObjectName("confirm")
        back.setObjectName("back")
        go.clicked.connect(self._answer)
        back.clicked.connect(self.reject)
        self.add_buttons(go, back)
        self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter answers."""
        if event.key() in _ENTER:
            self._answer()
        else:
            super().keyPressEvent(event)

    def _answer(self) -> None:
        reason = self.field.text().strip()
        if not reason:
            self._missing.setText(tr("dialog.reason_missing"))
            self._missing.show()
            self.adjustSize()
            self.field.setFocus()
            return
        self.accept()
        self._done(reason)


class Confirm(Panel):
    """Asks whether; Enter does it, Escape goes back."""

    def __init__(
        self,
        parent: QWidget,
        *,
        title: str,
        sentence: str,
        yes: str,
        done: Callable[[], object],
        icon: Icon | None = None,
        tone: Role = Role.EDGE,
    ) -> None:
        super().__init__(parent, title=title, sentence=sentence, icon=icon, tone=tone)
        self.setObjectName("confirm_dialog")
        self._done = done
        go = KeyButton(yes, "Enter", primary=True)
        back = KeyButton(tr("dialog.back"), "Esc")
        go.setObjectName("confirm")
        back.setObjectName("back")
        go.clicked.connect(self._answer)
        back.clicked.connect(self.reject)
        self.add_buttons(go, back)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter does it."""
        if event.key() in _ENTER:
            self._answer()
        else:
            super().keyPressEvent(event)

    def _answer(self) -> None:
        self.accept()
        self._done()


class Blocking(Panel):
    """A message that a flowing typist does not dismiss by accident: F8 alone answers it.

    Typed keys are swallowed without a sound; the button is outlined once more.
    """

    def __init__(
        self, parent: QWidget, *, title: str, sentence: str, go: str, done: Callable[[], object] = lambda: None
    ) -> None:
        super().__init__(parent, title=title, sentence=sentence, icon=Icon.HARD, tone=Role.HARD)
        self.setObjectName("blocking_dialog")
        self._done = done
        self._button = KeyButton(go, "F8", primary=True)
        self._button.setObjectName("go")
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self._answer)
        self.add_buttons(self._button)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """F8 answers; nothing else does."""
        if event.key() == Qt.Key.Key_F8:
            self._answer()
        else:
            self._button.outline_once_more()

    def reject(self) -> None:
        """Escape is no answer."""

    def _answer(self) -> None:
        self.accept()
        self._done()
