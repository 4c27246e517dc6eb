"""A survey manager's workbook: what is taken, what is refused, and at which row and column every fault is named."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import json
import runpy
import string
import sys
import time
import zipfile
from collections.abc import Mapping, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from threading import Event
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.__main__ import main
from forms.edition import load_edition
from forms.errors import DraftDamaged, FormFault
from forms.expression import ExpressionFault, compile_expression
from forms.golden import read_golden
from forms.workbook import Examination, Finding, Severity, describe, examine, install, read_installed, sentence
from forms.workbook import child as child_process
from forms.workbook.archive import MAX_PART, look
from forms.workbook.book import read_book
from forms.workbook.cells import column_letter, read_workbook, seen
from forms.workbook.columns import understand
from forms.workbook.convert import at_fault, convert
from forms.workbook.examination import STAGES, Identity, Times, lines_of, list_file
from forms.workbook.examining import Result, examine_here
from forms.workbook.findings import LANGUAGES, finding, nearest, ranges, sentences
from forms.xform import parse_xform
from forms.xlsform import write_workbook
from tests.forms.foreign_forms import written
from tests.forms.workbooks import PAGE, SAMPLES, SETTINGS, YES_NO, Sample, page, plain, sample_bytes, xlsx

Sheets = Mapping[str, Sequence[Sequence[object]]]
PSER = Path(load_edition("pser/2025").folder)


def pser_file(name: str) -> bytes | None:
    place = PSER / name
    return place.read_bytes() if place.is_file() else None


def examined(sheets: Sheets, files: Mapping[str, bytes] | None = None) -> Result:
    return examine_here(xlsx(sheets), (files or {}).get)


def told(result: Result) -> set[tuple[str, str]]:
    return {(found.code, found.place) for found in result.findings}


def codes(result: Result) -> set[str]:
    return {found.code for found in result.findings}


# ── the twelve ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", SAMPLES)
def test_each_of_the_twelve_is_taken_or_refused_with_every_fault_at_its_cell(name: str) -> None:
    sample = SAMPLES[name]
    result = examine_here(sample_bytes(name), sample.files.get)
    assert (result.identity is not None) is sample.accepted
    assert set(sample.tells) <= told(result)
    if sample.accepted:
        assert not any(found.severity is Severity.ERROR for found in result.findings)
        assert result.form is not None
        assert parse_xform(result.form.xform, result.form.resources).form_id == result.identity.form_id  # type: ignore[union-attr]


@pytest.mark.parametrize("name", [name for name, sample in SAMPLES.items() if sample.accepted])
def test_nothing_is_said_of_a_good_workbook_beyond_what_is_expected(name: str) -> None:
    sample = SAMPLES[name]
    assert told(examine_here(sample_bytes(name), sample.files.get)) == set(sample.tells)


def test_the_page_of_messages_is_what_the_examination_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tests.forms.workbooks"


def test_our_own_questionnaire_passes_clean(tmp_path: Path) -> None:
    write_workbook(PSER, tmp_path / "pser.xlsx")
    result = examine_here((tmp_path / "pser.xlsx").read_bytes(), pser_file)
    assert result.identity is not None
    assert result.identity.form_id == "pser_2025"
    assert {found.severity for found in result.findings} <= {Severity.NOTE}
    assert result.form is not None and result.times is not None
    ours = load_edition("pser/2025").definition
    assert parse_xform(result.form.xform, result.form.resources).order == ours.order
    assert result.times.answer < 250


def test_a_phantom_range_costs_no_time() -> None:
    began = time.perf_counter()
    assert examine_here(sample_bytes("phantom range")).identity is not None
    assert time.perf_counter() - began < 5


# ── sentences ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_sentence_is_there_in_both_languages_with_the_same_places() -> None:
    for code, words in sentences().items():
        assert set(words) == set(LANGUAGES), code
        places = [
            {name for _, name, _, _ in string.Formatter().parse(words[language]) if name} for language in LANGUAGES
        ]
        assert places[0] == places[1], code


def test_every_finding_of_the_samples_can_be_said_in_both_languages() -> None:
    for name, sample in SAMPLES.items():
        for found in examine_here(sample_bytes(name), sample.files.get).findings:
            assert "{" not in sentence(found).replace("${", "")
            assert describe(found, "ur")


def test_a_finding_is_described_with_sheet_row_column_and_what_to_do() -> None:
    found = finding("unknown_type", Severity.ERROR, "survey", 3, "A", heading="type", type="txt", nearest="text")
    assert found.place == "survey!A3"
    assert describe(found) == (
        "Error: sheet survey, row 3, column A (type): The type “txt” is not known. Did you mean “text”?"
    )
    assert "\u2066txt\u2069" in describe(found, "ur")
    assert describe(finding("no_file", Severity.ERROR, name="x")).startswith("Error: The file x")
    assert finding("macros", Severity.WARNING, "survey").place == "survey"


def test_the_nearest_word_ignores_capitals_and_blanks() -> None:
    assert nearest("Read Only", ["read_only", "relevant"]) == "read_only"
    assert nearest("xyz", ["read_only"]) is None
    assert ranges([9, 3, 4, 5, 3]) == "3–5, 9"


# ── the file itself ──────────────────────────────────────────────────────────────────────────────────────────────────


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()


def good_with(name: str, content: bytes) -> bytes:
    """A good workbook with one part replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sample_bytes("two languages"))) as good, zipfile.ZipFile(out, "w", 8) as target:
        for part in good.namelist():
            if part != name:
                target.writestr(part, good.read(part))
        target.writestr(name, content)
    return out.getvalue()


def part_of(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(sample_bytes("two languages"))) as good:
        return good.read(name)


OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa">]><w>&a;</w>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_a_workbook"),
        (b"type,name,label\n", "not_a_workbook"),
        (archive(**{"a.txt": b"x"}), "not_a_workbook"),
        (OLE + b"\0" * 600, "old_workbook"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (
            archive(**{"content.xml": b"<x/>", "mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
            "open_document",
        ),
        (archive(**{"[Content_Types].xml": b"<x/>", "xl/workbook.bin": b"x"}), "binary_workbook"),
        (good_with("xl/worksheets/sheet1.xml", ENTITIES), "document_type"),
        (good_with("xl/worksheets/sheet1.xml", ENTITIES.decode().encode("utf-16")), "document_type"),
        (good_with("xl/bomb.xml", b" " * (MAX_PART + 1)), "unpacks_too_large"),
        (sample_bytes("two languages")[:-400], "not_a_workbook"),
        (b"x" * 31_000_000, "file_too_large"),
    ],
)
def test_a_file_that_is_no_workbook_or_a_trap_is_refused_before_it_is_read(content: bytes, code: str) -> None:
    result = examine_here(content)
    assert codes(result) == {code}
    assert result.identity is None


def test_a_bomb_is_refused_without_being_unpacked() -> None:
    bomb = good_with("xl/bomb.xml", b" " * (MAX_PART + 1))
    assert len(bomb) < 1_000_000
    began = time.perf_counter()
    look(bomb)
    assert time.perf_counter() - began < 0.5


def test_a_part_that_is_there_twice_is_refused() -> None:
    out = io.BytesIO(sample_bytes("two languages"))
    with zipfile.ZipFile(out, "a") as target, pytest.warns(UserWarning, match="Duplicate name"):
        target.writestr("xl/workbook.xml", b"<x/>")
    assert codes(examine_here(out.getvalue())) == {"too_many_parts"}


def test_macros_and_links_are_left_out_and_told() -> None:
    assert "macros" in codes(examine_here(good_with("xl/vbaProject.bin", b"x")))
    assert "external_links" in codes(examine_here(good_with("xl/externalLinks/externalLink1.xml", b"<x/>")))


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml", "xl/styles.xml"]
)
def test_a_part_cut_in_half_is_a_damaged_workbook_not_a_crash(part: str) -> None:
    whole = part_of(part)
    assert codes(examine_here(good_with(part, whole[: len(whole) // 2]))) == {"damaged_workbook"}


# ── cells ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("value", "text", "kind"),
    [
        (True, "TRUE", "truth"),
        (False, "FALSE", "truth"),
        (7, "7", "number"),
        (7.0, "7", "number"),
        (0.1 + 0.2, "0.3", "number"),
        (1e20, "1e+20", "number"),
        (dt.datetime(2024, 5, 17), "2024-05-17", "date"),
        (dt.datetime(2024, 5, 17, 9, 5), "2024-05-17T09:05:00", "date"),
        (dt.date(2024, 5, 17), "2024-05-17", "date"),
        (dt.time(9, 5), "09:05:00", "date"),
        (dt.timedelta(hours=30), "1 day, 6:00:00", "date"),
        ("  a\xa0b_x000D_\r\nc ", "a b\nc", "text"),
        ("#REF!", "#REF!", "error"),
    ],
)
def test_a_cell_is_read_as_a_person_sees_it(value: object, text: str, kind: str) -> None:
    assert seen(value) == (text, kind)


def test_columns_are_named_as_in_a_spreadsheet() -> None:
    assert [column_letter(number) for number in (1, 26, 27, 52, 703, 16_384)] == ["A", "Z", "AA", "AZ", "AAA", "XFD"]


def test_a_formula_without_its_value_an_error_and_a_date_are_named() -> None:
    rows = plain(
        ("text", "a", "=A1&B1"), ("text", "b", "#REF!"), ("text", "c", dt.datetime(2024, 5, 1)), (None, None, "x")
    )
    result = examined({**rows, "help": [("=1+1",)]})
    assert {("formula_without_value", "survey!C2"), ("spreadsheet_error", "survey!C3")} <= told(result)
    assert ("date_cell", "survey!C4") in told(result)


def test_filled_cells_beside_the_headings_are_told_once_a_column() -> None:
    result = examined(plain(("text", "a", "A", None, "remark"), ("text", "b", "B", None, "another")))
    assert [found.place for found in result.findings if found.code == "no_heading"] == ["survey!E2"]
    assert result.identity is not None


def test_rows_after_a_gap_are_read_and_keep_their_numbers() -> None:
    gap: list[tuple[object, ...]] = [()] * 200
    result = examined(plain(("text", "a", "A"), *gap, ("txt", "b", "B")))
    assert ("unknown_type", "survey!A203") in told(result)


def test_cells_of_blanks_are_empty() -> None:
    assert told(examined(plain(("text", "a", "A", "  "), (" ", "\xa0", None)))) == set()


def test_a_sheet_beyond_all_measure_is_refused() -> None:
    wide = plain(("text", "a", "A"), heads=("type", "name", "label", *(f"h{i}" for i in range(1_100))))
    assert codes(examined(wide)) == {"sheet_too_large"}


def test_a_blank_sheet_without_end_is_left_after_a_thousand_rows() -> None:
    far = {**plain(("text", "a", "A")), "choices": [("list_name", "name", "label")]}

    def stretch(book: object) -> None:
        book["choices"].cell(5_000, 1).value = "late"  # type: ignore[index]

    workbook = read_workbook(xlsx(far, stretch))
    choices = workbook.sheet("choices")
    assert choices is not None
    assert [number for number, _ in choices.rows] == [1]


# ── sheets and headings ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("sheets", "code", "place"),
    [
        ({"Surveys": [("type",)], "x": [("a",)]}, "no_survey_sheet", ""),
        ({"survey": []}, "empty_survey", "survey"),
        ({"survey": [("type", "name", "label")]}, "empty_survey", "survey"),
        ({"survey": [(), ("type", "name", "label")]}, "empty_survey", "survey"),
        ({"survey": [("name", "label"), ("a", "A")]}, "no_column", "survey!1"),
        (plain(("text", "a", "A"), choices=[("lists", "name"), ("x", "y")]), "no_column", "choices!1"),
        ({**plain(("text", "a", "A")), "choises": [("a",)]}, "sheet_name", "choises"),
        ({**plain(("text", "a", "A")), "Survey ": [("type",)]}, "sheet_twice", "Survey "),
        ({**plain(("text", "a", "A")), "entities": [("list_name",), ("trees",)]}, "entities_sheet", "entities"),
        (
            plain(("text", "a", "A", "x", "y"), heads=("type", "name", "label", "hint", "Hint")),
            "column_twice",
            "survey!E1",
        ),
        (
            plain(("text", "a", "A", "1 > 0"), heads=("type", "name", "label", "relevent")),
            "misspelt_column",
            "survey!D1",
        ),
        (
            plain(("text", "a", "A", "x"), heads=("type", "name", "label", "bind::x:y")),
            "undeclared_prefix",
            "survey!D1",
        ),
        (plain(("text", "a", "A"), choices=[("list_name", "name", "a b"), ("l", "n")]), "list_heading", "choices!C1"),
        ({"survey": [("type", "name", "label"), ("text", "a", "A")]}, "no_version", "settings"),
        ({**plain(("text", "a", "A")), "settings": [("name",), ("1 a",)]}, "bad_name", "settings!A2"),
        ({**plain(("text", "a", "A")), "settings": [("public_key",), ("k",)]}, "encryption", "settings!A2"),
        ({**plain(("text", "a", "A")), "settings": [*SETTINGS, ("x", "y", "z")]}, "second_settings_row", "settings!3"),
        ({**plain(("text", "a", "A")), "settings": [("form_id",), ("${b}",)]}, "unknown_reference", "settings!A2"),
        ({**plain(("text", "a", "A")), "settings": [("instance_name",), ("1 +",)]}, "broken_expression", "settings!A2"),
        (
            {
                "survey": [("type", "name", "label::English (en)"), ("text", "a", "A")],
                "settings": [("default_language",), ("English",)],
            },
            "default_language",
            "settings!A2",
        ),
    ],
)
def test_a_fault_of_sheets_headings_or_settings_is_named(sheets: Sheets, code: str, place: str) -> None:
    assert (code, place) in told(examined(sheets))


def test_a_lone_sheet_is_the_survey_whatever_its_name() -> None:
    result = examined({"Sheet1": [("type", "name", "label"), ("text", "a", "A")]})
    assert result.identity is not None
    assert result.identity.questions == 1


def test_unknown_columns_are_warnings_and_logic_that_is_spelt_right_beside_them_keeps_them_so() -> None:
    heads = ("type", "name", "label", "relevant", "relevent", "my notes", "label ")
    result = examined(plain(("text", "a", "A", "1 > 0", "old", "x"), heads=heads[:6]))
    assert result.identity is not None
    assert {("unknown_column", "survey!E1"), ("unknown_column", "survey!F1")} <= told(result)


def test_a_column_twice_without_cells_is_no_error() -> None:
    result = examined(plain(("text", "a", "A", "why"), heads=("type", "name", "label", "hint", "hint")))
    assert result.identity is not None
    assert ("column_twice", "survey!E1") in told(result)


@pytest.mark.parametrize(
    ("heading", "double", "title", "meaning"),
    [
        ("Constraint Message", False, "survey", ("constraint_message", "")),
        ("label:English", False, "survey", ("label", "English")),
        ("label::Urdu (ur)", True, "survey", ("label", "Urdu (ur)")),
        ("jr:constraintMsg", False, "survey", ("", "")),
        ("bind:jr:constraintMsg:English", False, "survey", ("constraint_message", "English")),
        ("bind::relevant", True, "survey", ("relevant", "")),
        ("body::accuracyThreshold", True, "survey", ("control::accuracyThreshold", "")),
        ("media::image::Urdu", True, "survey", ("media::image", "Urdu")),
        ("image", False, "choices", ("media::image", "")),
        ("media::audio", True, "choices", ("media::audio", "")),
        ("list name", False, "choices", ("list_name", "")),
        ("province", False, "choices", ("extra::province", "")),
        ("relevant::x", True, "survey", ("", "")),
        ("Form ID", False, "settings", ("form_id", "")),
        ("nonsense", False, "settings", ("", "")),
    ],
)
def test_a_heading_is_understood_in_every_spelling(
    heading: str, double: bool, title: str, meaning: tuple[str, str]
) -> None:
    assert understand(heading, double=double, title=title) == meaning


# ── rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("rows", "code", "place"),
    [
        ([(None, "a", "A")], "no_type", "survey!A2"),
        ([("Integer", "a", "A")], "unknown_type", "survey!A2"),
        ([("selct_one yes_no", "a", "A")], "unknown_type", "survey!A2"),
        ([("select_many yes_no", "a", "A")], "unknown_type", "survey!A2"),
        ([("rank", "a", "A")], "select_without_list", "survey!A2"),
        ([("text", "a", "A"), (None, None, None, "remark")], "row_skipped", "survey!3"),
        ([("text", "؟", "A")], "bad_name", "survey!B2"),
        ([("text", "meta", "A")], "reserved_name", "survey!B2"),
        ([("text", "a", "A"), ("text", "A", "A")], "name_case", "survey!B3"),
        ([("begin_repeat", "data", "A"), ("text", "a", "A"), ("end_repeat",)], "root_name", "survey!B2"),
        ([("audit", "x")], "audit_name", "survey!B2"),
        ([("begin_group", "g", "G"), ("end_group",), ("text", "a", "A")], "empty_group", "survey!A2"),
        (
            [("begin_group", "g", "G"), ("begin_repeat", "r", "R"), ("text", "a", "A"), ("end_group",)],
            "not_ended",
            "survey!A3",
        ),
        ([("text", "a", "A", "rows")], "parameters_form", "survey!D2"),
        ([("text", "a", "A", "lines=3")], "parameter_unknown", "survey!D2"),
        ([("range", "a", "A", "start=one end=5")], "parameter_number", "survey!D2"),
        ([("range", "a", "A", "start=1 end=5 step=0")], "parameter_number", "survey!D2"),
        ([("select_one yes_no", "a", "A", "randomize=maybe")], "parameter_truth", "survey!D2"),
        ([("select_one yes_no", "a", "A", "randomize=true seed=${b}")], "unknown_reference", "survey!D2"),
        ([("note", "a", "A ${b}")], "unknown_reference", "survey!C2"),
        ([("note", "a", "A ${b c}")], "reference_form", "survey!C2"),
        ([("note", "a", "A ${ a }")], "reference_blanks", "survey!C2"),
    ],
)
def test_a_fault_of_a_row_is_named(rows: Sequence[Sequence[object]], code: str, place: str) -> None:
    result = examined(plain(*rows, heads=("type", "name", "label", "parameters"), choices=YES_NO))
    assert (code, place) in told(result)


def test_a_repeat_twice_in_different_groups_is_named() -> None:
    rows = [("begin_repeat", "r", "R"), ("text", "a", "A"), ("end_repeat",)]
    group = [("begin_group", "g", "G"), *rows, ("end_group",)]
    assert ("repeat_name_twice", "survey!B6") in told(examined(plain(*rows, *group)))


def test_the_type_that_was_probably_meant_is_proposed_with_its_list() -> None:
    result = examined(
        plain(("selct_one yes_no", "a", "A"), ("txet", "b", "B"), ("selekt_one", "c", "C"), ("???", "d", "D"))
    )
    facts = [dict(found.facts).get("nearest") for found in result.findings if found.code == "unknown_type"]
    assert facts == ["select_one yes_no", "text", "select_one", None]


def test_disabled_rows_and_rows_of_settings_are_no_questions() -> None:
    heads = ("type", "name", "label", "disabled", "hint")
    rows = [
        ("text", "a", "A", "yes", "${gone}"),
        ("form_title", "x"),
        ("text", "b", "B"),
        ("end_group", None, "${gone}", "yes"),
    ]
    result = examined(plain(*rows, heads=heads))
    assert result.identity is not None
    assert result.identity.questions == 1


def test_what_is_meant_is_looked_for_among_thousands_of_names_too() -> None:
    names = [f"b{number}" for number in range(400)]
    assert nearest("b39O", ["village", *names]) in names
    assert nearest("vilage", ["village", *names]) == "village"


def test_an_audit_row_and_metadata_are_taken() -> None:
    rows = [
        ("start", "start"),
        ("audit",),
        ("username", "who"),
        ("deviceid", "where"),
        ("note", None, "Hello ${instanceID}"),
    ]
    assert examined(plain(*rows)).identity is not None


# ── lists ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_loop_and_a_list_named_in_an_expression_use_their_lists() -> None:
    rows = [("calculate", "n", None, "count(instance('yes_no')/root/item)")]
    result = examined(plain(*rows, heads=("type", "name", "label", "calculation"), choices=YES_NO))
    assert "list_unused" not in codes(result)
    assert result.identity is not None


def test_choices_that_are_answers_of_a_repeat_are_taken() -> None:
    rows = [
        ("begin_repeat", "member", "Member"),
        ("text", "who", "Name"),
        ("integer", "age", "Age"),
        ("end_repeat",),
        ("select_one ${who}", "head", "Who is the head?", "${age} > 17"),
    ]
    result = examined(plain(*rows, heads=("type", "name", "label", "choice_filter")))
    assert result.identity is not None, [describe(found) for found in result.findings]


def test_a_list_of_answers_that_are_not_there_is_named() -> None:
    result = examined(plain(("select_one ${who}", "a", "A", "1 = 1"), heads=("type", "name", "label", "choice_filter")))
    assert ("unknown_reference", "survey!A2") in told(result)


def test_choices_in_xml_and_geojson_files_and_external_lists_are_taken() -> None:
    xml = b"<root><item><name>a</name><label>A</label></item></root>"
    rows = [
        ("select_one_from_file places.xml", "a", "A", None),
        ("csv-external", "prices", None, None),
        ("xml-external", "tree", None, None),
        ("calculate", "p", None, "count(instance('prices')/root/item)"),
    ]
    files = {"places.xml": xml, "prices.csv": b"name;price\nx;1\n", "tree.xml": xml}
    result = examined(plain(*rows, heads=("type", "name", "label", "calculation")), files)
    assert result.identity is not None, [describe(found) for found in result.findings]
    assert result.form is not None and not result.form.missing


def test_a_file_that_is_empty_or_whose_headings_have_blanks_is_named() -> None:
    rows = [("select_one_from_file a.csv", "a", "A"), ("select_one_from_file b.csv", "b", "B")]
    result = examined(plain(*rows), {"a.csv": b"", "b.csv": b"name,the label\nx,y\n"})
    assert {("file_empty", "survey!A2"), ("file_heading", "survey!A3")} <= told(result)


def test_a_form_whose_lists_are_missing_is_taken_and_says_which() -> None:
    rows = [
        ("select_one_from_file a.csv", "a", "A", "kind = ${b}"),
        ("text", "b", "B", None),
        ("select_one_from_file c.xml", "c", "C", None),
        ("select_one_from_file d.geojson", "d", "D", None),
    ]
    result = examined(plain(*rows[:3], heads=("type", "name", "label", "choice_filter")))
    assert result.form is not None, [describe(found) for found in result.findings]
    assert result.form.missing == ("jr://file-csv/a.csv", "jr://file/c.xml")
    assert "file_missing" in codes(result)


def test_a_reference_in_a_choice_is_checked_like_any_other() -> None:
    lists = [*YES_NO, ("yes_no", "maybe", "Maybe ${gone}"), ("${gone}", "x", "X")]
    result = examined(plain(("select_one yes_no", "a", "A"), choices=lists))
    assert {("unknown_reference", "choices!C4"), ("unknown_reference", "choices!A5")} <= told(result)


def test_doubled_choices_are_taken_where_the_settings_allow_them() -> None:
    doubled = [*YES_NO, ("yes_no", "yes", "Yes again")]
    rows = plain(("select_one yes_no", "a", "A"), choices=doubled)
    assert ("choice_twice", "choices!B4") in told(examined(rows))
    allowed = {**rows, "settings": [("form_id", "version", "allow_choice_duplicates"), ("x", "1", "yes")]}
    assert "choice_twice" not in codes(examined(allowed))


# ── expressions ──────────────────────────────────────────────────────────────────────────────────────────────────────

_COLUMNS = (
    "relevant",
    "constraint",
    "calculation",
    "required",
    "read_only",
    "default",
    "choice_filter",
    "repeat_count",
)


@pytest.mark.parametrize("column", _COLUMNS)
@pytest.mark.parametrize("broken", [". > (", "1 + ", "${age} ! 3", "'a", "if(1)", "nothing()", "concat(${age}"])
def test_no_expression_column_lets_a_broken_expression_through(column: str, broken: str) -> None:
    kind = {"choice_filter": "select_one yes_no", "repeat_count": "begin_repeat"}.get(column, "text")
    end = [("end_repeat",)] if kind == "begin_repeat" else []
    rows = [("integer", "age", "Age"), (kind, "a", "A", broken), ("text", "b", "B"), *end]
    result = examined(plain(*rows, heads=("type", "name", "label", column), choices=YES_NO))
    if column == "default" and broken in ("'a", "${age} ! 3", ". > (") and result.identity is not None:
        return  # such a default is plain text, nobody works it out
    assert result.identity is None
    assert any(found.place == "survey!D3" and found.severity is Severity.ERROR for found in result.findings)


@pytest.mark.parametrize(
    ("text", "code", "position", "facts"),
    [
        ("age > 5", "bare_name", 1, {"name": "age"}),
        ("${age} > agee", "unknown_path", 10, {"nearest": "age"}),
        ("  ${agee} > 5", "unknown_reference", 1, {"nearest": "age"}),
        ("${age} > 5 and ${agee}", "unknown_reference", 16, {"nearest": "age"}),
        ("${age} <> 5", "foreign_sign", 8, {"meant": "!="}),
        ("NOT(${age})", "foreign_sign", 1, {"meant": "not"}),
        ("${age} = “x", "quote_open", 10, {}),
        ("${age} > 1)", "bracket_closed", 11, {}),
        ("${age} 5", "broken_expression", 8, {"near": "5"}),
        ("count-selectd(${age})", "unknown_function", 1, {"nearest": "count-selected"}),
        ("instance('yesno')/root/item/name = 1", "unknown_instance", 1, {"nearest": "yes_no"}),
        ("${age", "reference_open", 1, {}),
        ("string-length()", None, 0, {}),
        ("${age} = ‘x’", None, 0, {}),
        ("selected(${last-saved#age}, '1')", None, 0, {}),
    ],
)
def test_a_fault_of_an_expression_is_named_by_its_letter(
    text: str, code: str | None, position: int, facts: Mapping[str, str]
) -> None:
    rows = [("integer", "age", "Age"), ("text", "a", "A", text)]
    result = examined(plain(*rows, heads=("type", "name", "label", "relevant"), choices=YES_NO))
    found = {one.code: dict(one.facts) for one in result.findings if one.place == "survey!D3"}
    if code is None:
        assert result.identity is not None, [describe(one) for one in result.findings]
        return
    assert code in found
    if code != "unknown_instance" and text != "${age} > agee":
        assert found[code]["position"] == str(position)
    assert {name: found[code].get(name) for name in facts} == dict(facts)


@pytest.mark.parametrize("trigger", ["${age}", "${age}, ${b}"])
def test_triggers_that_name_questions_are_taken(trigger: str) -> None:
    rows = [("integer", "age", "Age"), ("text", "b", "B"), ("calculate", "c", None, "now()", trigger)]
    assert examined(plain(*rows, heads=("type", "name", "label", "calculation", "trigger"))).identity is not None


@pytest.mark.parametrize(("trigger", "code"), [("age", "trigger_form"), ("${agee}", "unknown_reference")])
def test_a_trigger_that_names_nothing_is_refused(trigger: str, code: str) -> None:
    rows = [("integer", "age", "Age"), ("calculate", "c", None, "now()", trigger)]
    result = examined(plain(*rows, heads=("type", "name", "label", "calculation", "trigger")))
    assert (code, "survey!E3") in told(result)


def test_a_filter_may_ask_for_the_columns_of_its_list_and_no_others() -> None:
    towns = [("list_name", "name", "label", "district"), ("towns", "x", "X", "1")]
    heads = ("type", "name", "label", "choice_filter")
    for text, taken in (
        ("district = ${d} and name != 'y' and not(label = 'q')", True),
        ("current()/../d = '1' or true()", True),
        ("*[1] = 1", True),
        ("distrct = ${d}", False),
        ("not(selected(distrct, 1))", False),
        ("district = 1] | /data[1 = 1", False),
    ):
        result = examined(plain(("text", "d", "D"), ("select_one towns", "t", "T", text), heads=heads, choices=towns))
        assert (result.identity is not None) is taken, (text, [describe(one) for one in result.findings])


def test_soft_rules_are_expressions_too() -> None:
    space = 'pser="https://pser.punjab.gov.pk/xforms"'
    book: Sheets = {
        "survey": [
            ("type", "name", "label", "bind::pser:warn", "bind::pser:warn_message_en"),
            ("text", "a", "A", ". > (", "${b}"),
        ],
        "settings": [("form_id", "version", "namespaces"), ("x", "1", space)],
    }
    result = examined(book)
    assert {("bracket_open", "survey!D2"), ("unknown_reference", "survey!E2")} <= told(result)


def test_a_default_that_is_plain_text_may_quote_nothing_broken() -> None:
    result = examined(
        plain(("text", "a", "A", "x ${"), ("text", "b", "B", "x"), heads=("type", "name", "label", "default"))
    )
    assert told(result) == {("reference_open", "survey!D2")}


def test_a_question_in_two_places_cannot_be_referred_to() -> None:
    rows = [
        *(("begin_group", "g", "G"), ("text", "a", "A"), ("end_group",)),
        *(("begin_group", "h", "H"), ("text", "a", "A"), ("end_group",)),
        ("note", "n", "${a}"),
    ]
    result = examined(plain(*rows))
    assert ("ambiguous_reference", "survey!C8") in told(result)


def test_a_repeat_count_may_be_worked_out() -> None:
    rows = [("integer", "n", "N"), ("begin_repeat", "r", "R", "${n} + 1"), ("text", "a", "A"), ("end_repeat",)]
    assert examined(plain(*rows, heads=("type", "name", "label", "repeat_count"))).identity is not None


def test_two_rounds_of_waiting_are_both_named() -> None:
    rows = [
        *(("calculate", "a", None, "${b}"), ("calculate", "b", None, "${a}")),
        *(("calculate", "c", None, "${d}"), ("calculate", "d", None, "${e}"), ("calculate", "e", None, "${c}")),
    ]
    result = examined(plain(*rows, heads=("type", "name", "label", "calculation")))
    names = sorted(dict(found.facts)["names"] for found in result.findings if found.code == "cycle")
    assert len(names) == 2
    assert len(names[1].split(" → ")) == 4


@pytest.mark.parametrize(
    ("kind", "column", "text", "code"),
    [
        ("calculate", "calculation", "round(2.5)", "engines_round"),
        ("text", "relevant", "${day} > '2024-01-01'", "engines_date_text"),
        ("text", "relevant", "${day} = 'true'", "engines_truth_text"),
        ("calculate", "calculation", "uuid(8)", "engines_version"),
        ("integer", "constraint", "string-length(.) = 13", "engines_long_number"),
        ("text", "relevant", "${sure} = 'OK'", "engines_confirmation"),
    ],
)
def test_constructs_that_programs_differ_on_are_noted(kind: str, column: str, text: str, code: str) -> None:
    rows = [("date", "day", "Day"), ("acknowledge", "sure", "Sure?"), (kind, "a", "A", text)]
    result = examined(plain(*rows, heads=("type", "name", "label", column)))
    assert (code, "survey!D4") in told(result)
    assert result.identity is not None


# ── languages ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_language_without_its_column_is_told() -> None:
    heads = ("type", "name", "label::English (en)", "label::Urdu (ur)", "hint::English (en)")
    result = examined(plain(("text", "a", "A", "ا", "Why"), ("text", "b", "B", None, None), heads=heads))
    assert {("language_without_column", "survey!E1"), ("translation_missing", "survey!D3")} <= told(result)


def test_a_heading_without_a_language_is_the_default_language() -> None:
    book: Sheets = {
        "survey": [("type", "name", "label", "label::Urdu (ur)", "hint::Urdu (ur)"), ("text", "a", "A", "ا")],
        "settings": [("form_id", "version", "default_language"), ("x", "1", "Urdu (ur)")],
    }
    assert "language_without_column" not in codes(examined(book))


# ── after the checks ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_only_the_converter_finds_is_named_by_its_row() -> None:
    table = ("begin_group", "g", "G", "table-list", None)
    lists = [*YES_NO, ("towns", "x", "X")]
    rows = [
        table,
        ("select_one yes_no", "a", "A", None, None),
        ("select_one towns", "b", "B", None, None),
        ("end_group",),
    ]
    result = examined(plain(*rows, heads=("type", "name", "label", "appearance", "hint"), choices=lists))
    assert ("converter", "survey!4") in told(result)


def test_what_only_the_engine_finds_is_named_by_its_row_and_column() -> None:
    result = examined(plain(("note", "a", "See instance('none')/root/item")))
    assert {code for code, place in told(result) if place == "survey!C2"} == {"engine"}


def test_a_fault_of_the_engine_without_a_place_is_told_without_one() -> None:
    book = read_book(read_workbook(sample_bytes("matrix")), lambda name: None)
    assert at_fault(FormFault("it is slow"), book).place == ""
    assert at_fault(DraftDamaged("odd"), book).code == "engine"
    assert at_fault(FormFault("calculate `x`", node="/data/assets/fridge"), book).place == "survey!3"
    assert at_fault(FormFault("it is odd", node="/data/assets/fridge_other/x"), book).place == "survey!2"


def test_a_converter_that_stumbles_or_quotes_a_word_is_told_at_the_row_that_holds_it() -> None:
    from pyxform.errors import PyXFormError

    book = read_book(read_workbook(sample_bytes("matrix")), lambda name: None)

    def outcome(made: Exception | str) -> Finding:
        def make(sheets: dict[str, object]) -> str:
            if isinstance(made, str):
                return made
            raise made

        found = convert(book, lambda name: None, make)
        assert isinstance(found, Finding)
        return found

    assert outcome(TypeError("no len()")).code == "converter_stopped"
    assert outcome("<broken").code == "converter_stopped"
    assert outcome(PyXFormError("What is 'fridge'?")).place == "survey!3"
    assert outcome(PyXFormError("[row : 3] On the 'choices' sheet, it is wrong.")).place == "choices!3"
    assert outcome(PyXFormError("It is wrong.")).place == ""


def test_a_pattern_that_would_run_for_ever_is_told_at_its_row() -> None:
    endless = f"regex('{'a' * 60}!', '(a|aa)+$')"
    rows = plain(("calculate", "c", None, endless), ("text", "a", "A"), heads=("type", "name", "label", "calculation"))
    result = examined(rows)
    assert result.identity is None
    assert any(found.place.startswith("survey!") for found in result.findings if found.severity is Severity.ERROR)


def test_a_slow_form_is_told() -> None:
    from forms.workbook.examining import SLOW_ANSWER, _slow

    assert [found.code for found in _slow(Times(1, 1, SLOW_ANSWER + 1, 1))] == ["slow"]


def test_every_kind_of_question_is_answered_once_and_timed() -> None:
    rows = [
        *(
            ("integer", "i", "I"),
            ("decimal", "d", "D"),
            ("date", "day", "D"),
            ("time", "t", "T"),
            ("dateTime", "dt", "D"),
        ),
        *(("geopoint", "g", "G"), ("image", "p", "P"), ("acknowledge", "k", "K"), ("rank yes_no", "r", "R")),
        *(("select_multiple yes_no", "m", "M"), ("range", "x", "X"), ("barcode", "b", "B"), ("note", "n", "N")),
    ]
    result = examined(plain(*rows, choices=YES_NO))
    assert result.identity is not None, [describe(one) for one in result.findings]
    assert result.times is not None and result.times.load > 0


# ── the child process ────────────────────────────────────────────────────────────────────────────────────────────────


def saved(folder: Path, sample: Sample) -> Path:
    path = folder / "book.xlsx"
    path.write_bytes(sample.bytes())
    for name, content in sample.files.items():
        (folder / name).write_bytes(content)
    return path


def test_a_workbook_is_examined_in_a_child_and_installed(tmp_path: Path) -> None:
    path = saved(tmp_path, SAMPLES["cascade from files"])
    examination = examine(path)
    assert examination.accepted
    assert examination.times is not None
    assert [found.code for found in examination.of(Severity.NOTE)] == ["engines_cascade"]
    home = install(examination, tmp_path / "editions")
    assert home == tmp_path / "editions" / "sample" / "2026.1"
    xform, resources = read_installed(home)
    assert parse_xform(xform, resources).content_hash == examination.identity.content_hash  # type: ignore[union-attr]
    assert install(examination, tmp_path / "editions") == home
    assert [place.name for place in home.parent.iterdir()] == ["2026.1"]


def test_a_refused_workbook_comes_back_from_the_child_with_all_its_faults(tmp_path: Path) -> None:
    examination = examine(saved(tmp_path, SAMPLES["twenty faults"]))
    assert not examination.accepted
    assert len(examination.of(Severity.ERROR)) >= 20
    with pytest.raises(FormFault, match="has errors"):
        install(examination, tmp_path)


def test_a_child_that_takes_too_long_or_too_much_is_ended_and_told(tmp_path: Path) -> None:
    path = saved(tmp_path, SAMPLES["matrix"])
    assert {found.code for found in examine(path, patience=0.05).findings} == {"stopped_late"}
    little = examine(path, memory=1_000_000)
    assert {found.code for found in little.findings} <= {"stopped_crashed", "stopped_memory"}
    assert not little.accepted


def test_the_steps_of_an_examination_are_told_as_they_begin(tmp_path: Path) -> None:
    begun: list[str] = []
    assert examine(saved(tmp_path, SAMPLES["matrix"]), stage=begun.append).accepted
    assert begun == list(STAGES)


def test_an_examination_that_nobody_wants_any_more_ends_at_once_and_says_so(tmp_path: Path) -> None:
    stopped = Event()
    stopped.set()
    (found,) = examine(saved(tmp_path, SAMPLES["matrix"]), stopped=stopped).findings
    assert found.code == "stopped_wished"
    assert "stopped" in describe(found)


def test_a_file_that_is_not_there_or_too_large_is_told(tmp_path: Path) -> None:
    assert {found.code for found in examine(tmp_path / "none.xlsx").findings} == {"no_file"}
    assert {found.code for found in examine(tmp_path).findings} == {"no_file"}
    large = tmp_path / "large.xlsx"
    with large.open("wb") as out:
        out.truncate(31_000_000)
    assert {found.code for found in examine(large).findings} == {"file_too_large"}


def test_lists_are_found_beside_the_workbook_only(tmp_path: Path) -> None:
    book = tmp_path / "form.xlsx"
    (tmp_path / "form-media").mkdir()
    (tmp_path / "form-media" / "a.csv").write_bytes(b"name\n")
    (tmp_path / "secret.csv").write_bytes(b"x\n")
    assert list_file(book, "a.csv") == b"name\n"
    assert list_file(book, "none.csv") is None
    assert list_file(book, "../secret.csv") is None
    assert list_file(book, "..") is None
    assert list_file(book, "a\0.csv") is None
    assert list_file(book, "a" * 300 + ".csv") is None


def run_child(content: bytes, path: Path) -> list[dict[str, object]]:
    out = io.BytesIO()
    child_process.main([str(path), "0", "60"], io.BytesIO(content), out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_the_child_says_each_step_and_then_the_result(tmp_path: Path) -> None:
    lines = run_child(sample_bytes("matrix"), tmp_path / "x.xlsx")
    assert [line.get("stage") for line in lines] == ["reading", "checking", "converting", "loading", "asking", None]
    refused = run_child(sample_bytes("not for a desk"), tmp_path / "x.xlsx")
    assert refused[-1]["result"]["identity"] is None  # type: ignore[index]


def test_a_line_that_was_cut_off_is_left_out() -> None:
    assert lines_of(b'{"stage": "reading"}\n{"resu') == [{"stage": "reading"}]


def test_the_child_runs_as_a_process_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr(sys, "argv", ["child", str(tmp_path / "x.xlsx"), "0", "60"])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"no workbook")))
    monkeypatch.setattr(sys, "stdout", out)
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(Path(child_process.__file__)), run_name="__main__")
    assert ended.value.code == 0
    assert b"not_a_workbook" in out.buffer.getvalue()


