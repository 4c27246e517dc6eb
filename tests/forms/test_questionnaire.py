"""The questionnaire of the 2025 edition: whole, in two languages, and as its README says."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook

import forms
from forms.xlsform import compile_sheets, write_workbook

EDITION = Path(forms.__file__).parent / "pser" / "2025"
ENGLISH, URDU = "English (en)", "Urdu (ur)"
XF = "{http://www.w3.org/2002/xforms}"
PSER = "{https://pser.punjab.gov.pk/xforms}"

# These may stay empty: e-mail, Urdu name, street, note, cards without a known form of number, parts of an area.
MAY_STAY_EMPTY = {
    "registration/applicant_email",
    "basic/head_name_ur",
    "basic/head_poc_number",
    "roster/member/poc_number",
    "address/current/street",
    "address/permanent/street",
    "assets/land_kanal",
    "agriculture/cultivated_kanal",
    "closing/officer_note",
}
REQUIRED_WHEN_NOTHING_ELSE_IS_GIVEN = {"assets/land_marla", "agriculture/cultivated_marla"}

Row = dict[str, str]


@cache
def sheet(name: str) -> tuple[Row, ...]:
    with (EDITION / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, delimiter="\t" if name.endswith(".tsv") else ","))


@cache
def form() -> tuple[etree._Element, tuple[str, ...]]:
    compiled = compile_sheets(EDITION)
    return etree.fromstring(compiled.xform), compiled.warnings


def binds() -> Iterator[tuple[str, etree._Element]]:
    for bind in form()[0].iter(f"{XF}bind"):
        yield str(bind.attrib["nodeset"]).removeprefix("/data/"), bind


def asked() -> set[str]:
    controls = ("input", "select", "select1", "trigger", "upload", "range")
    return {
        str(control.attrib["ref"]).removeprefix("/data/")
        for tag in controls
        for control in form()[0].iter(f"{XF}{tag}")
    }


def nodes() -> set[str]:
    root = next(form()[0].iter(f"{XF}instance"))[0]
    tree = etree.ElementTree(root)
    return {re.sub(r"\[\d+\]", "", tree.getelementpath(node)).replace(XF, "") for node in root.iter(etree.Element)}


def readme_table(heading: str) -> list[list[str]]:
    section = (EDITION / "README.md").read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def in_backticks(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def list_names() -> set[str]:
    return {row["type"].split()[1] for row in sheet("survey.tsv") if row["type"].startswith("select_")}


def soft_checks() -> set[str]:
    return {
        f"{path}:{name.removeprefix(PSER)}"
        for path, bind in binds()
        for name in map(str, bind.attrib)
        if re.fullmatch(rf"{re.escape(PSER)}warn\d*", name)
    }


def test_the_sheets_compile_without_a_warning() -> None:
    assert form()[1] == ()


def test_no_cell_needs_quoting() -> None:
    for name in ("survey.tsv", "choices.tsv", "settings.tsv"):
        lines = (EDITION / name).read_text(encoding="utf-8").splitlines()
        assert {line.count("\t") for line in lines} == {lines[0].count("\t")}, name
        assert not [cell for line in lines for cell in line.split("\t") if cell.startswith('"')], name


def test_every_path_of_the_item_table_is_a_node_of_the_form() -> None:
    named = {
        path for row in readme_table("Every item of the survey and its questions") for path in in_backticks(row[2])
    }
    assert named - nodes() == set()


def test_every_question_that_is_asked_stands_in_the_item_table() -> None:
    named = {
        path for row in readme_table("Every item of the survey and its questions") for path in in_backticks(row[2])
    }
    assert asked() - named == set()


def test_every_section_of_the_survey_stands_in_the_item_table() -> None:
    sections = {row[0].split()[0] for row in readme_table("Every item of the survey and its questions")}
    assert {str(number) for number in range(11)} <= sections


def test_the_rule_table_and_the_soft_checks_of_the_form_agree() -> None:
    table = readme_table("Validation rules and where they stand")
    places = {place for row in table for place in in_backticks(row[2])}
    named = {place for place in places if ":" in place}
    constraints = {f"{path}:constraint" for path, bind in binds() if "constraint" in bind.attrib}
    assert {place for place in named if ":warn" in place} == soft_checks()
    assert {place for place in named if place.endswith(":constraint")} <= constraints
    assert {place for place in places if ":" not in place} <= nodes()


@pytest.mark.parametrize("kind", ["label", "hint", "constraint_message", "required_message"])
def test_whatever_a_question_says_it_says_in_both_languages(kind: str) -> None:
    one_sided = [
        row["name"] for row in sheet("survey.tsv") if bool(row[f"{kind}::{ENGLISH}"]) != bool(row[f"{kind}::{URDU}"])
    ]
    assert one_sided == []


def test_every_question_and_section_has_a_label() -> None:
    silent = {"start", "end", "today", "username", "deviceid", "calculate", "end_group", "end_repeat"}
    assert [r["name"] for r in sheet("survey.tsv") if r["type"] not in silent and not r[f"label::{ENGLISH}"]] == []


def test_every_constraint_has_a_message() -> None:
    rows = sheet("survey.tsv")
    assert [r["name"] for r in rows if bool(r["constraint"]) != bool(r[f"constraint_message::{ENGLISH}"])] == []


def test_every_soft_check_has_its_sentence_in_both_languages() -> None:
    by_path = dict(binds())
    for check in soft_checks():
        path, warn = check.split(":")
        assert by_path[path].get(f"{PSER}{warn}_message_en"), check
        assert re.search(r"[\u0600-\u06ff]", by_path[path].get(f"{PSER}{warn}_message_ur") or ""), check


def test_every_answer_of_every_list_is_labelled_in_both_languages() -> None:
    for row in sheet("choices.tsv"):
        assert row[f"label::{ENGLISH}"], row
        assert row[f"label::{URDU}"], row
    for name in ("divisions.csv", "districts.csv", "tehsils.csv", "banks.csv"):
        assert [row for row in sheet(name) if not (row["name"] and row["label"] and row["label_ur"])] == [], name


def test_urdu_is_written_in_urdu_and_english_is_not() -> None:
    pairs = [(r[f"label::{ENGLISH}"], r[f"label::{URDU}"]) for r in (*sheet("survey.tsv"), *sheet("choices.tsv"))]
    pairs += [(r[f"hint::{ENGLISH}"], r[f"hint::{URDU}"]) for r in sheet("survey.tsv")]
    places = ("divisions.csv", "districts.csv", "tehsils.csv", "banks.csv")
    pairs += [(row["label"], row["label_ur"]) for name in places for row in sheet(name)]
    script = re.compile(r"[\u0600-\u06ff]")
    assert [en for en, ur in pairs if en and (script.search(en) or not script.search(ur))] == []


def test_urdu_uses_urdu_letters_not_their_arabic_look_alikes() -> None:
    for name in ("survey.tsv", "choices.tsv", "divisions.csv", "districts.csv", "tehsils.csv", "banks.csv"):
        text = (EDITION / name).read_text(encoding="utf-8")
        assert not re.search("[\u064a\u0643\u0649\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069]", text), name


def test_every_expression_is_xpath() -> None:
    attributes = {"relevant", "constraint", "calculate", "required"}
    expressions = [
        str(value)
        for _, bind in binds()
        for name, value in bind.attrib.items()
        if name in attributes or re.fullmatch(rf"{re.escape(PSER)}warn\d*", str(name))
    ]
    expressions += [str(node.attrib["nodeset"]) for node in form()[0].iter(f"{XF}itemset")]
    expressions += [str(node.attrib["value"]) for node in form()[0].iter(f"{XF}setvalue")]
    for expression in expressions:
        etree.XPath(expression)


def test_codes_are_unique_in_their_list() -> None:
    codes = Counter((row["list_name"], row["name"]) for row in sheet("choices.tsv"))
    assert [code for code, times in codes.items() if times > 1] == []
    for name in ("divisions.csv", "districts.csv", "tehsils.csv", "banks.csv"):
        assert max(Counter(row["name"] for row in sheet(name)).values()) == 1, name


def test_every_list_is_used_and_every_used_list_exists() -> None:
    files = {path.name for path in EDITION.glob("*.csv")}
    assert list_names() == {row["list_name"] for row in sheet("choices.tsv")} | files


def test_places_form_a_cascade_of_10_divisions_41_districts_and_156_tehsils() -> None:
    divisions, districts, tehsils = sheet("divisions.csv"), sheet("districts.csv"), sheet("tehsils.csv")
    assert (len(divisions), len(districts), len(tehsils)) == (10, 41, 156)
    assert {row["division_code"] for row in districts} == {row["name"] for row in divisions}
    assert {row["district_code"] for row in tehsils} == {row["name"] for row in districts}
    assert all(row["name"].startswith(row["district_code"]) for row in tehsils)


def test_an_iban_code_belongs_to_one_bank() -> None:
    codes = Counter(code for row in sheet("banks.csv") for code in row["iban_codes"].split())
    assert max(codes.values()) == 1
    assert all(re.fullmatch("[A-Z]{4}", code) for code in codes)


def test_every_question_is_required_but_for_the_named_few() -> None:
    required = {path: bind.get("required") for path, bind in binds()}
    assert {path for path in asked() if required[path] is None} == MAY_STAY_EMPTY
    conditional = {path for path in asked() if required[path] not in (None, "true()")}
    assert conditional == REQUIRED_WHEN_NOTHING_ELSE_IS_GIVEN


def test_only_known_missing_codes_are_allowed() -> None:
    codes = {code for _, bind in binds() for code in (bind.get(f"{PSER}missing") or "").split()}
    assert codes == {"refused", "dont_know", "not_applicable"}


@pytest.mark.parametrize(
    "path",
    [
        "assets/has_refrigerator",
        "assets/has_television",
        "assets/has_motor_vehicle",
        "assets/toilet",
        "assets/drinking_water",
        "roster/member/birth_date",
        "roster/member/education/school_status",
        "roster/member/education/education_level",
        "roster/member/work/worked",
        "roster/member/work/occupation",
    ],
)
def test_what_a_score_reads_may_be_unknown_or_refused(path: str) -> None:
    assert (dict(binds())[path].get(f"{PSER}missing") or "").split() == ["dont_know", "refused"]


def test_a_soft_check_never_warns_about_an_empty_answer() -> None:
    by_path = dict(binds())
    for check in soft_checks():
        path, warn = check.split(":")
        assert str(by_path[path].get(f"{PSER}{warn}")).startswith(". = '' or "), check


def test_the_roster_is_counted_in_the_derived_section_only() -> None:
    roster = "/data/roster/member["
    counting = {path for path, bind in binds() if roster in "".join(map(str, bind.attrib.values()))}
    assert {path for path in counting if not path.startswith("derived/")} == {"roster/member/cnic"}


def test_the_edition_is_named_in_its_settings() -> None:
    (settings,) = sheet("settings.tsv")
    assert (settings["form_id"], settings["version"]) == ("pser_2025", "2025.1")
    assert settings["default_language"] == ENGLISH


def test_the_workbook_for_survey_managers_says_what_the_sheets_say(tmp_path: Path) -> None:
    write_workbook(EDITION, tmp_path / "pser_2025.xlsx")
    book = load_workbook(tmp_path / "pser_2025.xlsx", read_only=True)
    for name in ("survey", "choices", "settings"):
        header, *rows = [[cell or "" for cell in row] for row in book[name].iter_rows(values_only=True)]
        assert [dict(zip(header, row, strict=True)) for row in rows] == list(sheet(f"{name}.tsv")), name
    book.close()
