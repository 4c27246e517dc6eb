"""The same scores through the real questionnaire: answers typed into an interview, not handed to the scorer."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.definition import Missing
from forms.edition import load_edition
from forms.interview import Interview
from forms.pmt import Gap, Score, Why, score
from forms.pmt.terms import Choice
from tests.forms.paper_household import Answers, PaperHousehold
from tests.forms.test_pmt_score import (
    LABOURER,
    PACK,
    POOR_HOME,
    WIFE,
    Erasures,
    households,
    on_paper,
    truths_behind,
)

FORM = load_edition("pser/2025").definition
MEMBER = "/data/roster/member"
HEADS_OWN = {"sex": "/data/basic/head_gender", "age": "/data/basic/head_age_stated"}
ANOTHERS = {"sex": "gender", "age": "age_stated"}


def interview_with(home: Answers, members: list[dict[str, str]]) -> Interview:
    """Answer the questionnaire as an officer would; an unanswered question is passed over, a mark is set."""
    interview = Interview.start(FORM, clock=lambda: datetime(2025, 4, 1, 10, 0, tzinfo=UTC))
    for number, member in enumerate(members, start=1):
        if number > 1:
            interview.add_repeat(MEMBER)
        for question, answer in member.items():
            if number == 1 and question == "relation":
                continue
            own = HEADS_OWN.get(question) if number == 1 else None
            _answer(interview, own or f"{MEMBER}[{number}]/{ANOTHERS.get(question, question)}", answer)
    for question, answer in home.items():
        _answer(interview, f"/data/{question}", answer)
    return interview


def _answer(interview: Interview, ref: str, answer: str) -> None:
    if answer.startswith("?"):
        interview.mark_missing(ref, Missing(answer[1:]))
    else:
        interview.answer(ref, answer)


def term_points(scored: Score) -> list[tuple[str, int, int]]:
    return [(term.id, int(term.low), int(term.high)) for term in scored.terms]


def markable(erased: Erasures) -> Erasures:
    """Leave relation and sex blank: the questionnaire lets nobody refuse them. Of age only the blank is meant."""
    return {
        (who, question): "" if question in {"relation", "sex", "age", "address/current/province"} else blank
        for (who, question), blank in erased.items()
    }


@settings(max_examples=25, deadline=None)
@given(households())
def test_no_truth_lies_outside_the_interval_of_an_interview(household: tuple[list[dict[str, str]], Erasures]) -> None:
    # given an interview with answers missing
    truth, erased = household[0], markable(household[1])
    home, members = on_paper(truth, erased)
    scored = score(interview_with(home, members), PACK)
    # then the interval holds the score of every household that it may be
    truths = truths_behind(truth, erased)
    assert scored.low <= min(truths)
    assert max(truths) <= scored.high
    # and it is the interval found on paper, but where an unknown relation hides the questions that hang on it
    if not any(question == "relation" for _, question in erased):
        assert term_points(scored) == term_points(score(PaperHousehold(home, members), PACK))


@settings(max_examples=25, deadline=None)
@given(households())
def test_saving_and_reopening_changes_no_score(household: tuple[list[dict[str, str]], Erasures]) -> None:
    interview = interview_with(*on_paper(household[0], markable(household[1])))
    reopened = Interview.reopen(FORM, interview.serialise(), clock=lambda: datetime(2025, 4, 2, 9, 0, tzinfo=UTC))
    sent = Interview.reopen(FORM, interview.submission(), clock=lambda: datetime(2025, 4, 3, 9, 0, tzinfo=UTC))
    assert score(interview, PACK) == score(reopened, PACK) == score(sent, PACK)


@settings(max_examples=25, deadline=None)
@given(households(), st.data())
def test_the_order_of_the_members_changes_no_points(
    household: tuple[list[dict[str, str]], Erasures], data: st.DataObject
) -> None:
    interview = interview_with(*on_paper(household[0], markable(household[1])))
    before = score(interview, PACK)
    others = st.integers(min(2, interview.instances(MEMBER)), interview.instances(MEMBER))  # the head stands first
    interview.move_repeat(f"{MEMBER}[{data.draw(others)}]", data.draw(others))
    after = score(interview, PACK)
    assert term_points(after) == term_points(before)
    assert Counter(map(nameless, after.gaps)) == Counter(map(nameless, before.gaps))


def nameless(gap: Gap) -> tuple[str, Why]:
    """Say what is missing, of whomever."""
    return re.sub(r"\[\d+\]", "", gap.ref), gap.why


def test_a_removed_member_no_longer_counts() -> None:
    interview = interview_with(POOR_HOME, [LABOURER, WIFE])
    interview.remove_repeat(f"{MEMBER}[2]")
    scored = score(interview, PACK)
    assert {term.id: term.low for term in scored.terms}["female_head_education"] == 4


def test_marks_of_the_interview_reach_the_score() -> None:
    wife = WIFE | {"education/school_status": "PAST", "education/education_level": "?refused"}
    refused = score(interview_with(POOR_HOME | {"assets/has_television": "?dont_know"}, [LABOURER, wife]), PACK)
    assert set(refused.gaps) == {
        Gap(f"{MEMBER}[2]/education/education_level", Why.REFUSED),
        Gap("/data/assets/has_television", Why.DONT_KNOW),
    }
    not_known = score(interview_with(POOR_HOME, [LABOURER, wife | {"education/education_level": "?dont_know"}]), PACK)
    assert not_known.exact


@pytest.mark.parametrize("term", [term for term in PACK.terms if isinstance(term, Choice)], ids=lambda term: term.id)
def test_every_answer_that_the_form_offers_has_its_points(term: Choice) -> None:
    interview = interview_with({}, [LABOURER])
    assert {choice.value for choice in interview.choices(term.question)} == set(term.points)


def test_every_class_that_the_form_offers_is_below_class_1_or_not() -> None:
    interview = interview_with(POOR_HOME, [LABOURER, WIFE | {"education/school_status": "PAST"}])
    ref = f"{MEMBER}[2]/education/education_level"
    for choice in interview.choices(ref):
        interview.answer(ref, choice.value)
        assert score(interview, PACK).exact, choice.value