class _Limits(ModuleType):
    """The system's module of limits; this process's own stay as they are, and Windows has none."""

    RLIMIT_AS, RLIMIT_CPU, RLIMIT_CORE, RLIM_INFINITY = "memory", "seconds", "dump", -1

    def __init__(self, hardest: int) -> None:
        super().__init__("resource")
        self.__spec__ = ModuleSpec("resource", None)
        self.hardest = hardest
        self.held: dict[str, tuple[int, int]] = {}

    def getrlimit(self, _what: str) -> tuple[int, int]:
        return 0, self.hardest

    def setrlimit(self, what: str, limits: tuple[int, int]) -> None:
        self.held[what] = limits


@pytest.mark.parametrize(("hardest", "seconds"), [(_Limits.RLIM_INFINITY, 60), (2_000_000, 60), (5, 5)])
def test_a_process_is_held_to_memory_and_time_and_never_to_more_than_it_may_take(
    monkeypatch: pytest.MonkeyPatch, hardest: int, seconds: int
) -> None:
    limits = _Limits(hardest)
    monkeypatch.setitem(sys.modules, "resource", limits)

    child_process.hold_to(1_000_000, 60)

    memory = 1_000_000 if hardest != 5 else 5
    assert limits.held == {"memory": (memory, hardest), "seconds": (seconds, hardest), "dump": (0, hardest)}


