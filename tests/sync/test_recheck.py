"""The registry's own opinion, with the real form engine, the real questionnaire and the real score pack."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from forms.edition import load_edition
from forms.identity import SurveyNumber
from forms.pmt import load_pack, score, score_to_json
from forms.workbook import Examination, Identity, install
from forms.xform import content_hash
from forms.xlsform import compile_sheets
from sync.beside import Beside, OverrideFact, SurveyFacts
from sync.canonical import JSON
from sync.deed import DeedKind
from sync.receipt import Outcome, Receipt, Verdict
from sync.refusals import SurveyRefusal
from sync.registry import folder as registry_folder
from sync.registry.commands import main
from sync.registry.intake import Intake
from sync.registry.judgement import Recheck
from sync.registry.reading import revisions
from sync.registry.recheck import recheck
from sync.session import drain
from sync.transport import HttpTransport
from tests.sync.conftest import StartRegistry, World
from tests.sync.desk import AT, AUTHOR, SUPERVISOR, Desk, MemoryOutbox, noon
from tests.sync.household import finished_interview

NUMBER = SurveyNumber("0603017", 1, 1286).text


@dataclass(frozen=True)
class Case:
    """A survey as a desk would send it; a test changes what it wants before officers and machine sign."""

    instance: bytes
    score: Mapping[str, JSON]
    overrides: tuple[OverrideFact, ...]
    missing: Mapping[str, JSON]
    number: str = NUMBER
    edition: str = "pser/2025"


@cache
def honest() -> Case:
    interview = finished_interview()
    pack = load_edition("pser/2025").packs[0]
    return Case(
        instance=interview.submission(),
        score=score_to_json(score(interview, load_pack(pack))),
        overrides=tuple(
            OverrideFact(said.ref, said.rule, said.reason, said.officer, said.at) for said in interview.overrides()
        ),
        missing={ref: mark.value for ref, mark in interview.missing().items()},
    )


def batch_of(desk: Desk, case: Case) -> bytes:
    unsigned = Beside(
        survey=SurveyFacts(case.number, 1, case.edition, AUTHOR, AT, AT),
        deeds=(),
        score=case.score,
        overrides=case.overrides,
        missing=case.missing,
    )
    deeds = (
        desk.hand(unsigned, case.instance, DeedKind.FINISH, AUTHOR),
        desk.hand(unsigned, case.instance, DeedKind.APPROVE, SUPERVISOR),
    )
    return desk.batch(desk.seal(replace(unsigned, deeds=deeds), case.instance, desk.header(case.number)))


def judged(world: World, case: Case, asked: Recheck = recheck) -> Verdict:
    raw = batch_of(world.desk, case)
    intake = Intake(world.engine, registry_folder.load(world.folder), asked, noon)
    (verdict,) = Receipt.from_bytes(intake.take(raw), receipt_public=world.trust.receipt_public).verdicts
    return verdict


def test_an_honest_survey_is_accepted(world: World) -> None:
    assert honest().overrides, "the household has a soft rule overridden"

    assert judged(world, honest()).outcome is Outcome.ACCEPTED


def test_the_real_registry_accepts_it_over_a_real_wire(world: World, start_registry: StartRegistry) -> None:
    registry = start_registry(world.folder, None)
    outbox = MemoryOutbox([batch_of(world.desk, honest())])

    with HttpTransport(registry.url, clock=noon) as transport:
        report = drain(outbox, transport, world.trust, noon)

    assert (report.count(Outcome.ACCEPTED), report.fault) == (1, None)
    assert registry.stop() == 0
    with Session(world.engine) as session:
        (held,) = revisions(session)
    assert held["instance"] == honest().instance.decode()
    assert held["score"] == honest().score


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one edition that a survey manager made: ours over again, under another name."""
    folder, ours = tmp_path_factory.mktemp("editions"), load_edition("pser/2025")
    form = compile_sheets(ours.folder)
    identity = Identity("pser_2025", "2025.1", "Ours", (), 1, content_hash(form.xform, form.resources))
    examination = Examination(folder / "ours.xlsx", (), identity, xform=form.xform, resources=form.resources)
    install(examination, folder, follows=ours)
    return folder


