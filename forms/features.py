"""What a questionnaire may use: the tables of the README, held equal to what the engine accepts.

Tier 1 is complete, tier 2 supported; tier 3 is loaded as text from a foreign form and refused by the workbook import.
`python -m forms.features` writes the tables into the README.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from forms.definition import Kind
from forms.expression import FUNCTIONS
from forms.values import DataType

README = Path(__file__).parent / "README.md"
BEGIN, END = "<!-- features: begin -->", "<!-- features: end -->"


@dataclass(frozen=True, slots=True)
class QuestionType:
    """A type of the workbook, what it is in the XForm (control and bind type), and what the engine makes of it."""

    name: str
    control: str | None
    bind: str
    kind: Kind
    data_type: DataType
    says: str
    tier: int = 1


@dataclass(frozen=True, slots=True)
class Feature:
    """Anything else by its name in the XForm or the workbook."""

    name: str
    says: str
    tier: int = 1


_TEXT, _INTEGER, _DECIMAL = DataType.TEXT, DataType.INTEGER, DataType.DECIMAL
QUESTION_TYPES: tuple[QuestionType, ...] = (
    QuestionType("text", "input", "string", Kind.TEXT, _TEXT, "any text, composed (NFC)"),
    QuestionType("integer", "input", "int", Kind.INTEGER, _INTEGER, "up to 15 digits; longer ones are identifiers"),
    QuestionType("decimal", "input", "decimal", Kind.DECIMAL, _DECIMAL, "up to 15 digits on either side of the point"),
    QuestionType("date", "input", "date", Kind.DATE, DataType.DATE, "2026-03-15"),
    QuestionType("time", "input", "time", Kind.TIME, DataType.TIME, "14:30:00.000+05:00"),
    QuestionType("dateTime", "input", "dateTime", Kind.DATETIME, DataType.DATETIME, "2026-03-15T14:30:00.000+05:00"),
    QuestionType("select_one", "select1", "string", Kind.SELECT_ONE, _TEXT, "a code of a list, also from a file"),
    QuestionType("select_multiple", "select", "string", Kind.SELECT_MULTIPLE, _TEXT, "codes with spaces between"),
    QuestionType("note", "input", "string", Kind.NOTE, _TEXT, "text to read out; nothing to answer"),
    QuestionType("acknowledge", "trigger", "string", Kind.ACKNOWLEDGE, _TEXT, "OK"),
    QuestionType("calculate", None, "string", Kind.CALCULATE, _TEXT, "a value nobody is asked for"),
    QuestionType("hidden", None, "string", Kind.CALCULATE, _TEXT, "a place for a value that events set"),
    QuestionType("barcode", "input", "barcode", Kind.TEXT, _TEXT, "as text"),
    QuestionType("image", "upload", "binary", Kind.FILE, _TEXT, "the name of an attachment"),
    QuestionType("file", "upload", "binary", Kind.FILE, _TEXT, "the name of an attachment"),
    QuestionType("start", None, "dateTime", Kind.CALCULATE, DataType.DATETIME, "when the interview began"),
    QuestionType("end", None, "dateTime", Kind.CALCULATE, DataType.DATETIME, "when the last answer was given"),
    QuestionType("today", None, "date", Kind.CALCULATE, DataType.DATE, "the day the interview began"),
    QuestionType("username", None, "string", Kind.CALCULATE, _TEXT, "the officer"),
    QuestionType("deviceid", None, "string", Kind.CALCULATE, _TEXT, "the desk"),
    QuestionType("rank", "rank", "odk:rank", Kind.RANK, _TEXT, "all codes of a list in an order, or none", 2),
    QuestionType("range", "range", "int", Kind.RANGE, _INTEGER, "a number on the scale of start, end, step", 2),
    QuestionType(
        "geopoint", "input", "geopoint", Kind.GEOPOINT, DataType.GEOPOINT, "latitude, longitude, height, ±", 2
    ),
    QuestionType("audit", None, "binary", Kind.CALCULATE, _TEXT, "its parameters are kept; nothing is written", 2),
    QuestionType("geotrace", "input", "geotrace", Kind.TEXT, _TEXT, "as text; distance() reads it", 3),
    QuestionType("geoshape", "input", "geoshape", Kind.TEXT, _TEXT, "as text; area() reads it", 3),
    QuestionType("audio", "upload", "binary", Kind.FILE, _TEXT, "the name of an attachment", 3),
    QuestionType("video", "upload", "binary", Kind.FILE, _TEXT, "the name of an attachment", 3),
    QuestionType("background-audio", None, "binary", Kind.CALCULATE, _TEXT, "stays blank", 3),
)
BINDS: tuple[Feature, ...] = (
    Feature("nodeset", "the node it speaks of"),
    Feature("id", "a name that a setvalue may use"),
    Feature("type", "the type; an unknown one is text"),
    Feature("relevant", "whether the node is asked; out of sight it is blank, and not in the submission"),
    Feature("required", "whether it must be answered"),
    Feature("jr:requiredMsg", "what is said otherwise"),
    Feature("constraint", "what an answer must meet; a broken one is kept and marked"),
    Feature("jr:constraintMsg", "what is said otherwise"),
    Feature("readonly", "whether nobody may answer"),
    Feature("calculate", "the value; kept as text it has the type of its expression"),
    Feature("jr:preload", "start, end, today, username, deviceid, uid"),
    Feature("jr:preloadParams", "which of them"),
    Feature("pser:warn", "an expression that should hold; `warn2` … further ones"),
    Feature("pser:warn_message_en", "what is said otherwise; so `_ur`, `warn2_message_en` …"),
    Feature("pser:missing", "which reasons may stand for an answer: refused, dont_know, not_applicable"),
    Feature("odk:track-changes", "and what else an audit is told, is kept", 2),
)
TEXTS: tuple[Feature, ...] = (
    Feature("label", "in every language; may quote answers, in choices too"),
    Feature("hint", "the same"),
    Feature("guidance_hint", "kept apart from the hint"),
    Feature("media::image", "the address is kept, so of `big-image`, `audio`, `video`; of choices too", 2),
    Feature("jr:itext", "texts by id; one that its language lacks is told in the default language, and marked"),
    Feature("appearance", "kept as written, whatever it is; windows choose by it, the engine does not"),
)
REPEATS: tuple[Feature, ...] = (
    Feature("group", "to any depth that XML has (256)"),
    Feature("repeat", "to any depth; at most 1,000 instances of one repeat"),
    Feature("jr:count", "how many instances; the officer adds and takes none away"),
    Feature("jr:noAddRemove", "as many as the form writes"),
    Feature("jr:template", "what a further instance holds"),
)
LISTS: tuple[Feature, ...] = (
    Feature("instance", "a list in the form"),
    Feature(".csv", "`select_one_from_file`, `csv-external`, `pulldata`; read with comma, semicolon, tab or |"),
    Feature(".xml", "a list as XML"),
    Feature(".geojson", "places; their geometry as ODK writes points", 2),
    Feature("jr://instance/last-saved", "the interview saved before", 2),
    Feature("itemset", "with a filter, by an index where it compares one column; randomize() with a seed"),
    Feature("item", "choices written in the question"),
)
EVENTS: tuple[Feature, ...] = (
    Feature("odk-instance-first-load", "setvalue when an interview begins"),
    Feature("odk-instance-load", "at every opening", 2),
    Feature("odk-new-repeat", "in an added instance"),
    Feature("xforms-value-changed", "when another answer changes (`trigger`)"),
)
_SECOND_TIER = frozenset(
    {"digest", "random", "randomize", "uuid", "distance", "area", "base64-decode", "weighted-checklist", "checklist"}
)


def as_markdown() -> str:
    """The tables as they stand in the README."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "### Question types"
    yield ""
    yield "| type | control, bind type | what the node holds | tier |"
    yield "|---|---|---|---|"
    for each in QUESTION_TYPES:
        yield f"| {each.name} | {each.control or 'no control'}, {each.bind} | {_escaped(each.says)} | {each.tier} |"
    for title, features in (
        ("Attributes of a bind", BINDS),
        ("Texts", TEXTS),
        ("Groups and repeats", REPEATS),
        ("Lists", LISTS),
        ("Values set by events", EVENTS),
    ):
        yield ""
        yield f"### {title}"
        yield ""
        yield "| name | what it does | tier |"
        yield "|---|---|---|"
        yield from (f"| `{each.name}` | {_escaped(each.says)} | {each.tier} |" for each in features)
    yield ""
    yield "### Functions"
    yield ""
    yield "Arguments: s text, n number, b yes or no, v any value, N nodes; ? optional, * as often as wanted."
    yield ""
    yield "| function | arguments | gives | tier |"
    yield "|---|---|---|---|"
    for function in FUNCTIONS:
        tier = 2 if function.name in _SECOND_TIER else 1
        yield f"| `{function.name}` | {function.arguments} | {_escaped(function.purpose)} | {tier} |"


def _escaped(says: str) -> str:
    return says.replace("|", "\\|")


def main() -> int:
    """Write the tables into the README."""
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{BEGIN}\n\n{as_markdown()}\n{END}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
