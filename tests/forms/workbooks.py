"""Twelve workbooks as survey managers bring them, built by code; what each must be told stands beside it."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import openpyxl
from openpyxl.styles import PatternFill

from forms.workbook.examining import examine_here
from forms.workbook.findings import describe, sentences

Rows = Sequence[Sequence[object]]
EN, UR = "label::English (en)", "label::Urdu (ur)"


@dataclass(frozen=True)
class Sample:
    """One workbook: its sheets (first row headings), files beside it, whether it is taken, what is found where."""

    about: str
    sheets: Mapping[str, Rows]
    accepted: bool
    tells: tuple[tuple[str, str], ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    finish: Callable[[openpyxl.Workbook], None] = lambda book: None

    def bytes(self) -> bytes:
        """The .xlsx file."""
        return xlsx(self.sheets, self.finish)


def xlsx(sheets: Mapping[str, Rows], finish: Callable[[openpyxl.Workbook], None] = lambda book: None) -> bytes:
    """An .xlsx file of these sheets; text that begins with "=" is a formula, as in Excel."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value not in (None, ""):
                    page.cell(number, column).value = value
    finish(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def plain(*rows: Sequence[object], heads: Sequence[str] = ("type", "name", "label"), **more: Rows) -> dict[str, Rows]:
    """A small form in one language: survey rows, further sheets by name, settings as they should be."""
    return {"survey": [heads, *rows], **more, "settings": SETTINGS}


SETTINGS: Rows = (("form_title", "form_id", "version"), ("Sample", "sample", "2026.1"))
_BOTH: Rows = (
    ("form_title", "form_id", "version", "default_language"),
    ("Household", "household", "2026.1", "English (en)"),
)
YES_NO: Rows = (("list_name", "name", "label"), ("yes_no", "yes", "Yes"), ("yes_no", "no", "No"))


def _phantom(book: openpyxl.Workbook) -> None:
    page = book["survey"]
    grey = PatternFill("solid", fgColor="DDDDDD")
    for row in (1, 2, 400):
        page.cell(row, 16_384).fill = grey
    for row in range(5, 400):
        page.cell(row, 700).fill = grey


SAMPLES: dict[str, Sample] = {
    "two languages": Sample(
        "A household in English and Urdu, with rules and their messages.",
        {
            "survey": [
                (
                    "type",
                    "name",
                    EN,
                    UR,
                    "relevant",
                    "constraint",
                    "constraint_message::English (en)",
                    "constraint_message::Urdu (ur)",
                    "required",
                ),
                ("text", "head", "Name of the head", "سربراہ کا نام", "", "", "", "", "yes"),
                ("integer", "age", "Age", "عمر", "", ". >= 0 and . <= 120", "0 to 120", "0 سے 120", "yes"),
                ("select_one yes_no", "school", "At school?", "سکول میں؟", "${age} < 18", "", "", "", ""),
                ("note", "thanks", "Thank you, ${head}.", "شکریہ، ${head}۔", "", "", "", "", ""),
            ],
            "choices": [
                ("list_name", "name", EN, UR),
                ("yes_no", "yes", "Yes", "ہاں"),
                ("yes_no", "no", "No", "نہیں"),
            ],
            "settings": _BOTH,
        },
        True,
    ),
    "matrix": Sample(
        "Questions as a table: a header row of choices, one row a question.",
        plain(
            ("begin_group", "assets", "What does the household own?", "table-list"),
            ("select_one yes_no", "fridge", "Refrigerator", ""),
            ("select_one yes_no", "bike", "Motorcycle", ""),
            ("end_group", "", "", ""),
            ("begin group", "food", "Last week", "field-list"),
            ("select_one yes_no", "food_label", "How often?", "label"),
            ("select_one yes_no", "meat", "Meat", "list-nolabel"),
            ("select_one yes_no", "milk", "Milk", "list-nolabel"),
            ("end group", "", "", ""),
            heads=("type", "name", "label", "appearance"),
            choices=YES_NO,
        ),
        True,
    ),
    "cascade from files": Sample(
        "District, then tehsil, both from CSV files beside the workbook.",
        plain(
            ("select_one_from_file districts.csv", "district", "District", "", ""),
            ("select_one_from_file tehsils.csv", "tehsil", "Tehsil", "district_code = ${district}", ""),
            ("select_one_from_file villages.csv", "village", "Village", "tehsil = ${tehsil}", "value=code label=urdu"),
            heads=("type", "name", "label", "choice_filter", "parameters"),
        ),
        True,
        (("engines_cascade", "survey!D3"),),
        {
            "districts.csv": b"name,label\n01,Lahore\n02,Kasur\n",
            "tehsils.csv": b"name,label,district_code\n0101,City,01\n0201,Pattoki,02\n",
            "villages.csv": "code,urdu,tehsil\nv1,گاؤں,0101\n".encode("utf-8-sig"),
        },
    ),
    "nested repeats": Sample(
        "Families in a house, members in a family, and what is worked out across them.",
        plain(
            ("integer", "families", "How many families?", "", ". < 10", ""),
            ("begin_repeat", "family", "Family", "", "", "${families}"),
            ("text", "surname", "Surname", "", "", ""),
            ("begin_repeat", "member", "Member", "", "", ""),
            ("calculate", "number", "", "position(..)", "", ""),
            ("integer", "income", "Income", "", ". >= 0", ""),
            ("end_repeat", "", "", "", "", ""),
            ("calculate", "family_income", "", "sum(${income})", "", ""),
            ("end_repeat", "", "", "", "", ""),
            ("calculate", "total", "", "sum(${family_income})", "", ""),
            ("calculate", "first", "", "indexed-repeat(${surname}, ${family}, 1)", "", ""),
            ("note", "end_note", "Together ${total}, beginning with ${first}", "", "", ""),
            heads=("type", "name", "label", "calculation", "constraint", "repeat_count"),
        ),
        True,
        (("engines_sum", "survey!D9"), ("engines_rows", "survey!D6")),
    ),
    "calculations": Sample(
        "Dates, text, looked-up prices and numbers worked out one from another.",
        plain(
            ("date", "born", "Born on", "", "today()", ""),
            ("calculate", "age", "", "int((today() - ${born}) div 365.25)", "", ""),
            ("text", "crop", "Crop", "", "", "wheat"),
            ("decimal", "maunds", "Maunds", "", "", ""),
            ("calculate", "price", "", "pulldata('prices', 'price', 'name', ${crop})", "", ""),
            ("calculate", "worth", "", "round(coalesce(${maunds}, 0) * ${price}, 2)", "", ""),
            ("calculate", "id", "", "once(uuid())", "", ""),
            (
                "calculate",
                "said",
                "",
                "if(selected('a b', 'a'), concat('x', ${age}), format-date(${born}, '%d/%m/%Y'))",
                "",
                "",
            ),
            heads=("type", "name", "label", "calculation", "default", "hint"),
        ),
        True,
        (("engines_round", "survey!D7"),),
        {"prices.csv": b"name,price\nwheat,3900\n"},
    ),
    "phantom range": Sample(
        "Somebody coloured whole rows: the sheet claims 16,384 columns and 400 rows, three of them filled.",
        plain(("text", "village", "Village"), ("integer", "houses", "Houses"), ("note", "bye", "Thank you")),
        True,
        finish=_phantom,
    ),
    "old habits": Sample(
        "Headings of ten years ago, numbers and dates in cells, a column of remarks, a help sheet.",
        {
            "Survey": [
                ("Type", "Name", "label:English", "Relevance", "Required", "read only", "Default", "Remarks"),
                ("text", "name", "Name", "", True, "", "", "ask the elder"),
                ("integer", "rooms", "Rooms", "", "yes", "", 3, ""),
                ("date", "visit", "Visit", "", "", "", dt.datetime(2024, 5, 17), ""),
                ("select one from roof", "roof", "Roof", "${rooms} > 0", "", "", "", ""),
                ("begin group", "more", "More", 1, "", "", "", ""),
                ("note", "", "Thank you", "", "", "", "", ""),
                ("end group", "", "", "", "", "", "", ""),
            ],
            "Choices": [("list name", "name", "label:English"), ("roof", 1, "Tin"), ("roof", 2.0, "Concrete")],
            "settings": SETTINGS,
            "Read me": [("How to fill this",)],
        },
        True,
        (("unknown_column", "Survey!H1"),),
    ),
    "twenty faults": Sample(
        "Everything a person can get wrong in one afternoon.",
        {
            "survey": [
                (
                    "type",
                    "name",
                    "label",
                    "relevance",
                    "constraint",
                    "calculation",
                    "choice_filter",
                    "requird",
                    "default",
                    "trigger",
                ),
                ("text", "village", "Village"),
                ("txt", "street", "Street"),
                ("text", "1st name", "First name"),
                ("text", "village", "Village again"),
                ("integer", "age", "Age", "", ". > ("),
                ("integer", "rooms", "Rooms", "${villag} = 'x'"),
                ("text", "shade", "Shade", "${age} == 3"),
                ("text", "tree", "Tree", "${age} > 1 && ${rooms} > 1"),
                ("text", "well", "Well", "selcted(${age}, '1')"),
                ("calculate", "sum1", "", "", "", "if(${age} > 1, 2)"),
                ("calculate", "a1", "", "", "", "${b1} + 1"),
                ("calculate", "b1", "", "", "", "${a1} + 1"),
                ("select_one roof", "roof", "Roof"),
                ("select_one wall", "wall", "Wall", "", "", "", "provnce = ${rooms}"),
                ("geotrace", "border", "Border"),
                ("text", "", "No name"),
                ("text", "mute"),
                ("calculate", "empty"),
                ("begin_group", "open", "Never closed"),
                ("text", "quote", "Quote", "${rooms} = 'x"),
                ("text", "brace", "Brace ${village"),
                ("text", "later", "Later", "", "", "", "", "", "now( +", "${nobody}"),
                ("end_repeat",),
            ],
            "choices": [
                ("list_name", "name", "label", "province"),
                ("wall", "mud", "Mud", "p1"),
                ("wall", "mud", "Mud again", "p1"),
                ("wall", "", "Nameless", "p1"),
                ("walls", "x", "Not asked", "p1"),
            ],
            "settings": SETTINGS,
        },
        False,
        (
            ("unknown_type", "survey!A3"),
            ("bad_name", "survey!B4"),
            ("name_twice", "survey!B5"),
            ("bracket_open", "survey!E6"),
            ("unknown_reference", "survey!D7"),
            ("foreign_sign", "survey!D8"),
            ("foreign_sign", "survey!D9"),
            ("unknown_function", "survey!D10"),
            ("wrong_arguments", "survey!F11"),
            ("cycle", "survey!F12"),
            ("unknown_list", "survey!A14"),
            ("filter_column", "survey!G15"),
            ("use_geopoint", "survey!A16"),
            ("no_name", "survey!B17"),
            ("no_label", "survey!C18"),
            ("no_calculation", "survey!F19"),
            ("not_ended", "survey!A20"),
            ("quote_open", "survey!D21"),
            ("reference_open", "survey!C22"),
            ("bracket_open", "survey!I23"),
            ("unknown_reference", "survey!J23"),
            ("not_begun", "survey!A24"),
            ("choice_twice", "choices!B3"),
            ("choice_without_name", "choices!B4"),
            ("list_unused", "choices!A5"),
            ("unknown_column", "survey!H1"),
        ),
    ),
    "not for a desk": Sample(
        "Recordings, areas and other programs, each with what to use instead.",
        plain(
            ("audio", "voice", "Say it", ""),
            ("video", "film", "Film it", ""),
            ("geoshape", "field", "Walk around it", ""),
            ("background-audio", "spy", "", ""),
            ("text", "scan", "Scan", "ex:org.example.scan(kind=1)"),
            ("select_one yes_no", "found", "Find", "search('people')"),
            ("select_one_external city", "city", "City", ""),
            ("phonenumber", "phone", "", ""),
            ("image", "house", "Photo of the house", ""),
            heads=("type", "name", "label", "appearance"),
            choices=YES_NO,
        ),
        False,
        (
            ("use_text", "survey!A2"),
            ("use_text", "survey!A3"),
            ("use_geopoint", "survey!A4"),
            ("use_nothing", "survey!A5"),
            ("external_app", "survey!D6"),
            ("search_appearance", "survey!D7"),
            ("use_choice_filter", "survey!A8"),
            ("blank_here", "survey!A9"),
        ),
    ),
    "round and round": Sample(
        "Calculations and relevances that wait for each other, and one that waits for itself.",
        plain(
            ("integer", "a", "A", "${b} > 1", ""),
            ("integer", "b", "B", "${c} > 1", ""),
            ("integer", "c", "C", "${a} > 1", ""),
            ("calculate", "self", "", "", "${self} + 1"),
            ("begin_group", "g", "G", "${inside} = 1", ""),
            ("integer", "inside", "Inside", "", ""),
            ("end_group", "", "", "", ""),
            ("calculate", "kept", "", "", "once(random())"),
            heads=("type", "name", "label", "relevant", "calculation"),
        ),
        False,
        (("cycle", "survey!D2"), ("cycle", "survey!E5"), ("cycle", "survey!D6")),
    ),
    "half translated": Sample(
        "The Urdu was begun and not finished, and spelt in two ways.",
        {
            "survey": [
                ("type", "name", EN, UR, "hint::English (en)", "hint::Urdu(ur)"),
                ("text", "head", "Head", "سربراہ", "As on the card", "کارڈ کے مطابق"),
                ("integer", "age", "Age", "", "", ""),
                ("text", "street", "Street", "", "", ""),
                ("text", "note", "Note", "نوٹ", "", ""),
            ],
            "choices": [],
            "settings": _BOTH,
        },
        True,
        (
            ("language_spelling", "survey!F1"),
            ("translation_missing", "survey!D3"),
        ),
    ),
    "lists in disorder": Sample(
        "Lists that are missing, doubled, unused, or in files that cannot be read.",
        plain(
            ("select_one yes_no", "a", "A", ""),
            ("select_multiple colours", "b", "B", ""),
            ("select_one yesno", "c", "C", ""),
            ("select_one_from_file shops.csv", "d", "D", "bazaar = 'x'"),
            ("select_one_from_file old.csv", "e", "E", ""),
            ("select_one_from_file none.csv", "f", "F", ""),
            ("select_one_from_file wrong.csv", "g", "G", ""),
            ("select_one_from_file list.txt", "h", "H", ""),
            ("select_one", "i", "I", ""),
            ("select_one yes_no or_other", "j", "J", "name = 'yes'"),
            heads=("type", "name", "label", "choice_filter"),
            choices=[
                *YES_NO,
                ("colours", "light red", "Light red"),
                ("colours", "blue", None),
                ("shapes", "round", "Round"),
                (None, "lost", "Lost"),
            ],
        ),
        False,
        (
            ("choice_blanks", "choices!B4"),
            ("choice_without_label", "choices!C5"),
            ("list_unused", "choices!A6"),
            ("choice_without_list", "choices!A7"),
            ("unknown_list", "survey!A4"),
            ("filter_column", "survey!D5"),
            ("file_encoding", "survey!A6"),
            ("file_missing", "survey!A7"),
            ("file_column", "survey!A8"),
            ("file_ending", "survey!A9"),
            ("select_without_list", "survey!A10"),
            ("or_other_filter", "survey!A11"),
        ),
        {
            "shops.csv": b"name,label,market\ns1,Shop,x\n",
            "old.csv": b"name,label\n\xff\xfe,x\n",
            "wrong.csv": b"code,label\n1,x\n",
        },
    ),
}


@cache
def sample_bytes(name: str) -> bytes:
    """The file of a sample, built once."""
    return SAMPLES[name].bytes()


PAGE = Path(__file__).parents[2] / "forms" / "workbook" / "README.md"
_HEAD = """\
# What an examination of a workbook says

Made by `python -m tests.forms.workbooks`; a test holds it equal. `python -m forms check BOOK.xlsx` prints the same
lines (`--language ur` in Urdu), `python -m forms install BOOK.xlsx FOLDER` puts an accepted form among the editions.

1. The file is looked at before anything reads it (`archive`): a password, an old or damaged file, one that unpacks to
   more than memory, one that declares entities, is refused.
2. A child process with little memory and a minute of time does the rest (`examination`, `child`, `examining`).
3. The sheets are read as a person sees them, whichever program wrote them, phantom ranges trimmed (`mending`, `cells`,
   `columns`, `outline`, `book`), and the lists beside them (`list_files`).
4. Every check of the table in `checks` runs; all faults are collected. Expressions are compiled by our own engine, so
   that a fault is named by its letter in the cell (`formulas`); they ask lists only for columns that are there
   (`reaches`).
5. Without an error, pyxform makes the XForm, our engine loads it, asks every question once and takes the time
   (`convert`).

An **error** keeps the form from being taken, a **warning** is probably not meant, a **note** is a construct that other
programs work out in another way. Below are twelve workbooks and what is said of each; then every sentence there is.
"""


def page() -> str:
    """The page of messages, as it should stand in the documentation."""
    parts = [_HEAD]
    for name, sample in SAMPLES.items():
        result = examine_here(sample_bytes(name), sample.files.get)
        verdict = "Accepted" if result.identity else "Refused"
        lines = [f"- {describe(found)}" for found in result.findings] or ["- Nothing to say."]
        parts.append(f"## {name.capitalize()}\n\n{sample.about} {verdict}.\n\n" + "\n".join(lines) + "\n")
    told = [f"- `{code}` {words['en']}" for code, words in sentences().items() if "_" in code and not _is_frame(code)]
    parts.append("## Every sentence\n\n" + "\n".join(told) + "\n")
    return "\n".join(parts)


def _is_frame(code: str) -> bool:
    return code.startswith(("severity_", "place_"))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
