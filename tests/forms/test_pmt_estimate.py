"""What of the estimate can be held without its own environment: the first words of its command, and its conditions."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.edition import load_edition
from forms.pmt.estimate import __main__ as command
from forms.pmt.estimate import conditions
from forms.pmt.estimate.conditions import ASKED_OF, Age, Answer, Anybody, Condition

ROSTER = "/data/roster/member"
CONDITIONS: dict[str, Condition] = {
    "anybody": (Anybody(),),
    "children": (Age(0, 13),),
    "pupils in private schools": (Answer("education/school_type", ("PRIVATE",)),),
    "women at work": (Answer("sex", ("F",)), Answer("work/worked", ("yes",))),
    "heads with class 8 or more": (
        Answer("relation", ("HEAD",)),
        Answer("education/education_level", ("08", "09", "10", "12")),
    ),
}


def test_without_the_data_the_command_says_where_they_come_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["estimate", "--data", str(tmp_path), "--out", str(tmp_path / "out")])

    assert command.main() == 2

    said = capsys.readouterr().err
    assert all(word in said for word in ("Pakistan Bureau of Statistics", "2015-16", "PSLM2015 0.2.0", "GPL-2"))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", CONDITIONS)
def test_every_expression_and_question_of_a_condition_is_of_the_form(name: str) -> None:
    definition, condition = load_edition("pser/2025").definition, CONDITIONS[name]

    for expression in (conditions.known(condition), conditions.possible(condition)):
        definition.expression(expression, ROSTER)
    for ask in conditions.asks(condition):
        definition.expression(ask["when"], ROSTER)
        assert (
            ask["question"] if ask["question"].startswith("/") else f"{ROSTER}/{ask['question']}"
        ) in definition.nodes


def test_a_condition_brings_along_what_lets_its_question_be_asked() -> None:
    assert conditions.known(CONDITIONS["pupils in private schools"]) == (
        "age >= 4 and education/school_status = 'NOW' and education/school_type = 'PRIVATE'"
    )
    assert conditions.possible(CONDITIONS["pupils in private schools"]) == (
        "not(age < 4) and (string(education/school_status) = '' or education/school_status = 'NOW')"
        " and (string(education/school_type) = '' or education/school_type = 'PRIVATE')"
    )


def test_questions_are_asked_of_those_whom_the_form_asks() -> None:
    definition = load_edition("pser/2025").definition
    assert all(f"{ROSTER}/{question}" in definition.nodes for question in ASKED_OF)
