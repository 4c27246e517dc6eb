"""The card on which a family's interview begins: the CNIC, and whether this desk knows it already."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from enumerator.domain.survey import SurveyRow
from enumerator.ui.home.cap_line import CapLine
from enumerator.ui.look import SIZES, Role, TextRole
from enumerator.ui.models.surveys import state_words
from enumerator.ui.telling import is_urdu, tr
from enumerator.ui.widgets.card import Card, RuledLine
from enumerator.ui.widgets.chip import Tone
from enumerator.ui.widgets.fields import CNIC_GROUPS, DigitsField, FieldState
from enumerator.ui.widgets.icons import Icon
from enumerator.ui.widgets.note import Note
from enumerator.ui.widgets.words import Words

__all__ = ["StartCard"]

_FIELD_HEIGHT, _FIELD_WIDTH = 58, 428


class StartCard(Card):
    """Asks `look_up` about a whole CNIC; says what it found before anything is begun."""

    begin = Signal(str)
    """Begin an interview with these 13 digits, or with none."""
    open_survey = Signal(str)
    """Open the survey of this number instead."""
    search_wanted = Signal()
    slip_again = Signal()

    def __init__(self, look_up: Callable[[str], tuple[SurveyRow, ...]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look_up = look_up
        self._found: tuple[SurveyRow, ...] = ()
        self.title = Words(TextRole.OPEN_QUESTION)
        self.field = DigitsField(CNIC_GROUPS, text_role=TextRole.CNIC)
        self.field.setObjectName("cnic")
        self.field.setFixedSize(_FIELD_WIDTH, _FIELD_HEIGHT)
        self.message = Words(TextRole.NOTE, Role.INK_2, wrap=True)
        self.message.setObjectName("start_message")
        self.known = Note(Tone.SOFT, Icon.FAMILY, "")
        self.known.setObjectName("known")
        self.without, self.finding, self.slip = (
            CapLine("without_cnic", "Ctrl+N"),
            CapLine("find", "Ctrl+F"),
            CapLine("slip_again", "Ctrl+P"),
        )
        self._lay_out()
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self._enter)
        self.field.installEventFilter(self)
        self.without.clicked.connect(self.begin_anew)
        self.finding.clicked.connect(self.search_wanted)
        self.slip.clicked.connect(self.slip_again)
        self.retell()

    def clear(self) -> None:
        """Be ready for the next family."""
        self.field.clear()
        self._typed()

    def begin_anew(self) -> None:
        """Begin without a CNIC; or with the one typed, though this desk knows a survey with it."""
        self.begin.emit(self.field.digits if self._found else "")

    def retell(self) -> None:
        """Say everything again."""
        high, low = (9, 8) if is_urdu() else (15, 14)  # Urdu lines bring more air of their own
        self.contents.setContentsMargins(SIZES.card_hung, high, SIZES.card_hung, low)
        self.title.setText(tr("home.start"))
        self.field.setAccessibleName(f"{tr('home.start')}. {tr('home.start_hint')}")
        self.without.say(tr("home.without_cnic"))
        self.finding.say(tr("home.find"))
        self.slip.say(tr("home.slip_again"))
        self._typed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The card is the officer's place as long as its field is."""
        if watched is self.field and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.here = event.type() is QEvent.Type.FocusIn
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        self.field.show_state(FieldState.REST)
        self._found = ()
        if self.field.digits.startswith("0"):
            self._say(tr("home.not_a_cnic"), Role.HARD, FieldState.HARD)
        elif self.field.is_full:
            self._found = self._look_up(self.field.digits)
            self._say("" if self._found else tr("home.new_here"), Role.DONE)
        elif self.field.digits:
            self._say(tr("home.digits_so_far", typed=len(self.field.digits)))
        else:
            self._say(tr("home.start_hint"))
        self._show_known()

    def _enter(self) -> None:
        if self._found:
            self.open_survey.emit(self._found[0].number)
        elif not self.field.is_full or self.field.digits.startswith("0"):
            key = "home.not_a_cnic" if self.field.digits.startswith("0") else "home.digits_missing"
            self._say(tr(key, typed=len(self.field.digits)), Role.HARD, FieldState.HARD)
        else:
            self.begin.emit(self.field.digits)

    def _say(self, words: str, role: Role = Role.INK_2, state: FieldState = FieldState.REST) -> None:
        self.message.setText(words)
        self.message.wear(role)
        self.message.setVisible(bool(words))
        self.field.show_state(state)

    def _show_known(self) -> None:
        self.known.setVisible(bool(self._found))
        if not self._found:
            return
        first, *others = self._found
        name = first.head_name or tr("survey.nameless")
        said = tr("home.known", name=name, number=first.number, state=state_words(first.state))
        more = tr("home.known_more", count=len(others)) if others else ""
        self.known.say(tr("home.known_heading"), f"{said} {more}".strip())

    def _lay_out(self) -> None:
        asked = QVBoxLayout()
        asked.setSpacing(6)
        asked.addWidget(self.title)
        # Thirteen digits run from left to right on every page; the field stands at the leading edge.
        field = QHBoxLayout()
        field.addWidget(self.field)
        field.addStretch(1)
        asked.addLayout(field)
        asked.addWidget(self.message)
        asked.addWidget(self.known)
        caps = QVBoxLayout()
        caps.setSpacing(6)
        caps.addStretch(1)
        for line in (self.without, self.finding, self.slip):
            caps.addWidget(line)
        caps.addStretch(1)
        self.contents = row = QHBoxLayout(self)
        row.setSpacing(SIZES.card_inset)
        row.addLayout(asked, 1)
        row.addWidget(RuledLine(standing=True))
        row.addLayout(caps)
