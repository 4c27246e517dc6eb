"""A draft moves to the edition in force: seen before, whole or not at all, and nothing of it is lost unseen."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from enumerator.domain.survey import SurveyRow
from enumerator.errors import EditionChanged, NoNewerEdition, NotPermitted, SurveyUnknown
from enumerator.store import Desk
from enumerator.ui.reading import corrections, read_revision
from enumerator.workflow.editions import put_in_force
from enumerator.workflow.finish import finish
from enumerator.workflow.interview import begin_interview, resume_interview
from enumerator.workflow.moving import move_draft, newer_edition, preview_move
from enumerator.workflow.questionnaire import SHIPPED_EDITION
from tests.enumerator.store.centre import BILAL, SAIRA, USMAN
from tests.enumerator.workflow.workbooks import ASKED, DIRT, DROPPED, NEXT, WALLS
from tests.enumerator.workflow.world import World, ask

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
        assert ("has_geyser", "yes", "") in told


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
