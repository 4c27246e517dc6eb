"""What the parts of the interview's page say, read from the conduct: title, bar, margin, the open question."""

from __future__ import annotations

from dataclasses import dataclass, field

from enumerator.ui.dialogs.question_help import HelpFacts
from enumerator.ui.interview.conduct import Conduct
from enumerator.ui.interview.margin import WAYS, Beside
from enumerator.ui.interview.outline import MEMBER, Standing
from enumerator.ui.interview.spoken import in_order, question_of
from enumerator.ui.page import BarFacts
from enumerator.ui.questions.editor import Asked
from enumerator.ui.telling import is_urdu, tr
from enumerator.ui.widgets.beads import Bead
from enumerator.ui.widgets.chip import ChipFacts
from forms import Violation

__all__ = ["TitleFacts", "asked_now", "bar_facts", "beside", "help_facts", "other_language", "title_facts"]

_BEADS = {
    Standing.TO_COME: Bead.TO_COME,
    Standing.ANSWERED: Bead.ANSWERED,
    Standing.NO_ANSWER: Bead.NO_ANSWER,
    Standing.SOFT: Bead.SOFT,
    Standing.HARD: Bead.HARD,
}


@dataclass(frozen=True, slots=True)
class TitleFacts:
    """The head of a page of the register: its count in words, a bead a question, a member's name where it is theirs."""

    count: str
    beads: tuple[Bead, ...]
    name: str = field(default="", repr=False)


def bar_facts(conduct: Conduct, chip: ChipFacts) -> BarFacts:
    """The head, the family, the place, for the top bar."""
    interview = conduct.interview
    place = interview.state("/data/address/current/locality").value
    facts = (tr("interview.members", count=conduct.count()), place)
    return BarFacts(
        title=interview.state("/data/basic/head_name").value,
        facts=tuple(fact for fact in facts if fact),
        number=conduct.asking.number,
        chip=chip,
        saved_at=None if conduct.asking.has_unkept_changes else conduct.saved_at,
    )


def title_facts(conduct: Conduct) -> TitleFacts:
    """How far the page of the register is, and whose it is."""
    beads = tuple(Bead.HERE if each.ref == conduct.at else _BEADS[each.standing] for each in conduct.lines)
    answered = sum(each.standing is not Standing.TO_COME for each in conduct.lines)
    count = tr("interview.answered_of", have=answered, all=len(conduct.lines))
    position = conduct.place.member
    if not position:
        return TitleFacts(count, beads)
    name = conduct.interview.state(f"{MEMBER}[{position}]/full_name").value
    unnamed = tr("interview.member_of", number=position, count=conduct.count())
    return TitleFacts(count, beads, name or unnamed)


def asked_now(conduct: Conduct) -> tuple[str, str, Asked]:
    """The open question: its number, its words, and what its editor needs."""
    interview, ref = conduct.interview, conduct.at
    asked = Asked(
        ref=ref,
        question=question_of(interview, ref),
        said=conduct.said(ref),
        choices=interview.choices(ref, conduct.language),
        others=tuple(choice.label for choice in interview.choices(ref, other_language(conduct))),
    )
    number = next((each.number for each in conduct.lines if each.ref == ref), "")
    return number, interview.label(ref, conduct.language), asked


def beside(conduct: Conduct, *, pointed_out: bool, told: str) -> Beside:
    """What stands in the margin of the open question.

    Args:
        conduct: where the interview stands.
        pointed_out: the officer was stopped here, so that an answer that is lacking is told as well.
        told: a word to the officer about the last key.
    """
    interview, ref = conduct.interview, conduct.at
    return Beside(
        other=interview.label(ref, other_language(conduct)),
        hint=interview.hint(ref, conduct.language),
        ways=conduct.ways(),
        violations=conduct.violations() if pointed_out else _broken(conduct),
        copied=conduct.copied(),
        note=interview.state(ref).note,
        told=told,
    )


def help_facts(conduct: Conduct) -> HelpFacts:
    """What F1 says of the open question."""
    interview, ref, other = conduct.interview, conduct.at, other_language(conduct)
    number, label, _ = asked_now(conduct)
    allowed = conduct.ways()
    return HelpFacts(
        number=number,
        label=label,
        other_label=interview.label(ref, other),
        hint=in_order(interview.hint(ref, conduct.language)),
        other_hint=in_order(interview.hint(ref, other)),
        ways=tuple((str(n), tr(f"interview.{way.value}")) for n, way in enumerate(WAYS, start=1) if way in allowed),
    )


def other_language(conduct: Conduct) -> str:
    """The language that the windows do not speak now."""
    return conduct.interview.definition.language_for("en" if is_urdu() else "ur")


def _broken(conduct: Conduct) -> tuple[Violation, ...]:
    return next((each.violations for each in conduct.lines if each.ref == conduct.at), ())
