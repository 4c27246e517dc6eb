"""Golden households: drawn from any form, the same wherever they are played, and telling where a form comes out anew."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from forms import __main__ as command
from forms import households
from forms.definition import FormDefinition
from forms.drawing import chance, plausible
from forms.edition import editions, load_edition
from forms.errors import FormFault
from forms.fortune import by_chance
from forms.golden import Deed, Departure, Golden, do, play, read_golden, replay, write_golden
from forms.households import MANNERS, draw
from forms.interview import Interview
from forms.packing import pack, unpack
from tests.forms.foreign_forms import foreign, opened
from tests.forms.small_forms import form

ROOT = Path(__file__).parents[2]
# ruff: noqa: E501 - the table is one line a row
HOUSEHOLD = """
| | type | name | label::English (en) | relevant | calculation | required | constraint | bind::pser:warn | bind::pser:missing |
| | start | start | | | | | | | |
| | select_one yes_no | lives | Lives here? | | | yes | | | |
| | text | name | Name | ${lives} = 'yes' | | yes | | | refused dont_know |
| | text | card | Card | | | | regex(., '^[0-9]{13}$') | | refused |
| | integer | rooms | Rooms | | | yes | . < 20 | . < 0 | dont_know |
| | begin_repeat | member | Member | | | | | | |
| | date | born | Born | | | yes | . < today() | | refused |
| | select_one yes_no | works | Works? | ${lives} = 'yes' | | | | | refused |
| | begin_repeat | job | Job | ${works} = 'yes' | | | | | |
| | decimal | wage | Wage | | | | | | |
| | end_repeat | | | | | | | | |
| | end_repeat | | | | | | | | |
| | calculate | total | | | sum(${wage}) | | | | |
| | text | never | Never right | | | | false() | | |
"""
IN_ANOTHER_PROCESS = """
import sys
from pathlib import Path
from forms.golden import read_golden, replay
from forms.packing import unpack
folder = Path(sys.argv[1])
definition = unpack((folder / "packed").read_bytes())
print([replay(definition, golden) for golden in read_golden(folder)])
"""


def drawn(definition: FormDefinition | None = None) -> dict[str, Golden]:
    return {golden.name.partition("-")[2]: golden for golden in draw(definition or form(HOUSEHOLD))}


@pytest.mark.parametrize("name", editions())
def test_the_golden_households_of_what_we_ship_come_out_as_they_were_written(name: str) -> None:
    edition = load_edition(name)
    golden = read_golden(edition.folder)

    assert len(golden) == len(MANNERS)
    assert [replay(edition.definition, each) for each in golden] == [()] * len(golden)


def test_the_same_form_draws_the_same_households_and_another_form_others() -> None:
    assert draw(form(HOUSEHOLD)) == draw(form(HOUSEHOLD))
    assert draw(form(HOUSEHOLD))[0].deeds != draw(form(HOUSEHOLD.replace("Name", "Who")))[0].deeds


def test_they_come_out_alike_in_another_process_from_a_packed_form(tmp_path: Path) -> None:
    write_golden(tmp_path, draw(form(HOUSEHOLD)))
    (tmp_path / "packed").write_bytes(pack(form(HOUSEHOLD)))

    said = subprocess.run(
        [sys.executable, "-c", IN_ANOTHER_PROCESS, tmp_path], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert said.stdout.strip() == str([()] * len(MANNERS))
    assert draw(unpack(pack(form(HOUSEHOLD)))) == draw(form(HOUSEHOLD))


def test_each_household_answers_in_its_own_manner() -> None:
    golden = drawn()

    assert golden["answered"].violations == {"/data/never": "constraint"}
    assert "(refused)" in golden["refused"].expected.values()
    assert "/data/member[4]/born" in golden["many"].expected
    assert "required" in golden["unfinished"].violations.values()
    assert "type" in golden["mistyped"].violations.values()


def test_what_is_answered_follows_what_is_asked_and_keeps_its_rules() -> None:
    golden = drawn()["answered"]

    assert len(golden.expected["/data/card"]) == 13
    assert golden.expected["/data/member[2]/born"] < "2026-03-15"
    assert Deed("confirm", "/data/rooms", "warn") in golden.deeds


def test_a_household_that_turns_loses_answers_from_sight_and_an_instance() -> None:
    golden = drawn()["turned"]

    told = {deed.ref for deed in golden.deeds if deed.does == "answer"}
    assert told - golden.expected.keys()
    assert any(deed.does == "remove" for deed in golden.deeds)


BY_CHANCE = """
| | type | name | label::English (en) | relevant | calculation | repeat_count | choice_filter | trigger |
| | calculate | drawn | | | once(random()) | | | |
| | calculate | id | | | uuid() | | | |
| | text | asked | Asked? | ${drawn} > 0.5 | | | | |
| | begin_repeat | often | Often | | | int(${drawn} * 9) | | |
| | text | each | Each | | | | | |
| | end_repeat | | | | | | | |
| | select_one yes_no | which | Which? | | | | random() < 0.5 or name = 'yes' | |
| | text | follows | Follows | | uuid() | | | ${name} |
| | text | after | After | | 'x' | | | ${follows} |
| | text | name | Name | | | | | |
| | calculate | twice | | | string-length(${id}) * ${drawn} | | | |
| | calculate | long | | | string-length(${name}) | | | |
"""


def test_what_a_form_leaves_to_chance_is_neither_answered_nor_compared() -> None:
    definition = form(BY_CHANCE)

    golden = draw(definition)

    paths = {
        f"/data/{name}"
        for name in ("drawn", "id", "asked", "often", "often/each", "which", "follows", "after", "twice")
    }
    assert paths <= by_chance(definition)
    assert [replay(definition, each) for each in golden] == [()] * len(golden)
    assert golden[0].expected.keys() == {"/data/name", "/data/long"}
    assert draw(definition) == golden


def test_a_departure_names_question_and_what_stood_there() -> None:
    golden = drawn()["answered"]
    other = HOUSEHOLD.replace("sum(${wage})", "count(${member})").replace(". < 20", ". < 0")

    departures = replay(form(other.replace("| text | card |", "| text | paper |")), golden)

    rooms, card = "/data/rooms", golden.expected["/data/card"]
    assert Departure(golden.name, "/data/total", golden.expected["/data/total"], "2") in departures
    assert Departure(golden.name, rooms, None, "✗ constraint") in departures
    assert Departure(golden.name, "/data/card", card, None) in departures
    assert Departure(golden.name, "/data/paper", None, "") in departures
    assert len(departures) == 4


def test_households_are_written_in_place_of_others_and_read_again(tmp_path: Path) -> None:
    write_golden(tmp_path, draw(form(HOUSEHOLD), 6))
    three = (*draw(form(HOUSEHOLD), 2), play(form(HOUSEHOLD), "spaces", (Deed("answer", "/data/name", " a  b "),)))

    write_golden(tmp_path, three)

    assert read_golden(tmp_path) == three
    assert read_golden(tmp_path / "elsewhere") == ()


@pytest.mark.parametrize(
    "written",
    [
        "{",
        "[]",
        "{}",
        '{"deeds": ["sing /data/a la"], "moment": "2026-01-01", "expected": {}, "violations": {}}',
        '{"deeds": ["missing /data/a gone"], "moment": "2026-01-01", "expected": {}, "violations": {}}',
        '{"deeds": ["answer"], "moment": "2026-01-01", "expected": {}, "violations": {}}',
        '{"deeds": [1], "moment": "2026-01-01", "expected": {}, "violations": {}}',
        '{"deeds": [], "moment": "noon", "expected": {}, "violations": {}}',
    ],
)
def test_a_household_that_cannot_be_read_is_a_fault_with_its_name(tmp_path: Path, written: str) -> None:
    (tmp_path / "golden").mkdir()
    (tmp_path / "golden" / "torn.json").write_text(written)

    with pytest.raises(FormFault, match=r"torn\.json"):
        read_golden(tmp_path)


def test_an_answer_that_takes_its_own_instance_away_ends_the_round() -> None:
    definition = foreign(
        '<n>1</n><row jr:template=""><a/></row><b/>',
        '<bind nodeset="/data/n" type="int"/>',
        """<repeat nodeset="/data/row" jr:count="/data/n"><input ref="/data/row/a">
        <setvalue event="xforms-value-changed" ref="/data/n" value="0"/></input></repeat><input ref="/data/b"/>""",
    )

    (golden,) = draw(definition, 1)

    assert golden.deeds[0].ref == "/data/row[1]/a"
    assert golden.expected.keys() == {"/data/n", "/data/b"}
    assert golden.deeds[-1].ref == "/data/b"


def test_a_form_without_end_is_not_answered_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(households, "MOST_DEEDS", 5)

    golden = draw(form(HOUSEHOLD), 4)

    assert max(len(each.deeds) for each in golden) < 25


@pytest.mark.parametrize(("pace", "number", "least"), [(0.0, 6, 200), (1.0, 6, 200), (40.0, 2, 100), (4_000.0, 1, 2)])
def test_where_an_answer_is_slow_less_is_answered(
    pace: float, number: int, least: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[Deed] = []

    def counted(interview: Interview, deed: Deed) -> None:
        done.append(deed)
        do(interview, deed)

    whole = draw(form(HOUSEHOLD))
    monkeypatch.setattr("forms.golden.do", counted)
    monkeypatch.setattr(households, "do", counted)

    drawn_so = draw(form(HOUSEHOLD), pace=pace)

    assert len(drawn_so) == number
    assert least <= len(done) <= (households.PATIENCE / pace + 4 * number if pace else len(done))
    assert all(few.deeds[0] == each.deeds[0] for few, each in zip(drawn_so, whole, strict=False))
    assert [replay(form(HOUSEHOLD), each) for each in drawn_so] == [()] * number


KINDS = {
    "int": "<input {}/>",
    "decimal": "<input {}/>",
    "boolean": "<input {}/>",
    "date": "<input {}/>",
    "time": "<input {}/>",
    "dateTime": "<input {}/>",
    "geopoint": "<input {}/>",
    "string": "<input {}/>",
    "binary": '<upload {} mediatype="image/*"/>',
    "odk:rank": "<odk:rank {}><item><label>A</label><value>a</value></item></odk:rank>",
    "trigger": "<trigger {}/>",
    "scale": '<range {} start="1" end="9" step="2"/>',
    "down": '<range {} start="9" end="-9" step="3"/>',
    "bare": "<range {}/>",
    "several": "<select {}><item><label>A</label><value>a</value></item></select>",
}
_TYPES = {"trigger": "string", "scale": "int", "down": "int", "bare": "decimal", "several": "string"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_question_is_given_an_answer_that_it_takes(kind: str) -> None:
    bind = f'<bind nodeset="/data/a" type="{_TYPES.get(kind, kind)}"/>'
    interview = opened("<a/>", bind, KINDS[kind].format('ref="/data/a"'))

    answers = [answer for seed in range(5) for answer in plausible(interview, "/data/a", chance(str(seed)))]

    assert answers
    for answer in answers:
        interview.answer("/data/a", answer)
        assert interview.state("/data/a").typed is None


def test_a_note_is_given_no_answer() -> None:
    interview = opened("<a/>", '<bind nodeset="/data/a" readonly="true()"/>', '<input ref="/data/a"/>')

    assert plausible(interview, "/data", chance("")) == []


def test_a_question_without_any_choice_is_passed_by() -> None:
    nothing = (
        '<select1 ref="/data/a"><itemset nodeset="instance(\'l\')/root/item"><value ref="name"/></itemset></select1>'
    )
    definition = foreign("<a/>", "", nothing, model='<instance id="l"><root/></instance>')

    assert [golden.deeds for golden in draw(definition, 1)] == [()]


def test_the_command_writes_an_editions_golden_households_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = replace(load_edition("pser/2025"), folder=tmp_path, definition=form(HOUSEHOLD))
    monkeypatch.setattr(command, "load_edition", lambda name: edition)

    assert command.main(["golden", "pser/2025"]) == 0

    assert read_golden(tmp_path) == draw(form(HOUSEHOLD))
