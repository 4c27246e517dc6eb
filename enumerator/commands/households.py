"""Commands about households: register one from a file of answers, list, find, show, finish or move a draft."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from enumerator.commands.command import SIGNED_IN, Command, argument
from enumerator.commands.signed_in import signed_in
from enumerator.domain.decision import SignedDeed
from enumerator.domain.lifecycle import SurveyState
from enumerator.domain.permissions import Deed, require
from enumerator.domain.survey import SurveyRow
from enumerator.domain.trace import Trace
from enumerator.errors import BlockingViolations
from enumerator.surroundings import Surroundings
from enumerator.trial.household import read_household, require_fitting
from enumerator.trial.respondent import answer_all
from enumerator.workflow.desk_checks import desk_violations
from enumerator.workflow.finish import finish
from enumerator.workflow.interview import HouseholdInterview, begin_interview, resume_interview
from enumerator.workflow.moving import move_draft, preview_move
from enumerator.workflow.questionnaire import current_edition, name_in_force
from enumerator.workflow.withdrawn_draft import was_withdrawn_as_draft
from resources.wording import sentence


def _register(words: argparse.Namespace, world: Surroundings) -> int:
    household = read_household(Path(words.file))
    with signed_in(words, world) as desk:
        require_fitting(household, current_edition(desk).definition)
        asking = begin_interview(desk, world.clock)
        answered = sum(1 for _ in answer_all(asking, household, confirm_with=words.confirm))
        world.say(f"{asking.number}: {answered} answers kept.")
        _tell_violations(asking, words.language, world)
        world.say(_line(finish(desk, asking, world.clock)))
    return 0


def _finish(words: argparse.Namespace, world: Surroundings) -> int:
    with signed_in(words, world) as desk:
        asking = resume_interview(desk, words.number, world.clock)
        try:
            row = finish(desk, asking, world.clock)
        except BlockingViolations:
            _tell_violations(asking, words.language, world)
            raise
        world.say(_line(row))
    return 0


def _move(words: argparse.Namespace, world: Surroundings) -> int:
    with signed_in(words, world) as desk:
        migration = (move_draft if words.yes else preview_move)(desk, words.number, world.clock)
        for each in migration.changed:
            world.say(f"changed {each.ref}: {each.before} → {each.after}")
        for each in migration.lost:
            world.say(f"lost {each.ref}: {each.before}")
        for ref in migration.asked:
            world.say(f"asked {ref}")
        counts = {"kept": migration.kept, "changed": migration.changed, "lost": migration.lost}
        told = ", ".join(f"{what} {len(found)}" for what, found in counts.items())
        done = "moved to" if words.yes else "not moved yet (--yes moves it) to"
        world.say(f"{words.number}: {told}; {done} {name_in_force(desk)}")
    return 0


def _list(words: argparse.Namespace, world: Surroundings) -> int:
    with signed_in(words, world) as desk:
        states = [SurveyState(words.state)] if words.state else list(SurveyState)
        for state in states:
            for row in desk.surveys.in_state(state):
                world.say(_line(row))
        world.say(
            ", ".join(f"{state.value} {count}" for state, count in desk.surveys.counts().items() if count) or "none"
        )
    return 0


def _find(words: argparse.Namespace, world: Surroundings) -> int:
    with signed_in(words, world) as desk:
        require(desk.officer, Deed.INTERVIEW)
        for row in desk.surveys.search(words.text):
            world.say(_line(row))
    return 0


def _show(words: argparse.Namespace, world: Surroundings) -> int:
    with signed_in(words, world) as desk:
        row = desk.surveys.row(words.number)
        world.say(_line(row))
        if row.state is SurveyState.DRAFT:
            asking = resume_interview(desk, words.number, world.clock)
            world.say(f"stands at {asking.at_ref}")
            _tell_violations(asking, words.language, world)
            return 0
        decisions = desk.surveys.decisions(row.number, row.revision)
        if was_withdrawn_as_draft(desk, row):
            _say_deeds(decisions, world)
            return 0
        revision = desk.surveys.revision(row.number, row.revision)
        _say_deeds((revision.finished, *decisions), world)
        for score in desk.surveys.scores(row.number, row.revision):
            world.say(f"PROVISIONAL score {score.low}–{score.high} by {score.pack_id} {score.pack_version}")
        if words.answers:
            world.say(revision.instance.decode("utf-8"))
        desk.audit.note(Trace.VIEWED, number=row.number, revision=row.revision)
    return 0


def _say_deeds(deeds: Iterable[SignedDeed], world: Surroundings) -> None:
    for deed in deeds:
        world.say(f"{deed.at}  {deed.officer}  {deed.deed}  {deed.reason}".rstrip())


def _line(row: SurveyRow) -> str:
    score = "" if row.score_low is None else f"  score {row.score_low}–{row.score_high}"
    what = f"{row.number}  r{row.revision}  {row.state.value:9}  {row.author}  {row.member_count:2} members"
    return f"{what}{score}  {row.head_name}"


def _tell_violations(asking: HouseholdInterview, code: str, world: Surroundings) -> None:
    language = asking.interview.definition.language_for(code)
    violations = (*asking.interview.violations(language=language), *desk_violations(asking.interview, code))
    for violation in violations:
        if violation.hard or not violation.confirmed:
            said = violation.message or sentence(f"violation.{violation.kind.value}", code, rule=violation.rule)
            world.tell(f"{violation.ref}: {said}")


_NUMBER = argument("number", "the survey's number")

COMMANDS = (
    Command(
        "households register",
        "register a household from a JSON file of answers; what is broken stays a draft",
        (
            *SIGNED_IN,
            argument("file", 'JSON: {"answers": {path: text}, "members": [{path: text}]}', metavar="FILE"),
            argument("--confirm", "reason with which soft warnings are confirmed", metavar="REASON", default=""),
        ),
        _register,
    ),
    Command("households finish", "finish a draft: check, score and sign it", (*SIGNED_IN, _NUMBER), _finish),
    Command(
        "households move",
        "tell what a draft would keep and lose in the edition in force, and move it there",
        (*SIGNED_IN, _NUMBER, argument("--yes", "move it; without this nothing is changed", action="store_true")),
        _move,
    ),
    Command(
        "households list",
        "list the surveys of this desk, by state",
        (*SIGNED_IN, argument("--state", "only these", choices=[state.value for state in SurveyState])),
        _list,
    ),
    Command(
        "households find",
        "find surveys by number, CNIC or name",
        (*SIGNED_IN, argument("text", "the beginning of a number, a CNIC or a name")),
        _find,
    ),
    Command(
        "households show",
        "show where a survey stands, its deeds and its score",
        (*SIGNED_IN, _NUMBER, argument("--answers", "also the answers, as XML", action="store_true")),
        _show,
    ),
)
