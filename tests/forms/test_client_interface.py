"""What a window, an export or a second engine asks of an interview: places, progress, JSON, languages, changes."""

from __future__ import annotations

import json

import pytest

from forms.definition import Missing
from forms.errors import NotAnswerable, UnknownQuestion
from forms.interview import Change, Interview, Progress, Told
from tests.forms.foreign_forms import opened
from tests.forms.small_forms import begin, noon

URDU, ENGLISH = "Urdu (ur)", "English (en)"
# ruff: noqa: E501 - the table is one line a row
ROSTER = """
| | type | name | label::English (en) | label::Urdu (ur) | relevant | calculation | required | repeat_count | read_only | bind::pser:missing |
| | select_one yes_no | open | Open? | | | | | | | |
| | begin_repeat | member | Member | فرد | | | | | | |
| | text | name | Name of ${place} | نام | | | yes | | | refused |
| | integer | wage | Wage | | ${open} != 'no' | | | | | |
| | calculate | place | | | | position(..) | | | | |
| | calculate | before | | | | sum(/data/member[position() < position(current()/..)]/wage) | | | | |
| | begin_repeat | card | Card | | | | | 2 | | |
| | text | number | Number | | | | | | | |
| | end_repeat | | | | | | | | | |
| | end_repeat | | | | | | | | | |
| | calculate | names | | | | join(', ', ${name}) | | | | |
| | begin_group | fixed | Fixed | | | | | | yes | |
| | text | stamp | Stamp | | | | | | | |
| | end_group | | | | | | | | | |
"""


def roster(*names: str) -> Interview:
    interview = begin(ROSTER)
    for number, name in enumerate(names, 1):
        if number > 1:
            interview.add_repeat("/data/member")
        interview.answer(f"/data/member[{number}]/name", name)
        interview.answer(f"/data/member[{number}]/wage", str(number))
    return interview


def members(interview: Interview) -> list[tuple[str, str, str]]:
    told = interview.answers()
    refs = [f"/data/member[{number}]" for number in range(1, interview.instances("/data/member") + 1)]
    return [(told[f"{ref}/name"], told[f"{ref}/place"], told[f"{ref}/before"]) for ref in refs]


# ── places ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("ref", "place", "order"),
    [("[3]", 1, "CABD"), ("[1]", 4, "BCDA"), ("[2]", 3, "ACBD"), ("[2]", 2, "ABCD"), ("", 2, "BACD")],
)
def test_a_member_is_given_another_place(ref: str, place: int, order: str) -> None:
    interview = roster(*"ABCD")

    change = interview.move_repeat(f"/data/member{ref}", place)

    assert interview.answers()["/data/names"] == ", ".join(order)
    assert [place for _, place, _ in members(interview)] == ["1", "2", "3", "4"]
    again = Interview.reopen(interview.definition, interview.serialise(), clock=noon)
    assert members(again) == members(interview)
    assert ("/data/member" in change.structure) is (order != "ABCD")


def test_what_hangs_on_earlier_members_follows_a_move() -> None:
    interview = roster(*"ABC")

    interview.move_repeat("/data/member[3]", 1)

    assert members(interview) == [("C", "1", "0"), ("A", "2", "3"), ("B", "3", "4")]


def test_a_member_is_moved_only_to_a_place_that_there_is() -> None:
    interview = roster(*"AB")

    for ref, place in (("/data/member[1]", 3), ("/data/member[1]", 0), ("/data/member[3]", 1)):
        with pytest.raises(UnknownQuestion):
            interview.move_repeat(ref, place)
    with pytest.raises(NotAnswerable):
        interview.move_repeat("/data/open", 1)


def test_members_whose_number_an_answer_gives_may_change_places_all_the_same() -> None:
    interview = roster("A")
    interview.answer("/data/member[1]/card[2]/number", "7")

    interview.move_repeat("/data/member[1]/card[2]", 1)

    assert interview.answers()["/data/member[1]/card[1]/number"] == "7"


# ── changes ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_change_says_which_repeats_have_another_shape() -> None:
    interview = roster("A")

    assert interview.answer("/data/member[1]/name", "B").structure == ()
    added = interview.add_repeat("/data/member")
    assert added.structure == ("/data/member", "/data/member[2]/card")
    assert set(added.structure) <= set(added.refs)
    assert interview.remove_repeat("/data/member[1]").structure == ("/data/member",)
    assert Change(("/data/x",)).structure == ()


