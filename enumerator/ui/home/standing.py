"""Where every survey stands: the link with its reason and next step, the thread of states, the parts of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from enumerator.domain.lifecycle import SurveyState
from enumerator.ui.home.cap_line import CapLine
from enumerator.ui.home.thread import Knot, Thread
from enumerator.ui.look import SIZES, Role, TextRole
from enumerator.ui.sync_watch import LinkFacts, LinkState
from enumerator.ui.telling import clock_time, day, is_urdu, tr
from enumerator.ui.widgets.card import RuledLine, Sheet
from enumerator.ui.widgets.chip import ChipFacts, Tone
from enumerator.ui.widgets.icons import Icon, IconMark
from enumerator.ui.widgets.note import Note
from enumerator.ui.widgets.words import Words
from enumerator.workflow.overview import Overview, SetAside

__all__ = ["Standing"]

_WIDTH, _BESIDE_BAR = 348, 10
_NEEDS_A_STEP = (LinkState.NOT_ENROLLED, LinkState.NO_ADDRESS, LinkState.NO_LINK, LinkState.STOPPED, LinkState.CLOCK)
_REACHED = (LinkState.LINKED, LinkState.SETTLED, LinkState.CLOCK)
_LOST = (LinkState.NO_LINK, LinkState.STOPPED)
_UNREACHABLE = "registry_unreachable"

#: The registry's codes for a survey that it does not hold, by what is to be looked at.
_ASIDE: Mapping[str, str] = MappingProxyType(
    {
        "duplicate": "duplicate",
        **dict.fromkeys(("officer_unknown", "officer_suspended", "author_is_approver"), "officer"),
        **dict.fromkeys(("approver_not_supervisor", "deed_missing", "deed_signature_wrong"), "officer"),
        **dict.fromkeys(("violations_open", "instance_unreadable", "score_differs"), "answers"),
        **dict.fromkeys(("edition_unknown", "pack_unknown"), "version"),
    }
)


class Standing(Sheet):
    """The column at the far end of the home page. It is told; it reads nothing itself."""

    try_now = Signal()
    decide = Signal()
    officers = Signal()
    questionnaires = Signal()

    def __init__(self, *, is_supervisor: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(_WIDTH)
        self.icon = IconMark(Icon.LINK)
        self.title = Words(TextRole.DIALOG_TITLE, wrap=True)
        self.said = Words(TextRole.LINE, Role.INK_2, wrap=True)
        self.step = Note(Tone.SOFT, Icon.LAST_TIME, "")
        self.step.setObjectName("next_step")
        self.states = Thread()
        self.parts = {part: (IconMark(Icon.TICK, size=15), *self._pair()) for part in ("desk", "registry")}
        self.trying, self.deciding, self.managing, self.asking = (
            CapLine("try_now", "F5", far=True),
            CapLine("decide", "F6", far=True),
            CapLine("officers", "F7", far=True),
            CapLine("questionnaires", "F8", far=True),
        )
        for line in (self.deciding, self.managing, self.asking):
            line.setVisible(is_supervisor)
        self.trying.clicked.connect(self.try_now)
        self.deciding.clicked.connect(self.decide)
        self.managing.clicked.connect(self.officers)
        self.asking.clicked.connect(self.questionnaires)
        self._lay_out()

    def show_link(self, link: LinkFacts, next_try: int | None, chip: ChipFacts) -> None:
        """Say how the link is, why, and what comes next."""
        state = link.state.name.lower()
        self.icon.show_icon(chip.icon, chip.tone.ink)
        self.title.setText(tr(f"link.title_{state}", time=clock_time(link.since)))
        facts = {"held": link.held, "aside": link.set_aside, "minutes": link.facts.get("minutes", 0)}
        self.said.setText(tr(f"link.said_{state}", **facts))
        self.step.setVisible(link.state in _NEEDS_A_STEP or link.left_out > 0)
        heading, sentence = _next_step(link, next_try)
        tone = Tone.HARD if link.state is LinkState.STOPPED else Tone.SOFT
        icon = Icon.HARD if link.state is LinkState.STOPPED else Icon.CLOCK
        self.step.say(heading, sentence, tone=tone, icon=icon)
        self.trying.setVisible(link.state is not LinkState.NOT_ENROLLED)
        answers = "answers" if link.state in _REACHED else "no_answer" if link.state in _LOST else "unknown"
        self._show_part("registry", answers, good=link.state in _REACHED, unknown=answers == "unknown")

    def show_overview(self, standing: Overview, now: datetime, *, has_link: bool) -> None:
        """Say where the surveys stand."""
        self.states.show_knots(_knots(standing, now, has_link=has_link))
        self.deciding.say(tr("home.to_decide", count=standing.counts[SurveyState.FINISHED]))
        self.managing.say(tr("home.officers"))
        self.asking.say(tr("home.questionnaires"))
        self.trying.say(tr("home.try_now"))

    def show_desk(self, *, well: bool) -> None:
        """Say how store and clock are."""
        self._show_part("desk", "good" if well else "look", good=well)

    def _show_part(self, part: str, key: str, *, good: bool, unknown: bool = False) -> None:
        icon, name, said = self.parts[part]
        sign = (Icon.NOT_ASKED, Role.INK_3) if unknown else (Icon.TICK, Role.DONE) if good else (Icon.CROSS, Role.HARD)
        icon.show_icon(*sign)
        name.setText(tr(f"home.part_{part}"))
        said.setText(tr(f"home.part_{key}"))

    @staticmethod
    def _pair() -> tuple[Words, Words]:
        return Words(TextRole.NOTE, Role.INK_2), Words(TextRole.NOTE, Role.INK_2)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.icon)
        top.addWidget(self.title, 1)
        parts = QGridLayout()
        parts.setHorizontalSpacing(11)
        parts.setVerticalSpacing(3)
        parts.setColumnStretch(1, 1)
        for row, (icon, name, said) in enumerate(self.parts.values()):
            parts.addWidget(icon, row, 0, Qt.AlignmentFlag.AlignVCenter)
            parts.addWidget(name, row, 1)
            parts.addWidget(said, row, 2)
            said.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZES.card_inset, 20, SIZES.card_inset, 14)
        column.setSpacing(0)
        column.addLayout(top)
        column.addSpacing(4)
        column.addWidget(self.said)
        column.addSpacing(10)
        column.addWidget(self.step)
        column.addSpacing(14)
        column.addWidget(_Scrolling(self.states), 1)
        column.addWidget(RuledLine())
        column.addSpacing(8)
        column.addLayout(parts)
        column.addSpacing(4)
        for line in (self.trying, self.deciding, self.managing, self.asking):
            column.addWidget(line)


class _Scrolling(QScrollArea):
    """Columns scroll; what stands below them does not. The bar keeps clear of the numbers beside it."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(widget)
        self.verticalScrollBar().rangeChanged.connect(self._keep_clear)

    def _keep_clear(self, _least: int, most: int) -> None:
        free = _BESIDE_BAR if most else 0
        # Qt mirrors where the bar stands, but not margins.
        self.setViewportMargins(free * is_urdu(), 0, free * (not is_urdu()), 0)


