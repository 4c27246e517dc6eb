"""One rule each of the form's behaviour, most of them where the reference engines disagree."""

from __future__ import annotations

import pytest

from forms.definition import Kind, Missing
from forms.errors import DraftDamaged, FormFault, MissingNotAllowed, NotAnswerable, NotSoft, UnknownQuestion
from forms.interview import Interview
from forms.violations import ViolationKind
from tests.forms.small_forms import NOON, begin, form, noon, table

URDU = "Urdu (ur)"
ROSTER = """
| | type | name | label::English (en) | label::Urdu (ur) | relevant | calculation | default |
| | begin_repeat | member | Member | فرد | | | |
| | text | name | Name | نام | | | |
| | integer | wage | Wage of ${name} | اجرت ${name} | | | |
| | select_one yes_no | here | Here? | یہاں؟ | | | |
| | begin_group | job | Job | کام | ${here} != 'no' | | |
| | integer | hours | Hours | گھنٹے | | | |
| | end_group | | | | | | |
| | calculate | place | | | | position(..) | |
| | calculate | share | | | | round(${wage} * 100 div sum(/data/member/wage), 1) | |
| | end_repeat | | | | | | |
| | calculate | members | | | | count(${member}) | |
| | calculate | total | | | | sum(${wage}) | |
| | calculate | worked | | | | sum(${hours}) | |
| | calculate | second | | | | indexed-repeat(${name}, ${member}, 2) | |
| | calculate | named | | | | count-non-empty(${name}) | |
| | calculate | names | | | | join(', ', ${name}) | |
"""


def value(interview: Interview, ref: str) -> str:
    return interview.state(ref).value


# ── answers and their types ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("text", " as typed ", " as typed "),
        ("integer", "007", "7"),
        ("integer", "۳۵", "35"),
        ("integer", "٣٥", "35"),
        ("integer", "-4", "-4"),
        ("decimal", "1.50", "1.5"),
        ("decimal", "۲٫۵", "2.5"),
        ("decimal", "160", "160"),
        ("date", "2026-02-28", "2026-02-28"),
        ("date", "۲۰۲۶-۰۲-۲۸", "2026-02-28"),
        ("time", "09:30", "09:30"),
        ("dateTime", "2026-02-28T09:30:00", "2026-02-28T09:30:00"),
        ("select_one yes_no", "yes", "yes"),
        ("select_multiple yes_no", "no yes", "no yes"),
        ("acknowledge", "OK", "OK"),
        ("text", "3520212345671", "3520212345671"),
    ],
)
def test_an_answer_is_kept_in_its_one_spelling(kind: str, typed: str, kept: str) -> None:
    interview = begin(f"| | type | name | label::English (en) |\n| | {kind} | q | Q |")
    interview.answer("/data/q", typed)
    assert interview.state("/data/q").value == kept
    assert interview.validate() == ()


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("integer", "abc"),
        ("integer", "1.5"),
        ("integer", "1234567890123456"),
        ("decimal", "1,5"),
        ("date", "2026-02-30"),
        ("date", "2026-02-28T09:30:00+invalid"),
        ("date", "28/02/2026"),
        ("time", "25:00"),
        ("dateTime", "2026-04-22T14:60:00Z"),
        ("select_one yes_no", "maybe"),
        ("select_one yes_no", "yes no"),
        ("select_multiple yes_no", "yes maybe"),
        ("acknowledge", "fine"),
        ("geopoint", "91 0"),
    ],
)
def test_text_of_another_type_is_kept_beside_a_blank_node_and_blocks(kind: str, typed: str) -> None:
    interview = begin(
        f"""| | type | name | label::English (en) | calculation |
        | | {kind} | q | Q | |
        | | calculate | blank | | string-length(string(${{q}})) |"""
    )
    interview.answer("/data/q", typed)
    state = interview.state("/data/q")
    assert (state.value, state.typed) == ("", typed)
    assert [(found.kind, found.hard) for found in interview.validate()] == [(ViolationKind.TYPE, True)]
    assert interview.state("/data/blank").value == "0"
    interview.answer("/data/q", "")
    assert interview.validate() == ()