def test_a_repeat_counted_by_an_answer_changes_its_shape_with_it() -> None:
    interview = begin(
        """| | type | name | label::English (en) | repeat_count |
        | | integer | n | N | |
        | | begin_repeat | child | Child | ${n} |
        | | text | name | Name | |
        | | end_repeat | | | |"""
    )

    assert interview.answer("/data/n", "3").structure == ("/data/child",)
    assert interview.answer("/data/n", "3").structure == ()
    assert interview.answer("/data/n", "2").structure == ("/data/child",)


def test_a_group_that_locks_names_all_it_locks() -> None:
    interview = opened(
        "<done/><part><q/></part>",
        """<bind nodeset="/data/part" readonly="/data/done = 'yes'"/>""",
        '<input ref="/data/done"/><group ref="/data/part"><input ref="/data/part/q"/></group>',
    )

    change = interview.answer("/data/done", "yes")

    assert {"/data/part", "/data/part/q"} <= set(change.refs)
    assert interview.state("/data/part/q").read_only
    assert interview.questions() == ("/data/done",)


# ── progress ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_progress_counts_what_is_asked_answered_and_still_wanted() -> None:
    interview = roster("A", "")

    assert interview.progress() == Progress(relevant=9, answered=3, required_open=1)
    assert interview.progress("/data/member[1]") == Progress(relevant=4, answered=2, required_open=0)
    assert interview.progress("/data/member[2]/name") == Progress(relevant=1, answered=0, required_open=1)
    assert interview.progress("/data/fixed") == Progress(0, 0, 0)
    interview.answer("/data/open", "no")
    assert interview.progress("/data/member[1]") == Progress(relevant=3, answered=1, required_open=0)
    assert interview.progress("/data/member[1]/wage") == Progress(0, 0, 0)


def test_a_reason_is_an_answer_and_mistyped_text_is_none() -> None:
    interview = roster("")
    interview.mark_missing("/data/member[1]/name", Missing.REFUSED)
    interview.answer("/data/member[1]/wage", "much")

    assert interview.progress("/data/member[1]/name") == Progress(1, 1, 0)
    assert interview.progress("/data/member[1]/wage") == Progress(1, 0, 0)


# ── the way through ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_way_goes_on_from_groups_instances_and_what_is_out_of_sight() -> None:
    interview = roster("A", "B")
    interview.answer("/data/open", "no")

    assert interview.next_question("/data") == "/data/open"
    assert interview.next_question("/data/member[1]") == "/data/member[1]/name"
    assert interview.previous_question("/data/member[2]") == "/data/member[1]/card[2]/number"
    assert interview.next_question("/data/member[1]/wage") == "/data/member[1]/card[1]/number"
    assert interview.next_question("/data/fixed") is None
    assert interview.next_question("/data/fixed/stamp") is None
    assert interview.previous_question("/data/fixed/stamp") == "/data/member[2]/card[2]/number"


def test_a_group_that_asks_nothing_leads_on() -> None:
    interview = begin(
        """| | type | name | label::English (en) |
        | | begin_group | g | G |
        | | note | n | N |
        | | end_group | | |
        | | text | q | Q |"""
    )

    assert interview.next_question("/data/g") == "/data/q"
    assert interview.previous_question("/data/q") is None


# ── languages ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_text_says_which_language_it_is_in() -> None:
    interview = roster("A")

    assert interview.told("/data/member[1]/name", language=URDU) == Told("نام", URDU)
    assert interview.told("/data/member[1]/wage", language=URDU) == Told("Wage", ENGLISH, fallback=True)
    assert interview.told("/data/member[1]/name") == Told("Name of 1", ENGLISH)
    assert interview.told("/data/member[1]/name", "hint", URDU) == Told("", URDU)
    assert interview.told("/data", "constraint") == Told("", ENGLISH)
    assert interview.told("/data/open", language="Klingon").fallback


PLACES = {"jr://file-csv/places.csv": "name,label,label_ur\nlhr,Lahore,لاہور\nmul,Multan,\n".encode()}
LISTS = """| | type | name | label::English (en) | label::Urdu (ur) | calculation |
| | select_one_from_file places.csv | place | Place | جگہ | |
| | select_one half | half | Half | آدھا | |
| | calculate | said | | | jr:choice-name('a', '${half}') |"""
HALF = """
| choices |
| | list_name | name | label::English (en) | label::Urdu (ur) |
| | half | a | One | ایک |
| | half | b | Two | |
"""


