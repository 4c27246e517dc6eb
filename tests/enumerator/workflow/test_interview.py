"""Every answer is on the disk before the next question, and the interview is taken up where it was left."""

from __future__ import annotations

from itertools import islice

import pytest

from enumerator.domain.trace import Trace
from enumerator.errors import DiskFull, NotPermitted, SurveyUnknown
from enumerator.store import Desk
from enumerator.trial.respondent import answer_all
from enumerator.workflow.finish import finish
from enumerator.workflow.interview import MEMBER, HouseholdInterview, begin_interview, resume_interview
from enumerator.workflow.reconcile import reconcile
from forms import Missing
from forms.errors import MissingNotAllowed, UnknownQuestion
from forms.identity import SurveyNumber
from tests.enumerator.store.centre import BILAL, SAIRA, USMAN
from tests.enumerator.workflow.world import World, ask, household

NAME = "/data/basic/head_name"
BORN = "/data/basic/head_birth_date"
ROOMS = "/data/assets/rooms"


def no_room(desk: Desk, *, room: bool = False) -> None:
    """Fill the disk under the database, or give it room again."""
    connection = desk._book.database._connection
    connection.set_authorizer(None)
    connection.execute(f"PRAGMA max_page_count = {1_000_000 if room else 1}")


def until_the_disk_is_full(asking: HouseholdInterview, ref: str) -> str:
    """Give ever longer answers: those that need no new page still fit. Gives the one that was not kept."""
    for length in range(2_000, 200_000, 2_000):
        said = "".join(chr(0x4E00 + (length * 7919 + at * 104_729) % 20_000) for at in range(length))
        try:
            asking.answer(ref, said)
        except DiskFull:
            return said
    raise AssertionError("the disk never was full")


def test_numbers_run_from_one_and_carry_centre_and_desk(enrolled: World) -> None:
    with enrolled.sign_in(BILAL) as desk:
        numbers = [begin_interview(desk, enrolled.clock).number for _ in range(3)]
    parsed = [SurveyNumber.parse(number) for number in numbers]
    assert [(each.centre, each.desk, each.serial) for each in parsed] == [("0603017", 1, at) for at in (1, 2, 3)]


def test_every_answer_is_committed_before_the_next_question(enrolled: World) -> None:
    with enrolled.sign_in(BILAL) as desk:
        asking = begin_interview(desk, enrolled.clock)
        for _ in islice(answer_all(asking, household(5)), 60):
            draft = desk.surveys.draft(asking.number)
            assert (draft.saved, draft.at_ref) == (asking.interview.serialise(), asking.at_ref)
            assert not asking.has_unkept_changes


def test_the_interview_is_taken_up_at_the_very_question(enrolled: World) -> None:
    with enrolled.sign_in(BILAL) as desk:
        left = begin_interview(desk, enrolled.clock)
        for _ in islice(answer_all(left, household(5)), 75):
            pass

    with enrolled.sign_in(BILAL) as desk:
        taken_up = resume_interview(desk, left.number, enrolled.clock)

        assert taken_up.at_ref == left.at_ref
        assert taken_up.at_ref in taken_up.interview.questions()
        assert taken_up.interview.answers() == left.interview.answers()
        assert taken_up.interview.serialise() == left.interview.serialise()


def test_each_event_has_the_old_and_the_new_answer(enrolled: World) -> None:
    with enrolled.sign_in(BILAL) as desk:
        asking = begin_interview(desk, enrolled.clock)
        asking.answer(NAME, "Ghulam Rasool")
        asking.answer(NAME, "Ghulam Rasul")
        asking.answer(BORN, "yesterday, or so")
        asking.mark_missing(BORN, Missing.DONT_KNOW)
        asking.answer(NAME, "")

        events = [(event.ref, event.old, event.new, event.missing) for event in desk.surveys.events(asking.number)]
    assert events == [
        (NAME, "", "Ghulam Rasool", ""),
        (NAME, "Ghulam Rasool", "Ghulam Rasul", ""),
        (BORN, "", "yesterday, or so", ""),
        (BORN, "yesterday, or so", "", "dont_know"),
        (NAME, "Ghulam Rasul", "", ""),
    ]


