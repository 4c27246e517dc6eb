"""The decision: a reason for the author, return or approve; whoever wrote the survey does not decide, and reads why."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from enumerator.ui.look import SIZES, Role, TextRole
from enumerator.ui.telling import telling, tr
from enumerator.ui.widgets.button import KeyButton
from enumerator.ui.widgets.fields import FieldState, TextField
from enumerator.ui.widgets.icons import Icon
from enumerator.ui.widgets.words import Words
from enumerator.workflow.interview import MOST_LETTERS

__all__ = ["DecisionBar"]

READING_MILLISECONDS = 1500
"""Nobody reads a survey in less."""


class DecisionBar(QWidget):
    """Knows nothing of surveys: it says what was decided, and its page does it."""

    approved = Signal()
    returned = Signal(str)
    """Carries the reason, which may be blank: the deed itself refuses a blank one, in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Words(TextRole.NOTE_STRONG, Role.INK)
        self._may = Words(TextRole.NOTE, Role.INK_2)
        self._news = Words(TextRole.NOTE, Role.INK_2)
        self.reason = TextField(text_role=TextRole.LINE)
        self.reason.setObjectName("reason")
        self.reason.setMaxLength(MOST_LETTERS)
        self.reason.setFixedHeight(SIZES.button)
        self.reason.installEventFilter(self)
        self.reason.textEdited.connect(lambda: self.reason.show_state(FieldState.REST))
        self.return_button = KeyButton("", "Ctrl+R", primary=True, icon=Icon.BACK)
        self.return_button.setObjectName("return")
        self.return_button.clicked.connect(self.ask_return)
        self.approve_button = KeyButton("", "Ctrl+Enter", icon=Icon.TICK)
        self.approve_button.setObjectName("approve")
        self.approve_button.clicked.connect(self.ask_approve)
        self._may_key, self._may_decide = "supervisor.choose_first", False
        self._pause = QTimer(self, interval=READING_MILLISECONDS, singleShot=True)
        self._pause.timeout.connect(self._open_or_shut)
        self._build()
        telling.changed.connect(self._retell)
        self._retell()

    @property
    def is_open(self) -> bool:
        """Whether something may be decided."""
        return self.approve_button.isEnabled()

    @property
    def news(self) -> str:
        """What was said last of a deed."""
        return self._news.text()

    def make_small(self, small: bool) -> None:
        """In a small window the answers above need every line."""
        self._rows.setContentsMargins(22, 4 if small else 8, 20, 6 if small else 10)
        self._rows.setSpacing(2 if small else 6)

    def open_for(self, key: str, *, may: bool) -> None:
        """Say who may decide on the survey that stands open.

        Args:
            key: the wording's key of the sentence that says so.
            may: whether the signed-in supervisor may.
        """
        self._may_key, self._may_decide = key, may
        self.reason.clear()
        self.reason.show_state(FieldState.REST)
        self._open_or_shut()
        self._retell()

    def pause(self) -> None:
        """Stay shut for a moment: a key pressed twice, or held, signs nothing that nobody has read."""
        self._pause.start()
        self._open_or_shut()

    def say(self, words: str, role: Role = Role.INK_2) -> None:
        """Say what came of the last deed."""
        self._news.setText(words)
        self._news.wear(role)

    def ask_approve(self) -> None:
        """Approve, if there is something to approve."""
        if self.is_open:
            self.approved.emit()

    def ask_return(self) -> None:
        """Return with the reason; without one the caret goes where it is to be written."""
        if not self.is_open:
            return
        if not self.reason.text().strip():
            self.reason.show_state(FieldState.SOFT)
            self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.returned.emit(self.reason.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep the page's keys from the field, which would take Ctrl+E and others for its own."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if held and event.key() in (Qt.Key.Key_E, Qt.Key.Key_R):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _open_or_shut(self) -> None:
        self.reason.setEnabled(self._may_decide)
        for button in (self.return_button, self.approve_button):
            button.setEnabled(self._may_decide and not self._pause.isActive())

    def _retell(self) -> None:
        self._title.setText(tr("supervisor.your_decision"))
        self._may.setText(tr(self._may_key))
        self.return_button.say(tr("supervisor.return"))
        self.approve_button.say(tr("supervisor.approve"))
        self.reason.setPlaceholderText(tr("supervisor.reason_for_author"))
        self.reason.setAccessibleName(tr("supervisor.reason_for_author"))

    def _build(self) -> None:
        self._rows = rows = QVBoxLayout(self)
        self.make_small(False)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self._may)
        head.addStretch(1)
        head.addWidget(self._news)
        deeds = QHBoxLayout()
        deeds.setSpacing(12)
        deeds.addWidget(self.reason, 1)
        deeds.addWidget(self.return_button)
        deeds.addWidget(self.approve_button)
        rows.addLayout(head)
        rows.addLayout(deeds)