def test_surveys_of_an_installed_edition_are_rechecked_where_the_registry_has_it(world: World, installed: Path) -> None:
    case = replace(honest(), edition="pser_2025/2025.1")
    asked = partial(recheck, installed=installed)

    assert judged(world, replace(case, instance=b"<data><"), asked).code == SurveyRefusal.INSTANCE_UNREADABLE
    assert judged(world, case).code == SurveyRefusal.EDITION_UNKNOWN
    assert judged(world, case, asked).outcome is Outcome.ACCEPTED


def damaged_form(home: Path) -> None:
    (home / "form.xml").write_bytes((home / "form.xml").read_bytes() + b"\n")


def damaged_pack(home: Path) -> None:
    pack = min((home / "packs").glob("*.json"))
    pack.write_bytes(pack.read_bytes() + b"\n")


@pytest.mark.parametrize("damage", [damaged_form, damaged_pack])
def test_a_damaged_edition_refuses_its_surveys_and_no_registry_begins_to_serve_with_it(
    world: World,
    installed: Path,
    tmp_path: Path,
    damage: Callable[[Path], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    there = tmp_path / "editions"
    shutil.copytree(installed, there)
    damage(there / "pser_2025" / "2025.1")

    verdict = judged(world, replace(honest(), edition="pser_2025/2025.1"), partial(recheck, installed=there))
    assert (verdict.outcome, verdict.code) == (Outcome.REFUSED, SurveyRefusal.EDITION_UNKNOWN)

    assert main(["serve", "--folder", str(world.folder), "--editions", str(there)]) == 2
    told = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert (told["code"], told["facts"]["part"]) == ("bad_edition", "pser_2025/2025.1")


def test_the_registry_is_told_where_its_installed_editions_lie(
    world: World, installed: Path, start_registry: StartRegistry, capsys: pytest.CaptureFixture[str]
) -> None:
    registry = start_registry(world.folder, None, "--editions", str(installed))
    assert registry.stop() == 0

    with pytest.raises(SystemExit):
        main(["serve", "--folder", str(world.folder), "--editions", str(installed / "mistyped")])
    assert "is no folder" in capsys.readouterr().err


def test_an_override_of_what_breaks_no_rule_excuses_nothing_and_hurts_nobody(world: World) -> None:
    idle = OverrideFact("/data/basic/head_name", "warn", "why not", AUTHOR, AT)

    assert judged(world, replace(honest(), overrides=(*honest().overrides, idle))).outcome is Outcome.ACCEPTED


def _other_score(case: Case) -> Case:
    return replace(case, score={**case.score, "low": "100", "high": "100"})


def _other_pack(case: Case) -> Case:
    return replace(case, score={**case.score, "pack": {"id": "x", "version": "1", "sha256": "0" * 64}})


def _no_pack(case: Case) -> Case:
    return replace(case, score={"low": "1"})


def _without_overrides(case: Case) -> Case:
    return replace(case, overrides=())


def _override_of_an_unknown_question(case: Case) -> Case:
    return replace(case, overrides=(OverrideFact("/data/nowhere", "warn", "", AUTHOR, AT),))


def _calculation_changed_by_hand(case: Case) -> Case:
    assert b"<member_count>1</member_count>" in case.instance
    return replace(
        case, instance=case.instance.replace(b"<member_count>1</member_count>", b"<member_count>9</member_count>")
    )


def _answer_cleared_by_hand(case: Case) -> Case:
    assert b"<consent>yes</consent>" in case.instance
    return replace(case, instance=case.instance.replace(b"<consent>yes</consent>", b"<consent></consent>"))


def _other_marks(case: Case) -> Case:
    return replace(case, missing={**case.missing, "/data/basic/head_name": "refused"})


def _written_over(case: Case, name: bytes, element: bytes) -> Case:
    """The first node of this name, written otherwise by hand."""
    written, count = re.subn(b"<%b[^>]*>[^<]*</%b>" % (name, name), element, case.instance, count=1)
    assert count == 1
    mark = b' xmlns:pser="https://pser.punjab.gov.pk/xforms"'
    return replace(case, instance=written.replace(b"<data ", b"<data" + (b" " if mark in written else mark + b" "), 1))


def _consent_refused_by_a_mark(case: Case) -> Case:
    return _written_over(case, b"consent", b'<consent pser:missing="refused"></consent>')


def _half_a_room(case: Case) -> Case:
    return _written_over(case, b"rooms", b"<rooms>2.5</rooms>")


def _rooms_in_another_spelling(case: Case) -> Case:
    return _written_over(case, b"rooms", b"<rooms> 02 </rooms>")


def _declaration_not_accepted(case: Case) -> Case:
    return _written_over(case, b"declaration", b"<declaration>not accepted</declaration>")


def _name_of_spaces(case: Case) -> Case:
    return _written_over(case, b"applicant_name", "<applicant_name> \u200f</applicant_name>".encode())


def _attribute_of_nobodys(case: Case) -> Case:
    return _written_over(case, b"consent", b'<consent foo="bar">yes</consent>')


def _override_of_an_endless_index(case: Case) -> Case:
    return replace(case, overrides=(OverrideFact(f"/data/roster/member[{'1' * 5000}]", "warn", "", AUTHOR, AT),))


def _no_xml(case: Case) -> Case:
    return replace(case, instance=b"<data><")


def _entity_bomb(case: Case) -> Case:
    return replace(case, instance=b'<!DOCTYPE d [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><data>&b;</data>')


def _another_form(case: Case) -> Case:
    return replace(case, instance=b'<data id="other" version="1"></data>')


def _another_edition(case: Case) -> Case:
    return replace(case, edition="pser/1999")


def _path_for_an_edition(case: Case) -> Case:
    return replace(case, edition="../forms/pser/2025")


def _another_desks_number(case: Case) -> Case:
    return replace(case, number=SurveyNumber("0603017", 2, 1286).text)


def _another_centres_number(case: Case) -> Case:
    return replace(case, number=SurveyNumber("0603018", 1, 1286).text)


def _mistyped_number(case: Case) -> Case:
    return replace(case, number=NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10))


def _number_in_another_spelling(case: Case) -> Case:
    return replace(case, number=NUMBER.replace("-", ""))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_other_score, SurveyRefusal.SCORE_DIFFERS),
        (_other_pack, SurveyRefusal.PACK_UNKNOWN),
        (_no_pack, SurveyRefusal.PACK_UNKNOWN),
        (_without_overrides, SurveyRefusal.VIOLATIONS_OPEN),
        (_override_of_an_unknown_question, SurveyRefusal.INSTANCE_UNREADABLE),
        (_calculation_changed_by_hand, SurveyRefusal.INSTANCE_UNREADABLE),
        (_answer_cleared_by_hand, SurveyRefusal.VIOLATIONS_OPEN),
        (_other_marks, SurveyRefusal.BESIDE_DIFFERS),
        (_consent_refused_by_a_mark, SurveyRefusal.INSTANCE_UNREADABLE),
        (_half_a_room, SurveyRefusal.INSTANCE_UNREADABLE),
        (_rooms_in_another_spelling, SurveyRefusal.INSTANCE_UNREADABLE),
        (_declaration_not_accepted, SurveyRefusal.INSTANCE_UNREADABLE),
        (_name_of_spaces, SurveyRefusal.VIOLATIONS_OPEN),
        (_attribute_of_nobodys, SurveyRefusal.INSTANCE_UNREADABLE),
        (_override_of_an_endless_index, SurveyRefusal.INSTANCE_UNREADABLE),
        (_no_xml, SurveyRefusal.INSTANCE_UNREADABLE),
        (_entity_bomb, SurveyRefusal.INSTANCE_UNREADABLE),
        (_another_form, SurveyRefusal.INSTANCE_UNREADABLE),
        (_another_edition, SurveyRefusal.EDITION_UNKNOWN),
        (_path_for_an_edition, SurveyRefusal.EDITION_UNKNOWN),
        (_another_desks_number, SurveyRefusal.NUMBER_NOT_OF_DESK),
        (_another_centres_number, SurveyRefusal.NUMBER_NOT_OF_DESK),
        (_mistyped_number, SurveyRefusal.NUMBER_NOT_OF_DESK),
        (_number_in_another_spelling, SurveyRefusal.NUMBER_NOT_OF_DESK),
    ],
)
def test_what_the_registry_sees_otherwise_is_refused_with_its_code(
    world: World, change: object, code: SurveyRefusal
) -> None:
    assert callable(change)

    verdict = judged(world, change(honest()))

    assert (verdict.outcome, verdict.code) == (Outcome.REFUSED, code)
