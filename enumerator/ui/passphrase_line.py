"""Where the passphrase is typed: field, button, and one line that says how it goes."""

from __future__ import annotations

import time
from math import ceil

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from enumerator.errors import OfficerLocked, WrongPassphrase
from enumerator.store.tries import FREE_TRIES, WAITS_SECONDS
from enumerator.ui.background import Fault
from enumerator.ui.look import SIZES, Role, TextRole
from enumerator.ui.telling import telling, tr
from enumerator.ui.widgets.button import KeyButton
from enumerator.ui.widgets.fields import FieldState, TextField
from enumerator.ui.widgets.icons import Icon, IconMark
from enumerator.ui.widgets.key_link import KeyLink
from enumerator.ui.widgets.words import Words

__all__ = ["PassphraseLine"]


class _PassphraseField(TextField):
    """Hides what is typed; notices Caps Lock by a capital letter without Shift, since Qt does not tell."""

    caps_lock_seen = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Look at the letter before it is typed."""
        letter, shift = event.text(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_CapsLock:
            self.caps_lock_seen.emit(False)
        elif letter.isalpha() and letter.lower() != letter.upper():
            self.caps_lock_seen.emit(letter.isupper() != shift)
        super().keyPressEvent(event)


class PassphraseLine(QWidget):
    """Asks for the passphrase of whoever was chosen."""

    given = Signal(str)
    """Enter was pressed on a passphrase that may be tried now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = _PassphraseField(self)
        self.field.setObjectName("passphrase")
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self._show = KeyLink("", "Alt+S", cap_first=True, parent=self.field)
        self._show.setObjectName("show_passphrase")
        self.open = KeyButton("", "Enter", primary=True)
        self.open.setObjectName("open")
        self.open.setFixedHeight(SIZES.field)
        self._mark = IconMark(Icon.CAPS_LOCK, Role.SOFT)
        self._caps = Words(TextRole.NOTE_STRONG, Role.SOFT)
        self._said = Words(TextRole.NOTE, Role.INK_2, wrap=True)
        self._status: tuple[str, dict[str, str | int], Role] = ("empty", {}, Role.INK_2)
        self._code = ""
        self._waits: dict[str, float] = {}
        self._caps_lock = self._busy = False
        self._lay_out()
        self._counting = QTimer(self, interval=250)
        self._counting.timeout.connect(self._ask)
        self._show.clicked.connect(self._turn_echo)
        self.open.clicked.connect(self._give)
        self.field.returnPressed.connect(self._give)
        self.field.textEdited.connect(self._edited)
        self.field.caps_lock_seen.connect(self._show_caps_lock)
        telling.changed.connect(self.retell)
        self.retell()

    def begin(self, code: str, passphrase: str = "") -> None:
        """Begin anew for another person, whose own wait goes on."""
        self._code = code
        self.field.setText(passphrase)
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self._caps_lock = False
        if not self._busy:
            self._ask()
        self.field.setFocus()

    def work(self, busy: bool, at: str = "opening") -> None:
        """A passphrase is being tried or a desk closed, or no longer."""
        self._busy = busy
        self._counting.stop()
        if busy:
            self.open.setEnabled(False)
            self._stand(at)
        else:
            self._ask()

    def refuse(self, fault: Fault) -> None:
        """Say why it did not open, and what to do."""
        officer = str(fault.facts.get("officer", self._code))
        wait = int(fault.facts.get("wait_seconds", 0)) if isinstance(fault, WrongPassphrase | OfficerLocked) else 0
        if wait:
            self._waits[officer] = time.monotonic() + wait
        self.work(False)
        if officer != self._code:
            return
        self.field.show_state(FieldState.HARD if isinstance(fault, WrongPassphrase) else FieldState.REST)
        self.field.selectAll()
        self.field.setFocus()
        if wait:
            self._ask()
        elif isinstance(fault, WrongPassphrase):
            left = FREE_TRIES + 1 - int(fault.facts["failed_tries"])
            self._stand("wrong_free", Role.HARD, left=left, wait=WAITS_SECONDS[0])
        else:
            self._stand(fault.code, Role.HARD, **fault.facts)

    def turn_echo(self) -> None:
        """Show or hide what is typed."""
        self._turn_echo()

    def retell(self) -> None:
        """Say everything in the language of the windows."""
        key, facts, role = self._status
        self.field.setAccessibleName(tr("sign_in.passphrase"))
        self.open.say(tr("sign_in.open"))
        hidden = self.field.echoMode() is QLineEdit.EchoMode.Password
        self._show.say(tr("sign_in.show" if hidden else "sign_in.hide"))
        self.field.keep_free(self._show.sizeHint().width() + 4)
        self._caps.setText(tr("sign_in.caps_lock"))
        self._caps.setVisible(self._caps_lock)
        self._mark.setVisible(self._caps_lock)
        self._said.setText(tr(key if role is Role.HARD and key not in _OWN else f"sign_in.{key}", **facts))
        self._said.wear(role)

    def _lay_out(self) -> None:
        inside = QHBoxLayout(self.field)
        inside.setContentsMargins(12, 0, 12, 0)
        inside.addStretch(1)
        inside.addWidget(self._show)
        status = QHBoxLayout()
        status.setSpacing(8)
        status.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        status.addWidget(self._caps, 0, Qt.AlignmentFlag.AlignTop)
        status.addWidget(self._said, 1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.addWidget(self.field, 0, 0)
        grid.addWidget(self.open, 0, 1)
        grid.addLayout(status, 1, 0, 1, 2)

    def _stand(self, key: str, role: Role = Role.INK_2, **facts: str | int) -> None:
        self._status = (key, facts, role)
        if role is not Role.HARD:
            self.field.show_state(FieldState.REST)
        self.retell()

    def _give(self) -> None:
        if self._busy or self._left():
            return
        if self.field.text():
            self.given.emit(self.field.text())
        else:
            self._stand("empty", Role.SOFT)

    def _edited(self) -> None:
        if not self._counting.isActive() and not self._busy:
            self._stand("empty")

    def _ask(self) -> None:
        """Ask for the passphrase, or say how long this officer still waits."""
        left = self._left()
        self.open.setEnabled(not left)
        if left:
            self._counting.start()
            self._stand("wait", Role.HARD, seconds=left)
        else:
            self._counting.stop()
            self._stand("empty")

    def _left(self) -> int:
        """Whole seconds until the next try."""
        return max(0, ceil(self._waits.get(self._code, 0.0) - time.monotonic()))

    def _turn_echo(self) -> None:
        hidden = self.field.echoMode() is QLineEdit.EchoMode.Password
        self.field.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self.retell()

    def _show_caps_lock(self, on: bool) -> None:
        if on != self._caps_lock:
            self._caps_lock = on
            self.retell()


#: Ways it may stand that have a sentence of their own; any other is the code of a fault.
_OWN = frozenset({"empty", "opening", "closing", "wrong_free", "wait"})