def test_what_xml_cannot_hold_is_left_out_of_an_answer() -> None:
    interview = begin("| | type | name | label::English (en) |\n| | text | q | Q |")
    interview.answer("/data/q", "a\x00b\x1f\ud800c")
    assert interview.state("/data/q").value == "abc"


def test_nobody_answers_groups_calculations_notes_and_read_only_questions() -> None:
    interview = begin(
        """| | type | name | label::English (en) | calculation | read_only | default |
        | | note | n | N | | | |
        | | calculate | c | | 1 + 1 | | |
        | | text | r | R | | yes | fixed |"""
    )
    for ref in ("/data", "/data/n", "/data/c", "/data/r"):
        with pytest.raises(NotAnswerable):
            interview.answer(ref, "x")
    for ref in ("/data/none", "/other", "/data/n[2]", "/data/n[", "", "/data/n/x"):
        with pytest.raises(UnknownQuestion):
            interview.answer(ref, "x")
    assert interview.questions() == ()
    assert interview.definition.nodes["/data/n"].asked
    assert interview.state("/data/r").read_only


# ── rules ────────────────────────────────────────────────────────────────────────────────────────────────────────────

NAME = {
    "type": "text",
    "name": "name",
    "label::English (en)": "Name",
    "label::Urdu (ur)": "نام",
    "required": "yes",
    "required_message::English (en)": "Name, please.",
}
AGE = {
    "type": "integer",
    "name": "age",
    "label::English (en)": "Age of ${name}",
    "label::Urdu (ur)": "${name} کی عمر",
    "required": "${name} != ''",
    "constraint": ". < 130",
    "constraint_message::English (en)": "${name} cannot be that old.",
    "constraint_message::Urdu (ur)": "بہت زیادہ",
    "bind::pser:warn": ". < 90",
    "bind::pser:warn_message_en": "${name} is ${age} old?",
    "bind::pser:warn_message_ur": "${name} کی عمر ${age}؟",
    "bind::pser:warn2": ". != 77",
    "bind::pser:warn2_message_en": "Really?",
    "bind::pser:missing": "refused dont_know",
}
RULES = table(NAME, AGE)


def test_a_broken_constraint_is_kept_and_marked() -> None:
    interview = begin(RULES)
    interview.answer("/data/name", "Zahra")
    interview.answer("/data/age", "150")
    state = interview.state("/data/age")
    assert state.value == "150"
    assert [(found.rule, found.message) for found in state.violations] == [
        ("constraint", "Zahra cannot be that old."),
        ("warn", "Zahra is 150 old?"),
    ]
    assert [found.rule for found in interview.validate()] == ["constraint", "warn"]
    assert interview.violations(language=URDU)[0].message == "بہت زیادہ"
    assert interview.violations(language=URDU)[1].message == "Zahra کی عمر 150؟"


def test_required_may_depend_and_has_its_message() -> None:
    interview = begin(RULES)
    assert [(found.ref, found.message) for found in interview.violations()] == [("/data/name", "Name, please.")]
    change = interview.answer("/data/name", "Zahra")
    assert "/data/age" in change.refs
    assert interview.state("/data/age").required
    assert [(found.ref, found.rule, found.message) for found in interview.violations()] == [
        ("/data/age", "required", "")
    ]


def test_a_soft_rule_is_confirmed_with_a_reason_until_the_answer_changes() -> None:
    interview = begin(RULES)
    interview.answer("/data/name", "Zahra")
    interview.answer("/data/age", "95")
    interview.confirm("/data/age", "warn", "Saw the card.", "0603017-04")
    assert interview.validate() == ()
    assert [found.confirmed for found in interview.violations()] == [True]
    (said,) = interview.overrides()
    assert (said.ref, said.rule, said.reason, said.officer) == ("/data/age", "warn", "Saw the card.", "0603017-04")
    assert said.at == NOON.isoformat(timespec="milliseconds")
    interview.answer("/data/age", "95")
    assert interview.validate() == ()
    interview.answer("/data/age", "96")
    assert [found.rule for found in interview.validate()] == ["warn"]
    assert interview.overrides() == ()


def test_only_a_soft_rule_that_is_broken_can_be_confirmed() -> None:
    interview = begin(RULES)
    interview.answer("/data/age", "150")
    for rule in ("constraint", "warn2", "nonsense"):
        with pytest.raises(NotSoft):
            interview.confirm("/data/age", rule, "because", "0603017-04")