class _Endless(io.BytesIO):
    def read(self, size: int | None = -1, /) -> bytes:
        raise MemoryError


def test_a_child_without_memory_says_so(tmp_path: Path) -> None:
    out = io.BytesIO()
    assert child_process.main([str(tmp_path), "0", "60"], _Endless(), out) == 1
    assert json.loads(out.getvalue()) == {"stopped": "memory"}


# ── installing ───────────────────────────────────────────────────────────────────────────────────────────────────────


AN_XFORM = written("<a/>").encode()


def an_examination(version: str = "1", content: str = "h", missing: tuple[str, ...] = ()) -> Examination:
    identity = Identity("my form/1", version, "T", (), 1, content)
    resources = {"jr://file-csv/a.csv": b"name\n"}
    return Examination(Path("x.xlsx"), (), identity, Times(1, 1, 1, 1), b"book", AN_XFORM, resources, missing)


def test_a_form_is_installed_under_a_plain_name_and_never_over_another(tmp_path: Path) -> None:
    home = install(an_examination(), tmp_path)
    assert home == tmp_path / "my_form_1" / "1"
    with pytest.raises(FormFault, match="give this one a new version"):
        install(an_examination(content="other"), tmp_path)
    assert install(an_examination("", "0123456789abcdef"), tmp_path).name == "0123456789ab"
    (home / "edition.json").write_text("[]")
    with pytest.raises(FormFault, match="new version"):
        install(an_examination(), tmp_path)


