"""Who is at the desk: signing in, and the lock that stands before an open desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from enumerator.domain.officer import Officer
from enumerator.errors import StoreFault
from enumerator.store import Desk
from enumerator.ui.background import Fault, Runner
from enumerator.ui.desks_under_way import DesksUnderWay
from enumerator.ui.hand_of_cards import KEYED_CARDS, HandOfCards
from enumerator.ui.look import Role, TextRole
from enumerator.ui.passphrase_line import PassphraseLine
from enumerator.ui.person_card import PersonFacts
from enumerator.ui.telling import is_urdu, isolate, telling, tr
from enumerator.ui.wall import WALL_WIDTH, Wall
from enumerator.ui.widgets.chip import Chip, ChipFacts, Tone
from enumerator.ui.widgets.icons import Icon
from enumerator.ui.widgets.key_link import KeyLink
from enumerator.ui.widgets.note import Note
from enumerator.ui.widgets.words import Words
from enumerator.workflow.ports import Clock
from enumerator.workflow.sign_in import officers_at, sign_in, unlock
from enumerator.workflow.trial_centre import TrialPerson

__all__ = ["Entrance"]

_PANE, _PANE_INSET = 560, 24


class Entrance(QWidget):
    """The page before the desk.

    Locked, it knows who has the desk open, and lets nobody else past without signing that officer out.
    """

    opened = Signal(object)
    """The passphrase was right: carries the open `Desk`."""
    unlocked = Signal()
    """The officer who has the desk open has come back."""
    signed_out = Signal()
    """Somebody else wants the desk; the draft is kept."""
    language_wanted = Signal()

    def __init__(
        self, folder: Path, clock: Clock, people: Sequence[TrialPerson] = (), parent: QWidget | None = None
    ) -> None:
        """Make the page.

        Args:
            folder: of the desk's store.
            clock: the time with its offset.
            people: of a trial centre, whose passphrases are shown.
            parent: the window.
        """
        super().__init__(parent)
        self.setObjectName("entrance")
        self._folder, self._clock, self._people = folder, clock, tuple(people)
        self._runner, self._under_way = Runner(self), DesksUnderWay()
        self._locked_by: Officer | None = None
        self._minutes = 0
        self._fault: Fault | None = None
        self._wall = Wall(clock)
        self._title = Words(TextRole.PAGE_TITLE)
        self._note = Note(Tone.DONE, Icon.SAFE, "", large=True)
        self._line = PassphraseLine()
        self._hand = HandOfCards(self._line)
        self._foot = Words(TextRole.NOTE, Role.INK_3, wrap=True)
        self._another = KeyLink("", "F9")
        self._another.setObjectName("another_officer")
        self._language = KeyLink("", "Ctrl+L", text_role=TextRole.LINE)
        self._language.setObjectName("entrance_language")
        self._lay_out()
        self._line.given.connect(self._try)
        self._another.clicked.connect(self.signed_out)
        self._language.clicked.connect(self.language_wanted)
        for keys, deed in (
            ("Down", partial(self._hand.step, 1)),
            ("Up", partial(self._hand.step, -1)),
            ("Alt+S", self._line.turn_echo),
        ):
            self._key(keys, deed)
        self._key("F9", self._call_another)
        for place in range(KEYED_CARDS):
            self._key(f"Alt+{place + 1}", partial(self._hand.choose, place))
        telling.changed.connect(self._follow)

    def ask(self, fault: Fault | None = None) -> None:
        """Ask who is there; a fault says why somebody stands here again."""
        self._locked_by, self._fault = None, fault
        self.show_chips(())
        self.retell()

    @property
    def is_closing(self) -> bool:
        """Whether the desk that was left is still being closed."""
        return self._runner.busy

    def close_desk(self, close: Callable[[], object]) -> None:
        """Close a desk beside the windows. Whoever signs in meanwhile waits: goings in and out queue."""
        self._line.work(True, "closing")
        self._runner.run(self._under_way.closing(close), self._closed, self._not_closed, owner=self)

    def say_must_come_back(self) -> None:
        """Say why nobody may take this officer's place: something they said is not on the disk."""
        self._say(Tone.HARD, Icon.DISK, tr("sign_in.must_come_back"))

    def lock(self, officer: Officer, minutes: int = 0, chips: Sequence[ChipFacts] = ()) -> None:
        """Stand before the open desk of one officer.

        Args:
            officer: whose desk it is.
            minutes: without a key, or 0 when the officer locked it.
            chips: what stands at the foot: how things are kept and how the link is, nothing of anybody.
        """
        self._locked_by, self._minutes, self._fault = officer, minutes, None
        self.show_chips(chips)
        self.retell(anew=True)

    def show_chips(self, chips: Sequence[ChipFacts]) -> None:
        """Show these at the foot."""
        while (item := self._chips.takeAt(0)) is not None:
            if (chip := item.widget()) is not None:
                chip.deleteLater()
        for facts in chips:
            self._chips.addWidget(Chip(facts, bare=True))

    def retell(self, *, anew: bool = False) -> None:
        """Say everything in the language of the windows; what was typed begins anew, maybe with the first person."""
        # Qt mirrors a layout, but not its margins.
        self._bottom.setContentsMargins(*((24, 0, 40, 10) if is_urdu() else (40, 0, 24, 10)))
        self._language.say(telling.other("window.language"), urdu=not is_urdu())
        self._another.say(tr("sign_in.another"))
        self._another.setVisible(self._locked_by is not None)
        self._foot.setText(tr("sign_in.another_safe" if self._locked_by else "sign_in.forgotten"))
        try:
            people = self._who()
        except StoreFault as fault:
            self._hand.deal(())
            self._title.setText(tr("sign_in.title"))
            self._say(Tone.HARD, Icon.DISK, tr(fault.code, **fault.facts))
            return
        self._tell_title(people)
        self._hand.deal(people, anew=anew)

    def _follow(self) -> None:
        """Say it in the other language; behind an open desk nobody sees it, and it must not take the focus."""
        if not self.isHidden():
            self.retell()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The wall gives way in a small window."""
        self._wall.setVisible(event.size().width() >= WALL_WIDTH + _PANE + 2 * _PANE_INSET)
        super().resizeEvent(event)

    def finish(self) -> None:
        """The windows close, and with them every desk that is just being opened or closed."""
        self._runner.finish()
        self._under_way.finish()

    def _who(self) -> tuple[PersonFacts, ...]:
        if self._locked_by is not None:
            officer = self._locked_by
            return (PersonFacts(officer.code, officer.name, self._role_line(officer.role.value, officer.code)),)
        if self._people:
            return tuple(
                PersonFacts(each.code, each.name, self._role_line(each.role.value, each.code), each.passphrase)
                for each in self._people
            )
        return tuple(PersonFacts(code, code, tr("sign_in.at_this_desk")) for code in officers_at(self._folder))

    def _role_line(self, role: str, code: str) -> str:
        return tr("window.joined", first=tr(f"sign_in.role_{role}"), second=isolate(code))

    def _tell_title(self, people: Sequence[PersonFacts]) -> None:
        if self._locked_by is not None:
            key = "sign_in.locked" if self._minutes else "sign_in.locked_by_key"
            self._title.setText(tr(key, minutes=self._minutes))
            self._say(Tone.DONE, Icon.SAFE, tr("sign_in.kept_heading"), tr("sign_in.kept"))
            return
        self._title.setText(tr("sign_in.title"))
        if self._fault is not None:
            self._say(Tone.HARD, Icon.DISK, tr(self._fault.code, **self._fault.facts))
        elif self._people:
            self._say(Tone.SOFT, Icon.INFORMATION, tr("sign_in.trial_heading"), tr("sign_in.trial"))
        else:
            self._note.hide()
        if people:
            self._wall.show_centre(tr("window.centre_code", code=people[0].code.partition("-")[0]))

    def _say(self, tone: Tone, icon: Icon, heading: str, sentence: str = "") -> None:
        self._note.say(heading, sentence, tone=tone, icon=icon)
        self._note.show()

    def _call_another(self) -> None:
        if self._locked_by is not None:
            self.signed_out.emit()

    def _try(self, passphrase: str) -> None:
        """Argon2 takes its time by design, so it is done beside the windows."""
        self._line.work(True)
        code = self._hand.code
        if self._locked_by is not None:
            self._runner.run(lambda: unlock(self._folder, code, passphrase), self._let_back, self._refuse, owner=self)
        else:
            deed = partial(sign_in, self._folder, code, passphrase, self._clock)
            self._runner.run(self._under_way.opening(deed), self._let_in, self._refuse, owner=self)

    def _let_in(self, desk: Desk) -> None:
        self._under_way.taken(desk)
        self._line.work(False)
        self._line.begin(desk.officer.code)
        self.opened.emit(desk)

    def _let_back(self, _proven: None) -> None:
        self._line.work(False)
        self._line.begin(self._hand.code)
        self.unlocked.emit()

    def _closed(self, _nothing: object) -> None:
        self._line.work(False)

    def _not_closed(self, fault: Fault) -> None:
        """The desk is closed all the same, but its last line is not written."""
        self._line.work(False)
        self._fault = fault
        self.retell()

    def _refuse(self, fault: Fault) -> None:
        self._line.refuse(fault)

    def _key(self, keys: str, deed: object) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(keys in ("Up", "Down"))
        shortcut.activated.connect(deed)

    def _lay_out(self) -> None:
        pane = QWidget()
        pane.setFixedWidth(_PANE)
        rows = QVBoxLayout(pane)
        rows.setContentsMargins(0, _PANE_INSET, 0, _PANE_INSET)
        rows.setSpacing(0)
        rows.addStretch(1)
        rows.addWidget(self._title)
        rows.addSpacing(14)
        rows.addWidget(self._note)
        rows.addSpacing(22)
        rows.addWidget(self._hand)
        rows.addSpacing(10)
        foot = QHBoxLayout()
        foot.setSpacing(14)
        foot.addWidget(self._another, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._foot, 1)
        rows.addLayout(foot)
        rows.addStretch(1)
        room = QWidget()
        beside = QHBoxLayout(room)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addStretch(1)
        beside.addWidget(pane)
        beside.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(room)
        self._hand.moved.connect(scroll.ensureWidgetVisible)
        self._bottom = bottom = QHBoxLayout()
        self._chips = QHBoxLayout()
        self._chips.setSpacing(20)
        bottom.addLayout(self._chips)
        bottom.addStretch(1)
        bottom.addWidget(self._language)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(scroll, 1)
        right.addLayout(bottom)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._wall)
        row.addLayout(right, 1)
