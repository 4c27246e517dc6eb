"""One household that the real form engine accepts: a head who lives alone, asked everything the form asks."""

from __future__ import annotations

import re
from collections.abc import Mapping

from forms.definition import Kind, Missing, Question
from forms.edition import load_edition
from forms.interview import Interview
from forms.values import DataType
from tests.sync.desk import AUTHOR, noon

ANSWERS: Mapping[str, str] = {
    "consent": "yes",
    "head_document": "CNIC",
    "head_cnic": "3520212345671",
    "head_gender": "M",
    "head_birth_date": "1980-01-01",
    "respondent": "head",
    "applicant_cnic": "3520212345671",
    "applicant_mobile": "0300-1234567",
    "applicant_email": "",
    "mobile_1": "0300-1234567",
    "mobile_2": "",
    "account_number": "1234567890",
}
BY_TYPE: Mapping[DataType, str] = {DataType.INTEGER: "1", DataType.DECIMAL: "1", DataType.DATE: "2000-01-01"}


def finished_interview() -> Interview:
    """Every question answered with the first or the denying choice; open soft rules are overridden."""
    interview = Interview.start(load_edition("pser/2025").definition, clock=noon, officer=AUTHOR)
    asked: set[str] = set()
    while still_open := [ref for ref in interview.questions() if ref not in asked]:
        asked.add(still_open[0])
        if not interview.state(still_open[0]).value:
            interview.answer(still_open[0], _answer(interview, still_open[0]))
    interview.mark_missing("/data/contact/mobile_2", Missing.NOT_APPLICABLE)
    for violation in interview.validate():
        assert not violation.hard, violation
        interview.confirm(violation.ref, violation.rule, "source data", AUTHOR)
    return interview


def _answer(interview: Interview, ref: str) -> str:
    name = ref.rsplit("/", 1)[1]
    if name in ANSWERS:
        return ANSWERS[name]
    question = interview.definition.nodes[re.sub(r"\[\d+\]", "", ref)]
    assert isinstance(question, Question)
    codes = [choice.value for choice in interview.choices(ref)]
    if codes:
        return "no" if "no" in codes else codes[-1 if question.kind is Kind.SELECT_MULTIPLE else 0]
    return "OK" if question.kind is Kind.ACKNOWLEDGE else BY_TYPE.get(question.data_type, "Sajida")