def test_a_missing_mark_satisfies_required_reads_blank_and_can_be_asked_for() -> None:
    interview = begin(RULES)
    interview.answer("/data/name", "Zahra")
    interview.mark_missing("/data/age", Missing.REFUSED)
    assert interview.validate() == ()
    assert interview.state("/data/age").missing is Missing.REFUSED
    assert interview.evaluate("/data/age = '' and /data/age/@pser:missing = 'refused'") is True
    assert b'pser:missing="refused"' in interview.submission()
    interview.answer("/data/age", "40")
    assert interview.state("/data/age").missing is None
    assert b"pser:missing" not in interview.submission()
    with pytest.raises(MissingNotAllowed):
        interview.mark_missing("/data/age", Missing.NOT_APPLICABLE)
    with pytest.raises(MissingNotAllowed):
        interview.mark_missing("/data/name", Missing.REFUSED)


def test_an_unknown_missing_code_is_a_fault_of_the_form() -> None:
    with pytest.raises(FormFault, match="/data/q"):
        form("| | type | name | label::English (en) | bind::pser:missing |\n| | text | q | Q | shy |")


# ── relevance ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_node_out_of_sight_is_blank_absent_and_comes_back_with_its_value() -> None:
    interview = begin(ROSTER)
    interview.add_repeat("/data/member")
    for number in (1, 2):
        interview.answer(f"/data/member[{number}]/job/hours", "40")
    assert value(interview, "/data/worked") == "80"
    change = interview.answer("/data/member[1]/here", "no")
    assert {"/data/member[1]/job", "/data/member[1]/job/hours", "/data/worked"} <= set(change.refs)
    assert value(interview, "/data/worked") == "40"
    assert interview.evaluate("count(/data/member/job)") == 1.0
    assert interview.evaluate("count(/data/member/*)") == 11.0
    assert interview.evaluate("count(//hours)") == 1.0
    assert interview.evaluate("/data/member[1]/job/hours = ''") is True
    assert not interview.state("/data/member[1]/job/hours").relevant
    assert interview.submission().count(b"<hours>") == 1
    assert "/data/member[1]/job/hours" not in interview.answers()
    interview.answer("/data/member[1]/here", "yes")
    assert value(interview, "/data/worked") == "80"


def test_relevance_is_inherited_and_hidden_faults_do_not_block() -> None:
    interview = begin(
        """| | type | name | label::English (en) | relevant | required |
        | | select_one yes_no | open | Open? | | |
        | | begin_group | outer | Outer | ${open} = 'yes' | |
        | | begin_group | inner | Inner | | |
        | | text | q | Q | | yes |
        | | end_group | | | | |
        | | end_group | | | | |"""
    )
    assert interview.validate() == ()
    assert interview.questions() == ("/data/open",)
    interview.answer("/data/open", "yes")
    assert [found.ref for found in interview.validate()] == ["/data/outer/inner/q"]
    assert interview.questions() == ("/data/open", "/data/outer/inner/q")
    interview.answer("/data/open", "no")
    assert interview.validate() == ()


def test_a_yes_or_no_kept_as_false_hides() -> None:
    interview = begin(
        """| | type | name | label::English (en) | calculation | relevant |
        | | integer | age | Age | | |
        | | calculate | adult | | ${age} >= 18 | |
        | | text | job | Job | | ${adult} |"""
    )
    interview.answer("/data/age", "5")
    assert value(interview, "/data/adult") == "false"
    assert not interview.state("/data/job").relevant
    interview.answer("/data/age", "18")
    assert interview.state("/data/job").relevant
    assert interview.evaluate("/data/adult = true()") is True
    assert interview.evaluate("/data/adult = 'true'") is True


def test_a_calculation_that_was_out_of_sight_is_fresh_when_it_returns() -> None:
    interview = begin(
        """| | type | name | label::English (en) | calculation | relevant |
        | | select_one yes_no | show | Show? | | |
        | | integer | i | I | | |
        | | calculate | double | | ${i} * 2 | ${show} = 'yes' |
        | | calculate | again | | ${double} + 1 | |"""
    )
    interview.answer("/data/show", "yes")
    interview.answer("/data/i", "2")
    assert value(interview, "/data/again") == "5"
    interview.answer("/data/show", "no")
    assert value(interview, "/data/again") == ""
    interview.answer("/data/i", "10")
    interview.answer("/data/show", "yes")
    assert value(interview, "/data/again") == "21"


