"""The questionnaire's sheets: compiled, written as a workbook, and their faults named by sheet and row."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from forms.__main__ import main
from forms.edition import editions, load_edition
from forms.errors import FormFault
from forms.xform import parse_xform
from forms.xlsform import compile_sheets, write_workbook

SURVEY = (
    "type\tname\tlabel::English (en)\tlabel::Urdu (ur)\tcalculation\n"
    "text\tname\tName\tنام\t\n"
    "calculate\ttwice\t\t\t1 + 1\n"
)
CHOICES = "list_name\tname\tlabel::English (en)\tlabel::Urdu (ur)\nyes_no\tyes\tYes\tہاں\n"
SETTINGS = "form_id\tversion\tdefault_language\nsmall\t1\tEnglish (en)\n"


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    for name, text in (("survey", SURVEY), ("choices", CHOICES), ("settings", SETTINGS)):
        (tmp_path / f"{name}.tsv").write_text(text, encoding="utf-8")
    return tmp_path


def test_text_sheets_become_a_form_with_their_list_files(sheets: Path) -> None:
    (sheets / "banks.csv").write_bytes(b"name,label\nbop,Bank\n")
    compiled = compile_sheets(sheets)
    definition = parse_xform(compiled.xform, compiled.resources)
    assert (definition.form_id, definition.edition) == ("small", "1")
    assert definition.languages == ("English (en)", "Urdu (ur)")
    assert list(compiled.resources) == ["jr://file-csv/banks.csv"]
    assert compiled.warnings == ()


@pytest.mark.parametrize(
    ("sheet", "text", "says"),
    [
        ("survey", SURVEY + "text\tother\t${nobody}\t\t\n", "sheet survey, row 4, column label::English (en)"),
        ("survey", SURVEY + "nonsense\tother\tX\t\t\n", "sheet survey, row 4"),
        ("survey", SURVEY + "text\tother\tX\t\t\tmuch\tmore\n", "sheet survey, row 4: more cells"),
        ("survey", SURVEY + "text\t1 bad\tX\t\t\n", "sheet survey, row 4"),
        ("survey", "", "sheet survey: it is empty"),
    ],
)
def test_a_fault_is_named_by_sheet_and_row(sheets: Path, sheet: str, text: str, says: str) -> None:
    (sheets / f"{sheet}.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(FormFault) as fault:
        compile_sheets(sheets)
    assert str(fault.value).startswith(says)


def test_a_sheet_that_is_missing_or_no_text_is_a_fault(sheets: Path) -> None:
    (sheets / "choices.tsv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FormFault, match=r"sheet choices: choices\.tsv is not UTF-8"):
        compile_sheets(sheets)
    (sheets / "choices.tsv").unlink()
    with pytest.raises(FormFault, match=r"sheet choices: choices\.tsv is missing"):
        compile_sheets(sheets)


def test_the_workbook_is_made_for_survey_managers(sheets: Path) -> None:
    out = sheets / "form.xlsx"
    write_workbook(sheets, out)
    workbook = openpyxl.load_workbook(out)
    assert workbook.sheetnames == ["survey", "choices", "settings"]
    page = workbook["survey"]
    assert page.freeze_panes == "A2"
    assert [cell.value for cell in page[2]] == ["text", "name", "Name", "نام", None]
    assert page["D2"].alignment.horizontal == "right"
    assert page["C2"].alignment.horizontal is None
    assert page["A1"].font.bold
    assert 8 <= page.column_dimensions["A"].width <= 60


def test_every_edition_loads_once_and_writes_its_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "pser/2025" in editions()
    edition = load_edition("pser/2025")
    assert load_edition("pser/2025").definition is edition.definition
    assert edition.definition.form_id == "pser_2025"
    assert main(["check", "pser/2025"]) == 0
    assert main(["workbook", "pser/2025", str(tmp_path / "out.xlsx")]) == 0
    assert (tmp_path / "out.xlsx").stat().st_size > 10_000
    assert "pser_2025" in capsys.readouterr().out
    with pytest.raises(FormFault, match="no edition"):
        load_edition("pser/1900")
