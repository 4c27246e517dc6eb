"""Text that no person means to type, and saved bytes that no desk wrote: kept harmless, or refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import DraftDamaged, UnknownQuestion
from forms.interview import Interview
from forms.violations import ViolationKind
from tests.forms.small_forms import begin, form, noon, table

SURVEY = table(
    {"type": "text", "name": "name", "label::English (en)": "Name", "required": "yes"},
    {
        "type": "integer",
        "name": "rooms",
        "label::English (en)": "Rooms",
        "bind::pser:missing": "refused",
        "bind::pser:warn": ". < 9",
        "bind::pser:warn_message_en": "Many",
    },
    {"type": "select_multiple yes_no", "name": "seen", "label::English (en)": "Seen"},
    {"type": "date", "name": "born", "label::English (en)": "Born"},
    {"type": "acknowledge", "name": "read", "label::English (en)": "Read out"},
)
NAMESPACE = "xmlns:pser='https://pser.punjab.gov.pk/xforms'"


@given(st.text(st.characters(), max_size=8))
def test_whatever_is_typed_can_be_kept_and_opened_again(typed: str) -> None:
    interview = begin(SURVEY)
    for ref in interview.questions():
        interview.answer(ref, typed)

    again = Interview.reopen(interview.definition, interview.serialise(), clock=noon)

    assert [again.state(ref) for ref in again.nodes()] == [interview.state(ref) for ref in interview.nodes()]


@pytest.mark.parametrize("reason", ["guest\x00s away", "guest\ud800s away", "guests\x1f away"])
def test_a_reason_is_kept_without_what_xml_cannot_hold(reason: str) -> None:
    interview = begin(SURVEY)
    interview.answer("/data/rooms", "12")

    interview.confirm("/data/rooms", "warn", reason, "0603017-04")

    assert interview.overrides()[0].reason == "guests away"
    assert Interview.reopen(interview.definition, interview.serialise(), clock=noon).overrides() == (
        interview.overrides()
    )


@pytest.mark.parametrize("nothing", [" ", "\t\n", "\u00a0", "\u200b\u200f", "\u2068 \u2069", "\u0650", "\u3164"])
def test_text_with_nothing_to_read_does_not_answer_a_required_question(nothing: str) -> None:
    interview = begin(SURVEY)

    interview.answer("/data/name", nothing)

    assert [found.kind for found in interview.violations()] == [ViolationKind.REQUIRED]
    assert interview.first_unanswered() == "/data/name"


@pytest.mark.parametrize("name", ["\u0627\u0645\u0651\u06cc", "A", "\u200f\u0622"])
def test_a_name_of_any_script_answers_it(name: str) -> None:
    interview = begin(SURVEY)

    interview.answer("/data/name", name)

    assert interview.violations() == ()


@pytest.mark.parametrize("index", ["1" * 5000, "\u0661", "-1", "0", "00001"])
def test_an_index_is_a_few_plain_digits(index: str) -> None:
    with pytest.raises(UnknownQuestion):
        begin(SURVEY).state(f"/data[{index}]/name")


def submission(nodes: str) -> bytes:
    return f"<data id='small' version='1' {NAMESPACE}><name>A</name>{nodes}</data>".encode()


@pytest.mark.parametrize(
    "nodes",
    [
        "<rooms>2.5</rooms>",
        "<rooms> 02 </rooms>",
        "<rooms>many</rooms>",
        "<rooms pser:missing='dont_know'/>",
        "<rooms pser:missing='refused'>2</rooms>",
        "<name pser:missing='refused'/>",
        "<rooms colour='red'>2</rooms>",
        "<seen>maybe</seen>",
        "<seen>yes  no</seen>",
        "<seen>yes yes</seen>",
        "<born>2025-02-30</born>",
        "<born>\u0968\u0966\u0968\u096b-01-01</born>",
        "<read>not accepted</read>",
    ],
)
def test_a_submission_of_what_no_question_takes_is_refused(nodes: str) -> None:
    with pytest.raises(DraftDamaged):
        Interview.reopen(form(SURVEY), submission(nodes).replace(b"<name>A</name><name", b"<name"), clock=noon)


def test_an_honest_submission_is_not() -> None:
    nodes = "<rooms pser:missing='refused'/><seen>no yes</seen><born>2025-02-28</born><read>OK</read>"

    interview = Interview.reopen(form(SURVEY), submission(nodes), clock=noon)

    assert interview.validate() == ()
    assert list(interview.missing()) == ["/data/rooms"]


def test_a_note_stands_beside_its_question_and_travels_with_the_interview() -> None:
    interview = begin(SURVEY)
    interview.answer("/data/name", "Sakina")
    interview.note("/data/rooms", "  asked the neigh\x00bour ")
    interview.note("/data/name", "spelled by her")
    interview.answer("/data/name", "Sakeena")

    for saved in (interview.serialise(), interview.submission()):
        again = Interview.reopen(interview.definition, saved, clock=noon)
        assert [again.state(ref).note for ref in ("/data/name", "/data/rooms")] == [
            "spelled by her",
            "asked the neighbour",
        ]
    again = Interview.reopen(interview.definition, interview.submission(), clock=noon)
    assert again.submission() == interview.submission()
    interview.note("/data/rooms", " ")
    assert interview.state("/data/rooms").note == ""
    assert b"neighbour" not in interview.submission()


@pytest.mark.parametrize("damage", ["<name pser:note=''/>", "<name pser:note=' '/>", "<name pser:other='x'/>"])
def test_a_note_that_says_nothing_and_any_other_mark_is_refused(damage: str) -> None:
    interview = begin(SURVEY)
    whole = interview.submission().decode()
    assert "<name></name>" in whole
    damaged = whole.replace("<name></name>", damage.replace("pser:", f"{NAMESPACE} pser:", 1)).encode()
    with pytest.raises(DraftDamaged):
        Interview.reopen(interview.definition, damaged, clock=noon)