# ── repeats ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_sums_counts_positions_and_shares_follow_every_instance() -> None:
    interview = begin(ROSTER)
    assert value(interview, "/data/total") == "0"
    interview.answer("/data/member[1]/wage", "300")
    interview.answer("/data/member/name", "Ali")
    change = interview.add_repeat("/data/member")
    assert "/data/member" in change.refs
    assert value(interview, "/data/member[1]/share") == "100"
    interview.answer("/data/member[2]/wage", "100")
    interview.answer("/data/member[2]/name", "Bano")
    assert [value(interview, f"/data/member[{n}]/share") for n in (1, 2)] == ["75", "25"]
    assert [value(interview, f"/data/{name}") for name in ("members", "total", "second", "named", "names")] == [
        "2",
        "400",
        "Bano",
        "2",
        "Ali, Bano",
    ]


def test_a_removed_member_no_longer_counts() -> None:
    interview = begin(ROSTER)
    for number, name in enumerate(("Ali", "Bano", "Chand"), 1):
        if number > 1:
            interview.add_repeat("/data/member")
        interview.answer(f"/data/member[{number}]/name", name)
        interview.answer(f"/data/member[{number}]/wage", str(number * 100))
    change = interview.remove_repeat("/data/member[1]")
    assert {"/data/member", "/data/members", "/data/total", "/data/member[1]/place"} <= set(change.refs)
    assert interview.instances("/data/member") == 2
    assert value(interview, "/data/member[1]/name") == "Bano"
    assert [value(interview, f"/data/member[{n}]/place") for n in (1, 2)] == ["1", "2"]
    assert [value(interview, f"/data/{name}") for name in ("members", "total", "second", "names")] == [
        "2",
        "500",
        "Chand",
        "Bano, Chand",
    ]
    interview.remove_repeat("/data/member[2]")
    interview.remove_repeat("/data/member[1]")
    assert interview.instances("/data/member") == 0
    assert value(interview, "/data/total") == "0"
    interview.add_repeat("/data/member")
    assert value(interview, "/data/members") == "1"
    for wrong in ("/data/member[2]", "/data/nobody[1]"):
        with pytest.raises(UnknownQuestion):
            interview.remove_repeat(wrong)
    with pytest.raises(NotAnswerable):
        interview.remove_repeat("/data/total")
    with pytest.raises(UnknownQuestion):
        interview.add_repeat("/data/total")


def test_repeats_nest_and_each_counts_its_own() -> None:
    interview = begin(
        """| | type | name | label::English (en) | calculation |
        | | begin_repeat | house | House | |
        | | begin_repeat | room | Room | |
        | | integer | beds | Beds | |
        | | end_repeat | | | |
        | | calculate | here | | sum(${beds}) |
        | | end_repeat | | | |
        | | calculate | everywhere | | sum(${beds}) |"""
    )
    interview.add_repeat("/data/house")
    assert interview.instances("/data/house[2]/room") == 0
    interview.add_repeat("/data/house[2]/room")
    interview.add_repeat("/data/house[2]/room")
    for ref, beds in (("[1]/room[1]", 1), ("[2]/room[1]", 2), ("[2]/room[2]", 4)):
        interview.answer(f"/data/house{ref}/beds", str(beds))
    assert [value(interview, f"/data/house[{n}]/here") for n in (1, 2)] == ["1", "6"]
    assert value(interview, "/data/everywhere") == "7"
    interview.remove_repeat("/data/house[1]")
    assert value(interview, "/data/everywhere") == "6"
    assert interview.state("/data/house[1]/room[2]/beds").value == "4"


