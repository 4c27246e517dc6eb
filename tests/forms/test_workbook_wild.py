"""What workbooks from the wild taught: each kind of fault that once passed, each good workbook once refused."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping

import pytest

from forms.lists import list_from_csv
from forms.workbook.examining import Result, examine_here
from forms.workbook.findings import Severity, describe
from tests.forms.workbooks import SETTINGS, YES_NO, Rows, plain, xlsx

HEADS = ("type", "name", "label")
STRICT = "http://purl.oclc.org/ooxml/"
TRANSITIONAL = "http://schemas.openxmlformats.org/"


def examined(sheets: Mapping[str, Rows], files: Mapping[str, bytes] | None = None) -> Result:
    return examine_here(xlsx(sheets), (files or {}).get)


def errors(result: Result) -> set[tuple[str, str]]:
    return {(found.code, found.place) for found in result.findings if found.severity is Severity.ERROR}


def warnings(result: Result) -> set[str]:
    return {found.code for found in result.findings if found.severity is Severity.WARNING}


def filtered(choice_filter: str) -> Result:
    rows = (("select_one yes_no", "a", "A", None), ("select_one yes_no", "b", "B", choice_filter))
    return examined(plain(*rows, heads=(*HEADS, "choice_filter"), choices=YES_NO))


def calculated(calculation: str, files: Mapping[str, bytes] | None = None) -> Result:
    rows = (("select_one yes_no", "a", "A", None), ("calculate", "b", None, calculation))
    return examined(plain(*rows, heads=(*HEADS, "calculation"), choices=YES_NO), files)


# ── expressions that mean nothing ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("choice_filter", "code"),
    [
        ("name ${a}", "broken_expression"),
        ("* ${a}", "broken_expression"),
        ("name = ../a", "list_parent"),
        ("name/label = ${a}", "unknown_path"),
        ("following-sibling::nobody = ${a}", "filter_column"),
        ("instance('yes_no')/root/item[nme = ${a}]/label = 'x'", "list_column"),
    ],
)
def test_a_filter_that_could_never_let_a_choice_through_is_refused(choice_filter: str, code: str) -> None:
    assert errors(filtered(choice_filter)) == {(code, "survey!D3")}


@pytest.mark.parametrize(
    "choice_filter",
    [
        "name = ${a}",
        "name != current()/../a",
        "self::item/name = ${a}",
        "@x = ${a}",
        "not(selected(${a}, name)) and position() < 9",
        "count(instance('yes_no')/root/item[name = 'yes']) = 1",
        "following-sibling::item/name = ${a}",
    ],
)
def test_a_filter_that_asks_its_list_or_an_answer_is_taken(choice_filter: str) -> None:
    assert errors(filtered(choice_filter)) == set()


@pytest.mark.parametrize(
    ("calculation", "code"),
    [
        ("/", "unknown_path"),
        ("following-sibling::nobody", "unknown_path"),
        ("count(//nobody)", "unknown_path"),
        ("instance('yes_no')/root/item[name = ${a}]/lable", "list_column"),
        ("instance('yes_no')/root/item[nme = ${a}]/label", "list_column"),
        ("instance('yes_no')/root/itm/label", "list_rows"),
        ("instance('yes_no')/data/item/label", "list_rows"),
        ("instance('yes_no')/root/item/label/more", "unknown_path"),
        ("$ {a}", "reference_blanks"),
    ],
)
def test_a_calculation_that_could_never_find_anything_is_refused(calculation: str, code: str) -> None:
    assert errors(calculated(calculation)) == {(code, "survey!D3")}


@pytest.mark.parametrize(
    "calculation",
    [
        "instance('yes_no')/root/item[name = ${a}]/label",
        "count(instance('yes_no')/root/*)",
        "(instance('yes_no')/root/item)[position() = 1]/name",
        "count(../preceding-sibling::*) + count(//a)",
    ],
)
def test_a_calculation_that_asks_for_what_there_is_is_taken(calculation: str) -> None:
    assert errors(calculated(calculation)) == set()


def test_a_look_up_in_a_file_names_columns_that_the_file_has() -> None:
    files = {"prices.csv": b"crop,price\nwheat,40\n"}
    assert errors(calculated("pulldata('prices', 'price', 'crop', ${a})", files)) == set()
    assert errors(calculated("pulldata('prices', 'cost', 'crop', ${a})", files)) == {("list_column", "survey!D3")}
    assert errors(calculated("pulldata('prices', 'price', 'name', ${a})", files)) == {("list_column", "survey!D3")}
    assert errors(calculated("pulldata('gone', 'any', 'thing', ${a})")) == set()


def test_the_fault_is_at_its_letter_of_the_cell_however_long_the_references_before_it() -> None:
    found = calculated("concat(${a}, ${a}, instance('yes_no')/root/item/lable)").findings[0]
    assert "At letter 49: the list “yes_no” has no column “lable”" in describe(found)
    assert describe(found).endswith("Did you mean “label”?")


def test_the_name_of_an_interview_is_an_expression_like_any_other() -> None:
    settings = (("form_id", "version", "instance_name"), ("x", "1", "instance('yes_no')/root/item/lable"))
    rows: Mapping[str, Rows] = {"survey": [HEADS, ("select_one yes_no", "a", "A")], "choices": YES_NO}
    assert errors(examined({**rows, "settings": settings})) == {("list_column", "settings!C2")}


def test_a_dollar_apart_from_its_brace_is_told_where_it_holds_a_name() -> None:
    assert errors(examined(plain(("text", "a", "A"), ("note", "b", "About $ {a}")))) == {
        ("reference_blanks", "survey!C3")
    }
    assert errors(examined(plain(("note", "b", "Costs 5 $ {in cash}")))) == set()


def test_what_a_list_holds_that_is_not_there_yet_is_not_guessed() -> None:
    rows = (("select_one_from_file later.csv", "a", "A", "name/more = 'x'"),)
    assert errors(examined(plain(*rows, heads=(*HEADS, "choice_filter")))) == set()


@pytest.mark.parametrize("text", ["y", "oui", "x", "*", "TRUE()"])
def test_a_word_that_is_neither_yes_nor_no_is_told_so(text: str) -> None:
    result = examined(plain(("text", "a", "A", text), heads=(*HEADS, "required")))
    assert errors(result) == {("yes_or_no", "survey!D2")}


# ── rules under headings that nobody knows ───────────────────────────────────────────────────────────────────────────


def test_rules_under_an_unknown_heading_are_an_error_and_remarks_are_not() -> None:
    rows = (("text", "a", "A", None), ("text", "b", "B", "${a} = 'x'"))
    assert errors(examined(plain(*rows, heads=(*HEADS, "skip logic")))) == {("logic_column", "survey!D1")}
    for remark in ("see ${a}", "see ${a} > 5", "${a}", "ask ${a", "only if ${a} > 5, else skip"):
        rows = (("text", "a", "A", None), ("text", "b", "B", remark))
        assert errors(examined(plain(*rows, heads=(*HEADS, "remarks")))) == set()


def test_a_copy_of_the_rules_beside_the_rules_is_a_warning() -> None:
    rows = (("text", "a", "A", None, None), ("text", "b", "B", "${a} = 'x'", "${a} = 'y'"))
    result = examined(plain(*rows, heads=(*HEADS, "relevant", "last year")))
    assert errors(result) == set() and "logic_column" in warnings(result)


def test_a_rule_in_a_language_is_a_misspelt_rule() -> None:
    rows = (("text", "a", "A", None), ("text", "b", "B", "${a} = 'x'"))
    result = examined(plain(*rows, heads=(*HEADS, "relevant::English")))
    assert errors(result) == {("misspelt_column", "survey!D1")}


def test_a_misspelt_message_is_not_taken_for_a_rule() -> None:
    result = examined(plain(("text", "a", "A", "Too long"), heads=(*HEADS, "constraint_msg")))
    assert errors(result) == set()
    assert any("constraint_message" in describe(found) for found in result.findings)


def test_a_setting_said_twice_in_the_same_words_is_no_error() -> None:
    def setting(other: str) -> Result:
        rows = (("form_id", "id_string", "version"), ("x", other, "1"))
        return examined({"survey": [HEADS, ("text", "a", "A")], "settings": rows})

    assert errors(setting("x")) == set()
    assert errors(setting("y")) == {("column_twice", "settings!B1")}


@pytest.mark.parametrize("word", ["add photo prompt", "add image prompt", "add file prompt"])
def test_prompts_of_the_oldest_forms_are_types(word: str) -> None:
    assert errors(examined(plain((word, "a", "A")))) == set()


# ── lists in files ───────────────────────────────────────────────────────────────────────────────────────────────────

PLACE = b'{"type": "Feature", "properties": {"title": "T"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}'


def from_file(name: str, content: bytes, parameters: str = "") -> Result:
    rows = (f"select_one_from_file {name}", "a", "A", parameters)
    return examined(plain(rows, heads=(*HEADS, "parameters")), {name: content})


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("l.csv", b'name,label\na,A\nb,"B\nc,C\n', "file_quotes"),
        ("l.csv", b"name,label\na,A\nb,\x00\n", "file_letter"),
        ("l.csv", b",,\na,b,c\n", "file_empty"),
        ("l.xml", b"<places><place><name>a</name></place></places>", "file_shape"),
        ("l.xml", b"<root><item>", "file_shape"),
        ("l.geojson", b'{"type": "FeatureCollection", "features": [%s]}' % PLACE, "file_column"),
        ("l.geojson", b'{"features": "none"}', "file_shape"),
    ],
)
def test_a_file_that_holds_no_usable_list_is_refused_where_it_is_asked_for(
    name: str, content: bytes, code: str
) -> None:
    assert errors(from_file(name, content)) == {(code, "survey!A2")}


def test_the_line_that_spoils_a_file_is_named() -> None:
    for content in (b'name,label\na,"A\nA"\nb,"B\nc,C\n', b'name,label\na,A\n\nb,"B\n'):
        found = from_file("l.csv", content).findings[0]
        assert "In line 4 of the file l.csv" in describe(found)


def test_columns_that_nobody_could_ask_for_are_left_out_and_told() -> None:
    result = from_file("l.csv", b'name,label,Area (acres),2020,\na,A,1,2,\nb,"B"x,3,4,\n')
    assert errors(result) == set() and warnings(result) == {"file_heading"}
    assert [cell.tag for cell in list_from_csv("l", b"name,Area (acres),x\na,1,2\n").root[0]] == ["name", "x"]


def test_parameters_may_be_parted_by_commas() -> None:
    result = from_file("l.csv", b"id,text\na,A\n", "value=id, label=text, randomize=true")
    assert errors(result) == set()


# ── workbooks of other programs ──────────────────────────────────────────────────────────────────────────────────────


def rewritten(sheets: Mapping[str, Rows], made: Callable[[str, str], str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(sheets))) as archive, zipfile.ZipFile(out, "w") as copy:
        for name in archive.namelist():
            copy.writestr(name, made(name, archive.read(name).decode()))
    return out.getvalue()


def strictly(name: str, part: str) -> str:
    part = part.replace(f"{TRANSITIONAL}spreadsheetml/2006/main", f"{STRICT}spreadsheetml/main")
    return part.replace(f"{TRANSITIONAL}officeDocument/2006/relationships", f"{STRICT}officeDocument/relationships")


def oddly_styled(name: str, part: str) -> str:
    return re.sub(r"<fills.*</fills>", '<fills count="1"><fill/></fills>', part) if "styles" in name else part


def claiming_nonsense(name: str, part: str) -> str:
    return re.sub(r'<dimension ref="[^"]*"', '<dimension ref="everything"', part)


@pytest.mark.parametrize("made", [strictly, oddly_styled, claiming_nonsense])
def test_a_workbook_as_another_program_writes_it_is_read_like_any_other(made: Callable[[str, str], str]) -> None:
    sheets: Mapping[str, Rows] = {"survey": [HEADS, ("select_one yes_no", "a", "A")], "choices": YES_NO}
    result = examine_here(rewritten({**sheets, "settings": SETTINGS}, made))
    assert result.identity is not None and result.identity.questions == 1
    assert result.findings == ()


def test_languages_that_differ_by_a_number_are_two() -> None:
    heads = ("type", "name", "label::Dialect 1", "label::Dialect 2", "label::dialect2")
    result = examined(plain(("text", "a", "A", "B", "C"), heads=heads))
    found = [dict(found.facts)["name"] for found in result.findings if found.code == "language_spelling"]
    assert found == ["dialect2"]