def test_a_reason_why_there_is_no_answer_outlives_the_interview(enrolled: World) -> None:
    with enrolled.sign_in(BILAL) as desk:
        asking = begin_interview(desk, enrolled.clock)
        asking.mark_missing(BORN, Missing.REFUSED)
        again = resume_interview(desk, asking.number, enrolled.clock)
        assert again.interview.state(BORN).missing is Missing.REFUSED


def test_what_the_form_does_not_allow_leaves_no_trace(enrolled: World) -> None:
    with enrolled.sign_in(BILAL) as desk:
        asking = begin_interview(desk, enrolled.clock)
        before = desk.audit.head()
        with pytest.raises(MissingNotAllowed):
            asking.mark_missing(NAME, Missing.REFUSED)
        with pytest.raises(UnknownQuestion):
            asking.answer("/data/basic/favourite_colour", "green")
        assert (desk.audit.head(), asking.has_unkept_changes) == (before, False)


def test_an_added_member_is_where_the_interview_goes_on(enrolled: World) -> None:
    with enrolled.sign_in(BILAL) as desk:
        asking = begin_interview(desk, enrolled.clock)
        asking.add_member()
        assert asking.at_ref == f"{MEMBER}[2]/relation"
        assert desk.surveys.draft(asking.number).at_ref == asking.at_ref
        assert desk.surveys.row(asking.number).member_count == 2


def test_a_removed_member_no_longer_counts(enrolled: World) -> None:
    with enrolled.sign_in(BILAL) as desk:
        asking = begin_interview(desk, enrolled.clock)
        for position, name in ((2, "Asma Bibi"), (3, "Hina Bibi")):
            asking.add_member()
            asking.answer(f"{MEMBER}[{position}]/relation", "CHILD")
            asking.answer(f"{MEMBER}[{position}]/name", name)

        asking.remove_member(2)

        again = resume_interview(desk, asking.number, enrolled.clock)
        assert again.interview.instances(MEMBER) == 2
        assert again.interview.state(f"{MEMBER}[2]/name").value == "Hina Bibi"
        assert desk.surveys.row(asking.number).member_count == 2
        assert desk.surveys.search("Asma") == ()
        assert [row.number for row in desk.surveys.search("Hina")] == [asking.number]
        last = desk.surveys.events(asking.number)[-1]
        assert (last.trace, last.ref) == (Trace.INSTANCE_REMOVED.value, f"{MEMBER}[2]")


@pytest.mark.parametrize(
    ("removed", "stands_at"),
    [(2, f"{MEMBER}[2]/gender"), (4, f"{MEMBER}[3]/gender")],
    ids=["an earlier one", "a later one"],
)
def test_the_officer_stays_with_the_same_person_when_another_is_removed(
    enrolled: World, removed: int, stands_at: str
) -> None:
    with enrolled.sign_in(BILAL) as desk:
        asking = begin_interview(desk, enrolled.clock)
        for position in (2, 3, 4):
            asking.add_member()
            asking.answer(f"{MEMBER}[{position}]/relation", "CHILD")
        asking.answer(f"{MEMBER}[3]/name", "Hina Bibi")
        assert asking.at_ref == f"{MEMBER}[3]/gender"

        asking.remove_member(removed)

        assert asking.at_ref == stands_at


def test_the_interview_stands_somewhere_when_the_person_it_stood_at_is_removed(enrolled: World) -> None:
    with enrolled.sign_in(BILAL) as desk:
        asking = begin_interview(desk, enrolled.clock)
        asking.add_member()
        asking.answer(f"{MEMBER}[2]/relation", "CHILD")
        asking.remove_member(2)
        assert asking.at_ref in asking.interview.questions()