def test_a_form_can_say_how_often_a_repeat_is_asked() -> None:
    interview = begin(
        """| | type | name | label::English (en) | repeat_count | calculation |
        | | integer | n | N | | |
        | | begin_repeat | child | Child | ${n} | |
        | | text | name | Name | | |
        | | end_repeat | | | | |
        | | calculate | children | | | count(${child}) |"""
    )
    assert interview.instances("/data/child") <= 1
    interview.answer("/data/n", "3")
    interview.answer("/data/child[3]/name", "Chand")
    assert value(interview, "/data/children") == "3"
    interview.answer("/data/n", "")
    assert value(interview, "/data/children") == "3"
    interview.answer("/data/n", "1")
    assert value(interview, "/data/children") == "1"
    with pytest.raises(NotAnswerable):
        interview.add_repeat("/data/child")
    with pytest.raises(NotAnswerable):
        interview.remove_repeat("/data/child[1]")
    interview.answer("/data/n", "1000000000")
    assert interview.instances("/data/child") == 1000


def test_a_running_total_over_earlier_instances_is_no_cycle() -> None:
    interview = begin(
        """| | type | name | label::English (en) | calculation |
        | | begin_repeat | month | Month | |
        | | integer | paid | Paid | |
        | | calculate | so_far | | ${paid} + coalesce(/data/month[position() = position(current()/..) - 1]/so_far, 0) |
        | | end_repeat | | | |"""
    )
    for number in (1, 2, 3):
        if number > 1:
            interview.add_repeat("/data/month")
        interview.answer(f"/data/month[{number}]/paid", "10")
    assert [value(interview, f"/data/month[{n}]/so_far") for n in (1, 2, 3)] == ["10", "20", "30"]
    interview.answer("/data/month[1]/paid", "20")
    assert [value(interview, f"/data/month[{n}]/so_far") for n in (1, 2, 3)] == ["20", "30", "40"]


def test_calculations_that_wait_for_each_other_are_a_fault_that_names_them() -> None:
    with pytest.raises(FormFault, match=r"/data/a.*/data/b|/data/b.*/data/a"):
        form(
            """| | type | name | label::English (en) | calculation |
            | | calculate | a | | ${b} + 1 |
            | | calculate | b | | ${a} + 1 |
            | | text | t | t | |"""
        )


# ── choices ──────────────────────────────────────────────────────────────────────────────────────────────────────────

PLACES = {
    "jr://file-csv/districts.csv": "name,label,label_ur\nlhr,Lahore,لاہور\nmul,Multan,\n".encode(),
    "jr://file-csv/tehsils.csv": b"code,title,district\nl1,Cantt,lhr\nl2,Raiwind,lhr\nm1,Shujabad,mul\n",
}
CASCADE = """
| | type | name | label::English (en) | choice_filter | parameters | calculation |
| | select_one_from_file districts.csv | district | District | | | |
| | select_one_from_file tehsils.csv | tehsil | Tehsil | district = ${district} | value=code label=title | |
| | select_multiple_from_file tehsils.csv | seen | Seen | district = ${district} | value=code label=title | |
| | calculate | told | | | | jr:choice-name(${tehsil}, '${tehsil}') |
| | calculate | name_of_district | | | | jr:choice-name(${district}, '${district}') |
"""


def test_choices_come_from_files_with_the_label_of_the_language() -> None:
    interview = begin(
        """| | type | name | label::English (en) | label::Urdu (ur) | calculation |
        | | select_one_from_file districts.csv | district | District | ضلع | |
        | | select_one_from_file tehsils.csv | tehsil | Tehsil | | |
        | | calculate | name_of_district | | | jr:choice-name(${district}, '${district}') |""",
        PLACES,
    )
    assert [choice.label for choice in interview.choices("/data/district")] == ["Lahore", "Multan"]
    assert [choice.label for choice in interview.choices("/data/district", URDU)] == ["لاہور", "Multan"]
    assert interview.label("/data/district", URDU) == "ضلع"
    assert interview.label("/data/tehsil", URDU) == "Tehsil"
    interview.answer("/data/district", "lhr")
    assert value(interview, "/data/name_of_district") == "Lahore"
    change = interview.speak(URDU)
    assert "/data/name_of_district" in change.refs
    assert value(interview, "/data/name_of_district") == "لاہور"


