"""The two forms beside the list of officers: a new officer, and one's own passphrase."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from enumerator.domain.officer import NewOfficer, Role
from enumerator.ui.look import SIZES, TextRole, text_font
from enumerator.ui.look import Role as Colour
from enumerator.ui.telling import is_urdu, tr
from enumerator.ui.widgets.button import KeyButton
from enumerator.ui.widgets.fields import DigitsField, TextField
from enumerator.ui.widgets.icons import Icon, paint_icon
from enumerator.ui.widgets.painting import visual
from enumerator.ui.widgets.words import Words

__all__ = ["OfficerForm", "PassphraseForm"]

_ROLES = tuple(Role)
_CODE_DIGITS = 2
_ARROW = 18


class _Form(QWidget):
    """A title, fields under their labels, one button, one sentence that says how it went."""

    def __init__(self, title: str, parent: QWidget | None = None, *, across: bool = False) -> None:
        super().__init__(parent)
        self._across = across
        self._title_key = title
        self._centre = ""
        self._title = Words(TextRole.DIALOG_TITLE)
        self._said = Words(TextRole.NOTE, Colour.INK_2, wrap=True)
        self._labels: list[tuple[str, Words, QWidget]] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        self._rows.addWidget(self._title)
        self._fields = QGridLayout()
        self._fields.setHorizontalSpacing(12)
        self._fields.setVerticalSpacing(4)
        self._rows.addLayout(self._fields)

    def say(self, words: str, colour: Colour = Colour.INK_2) -> None:
        """Say how it went, or what is wanted."""
        self._said.setText(words)
        self._said.wear(colour)

    def retell(self) -> None:
        """Say everything again."""
        self._title.setText(tr(self._title_key))
        for key, label, field in self._labels:
            label.setText(tr(key, centre=self._centre))
            field.setAccessibleName(label.text())

    def _add(self, key: str, field: QWidget, name: str) -> None:
        label = Words(TextRole.NOTE, Colour.INK_2)
        field.setObjectName(name)
        if isinstance(field, QLineEdit):
            field.setFixedHeight(SIZES.field)
        place = len(self._labels)
        self._labels.append((key, label, field))
        row, column = (0, place) if self._across else (2 * place, 0)
        self._fields.addWidget(label, row, column)
        self._fields.addWidget(field, row + 1, column)

    def _end(self, button: KeyButton) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(button)
        self._rows.addSpacing(6)
        self._rows.addLayout(row)
        if self._across:
            row.addWidget(self._said, 1)
        else:
            row.addStretch(1)
            self._rows.addWidget(self._said)


class _Choice(QComboBox):
    """A list to choose from; the arrow that says so is painted, since a style sheet has no signs of the look."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the arrow at the far end."""
        super().paintEvent(event)
        painter, box = QPainter(self), QRectF(self.rect())
        place = QRectF(box.right() - _ARROW - 12, (box.height() - _ARROW) / 2, _ARROW, _ARROW)
        paint_icon(painter, visual(place, box), Icon.DOWN, Colour.INK_2)
        painter.end()


class OfficerForm(_Form):
    """A new officer of this centre."""

    given = Signal(object)
    """Carries a `NewOfficer`."""

    def __init__(self, centre_code: str, parent: QWidget | None = None) -> None:
        super().__init__("officers.add_title", parent)
        self._centre = centre_code
        self.number = DigitsField((_CODE_DIGITS,), text_role=TextRole.LINE)
        self.name = TextField(text_role=TextRole.LINE)
        self.role = _Choice()
        self.passphrase, self.again = _hidden(), _hidden()
        self.button = KeyButton("", "Ctrl+Enter", primary=True, icon=Icon.ADD_PERSON)
        self.button.setObjectName("add_officer")
        self.button.clicked.connect(self.give)
        self._add("officers.number", self.number, "officer_number")
        self._add("officers.name", self.name, "officer_name")
        self._add("officers.role", self.role, "officer_role")
        self._add("officers.first_passphrase", self.passphrase, "officer_passphrase")
        self._add("officers.again", self.again, "officer_again")
        self._end(self.button)

    def propose(self, taken: Sequence[str]) -> None:
        """Clear the form for the next one, with the next free number."""
        numbers = {code[-_CODE_DIGITS:] for code in taken}
        free = next((f"{number:02d}" for number in range(1, 100) if f"{number:02d}" not in numbers), "")
        self.number.put_digits(free)
        for field in (self.name, self.passphrase, self.again):
            field.clear()
        self.role.setCurrentIndex(0)

    def retell(self) -> None:
        """Say everything again; the chosen role stays."""
        super().retell()
        chosen = max(self.role.currentIndex(), 0)
        self.role.clear()
        self.role.addItems([tr(f"officers.{role.value}") for role in _ROLES])
        self.role.setCurrentIndex(chosen)
        self.role.setFont(text_font(TextRole.LINE, is_urdu()))
        self.button.say(tr("officers.add"))

    def give(self) -> None:
        """Hand the new officer over, if everything is there."""
        if not self.button.isEnabled():
            return
        wanting = self._wanting()
        if wanting:
            self.say(tr(wanting), Colour.SOFT)
            return
        code = f"{self._centre}-{self.number.digits}"
        role = _ROLES[self.role.currentIndex()]
        self.given.emit(NewOfficer(code, self.name.text().strip(), role, self.passphrase.text()))

    def _wanting(self) -> str:
        """The key of the first thing that is not there yet."""
        checks = (
            (self.number.is_full, self.number, "officers.number_wanted"),
            (bool(self.name.text().strip()), self.name, "officers.name_wanted"),
            (bool(self.passphrase.text()), self.passphrase, "officers.passphrase_wanted"),
            (self.passphrase.text() == self.again.text(), self.again, "officers.not_the_same"),
        )
        for there, field, key in checks:
            if not there:
                field.setFocus()
                return key
        return ""


class PassphraseForm(_Form):
    """One's own passphrase."""

    given = Signal(str, str)
    """Carries the old and the new one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("officers.own_title", parent, across=True)
        self.old, self.new, self.again = _hidden(), _hidden(), _hidden()
        self.button = KeyButton("", "", icon=Icon.KEY)
        self.button.setObjectName("change_passphrase")
        self.button.clicked.connect(self.give)
        self._add("officers.old", self.old, "old_passphrase")
        self._add("officers.new", self.new, "new_passphrase")
        self._add("officers.again", self.again, "new_again")
        self._end(self.button)

    def forget(self) -> None:
        """Leave no passphrase in a field."""
        for field in (self.old, self.new, self.again):
            field.clear()

    def retell(self) -> None:
        """Say everything again."""
        super().retell()
        self.button.say(tr("officers.change"))

    def give(self) -> None:
        """Hand both over, if the new one was typed twice alike."""
        if not self.new.text():
            self.new.setFocus()
            self.say(tr("officers.passphrase_wanted"), Colour.SOFT)
        elif self.new.text() != self.again.text():
            self.again.setFocus()
            self.say(tr("officers.not_the_same"), Colour.SOFT)
        else:
            self.given.emit(self.old.text(), self.new.text())


def _hidden() -> TextField:
    field = TextField(text_role=TextRole.LINE)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field