def test_a_choice_is_marked_where_its_translation_is_missing() -> None:
    interview = begin(LISTS, PLACES, HALF)

    def marks(ref: str, language: str) -> list[tuple[str, bool]]:
        return [(choice.label, choice.fallback) for choice in interview.choices(ref, language)]

    assert marks("/data/place", URDU) == [("لاہور", False), ("Multan", True)]
    assert marks("/data/place", ENGLISH) == [("Lahore", False), ("Multan", False)]
    assert marks("/data/half", URDU) == [("ایک", False), ("Two", True)]
    interview.speak(URDU)
    assert interview.answers()["/data/said"] == "ایک"


def test_choices_written_in_the_question_are_told_in_each_language() -> None:
    interview = opened(
        "<q/><a/><b/>",
        """<bind nodeset="/data/a" calculate="jr:choice-name('x', '/data/q')"/>
        <bind nodeset="/data/b" calculate="jr:choice-name('z', '/data/q')"/>""",
        """<select1 ref="/data/q"><item><label ref="jr:itext('x')"/><value>x</value></item>
        <item><value>y</value></item></select1>""",
        model="""<itext><translation lang="en" default=""><text id="x"><value>Ex</value></text></translation>
        <translation lang="ur"><text id="x"><value>ایکس</value></text></translation></itext>""",
    )

    assert [(choice.value, choice.label) for choice in interview.choices("/data/q", "ur")] == [
        ("x", "ایکس"),
        ("y", "y"),
    ]
    assert (interview.answers()["/data/a"], interview.answers()["/data/b"]) == ("Ex", "")
    assert interview.choices("/data/a") == ()
    assert interview._desk.choice_name("x", "/data/a", []) == ""


def test_a_phrase_of_the_form_is_quoted_in_the_language_spoken_or_not_at_all() -> None:
    interview = opened(
        "<a/><b/>",
        """<bind nodeset="/data/a" calculate="jr:itext('x')"/><bind nodeset="/data/b" calculate="jr:itext('none')"/>""",
        model="""<itext><translation lang="en" default=""><text id="x"><value>Ex</value></text></translation>
        <translation lang="ur"><text id="x"><value>ایکس</value></text></translation></itext>""",
    )
    assert interview.answers() == {"/data/a": "Ex", "/data/b": ""}

    interview.speak("ur")

    assert interview.answers()["/data/a"] == "ایکس"


def test_a_language_that_the_form_has_not_is_not_spoken() -> None:
    interview = roster("A")

    with pytest.raises(UnknownQuestion, match="Punjabi"):
        interview.speak("Punjabi (pa)")

    assert interview.told("/data/open").language == ENGLISH


# ── JSON ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_interview_is_canonical_json_as_groups_and_repeats_hold_it() -> None:
    interview = roster("A", "B")
    interview.mark_missing("/data/member[2]/name", Missing.REFUSED)
    interview.answer("/data/open", "no")

    raw = interview.canonical_json()

    told = json.loads(raw)
    assert (told["form"], told["edition"]) == ("small", "1")
    assert told["answers"]["open"] == "no"
    assert told["answers"]["member"] == [
        {"name": "A", "place": "1", "before": "0", "card_count": "2", "card": [{"number": None}] * 2},
        {
            "name": {"missing": "refused"},
            "place": "2",
            "before": "0",
            "card_count": "2",
            "card": [{"number": None}] * 2,
        },
    ]
    assert raw == json.dumps(told, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode()
    again = Interview.reopen(interview.definition, interview.submission(), clock=noon)
    assert again.canonical_json() == raw


def test_an_empty_repeat_is_an_empty_list_and_what_is_out_of_sight_is_not_there() -> None:
    interview = opened(
        "<show/><box><q/></box><row><q/></row>",
        """<bind nodeset="/data/box" relevant="/data/show = 'yes'"/>""",
        '<input ref="/data/show"/><repeat nodeset="/data/row"><input ref="/data/row/q"/></repeat>',
    )
    interview.remove_repeat("/data/row[1]")

    assert json.loads(interview.canonical_json())["answers"] == {"show": None, "row": []}


def test_a_repeat_takes_a_thousand_instances_and_no_more() -> None:
    interview = begin("| | type | name | label |\n| | begin_repeat | r | R |\n| | text | a | A |\n| | end_repeat | | |")
    for _ in range(999):
        interview.add_repeat("/data/r")
    with pytest.raises(NotAnswerable):
        interview.add_repeat("/data/r")
    assert interview.instances("/data/r") == 1000