def test_a_form_that_takes_long_to_answer_is_not_answered_long_when_it_is_installed(tmp_path: Path) -> None:
    slow = dataclasses.replace(an_examination(), times=Times(load=1, start=1, answer=1, slowest=6_000))

    assert (slow.times and slow.times.pace) == 2_000
    assert len(read_golden(install(slow, tmp_path))) == 1


def test_a_form_whose_lists_are_missing_is_not_installed(tmp_path: Path) -> None:
    with pytest.raises(FormFault, match=r"first: a\.csv"):
        install(an_examination(missing=("jr://file-csv/a.csv",)), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_installed_form_that_was_changed_or_lost_is_a_fault(tmp_path: Path) -> None:
    home = install(an_examination(), tmp_path)
    assert read_installed(home) == (AN_XFORM, {"jr://file-csv/a.csv": b"name\n"})
    (home / "form.xml").write_bytes(b"<other/>")
    with pytest.raises(FormFault, match="was changed"):
        read_installed(home)
    (home / "form.xml").unlink()
    with pytest.raises(FormFault, match="not whole"):
        read_installed(home)


# ── commands ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_command_prints_what_is_wrong_and_installs_what_is_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = saved(tmp_path, SAMPLES["matrix"])
    assert main(["check", str(good)]) == 0
    assert "accepted as sample 2026.1, 7 questions" in capsys.readouterr().out
    assert main(["install", str(good), str(tmp_path / "editions")]) == 0
    assert (tmp_path / "editions" / "sample" / "2026.1" / "form.xml").exists()
    assert len(list((tmp_path / "editions" / "sample" / "2026.1" / "golden").iterdir())) == 6
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(sample_bytes("round and round"))
    capsys.readouterr()
    assert main(["check", str(bad), "--language", "ur"]) == 1
    assert "غلطی: شیٹ survey، قطار 2" in capsys.readouterr().out
    other = tmp_path / "other.xlsx"
    other.write_bytes(sample_bytes("phantom range"))
    assert main(["install", str(other), str(tmp_path / "editions")]) == 1


def test_the_commands_run_as_a_module(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["forms", "check", "none.xlsx"])
    monkeypatch.delitem(sys.modules, "forms.__main__")
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("forms", run_name="__main__")
    assert ended.value.code == 1


# ── random damage ────────────────────────────────────────────────────────────────────────────────────────────────────

_JUNK: tuple[object, ...] = (
    *(
        "",
        " ",
        "(",
        ")",
        "${",
        "}",
        "${age}",
        "${nobody}",
        "'",
        '"',
        ". > (",
        "1 +",
        "and",
        "==",
        "&&",
        "[",
        "]",
        "//",
        "..",
    ),
    *(
        "select_one",
        "select_one yes_no",
        "begin_group",
        "begin_repeat",
        "end_group",
        "end_repeat",
        "rank yes_no",
        "range",
    ),
    *(
        "name",
        "label",
        "type",
        "relevant",
        "data",
        "meta",
        "audit",
        "calculate",
        "نام",
        "a b",
        "\u200b",
        "x" * 3000,
        0,
        2.5,
        True,
    ),
    *(
        "once(.)",
        "position(..)",
        "last()",
        "instance('yes_no')/root/item",
        "pulldata('a','b','c','d')",
        "#REF!",
        "=1+1",
    ),
    *(
        "${last-saved#head}",
        "jr://x",
        "///",
        "a:b",
        "<b>",
        "&amp;",
        "table-list",
        "field-list",
        "begin loop over yes_no",
    ),
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    sample = SAMPLES[draw(st.sampled_from(sorted(SAMPLES)))]
    sheets = {name: [list(row) for row in rows] for name, rows in sample.sheets.items()}
    for _ in range(draw(st.integers(1, 4))):
        rows = sheets[draw(st.sampled_from(sorted(sheets)))]
        if not rows:
            continue
        row = draw(st.sampled_from(rows))
        deed = draw(st.sampled_from(("write", "write", "write", "splice", "drop", "double", "swap")))
        if deed == "write":
            place = draw(st.integers(0, len(row)))
            row[place : place + 1] = [draw(st.sampled_from(_JUNK))]
        elif deed == "splice" and row:
            place = draw(st.integers(0, len(row) - 1))
            text = str(row[place] or "")
            cut = draw(st.integers(0, len(text)))
            row[place] = text[:cut] + str(draw(st.sampled_from(_JUNK))) + text[cut + draw(st.integers(0, 2)) :]
        elif deed == "drop":
            rows.remove(row)
        elif deed == "double":
            rows.insert(draw(st.integers(0, len(rows))), list(row))
        else:
            other = draw(st.sampled_from(rows))
            row[:], other[:] = list(other), list(row)
    return xlsx(sheets)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(damaged())
def test_random_damage_never_crashes_and_no_broken_expression_is_taken(content: bytes) -> None:
    result = examine_here(content)
    for found in result.findings:
        assert describe(found, "en") and describe(found, "ur")
    if result.identity is None:
        assert any(found.severity is Severity.ERROR for found in result.findings)
        return
    assert result.form is not None
    book = read_book(read_workbook(content), lambda name: None)
    for item in book.outline.items:  # what was taken can be compiled again, cell by cell
        for column, cell in item.row.cells.items():
            if column.key == "relevant" and "$" not in cell.text and cell.kind == "text":
                compiles(cell.text, item.path, book.outline.skeleton)


def compiles(text: str, path: str, skeleton: object) -> None:
    try:
        compile_expression(text.translate(str.maketrans("‘’“”", "''\"\"")), path, skeleton)  # type: ignore[arg-type]
    except ExpressionFault as fault:
        assert text in ("yes", "no", "TRUE", "FALSE"), fault


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(SAMPLES)), st.integers(0, 10_000), st.integers(1, 40), st.binary(max_size=20))
def test_random_bytes_in_the_file_never_crash_the_reading(name: str, place: int, length: int, junk: bytes) -> None:
    content = sample_bytes(name)
    place %= len(content)
    broken = content[:place] + junk + content[place + length :]
    result = examine_here(broken)
    assert result.identity is not None or any(found.severity is Severity.ERROR for found in result.findings)
