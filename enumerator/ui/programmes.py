"""The programmes in words: what may be said of a family and each, by which clause, and what would decide it. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from enumerator.ui.reading import InWords
from enumerator.ui.telling import is_urdu, tr
from enumerator.ui.widgets.lines import Kind, Line
from enumerator.workflow.programmes import ProgrammesView
from forms.pmt import Gap
from forms.pmt.term import Wording
from forms.policy import Answer, Answered, Finding, GroupFlag, Reason, Truth

__all__ = ["programme_lines"]


def programme_lines(view: ProgrammesView, reading: InWords) -> tuple[Line, ...]:
    """Say everything that the policy says of a family, those programmes first that it may be considered for."""
    return (
        Line(says=tr("programmes.decides_nothing")),
        *(line for answered in view.answers for line in _answered(answered, view, reading)),
        Line(says=tr("programmes.residency"), kind=Kind.HEADING),
        *_residency(view.residency, reading),
        Line(says=tr("programmes.groups"), kind=Kind.HEADING),
        *(line for flag in view.groups for line in _group(flag, view, reading)),
        Line(says=tr("programmes.policy"), kind=Kind.HEADING),
        *_policy(view),
    )


def _answered(answered: Answered, view: ProgrammesView, reading: InWords) -> Iterator[Line]:
    programme = answered.programme
    yield Line(says=tr(f"programmes.{answered.answer.value}", programme=_words(programme.title)), kind=Kind.HEADING)
    if answered.members:
        yield Line(says=tr("programmes.members", names=_names(answered.members, view)))
    is_open = answered.answer is Answer.CANNOT_BE_DETERMINED
    for finding in answered.findings:
        yield _clause(finding, "programmes.would_decide" if is_open else "programmes.decided_by")
        yield from _why_open(finding, reading)
    if programme.elsewhere and answered.answer is not Answer.NOT:
        besides = _listed(_words(each.label) for each in programme.elsewhere)
        yield Line(says=tr("programmes.besides", parts=besides))


def _residency(finding: Finding, reading: InWords) -> Iterator[Line]:
    truth = Truth.NO if finding.reason is Reason.AUTHORITY else finding.truth
    yield Line(says=tr(f"programmes.residency_{truth.value}"))
    yield from _why_open(finding, reading)


def _clause(finding: Finding, key: str) -> Line:
    """Name a clause, and how far its source is to be trusted."""
    clause = finding.clause
    return Line(says=tr(key, clause=_words(clause.label), trust=tr(f"programmes.{clause.source.trust.value}")))


def _why_open(finding: Finding, reading: InWords) -> Iterator[Line]:
    """Name what would have to come before an open clause could decide: answers, or something nobody asks here."""
    if finding.truth is not Truth.OPEN or finding.reason is None:
        return
    if finding.gaps:
        yield from (_gap(gap, reading) for gap in finding.gaps)
    elif finding.clause.beyond is not None:
        yield Line(says=tr("programmes.beyond", what=_words(finding.clause.beyond)))
    else:
        yield Line(says=tr(f"programmes.{finding.reason.value}"))


def _gap(gap: Gap, reading: InWords) -> Line:
    about = reading.about(gap.ref)
    question = reading.question(gap.ref)
    return Line(
        lead=reading.number(gap.ref),
        says=f"{about} · {question}" if about else question,
        answer=tr(f"score.{gap.why.value}"),
    )


def _group(flag: GroupFlag, view: ProgrammesView, reading: InWords) -> Iterator[Line]:
    group = _words(flag.group.label)
    if flag.certain:
        yield Line(says=tr("programmes.group_certain", group=group, names=_names(flag.certain, view)))
    if flag.possible:
        yield Line(says=tr("programmes.group_possible", group=group, names=_names(flag.possible, view)))
    if flag.truth is Truth.NO:
        yield Line(says=tr("programmes.group_nobody", group=group))
    yield from (_gap(gap, reading) for gap in flag.gaps)


def _policy(view: ProgrammesView) -> Iterator[Line]:
    policy = view.policy
    yield Line(says=tr("score.pack_named", title=_words(policy.title), version=policy.version))
    if not view.window_open:
        yield Line(says=tr("programmes.window_shut"))


def _names(members: Iterable[str], view: ProgrammesView) -> str:
    return _listed(view.names[member] for member in members)


def _listed(parts: Iterable[str]) -> str:
    return ("، " if is_urdu() else ", ").join(parts)


def _words(wording: Wording) -> str:
    return wording.ur if is_urdu() else wording.en
