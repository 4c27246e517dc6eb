"""What a form cannot work out stops an interview all the same: the check digits of an IBAN."""

from __future__ import annotations

import pytest

from enumerator.domain.lifecycle import SurveyState
from enumerator.errors import BlockingViolations
from enumerator.workflow.desk_checks import IBAN, desk_violations
from enumerator.workflow.finish import finish
from enumerator.workflow.interview import HouseholdInterview
from resources.wording import LANGUAGES, sentence
from tests.enumerator.store.centre import BILAL
from tests.enumerator.workflow.world import World, ask

RIGHT, WRONG = "PK36SCBL0000001123456702", "PK37SCBL0000001123456702"


def with_iban(asking: HouseholdInterview, iban: str) -> None:
    for name, answer in {"account": "bank", "bank": "SCBL", "iban_known": "yes", "iban": iban}.items():
        asking.answer(f"/data/livelihood/{name}", answer)
    for violation in asking.interview.validate():
        if not violation.hard:
            asking.confirm(violation.ref, violation.rule, "as in the cheque book")


def test_a_wrong_iban_stops_the_finish_and_says_why(enrolled: World) -> None:
    with enrolled.sign_in(BILAL) as desk:
        asking = ask(desk, 5, enrolled.clock)
        with_iban(asking, WRONG)
        assert asking.interview.validate() == ()

        with pytest.raises(BlockingViolations) as told:
            finish(desk, asking, enrolled.clock)

        assert told.value.facts == {"number": asking.number, "violations": 1}
        for language in LANGUAGES:
            (violation,) = desk_violations(asking.interview, language)
            assert (violation.ref, violation.rule, violation.hard) == (IBAN, "iban_check", True)
            assert violation.message == sentence("violation.iban_check", language)

        with_iban(asking, RIGHT)
        assert desk_violations(asking.interview) == ()
        assert finish(desk, asking, enrolled.clock).state is SurveyState.FINISHED


def test_an_iban_that_is_asked_of_nobody_is_not_looked_at(enrolled: World) -> None:
    with enrolled.sign_in(BILAL) as desk:
        asking = ask(desk, 5, enrolled.clock)
        with_iban(asking, WRONG)
        asking.answer("/data/livelihood/iban_known", "no")
        assert desk_violations(asking.interview) == ()


@pytest.mark.parametrize("iban", ["", "PK36", "hello", "GB33BUKB20201555555555"])
def test_what_the_form_refuses_itself_is_told_once(enrolled: World, iban: str) -> None:
    with enrolled.sign_in(BILAL) as desk:
        asking = ask(desk, 5, enrolled.clock)
        with_iban(asking, iban)
        assert desk_violations(asking.interview) == ()


@pytest.mark.parametrize("iban", ["pk36 scbl 0000 0011 2345 6702", "PK۳۶SCBL0000001123456702"])
def test_spaces_small_letters_and_urdu_digits_are_no_fault(enrolled: World, iban: str) -> None:
    with enrolled.sign_in(BILAL) as desk:
        asking = ask(desk, 5, enrolled.clock)
        with_iban(asking, iban)
        assert desk_violations(asking.interview) == ()
