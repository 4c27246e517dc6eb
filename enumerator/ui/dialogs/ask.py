"""The three questions a page may ask over itself: why, whether, and one that waits for F8."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from enumerator.ui.dialogs.panel import ENTER, Panel
from enumerator.ui.look import Role, TextRole
from enumerator.ui.telling import tr
from enumerator.ui.widgets.button import KeyButton
from enumerator.ui.widgets.fields import TextField
from enumerator.ui.widgets.icons import Icon
from enumerator.ui.widgets.words import Words
from enumerator.workflow.interview import MOST_LETTERS

__all__ = ["Blocking", "Confirm", "Reason"]


class _Question(Panel):
    """Enter answers wherever the caret is but on the button that goes back; Escape goes back."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter answers."""
        if event.key() in ENTER and not event.isAutoRepeat():
            self._answer()
        else:
            super().keyPressEvent(event)

    def _add_answers(self, yes: str) -> None:
        go = KeyButton(yes, "Enter", primary=True)
        back = KeyButton(tr("dialog.back"), "Esc")
        go.setObjectName("confirm")
        back.setObjectName("back")
        go.clicked.connect(self._answer)
        back.clicked.connect(self.reject)
        self.add_buttons(go, back)

    def _answer(self) -> None:
        raise NotImplementedError


class Reason(_Question):
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
        said: str = "",
        may_be_blank: bool = False,
    ) -> None:
        """Make the question.

        Args:
            parent: the page or window it stands over.
            title: the question.
            sentence: who will read the answer.
            done: is told the answer.
            yes: what the button says (default: Confirm).
            icon: before the title.
            tone: the colour of border and icon.
            said: what was answered before.
            may_be_blank: whether nothing is an answer too.
        """
        super().__init__(parent, title=title, sentence=sentence, icon=icon, tone=tone)
        self.setObjectName("reason_dialog")
        self._done, self._may_be_blank = done, may_be_blank
        self.field = TextField(self, text_role=TextRole.LINE)
        self.field.setMaxLength(MOST_LETTERS)
        self.field.setText(said)
        self.field.setObjectName("reason")
        self.field.setAccessibleName(tr("dialog.reason"))
        self.body.addWidget(self.field)
        self._missing = Words(TextRole.NOTE, Role.SOFT, "", wrap=True)
        self._missing.hide()
        self.body.addWidget(self._missing)
        self._add_answers(yes or tr("dialog.confirm"))
        self.field.setFocus()

    def _answer(self) -> None:
        reason = self.field.text().strip()
        if not (reason or self._may_be_blank):
            self._missing.setText(tr("dialog.reason_missing"))
            self._missing.show()
            self.adjustSize()
            self.field.setFocus()
            return
        self.accept()
        self._done(reason)


class Confirm(_Question):
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
        self._add_answers(yes)
        self.setFocus()

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
