"""A draft moves to the edition in force: seen before, whole or not at all, and nothing of it is lost unseen."""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from enumerator.domain.survey import SurveyRow
from enumerator.errors import DraftMoved, EditionChanged, EditionUnknown, NoNewerEdition, NotPermitted, SurveyUnknown
from enumerator.store import Desk
from enumerator.ui.reading import corrections, read_revision
from enumerator.workflow.editions import put_in_force
from enumerator.workflow.finish import finish
from enumerator.workflow.interview import begin_interview, resume_interview
from enumerator.workflow.moving import move_draft, newer_edition, preview_move
from enumerator.workflow.questionnaire import SHIPPED_EDITION, edition_of, shipped_edition
from forms import Edition, Missing
from tests.enumerator.store.centre import BILAL, SAIRA, USMAN
from tests.enumerator.workflow.workbooks import ASKED, DIRT, DROPPED, NEXT, WALLS
from tests.enumerator.workflow.world import World, ask

ROOMS = "/data/assets/rooms"
HOUSE = Path(__file__).parents[3]
KILLED_AT = (0, 1, 2)
"""Lines of the journal that are written when the program is killed."""


def the_draft(desk: Desk) -> SurveyRow:
    (row,) = desk.surveys.all()
    return row


def with_a_dirt_wall(world: World) -> str:
    """Let Bilal's draft hold what the next edition drops and renames, and a note; gives its number."""
    with world.sign_in(BILAL) as desk:
        asking = resume_interview(desk, the_draft(desk).number, world.clock)
        asking.answer(WALLS, DIRT)
        asking.answer(DROPPED, "yes")
        asking.note(DROPPED, "On the roof")
        asking.at_ref = WALLS
        asking.keep_place()
        return asking.number


def test_the_preview_says_what_is_lost_and_asked_and_changes_nothing(in_force: World) -> None:
    number = with_a_dirt_wall(in_force)
    with in_force.sign_in(BILAL) as desk:
        before = desk.surveys.draft(number), desk.audit.head()

        assert newer_edition(desk, number) == NEXT
        migration = preview_move(desk, number, in_force.clock)

        assert {each.ref for each in migration.lost} == {DROPPED}
        assert {each.before for each in migration.lost} == {"yes", "On the roof"}
        assert WALLS in {each.ref for each in migration.changed}
        assert migration.asked == (ASKED,)
        assert len(migration.kept) > 50
        assert (desk.surveys.draft(number), desk.audit.head()) == before


def test_a_moved_draft_goes_on_in_the_edition_in_force_and_every_loss_has_its_line(in_force: World) -> None:
    number = with_a_dirt_wall(in_force)
    with in_force.sign_in(BILAL) as desk:
        row, lines = desk.surveys.row(number), len(desk.surveys.events(number))

        migration = move_draft(desk, number, in_force.clock)

        asking = resume_interview(desk, number, in_force.clock)
        moved = desk.surveys.row(number)
        assert (moved.edition, moved.head_name, moved.member_count) == (NEXT, row.head_name, row.member_count)
        assert asking.at_ref == WALLS
        assert asking.interview.serialise() == migration.after.serialise()
        assert newer_edition(desk, number) is None
        events = desk.surveys.events(number)[lines:]
        wanted = [(each.to or each.ref, each.before, each.after) for each in (*migration.changed, *migration.lost)]
        assert [(event.ref, event.old, event.new) for event in events] == wanted
        assert {(event.trace, event.ref) for event in events} >= {("answered", DROPPED), ("noted", DROPPED)}
        (line,) = [line for line in desk.audit.lines() if line.trace.value == "moved"]
        assert (line.number, dict(line.facts)) == (number, {"edition": NEXT, "before": SHIPPED_EDITION})
        assert desk.integrity_check() == ()


