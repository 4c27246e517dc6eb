"""Real households through the form: the desk's score, the registry's and the estimate's are one.

`EVERY_HOUSEHOLD=1` asks all of them, a quarter of an hour for each pack, instead of a few. `ESTIMATE_SCORES=FILE` holds
them against what `python -m forms.pmt.estimate --scores FILE` listed.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from enumerator.trial.household import SampleHousehold
from enumerator.trial.invention import complete
from enumerator.trial.pslm import read
from enumerator.trial.respondent import SOURCE_DATA, answer_all
from enumerator.trial.scoring import Unkept, score_all
from enumerator.workflow.questionnaire import read_pack, shipped_edition
from forms import Interview
from forms.identity import SurveyNumber
from forms.pmt import ScorePack, score, score_to_json
from sync.beside import Beside, OverrideFact, SurveyFacts
from sync.envelope import Content, Header
from sync.refusals import SurveyRefusal
from sync.registry.admission import AdmittedMachine
from sync.registry.judgement import OpenedSurvey
from sync.registry.recheck import recheck
from tests.enumerator.trial.families import OFFICER, TODAY, noon
from tests.enumerator.trial.test_pslm import HOUSEHOLDS_IN_ALL, REAL, real_data

PACKS = {pack.id: pack for pack in map(read_pack, shipped_edition().packs)}
EVERY = bool(os.environ.get("EVERY_HOUSEHOLD"))
APART = 1 if EVERY else 900
"""Of so many households one is asked."""
ESTIMATED = os.environ.get("ESTIMATE_SCORES")
A_FEW_ESTIMATED = {"H00001": "56.8", "H00002": "46.8", "H00003": "43.1"}
NUMBER = SurveyNumber("0603017", 1, 1286).text


def estimated() -> Mapping[str, str]:
    """What the estimate itself made of the households, all or a few."""
    if ESTIMATED is None:
        return A_FEW_ESTIMATED
    with Path(ESTIMATED).open(encoding="utf-8", newline="") as rows:
        return {row["household"]: row["score"] for row in csv.DictReader(rows)}


def filled_in(household: SampleHousehold) -> Interview:
    """An interview that can be finished: what the data lack is invented, warnings are confirmed."""
    asking = Unkept.begin(shipped_edition().definition, noon, OFFICER.code)
    for _ in answer_all(asking, complete(household, 1, TODAY), confirm_with=SOURCE_DATA):
        pass
    return asking.interview


def sent(interview: Interview, pack: ScorePack) -> OpenedSurvey:
    """What the registry opens of a survey that a desk finished."""
    moment = noon().isoformat()
    overrides = (
        OverrideFact(each.ref, each.rule, each.reason, each.officer, each.at) for each in interview.overrides()
    )
    beside = Beside(
        survey=SurveyFacts(NUMBER, 1, "pser/2025", OFFICER.code, moment, moment),
        deeds=(),
        score=score_to_json(score(interview, pack)),
        overrides=tuple(overrides),
        missing={ref: mark.value for ref, mark in interview.missing().items()},
    )
    machine = AdmittedMachine("0603017-desk-01", "0603017", 1, b"", {})
    header = Header(registry_key="", machine=machine.name, survey_number=NUMBER, revision=1)
    return OpenedSurvey(machine, header, Content(interview.submission(), beside.to_json()), beside)


@real_data
@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
def test_desk_and_registry_score_real_households_alike(pack: ScorePack) -> None:
    differing: list[tuple[str, SurveyRefusal]] = []
    for household in list(read(REAL))[::APART]:
        refusal = recheck(sent(filled_in(household), pack))
        differing += [] if refusal is None else [(household.label, refusal)]
    assert differing == []


@real_data
def test_the_form_scores_real_households_as_the_estimate_did() -> None:
    known = estimated()
    households = [household for household in read(REAL) if household.label in known][:: APART if ESTIMATED else 1]
    scored = score_all(households, PACKS["punjab-2015"], shipped_edition().definition, noon)
    found = {label: str(result.value) for label, result in scored}
    assert found == {label: known[label] for label in found}
    assert len(found) == HOUSEHOLDS_IN_ALL if EVERY and ESTIMATED else found