def test_a_cascade_clears_the_child_at_once_and_restores_it() -> None:
    interview = begin(CASCADE, PLACES)
    assert interview.choices("/data/tehsil") == ()
    interview.answer("/data/district", "lhr")
    interview.answer("/data/tehsil", "l2")
    interview.answer("/data/seen", "l1 l2")
    assert value(interview, "/data/told") == "Raiwind"
    change = interview.answer("/data/district", "mul")
    assert {"/data/tehsil", "/data/seen", "/data/told"} <= set(change.refs)
    assert [value(interview, f"/data/{name}") for name in ("tehsil", "seen", "told")] == ["", "", ""]
    interview.answer("/data/district", "lhr")
    assert [value(interview, f"/data/{name}") for name in ("tehsil", "seen", "told")] == ["l2", "l1 l2", "Raiwind"]
    interview.answer("/data/district", "mul")
    interview.answer("/data/tehsil", "m1")
    interview.answer("/data/district", "lhr")
    assert value(interview, "/data/tehsil") == ""


def test_a_list_file_that_is_missing_or_unreadable_is_a_fault() -> None:
    with pytest.raises(FormFault, match=r"districts\.csv is missing"):
        form(CASCADE)
    with pytest.raises(FormFault, match="cannot be read"):
        form(CASCADE, {**PLACES, "jr://file-csv/districts.csv": b"name,label\n\xff,x\n"})


# ── what happens by itself ───────────────────────────────────────────────────────────────────────────────────────────


def test_metadata_and_defaults_are_there_at_the_start() -> None:
    interview = begin(
        """| | type | name | label::English (en) | default |
        | | start | start | | |
        | | end | end | | |
        | | today | today | | |
        | | username | username | | |
        | | deviceid | deviceid | | |
        | | integer | fixed | Fixed | 7 |
        | | date | moved | Moved | ${today} - 1 |
        | | begin_repeat | member | Member | |
        | | text | relation | Relation | if(position(..) = 1, 'HEAD', '') |
        | | end_repeat | | | |"""
    )
    told = interview.answers()
    assert told["/data/start"] == NOON.isoformat(timespec="milliseconds")
    assert (told["/data/today"], told["/data/username"], told["/data/deviceid"]) == (
        "2026-03-15",
        "0603017-04",
        "desk-1",
    )
    assert (told["/data/fixed"], told["/data/moved"]) == ("7", "2026-03-14")
    assert told["/data/meta/instanceID"].startswith("uuid:")
    assert told["/data/member[1]/relation"] == "HEAD"
    interview.add_repeat("/data/member")
    assert value(interview, "/data/member[2]/relation") == ""
    assert value(interview, "/data/end") == NOON.isoformat(timespec="milliseconds")


def test_a_trigger_sets_another_answer_once_at_each_change() -> None:
    interview = begin(
        """| | type | name | label::English (en) | trigger | calculation |
        | | text | a | A | | |
        | | text | stamp | Stamp | ${a} | concat('changed to ', ${a}) |"""
    )
    interview.answer("/data/a", "x")
    assert value(interview, "/data/stamp") == "changed to x"
    interview.answer("/data/stamp", "by hand")
    assert value(interview, "/data/stamp") == "by hand"
    interview.answer("/data/a", "y")
    assert value(interview, "/data/stamp") == "changed to y"


# ── the way through, wordings, keeping ───────────────────────────────────────────────────────────────────────────────


def test_the_way_through_goes_over_relevant_questions_and_roster_instances() -> None:
    interview = begin(ROSTER)
    interview.add_repeat("/data/member")
    interview.answer("/data/member[1]/here", "no")
    asked = interview.questions()
    assert asked == (
        *("/data/member[1]/name", "/data/member[1]/wage", "/data/member[1]/here"),
        *("/data/member[2]/name", "/data/member[2]/wage", "/data/member[2]/here", "/data/member[2]/job/hours"),
    )
    forwards, backwards = [interview.next_question(None)], [interview.previous_question(None)]
    while forwards[-1] is not None:
        forwards.append(interview.next_question(forwards[-1]))
    while backwards[-1] is not None:
        backwards.append(interview.previous_question(backwards[-1]))
    assert forwards == [*asked, None]
    assert backwards == [*reversed(asked), None]
    assert interview.next_question("/data/member[1]/job/hours") == "/data/member[2]/name"
    assert interview.first_unanswered() == "/data/member[1]/name"