def test_a_moved_draft_is_finished_and_read_like_any_other(in_force: World) -> None:
    number = with_a_dirt_wall(in_force)
    with in_force.sign_in(BILAL) as desk:
        move_draft(desk, number, in_force.clock)
        asking = resume_interview(desk, number, in_force.clock)
        asking.answer(WALLS, "33")
        asking.answer(ASKED, "yes")
        finish(desk, asking, in_force.clock)

    with in_force.sign_in(SAIRA) as desk:
        reading = read_revision(desk, number, 1, in_force.clock, "en")
        assert reading.revision.edition == NEXT
        told = {(each.question, each.was, each.now) for each in corrections(desk, reading)}
        label = shipped_edition().definition.nodes[DROPPED].label
        assert label is not None
        assert (label.by_language[reading.language][0], "Yes", "") in told


def test_whatever_a_move_took_away_is_read_in_the_changes_in_words(in_force: World) -> None:
    with in_force.sign_in(BILAL) as desk:
        asking = resume_interview(desk, the_draft(desk).number, in_force.clock)
        asking.answer(WALLS, DIRT)
        asking.mark_missing(DROPPED, Missing.REFUSED)
        asking.note(DROPPED, "On the roof")
        move_draft(desk, asking.number, in_force.clock)
        asking = resume_interview(desk, asking.number, in_force.clock)
        asking.answer(WALLS, "33")
        asking.answer(ASKED, "yes")
        finish(desk, asking, in_force.clock)

        for code, refusal, note, gone in (
            ("en", "refused", "Note: On the roof", "no longer there"),
            ("ur", "انکار", "نوٹ: \u2066On the roof\u2069", "اب نہیں"),
        ):
            reading = read_revision(desk, asking.number, 1, in_force.clock, code)
            found = corrections(desk, reading)
            label = shipped_edition().definition.nodes[DROPPED].label
            assert label is not None
            of_dropped = [
                (each.was, each.now) for each in found if each.question in label.by_language[reading.language]
            ]
            assert {(refusal, ""), (note, gone)} <= set(of_dropped)
            assert DIRT not in {each.was for each in found}  # a choice is said in the words of its own edition

        # and where the edition of before cannot be read any more, the survey is read all the same
        known = partial(_but_not, SHIPPED_EDITION)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("enumerator.ui.reading.edition_of", known)
            found = corrections(desk, read_revision(desk, asking.number, 1, in_force.clock, "en"))
        assert {("has_geyser", "refused"), ("has_geyser", "Note: On the roof")} <= {
            (each.question, each.was) for each in found
        }


def _but_not(unknown: str, desk: Desk, name: str) -> Edition:
    if name == unknown:
        raise EditionUnknown(edition=name)
    return edition_of(desk, name)


def test_a_confirmation_that_a_move_took_away_names_its_rule_and_is_read_with_its_reason(in_force: World) -> None:
    with in_force.sign_in(BILAL) as desk:
        asking = resume_interview(desk, the_draft(desk).number, in_force.clock)
        number, lines = asking.number, len(desk.surveys.events(asking.number))
        asking.answer(ROOMS, "6")
        asking.confirm(ROOMS, "warn", "Counted them")
        migration = preview_move(desk, number, in_force.clock)
    # as if the next edition had no such rule
    (kept,) = [each for each in migration.kept if (each.ref, each.part) == (ROOMS, "warn")]
    lost = replace(migration, changed=(*migration.changed, replace(kept, after="")))
    with in_force.sign_in(BILAL) as desk, pytest.MonkeyPatch.context() as patch:
        patch.setattr("enumerator.workflow.moving.migrate", lambda *_args, **_words: lost)
        move_draft(desk, number, in_force.clock)
        asking = resume_interview(desk, number, in_force.clock)
        asking.answer(ASKED, "yes")
        finish(desk, asking, in_force.clock)

        of_rooms = [each for each in desk.surveys.events(number)[lines:] if each.trace == "confirmed"]
        assert [(each.ref, each.old, each.new) for each in of_rooms] == [
            (ROOMS, "warn", "Counted them"),
            (ROOMS, "warn", ""),
        ]
        found = corrections(desk, read_revision(desk, number, 1, in_force.clock, "en"))
        assert ("Confirmed: Counted them", "no longer there") in {(each.was, each.now) for each in found}


def test_a_draft_on_the_edition_in_force_stays_where_it_is(in_force: World) -> None:
    with in_force.sign_in(BILAL) as desk:
        number = begin_interview(desk, in_force.clock).number
        assert newer_edition(desk, number) is None
        for deed in (preview_move, move_draft):
            with pytest.raises(NoNewerEdition):
                deed(desk, number, in_force.clock)


