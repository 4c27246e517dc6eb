from __future__ import annotations

from enumerator.trial.household import MEMBER
from enumerator.trial.respondent import SOURCE_DATA, answer_all
from tests.enumerator.trial.families import drawn, interviewed, sit_down


def test_every_question_is_asked_once_and_in_the_forms_order() -> None:
    household = drawn(3)
    asking = sit_down()

    asked = list(answer_all(asking, household))

    assert len(asked) == len(set(asked))
    assert asked == [ref for ref in asking.interview.questions() if ref in set(asked)]
    assert set(asked) == set(asking.interview.questions())


def test_everybody_of_the_family_is_on_the_roster() -> None:
    household = drawn(3)
    interview = interviewed(household)

    assert interview.instances(MEMBER) == len(household.members) > 1
    for position, member in enumerate(household.members, start=1):
        assert interview.state(f"{MEMBER}[{position}]/full_name").value == member["name"]
        assert interview.state(f"{MEMBER}[{position}]/age").value == member["age_stated"]


def test_what_is_unusual_is_confirmed_with_the_reason_that_it_is_source_data() -> None:
    household = drawn(3)
    household.answers["/data/assets/rooms"] = "18"

    left_open = interviewed(household)
    confirmed = interviewed(household, confirm_with=SOURCE_DATA)

    assert [(each.ref, each.hard) for each in left_open.validate()] == [("/data/assets/rooms", False)]
    assert confirmed.validate() == ()
    assert [(each.ref, each.reason) for each in confirmed.overrides()] == [("/data/assets/rooms", "source data")]


def test_an_interview_left_in_the_middle_is_taken_up_where_it_stands() -> None:
    household = drawn(3)
    whole, broken_off = sit_down(), sit_down()
    everything = list(answer_all(whole, household))

    first_part = answer_all(broken_off, household)
    half = [next(first_part) for _ in range(len(everything) // 2)]
    rest = list(answer_all(broken_off, household))

    assert half + rest == everything
    own = {"/data/meta/instanceID": "its own"}
    assert {**broken_off.interview.answers(), **own} == {**whole.interview.answers(), **own}
