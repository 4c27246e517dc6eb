"""The tables of what a questionnaire may use say what the engine accepts, and the README says what the tables say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from forms import features
from forms.controls import ASKING
from forms.definition import Kind, Question
from forms.errors import FormFault
from forms.expression import FUNCTIONS
from forms.features import BINDS, EVENTS, LISTS, QUESTION_TYPES, REPEATS, TEXTS, QuestionType
from forms.values import DataType
from forms.wording import MEDIA
from forms.xform import parse_xform
from forms.xform.frame import DATA_TYPES, JAVAROSA, Frame
from forms.xform.nodes import CONTROL_KINDS, ODK
from forms.xform.sources import LAST_SAVED, READERS
from tests.forms.foreign_forms import foreign

TEXT_LIKE = frozenset({"string", "binary", "barcode", "odk:rank", "geotrace", "geoshape"})


def test_the_readme_has_the_tables() -> None:
    assert features.as_markdown() in features.README.read_text(encoding="utf-8"), "run python -m forms.features"


def test_writing_the_tables_leaves_the_rest_of_the_readme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "README.md"
    page.write_text(f"before\n{features.BEGIN}\nof last year\n{features.END}\nafter\n", encoding="utf-8")
    monkeypatch.setattr(features, "README", page)

    assert features.main() == 0

    written = page.read_text(encoding="utf-8")
    assert written.startswith("before\n") and written.endswith("\nafter\n")
    assert features.as_markdown() in written and "of last year" not in written


@pytest.mark.parametrize("each", QUESTION_TYPES, ids=lambda each: each.name)
def test_a_type_of_the_xform_is_read_as_the_table_says(each: QuestionType) -> None:
    read_only = "readonly='true()'" if each.kind is Kind.NOTE else ""
    body = f"<{each.control} ref='/data/a' start='1' end='9' step='1'/>" if each.control else ""

    question = foreign("<a/>", f"<bind nodeset='/data/a' type='{each.bind}' {read_only}/>", body).nodes["/data/a"]

    assert isinstance(question, Question)
    assert (question.kind, question.data_type) == (each.kind, each.data_type)


@pytest.mark.parametrize("each", QUESTION_TYPES, ids=lambda each: each.name)
def test_a_type_of_the_workbook_is_written_as_the_table_says(each: QuestionType) -> None:
    word = f"{each.name} yes_no" if each.kind.chooses else each.name
    row = {"type": word, "name": "audit" if each.name == "audit" else "a", "label": "A"}
    row |= {"calculation": "1 + 1"} if each.name == "calculate" else {}
    choices = [{"list_name": "yes_no", "name": name, "label": name} for name in ("yes", "no")]
    xform = convert({"survey": [row, {"type": "text", "name": "z", "label": "Z"}], "choices": choices}, validate=False)

    nodes = parse_xform(xform.xform.encode()).nodes
    question = next(node for path, node in nodes.items() if path.endswith(f"/{row['name']}"))

    assert isinstance(question, Question)
    assert (question.kind, question.data_type) == (each.kind, each.data_type)


def test_every_control_type_and_kind_that_is_read_is_in_the_table() -> None:
    assert {each.control for each in QUESTION_TYPES} | {"secret"} == {*ASKING, None}
    assert {each.bind for each in QUESTION_TYPES} == TEXT_LIKE | (set(DATA_TYPES) - {"integer", "boolean"})
    assert {each.kind for each in QUESTION_TYPES} == set(Kind) - {Kind.BOOLEAN}  # no workbook has a type for it
    assert set(CONTROL_KINDS) <= ASKING


class _Watched(Mapping[str, str]):
    """A bind that notes what is asked of it."""

    def __init__(self, asked: set[str]) -> None:
        self.asked = asked

    def __getitem__(self, name: str) -> str:
        self.asked.add(name.replace(f"{{{JAVAROSA}}}", "jr:").replace(f"{{{ODK}}}", "odk:"))
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def test_every_attribute_of_a_bind_that_is_asked_for_is_in_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    monkeypatch.setattr(Frame, "bind", lambda frame, path: _Watched(asked))

    foreign("<a/>", body="<input ref='/data/a'/>")

    by_prefix = {each.name for each in BINDS if each.name.startswith(("pser:", "odk:"))}
    assert asked | {"nodeset", "id", "type"} == {each.name for each in BINDS} - by_prefix


def test_the_attributes_of_our_own_are_read() -> None:
    question = foreign(
        "<a/>",
        "<bind nodeset='/data/a' pser:warn='. &lt; 9' pser:warn_message_en='Many' pser:missing='refused' "
        "odk:track-changes='true'/>",
        "<input ref='/data/a'/>",
    ).nodes["/data/a"]

    assert isinstance(question, Question)
    assert question.soft_rules and question.missing and question.parameters == (("track-changes", "true"),)
    assert question.soft_rules[0].message is not None


def test_lists_and_media_are_those_of_the_table() -> None:
    names = {each.name for each in LISTS}

    assert {*READERS, LAST_SAVED} <= names
    says = next(each.says for each in TEXTS if each.name == "media::image")
    assert all(form in f"{says} image" for form in MEDIA)


@pytest.mark.parametrize("event", [each.name for each in EVENTS])
def test_an_event_of_the_table_sets_a_value(event: str) -> None:
    definition = foreign("<a/>", f"<setvalue ref='/data/a' event='{event}'>1</setvalue>")

    assert definition.actions[0].events == {event}


def test_repeats_are_those_of_the_table() -> None:
    definition = foreign(
        "<g><a/></g><r jr:template=''><b/></r><r/><s><c/></s>",
        body="<group ref='/data/g'/><group ref='/data/r'><repeat nodeset='/data/r' jr:count='2'/></group>"
        "<group ref='/data/s'><repeat nodeset='/data/s' jr:noAddRemove='true()'/></group>",
    )

    assert {type(node).__name__.lower() for node in definition.nodes.values()} == {"group", "repeat", "question"}
    assert {each.name for each in REPEATS} == {"group", "repeat", "jr:count", "jr:noAddRemove", "jr:template"}


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_a_function_of_the_table_is_known_and_counts_its_arguments(function: features.Feature) -> None:
    with pytest.raises(FormFault) as caught:
        foreign("<a/>", f"<bind nodeset='/data/a' calculate='{function.name}({', '.join('1' * 40)}'/>")
    assert "unknown function" not in caught.value.reason


def test_a_function_that_is_not_in_the_table_is_unknown() -> None:
    with pytest.raises(FormFault, match="unknown function"):
        foreign("<a/>", "<bind nodeset='/data/a' calculate='here()'/>")


def test_types_and_names_stand_once() -> None:
    for table in (BINDS, TEXTS, REPEATS, LISTS, EVENTS):
        names = [each.name for each in table]
        assert len(names) == len(set(names))
    types = [each.name for each in QUESTION_TYPES]
    assert len(types) == len(set(types))
    assert DataType.TEXT in {each.data_type for each in QUESTION_TYPES}