def test_what_is_no_draft_does_not_move(in_force: World) -> None:
    with in_force.sign_in(BILAL) as desk:
        asking = ask(desk, 4, in_force.clock)
        asking.answer(ASKED, "no")
        number = finish(desk, asking, in_force.clock).number
        for unknown in (number, "0603-017-01-009999-9"):
            with pytest.raises(SurveyUnknown):
                newer_edition(desk, unknown)
            with pytest.raises(SurveyUnknown):
                move_draft(desk, unknown, in_force.clock)


def test_nobody_moves_anothers_draft(in_force: World) -> None:
    with in_force.sign_in(USMAN) as desk:
        number = the_draft(desk).number
        with pytest.raises(NotPermitted):
            move_draft(desk, number, in_force.clock)
        assert desk.surveys.row(number).edition == SHIPPED_EDITION


def test_a_draft_does_not_move_to_files_that_were_changed(in_force: World) -> None:
    form = in_force.store / "editions" / NEXT / "form.xml"
    form.write_bytes(form.read_bytes().replace(b"fan", b"fun"))
    with in_force.sign_in(BILAL) as desk:
        number = the_draft(desk).number
        with pytest.raises(EditionChanged):
            move_draft(desk, number, in_force.clock)
        assert resume_interview(desk, number, in_force.clock).interview.definition.edition == "2025.1"


def test_a_draft_moves_back_when_the_edition_of_before_is_in_force_again(in_force: World) -> None:
    number = with_a_dirt_wall(in_force)
    with in_force.sign_in(BILAL) as desk:
        move_draft(desk, number, in_force.clock)
    with in_force.sign_in(SAIRA) as desk:
        put_in_force(desk, SHIPPED_EDITION)
    with in_force.sign_in(BILAL) as desk:
        migration = move_draft(desk, number, in_force.clock)
        assert migration.asked == (DROPPED,)
        assert desk.surveys.row(number).edition == SHIPPED_EDITION


def test_an_interview_left_open_over_the_move_writes_nothing_more(in_force: World) -> None:
    with in_force.sign_in(BILAL) as desk:
        number = the_draft(desk).number
        left_open = resume_interview(desk, number, in_force.clock)
        migration = move_draft(desk, number, in_force.clock)
        before = desk.surveys.draft(number), desk.audit.head()

        for deed in (lambda: left_open.answer(WALLS, "33"), lambda: finish(desk, left_open, in_force.clock)):
            with pytest.raises(DraftMoved) as told:
                deed()
            assert told.value.facts == {"number": number, "edition": NEXT}
        left_open.at_ref = DROPPED
        with pytest.raises(DraftMoved):
            left_open.keep_place()

        assert (desk.surveys.draft(number), desk.audit.head()) == before
        assert resume_interview(desk, number, in_force.clock).interview.serialise() == migration.after.serialise()
        left_open.keep_place()  # told once, nothing holds the officer back from leaving it
        assert not left_open.has_unkept_changes


@pytest.mark.parametrize("lines", KILLED_AT)
def test_a_kill_in_the_middle_of_moving_leaves_the_old_draft_whole(in_force: World, lines: int) -> None:
    number = with_a_dirt_wall(in_force)
    with in_force.sign_in(BILAL) as desk:
        before = desk.surveys.draft(number), desk.surveys.events(number), desk.surveys.row(number)

    words = [sys.executable, "-m", "tests.enumerator.workflow.moving", str(in_force.folder), number, str(lines)]
    assert subprocess.run(words, cwd=HOUSE, check=False).returncode == -signal.SIGKILL

    with in_force.sign_in(BILAL) as desk:
        assert (desk.surveys.draft(number), desk.surveys.events(number), desk.surveys.row(number)) == before
        assert desk.integrity_check() == ()
        assert resume_interview(desk, number, in_force.clock).interview.state(DROPPED).value == "yes"

        move_draft(desk, number, in_force.clock)
        assert desk.surveys.row(number).edition == NEXT