def test_the_first_unanswered_question_is_a_required_one_when_there_is_one() -> None:
    interview = begin(
        "| | type | name | label::English (en) | required |\n| | text | a | A | |\n| | text | b | B | yes |"
    )
    assert interview.first_unanswered() == "/data/b"
    interview.answer("/data/b", "x")
    assert interview.first_unanswered() == "/data/a"
    interview.answer("/data/a", "x")
    assert interview.first_unanswered() is None


def test_a_label_quotes_answers_and_is_redrawn_when_they_change() -> None:
    interview = begin(ROSTER)
    change = interview.answer("/data/member[1]/name", "Ali")
    assert "/data/member[1]/wage" in change.refs
    assert interview.label("/data/member[1]/wage") == "Wage of Ali"
    assert interview.label("/data/member[1]/wage", URDU) == "اجرت Ali"
    assert interview.definition.language_for("ur") == URDU
    assert interview.definition.language_for("fr") == interview.definition.default_language == "English (en)"
    assert interview.hint("/data/member[1]/wage") == ""
    assert interview.definition.nodes["/data/member/wage"].path == "/data/member/wage"


def test_a_draft_keeps_everything_and_comes_back_the_same() -> None:
    interview = begin(RULES)
    interview.answer("/data/name", 'Zahra <&> "زہرا" · \' \r\n end')
    interview.answer("/data/age", "abc")
    again = Interview.reopen(interview.definition, interview.serialise(), clock=noon)
    assert again.serialise() == interview.serialise()
    assert again.answers() == interview.answers()
    assert again.state("/data/age").typed == "abc"
    again.answer("/data/age", "95")
    again.confirm("/data/age", "warn", "card", "0603017-04")
    third = Interview.reopen(interview.definition, again.serialise(), clock=noon)
    assert third.overrides() == again.overrides() != ()
    assert third.serialise() == again.serialise()


def test_a_submission_opens_again_with_the_same_answers() -> None:
    interview = begin(ROSTER)
    interview.answer("/data/member[1]/here", "no")
    interview.add_repeat("/data/member")
    interview.answer("/data/member[2]/wage", "5")
    again = Interview.reopen(interview.definition, interview.submission(), clock=noon)
    assert again.submission() == interview.submission()
    assert again.answers() == interview.answers()


_DRAFT = b"<d:draft xmlns:d='urn:forms:draft' form='small' edition='1'>%b</d:draft>"


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"no xml",
        b"<data id='other' version='1'/>",
        b"<data id='small' version='2'/>",
        b"<!DOCTYPE d [<!ENTITY a 'b'>]><data id='small' version='1'><name>&a;</name></data>",
        _DRAFT % b"",
        _DRAFT % b"<data/><d:kept ref='/data/no' typed='' wanted=''/>",
        _DRAFT % b"<data/><d:override ref='/data/age'/>",
        b"<data id='small' version='1'><age pser:missing='shy' xmlns:pser='https://pser.punjab.gov.pk/xforms'/></data>",
    ],
)
def test_a_damaged_draft_is_refused(damaged: bytes) -> None:
    with pytest.raises(DraftDamaged):
        Interview.reopen(form(RULES), damaged, clock=noon)


def test_a_score_pack_may_ask_in_the_forms_own_words() -> None:
    interview = begin(ROSTER)
    interview.add_repeat("/data/member")
    interview.answer("/data/member[2]/wage", "5")
    assert interview.evaluate("count(/data/member[wage > 3])") == 1.0
    assert interview.evaluate("../member[2]/wage + 1", "/data/member[2]") == 6.0
    assert interview.evaluate("/data/member[2]/wage") == "5"
    assert interview.evaluate("true()") is True
    with pytest.raises(FormFault, match="nowhere"):
        interview.evaluate("/data/nowhere")


def test_kinds_say_how_a_question_is_asked() -> None:
    kinds = {path: node.kind for path, node in form(CASCADE, PLACES).nodes.items() if hasattr(node, "kind")}
    assert kinds["/data/district"] is Kind.SELECT_ONE
    assert kinds["/data/seen"] is Kind.SELECT_MULTIPLE
    assert kinds["/data/told"] is Kind.CALCULATE