def test_a_confirmed_warning_stays_confirmed_and_says_by_whom(enrolled: World) -> None:
    with enrolled.sign_in(BILAL) as desk:
        asking = ask(desk, 5, enrolled.clock)
        asking.answer("/data/assets/members_stated", str(len(household(5).members) + 1))
        (warning,) = (each for each in asking.interview.validate() if each.ref == "/data/assets/members_stated")

        asking.confirm(warning.ref, warning.rule, "two families eat together")

        again = resume_interview(desk, asking.number, enrolled.clock)
        assert warning.ref not in {each.ref for each in again.interview.validate()}
        said = [each for each in again.interview.overrides() if each.ref == warning.ref]
        assert [(each.rule, each.reason, each.officer) for each in said] == [
            (warning.rule, "two families eat together", BILAL.code)
        ]
        last = desk.surveys.events(asking.number)[-1]
        assert (last.trace, last.old, last.new) == ("confirmed", warning.rule, "two families eat together")


def test_nobody_goes_on_with_anothers_interview(enrolled: World) -> None:
    with enrolled.sign_in(BILAL) as desk:
        number = begin_interview(desk, enrolled.clock).number
    with enrolled.sign_in(USMAN) as desk:
        before = desk.surveys.draft(number)
        with pytest.raises(NotPermitted):
            resume_interview(desk, number, enrolled.clock).answer(NAME, "Somebody Else")
        assert desk.surveys.draft(number) == before


def test_an_unknown_survey_is_no_draft(finished: World) -> None:
    with finished.sign_in(BILAL) as desk:
        with pytest.raises(SurveyUnknown):
            resume_interview(desk, "0603-017-01-000999-9", finished.clock)
        with pytest.raises(SurveyUnknown):
            resume_interview(desk, desk.surveys.all()[0].number, finished.clock)


# ── a full disk ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_answer_given_to_a_full_disk_stays_and_is_kept_with_the_next_one(enrolled: World) -> None:
    with enrolled.sign_in(BILAL) as desk:
        asking = begin_interview(desk, enrolled.clock)
        no_room(desk)
        said = until_the_disk_is_full(asking, "/data/closing/officer_note")
        kept = desk.surveys.draft(asking.number)

        # when the disk is full, what was said is still in the interview and the store is as before
        assert asking.has_unkept_changes
        assert asking.interview.state("/data/closing/officer_note").value == said
        with pytest.raises(DiskFull):
            asking.answer("/data/closing/officer_note", "!" + said[1:])
        assert desk.surveys.draft(asking.number) == kept
        events = desk.surveys.events(asking.number)

        # then there is room again, and the next answer takes both along
        no_room(desk, room=True)
        asking.answer(NAME, "Ghulam Rasool")
        new = desk.surveys.events(asking.number)[len(events) :]
        assert (asking.has_unkept_changes, len(new)) == (False, 3)
        assert [(event.ref, event.new) for event in new] == [
            ("/data/closing/officer_note", said),
            ("/data/closing/officer_note", "!" + said[1:]),
            (NAME, "Ghulam Rasool"),
        ]
        again = resume_interview(desk, asking.number, enrolled.clock)
        assert again.interview.serialise() == asking.interview.serialise()
        assert again.at_ref == asking.at_ref


def test_a_finished_revision_holds_what_a_full_disk_had_not_taken(enrolled: World) -> None:
    with enrolled.sign_in(BILAL) as desk:
        asking = ask(desk, 5, enrolled.clock)
        no_room(desk)
        said = until_the_disk_is_full(asking, "/data/closing/officer_note")
        no_room(desk, room=True)

        row = finish(desk, asking, enrolled.clock)

        revision = desk.surveys.revision(row.number, 1)
        assert not asking.has_unkept_changes
        assert revision.saved == asking.interview.serialise()
        assert desk.surveys.events(row.number)[-1].new == said
        assert said[:40] in revision.beside.decode()
    with enrolled.sign_in(SAIRA) as desk:
        assert reconcile(desk).findings == ()