def _next_step(link: LinkFacts, next_try: int | None) -> tuple[str, str]:
    """Say when the next try is and why the last one ended."""
    if link.state in (LinkState.NOT_ENROLLED, LinkState.NO_ADDRESS, LinkState.CLOCK):
        return tr(f"link.next_{link.state.name.lower()}"), ""
    if link.state not in _LOST:
        return (tr("link.left_out", count=link.left_out), tr("link.next_left_out")) if link.left_out else ("", "")
    when = tr("link.next_in", seconds=next_try) if next_try else tr("link.next_now")
    if link.state is LinkState.STOPPED:
        return tr("link.next_stopped"), f"{tr(link.fault, **link.facts)} {when}"
    is_plain = link.fault == _UNREACHABLE and link.facts.get("reason")
    return when, tr(f"link.reason_{link.facts['reason']}") if is_plain else tr(link.fault, **link.facts)


def _knots(standing: Overview, now: datetime, *, has_link: bool) -> tuple[Knot, ...]:
    counts = standing.counts
    waiting = counts[SurveyState.FINISHED] + counts[SurveyState.APPROVED]
    batched, held, aside = (
        counts[state] for state in (SurveyState.BATCHED, SurveyState.ACCEPTED, SurveyState.SET_ASIDE)
    )
    kept = Knot(tr("home.kept"), tr("home.kept_note", drafts=counts[SurveyState.DRAFT]), standing.kept, _done(True))
    with_supervisor = Knot(tr("home.with_supervisor"), _waits(standing, now), waiting, _open(waiting))
    in_batch = Knot(_batch_title(standing), _batch_note(batched, has_link=has_link), batched, _open(batched))
    last = standing.receipt_at
    came = tr("home.last_receipt", day=day(last), time=clock_time(last)) if last else tr("home.no_receipt")
    receipt = Knot(tr("home.receipt"), came, held, _done(bool(held)))
    if not aside:
        return kept, with_supervisor, in_batch, receipt
    hanging = Knot(tr("home.set_aside"), _aside_note(standing.set_aside), aside, (Icon.HARD, Role.HARD))
    return kept, with_supervisor, in_batch, receipt, hanging


def _done(done: bool) -> tuple[Icon, Role]:
    return (Icon.COMPLETE, Role.DONE) if done else (Icon.UNTOUCHED, Role.INK_3)


def _open(count: int) -> tuple[Icon, Role]:
    return (Icon.IN_PROGRESS, Role.SOFT) if count else (Icon.UNTOUCHED, Role.INK_3)


def _waits(standing: Overview, now: datetime) -> str:
    approved = standing.counts[SurveyState.APPROVED]
    oldest = tr("home.oldest_waits", age=_age(now - standing.waits_since)) if standing.waits_since else ""
    ready = tr("home.approved_note", count=approved) if approved else ""
    if oldest and ready:
        return tr("window.joined", first=oldest, second=ready)
    return oldest or ready or tr("home.nothing_waits")


def _age(span: timedelta) -> str:
    hours, minutes = divmod(max(0, int(span.total_seconds()) // 60), 60)
    return tr("home.hours_minutes", hours=hours, minutes=minutes) if hours else tr("home.minutes", minutes=minutes)


def _batch_title(standing: Overview) -> str:
    if len(standing.waiting_batches) == 1:
        return tr("home.in_batch", batch=standing.waiting_batches[0])
    return tr("home.in_batches")


def _batch_note(batched: int, *, has_link: bool) -> str:
    if not batched:
        return tr("home.batch_none")
    return tr("link.said_sending") if has_link else tr("home.batch_leaves")


def _aside_note(surveys: tuple[SetAside, ...]) -> str:
    first, *others = surveys
    key = f"survey.aside_{_ASIDE.get(first.code, 'other')}"
    told = tr(key, number=first.row.number, of=first.of, code=first.code)
    return f"{told} {tr('home.set_aside_more', count=len(others))}" if others else told
