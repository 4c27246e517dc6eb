"""What an XForm of any tool says, and what of it the engine keeps."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

import pytest

from forms.definition import Kind, Question, Remark
from forms.desk import Desk
from forms.errors import FormFault
from forms.interview import Interview
from forms.values import DataType
from tests.forms.foreign_forms import foreign, opened
from tests.forms.small_forms import begin, noon, table

CSV = "jr://file-csv/villages.csv"
GEOJSON = "jr://file/wells.geojson"


def _question(interview: Interview, path: str) -> Question:
    question = interview.definition.nodes[path]
    assert isinstance(question, Question)
    return question


# ── texts ────────────────────────────────────────────────────────────────────────────────────────────────────────────

NAMED = table(
    {"type": "text", "name": "head", "label::English (en)": "Head", "label::Urdu (ur)": "سربراہ"},
    {"type": "begin repeat", "name": "member", "label::English (en)": "Member"},
    {"type": "text", "name": "name", "label::English (en)": "Name"},
    {"type": "select_one who", "name": "who", "label::English (en)": "Who answers"},
    {"type": "select_one who", "name": "next", "label::English (en)": "Who answers next"},
    {"type": "end repeat", "name": "", "label::English (en)": ""},
)
WHO = """
| choices |
| | list_name | name | label::English (en) | label::Urdu (ur) |
| | who | head | ${head} | ${head} خود |
| | who | other | Somebody else | کوئی اور |
"""


def test_a_choice_label_quotes_an_answer() -> None:
    interview = begin(NAMED, choices=WHO)
    interview.add_repeat("/data/member")
    interview.answer("/data/head", "Rashida")

    labels = [choice.label for choice in interview.choices("/data/member[1]/who")]
    urdu = [choice.label for choice in interview.choices("/data/member[1]/who", "Urdu (ur)")]

    assert labels == ["Rashida", "Somebody else"]
    assert urdu == ["Rashida خود", "کوئی اور"]


def test_an_answer_that_a_choice_label_quotes_names_the_question_when_it_changes() -> None:
    interview = begin(NAMED, choices=WHO)
    interview.add_repeat("/data/member")

    changed = interview.answer("/data/head", "Rashida")

    assert {"/data/member[1]/who", "/data/member[1]/next"} <= set(changed.refs)


def test_a_label_written_in_its_control_quotes_an_answer_too() -> None:
    interview = opened(
        "<a/><b/>",
        body="<input ref='/data/a'/><select1 ref='/data/b'><item><label>As <output value='/data/a'/></label>"
        "<value>as</value></item><item><value>bare</value></item></select1>",
    )

    changed = interview.answer("/data/a", "before")

    assert [choice.label for choice in interview.choices("/data/b")] == ["As before", "bare"]
    assert "/data/b" in changed.refs


def test_labels_of_a_list_that_the_form_lacks_quote_nothing() -> None:
    """A nodeset may be a repeat of the form itself, and texts may stand beside no list at all."""
    interview = opened(
        "<r><name>x</name></r><b/>",
        body="<group ref='/data/r'><repeat nodeset='/data/r'><input ref='/data/r/name'/></repeat></group>"
        "<select1 ref='/data/b'><itemset nodeset='/data/r'><value ref='name'/><label ref='jr:itext(name)'/></itemset>"
        "</select1>",
        model="<itext><translation lang='en'><text id='x'><value>See <output value='/data/b'/></value></text>"
        "</translation></itext>",
    )

    assert [choice.label for choice in interview.choices("/data/b")] == ["See"]


def test_guidance_stands_beside_the_hint() -> None:
    survey = table(
        {
            "type": "text",
            "name": "head",
            "label::English (en)": "Head",
            "hint::English (en)": "As on the card",
            "guidance_hint::English (en)": "Ask for ${other}",
        },
        {"type": "text", "name": "other", "label::English (en)": "Other"},
    )
    interview = begin(survey)
    interview.answer("/data/other", "the card")

    assert interview.hint("/data/head") == "As on the card"
    assert interview.told("/data/head", "guidance").text == "Ask for the card"
    assert interview.told("/data/other", "guidance").text == ""


def test_pictures_and_recordings_of_a_label_are_kept_by_language() -> None:
    survey = table(
        {
            "type": "text",
            "name": "head",
            "label::English (en)": "Head",
            "media::image::English (en)": "head.png",
            "media::audio::English (en)": "head.mp3",
        }
    )
    media = begin(survey).definition.nodes["/data/head"].media

    assert {kind: dict(said.by_language) for kind, said in media.items()} == {
        "image": {"English (en)": ("jr://images/head.png",)},
        "audio": {"English (en)": ("jr://audio/head.mp3",)},
    }


def test_a_text_written_only_long_or_short_is_the_text() -> None:
    interview = opened(
        "<a/><b/>",
        body="<input ref='/data/a'><label ref=\"jr:itext('a')\"/></input><input ref='/data/b'>"
        "<label ref=\"jr:itext('b')\"/><hint>plain</hint></input>",
        model="<itext><translation lang='en'><text id='a'><value form='long'>Long</value><value form='short'>S</value>"
        "</text><text id='b'><value form='short'>Short</value></text><text id='c'/></translation></itext>",
    )

    assert (interview.label("/data/a"), interview.label("/data/b")) == ("Long", "Short")
    assert (interview.hint("/data/b"), interview.told("/data/b", "guidance").text) == ("plain", "")


def test_a_language_declared_twice_is_a_fault() -> None:
    with pytest.raises(FormFault, match="'en' is declared twice"):
        foreign("<a/>", model="<itext><translation lang='en'/><translation lang='en'/></itext>")


def test_a_text_may_hold_markup_of_its_own() -> None:
    interview = opened("<a/>", body="<input ref='/data/a'><label>How <b>many</b>?</label></input>")

    assert interview.label("/data/a") == "How many?"


# ── what is loaded although nobody here can ask it ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("bind_type", "control", "kind", "answer"),
    [
        ("geotrace", "input", Kind.TEXT, "31.5 74.3 0 0;31.6 74.4 0 0"),
        ("geoshape", "input", Kind.TEXT, "31.5 74.3 0 0;31.6 74.4 0 0;31.5 74.3 0 0"),
        ("barcode", "input", Kind.TEXT, "8961014"),
        ("string", "secret", Kind.TEXT, "hidden"),
        ("binary", "upload", Kind.FILE, "house.jpg"),
        ("xs:somethingNew", "input", Kind.TEXT, "as typed"),
    ],
)
def test_a_node_of_a_kind_that_is_not_supported_is_loaded_as_text(
    bind_type: str, control: str, kind: Kind, answer: str
) -> None:
    body = f"<{control} ref='/data/a' mediatype='audio/*' appearance='ex:org.example.app'/>"
    interview = opened("<a/>", f"<bind nodeset='/data/a' type='{bind_type}'/>", body)

    interview.answer("/data/a", answer)

    assert _question(interview, "/data/a").kind is kind
    assert _question(interview, "/data/a").data_type is DataType.TEXT
    assert interview.state("/data/a").value == answer


def test_actions_of_other_tools_are_passed_over() -> None:
    definition = foreign(
        "<a/>",
        body="<odk:setgeopoint ref='/data/a' event='odk-instance-first-load'/>"
        "<odk:recordaudio ref='/data/a' event='odk-instance-load'/>",
    )

    assert definition.actions == ()


def test_an_entity_of_a_foreign_form_is_remarked_and_left_out() -> None:
    definition = foreign(
        "<a/><meta><entity id='' dataset='wells'/></meta>",
        "<bind nodeset='/data/meta/entity/@id' type='string'/>"
        "<setvalue ref='/data/meta/entity/@id' event='odk-instance-first-load' value='uuid()'/>",
    )

    assert definition.remarks == (Remark("ATTRIBUTE-NOT-SET", "/data/meta/entity/@id"),)


def test_a_control_for_a_node_that_the_model_lacks_is_remarked_and_left_out() -> None:
    interview = opened("<a/>", body="<input ref='/data/a'/><input ref='/data/number'/>")

    assert interview.definition.remarks == (Remark("CONTROL-WITHOUT-NODE", "/data/number"),)
    assert interview.questions() == ("/data/a",)


@pytest.mark.parametrize("body", ["<group ref='/data/g'/>", "<group><repeat nodeset='/data/g'/></group>"])
def test_a_group_or_repeat_that_the_model_lacks_is_a_fault(body: str) -> None:
    with pytest.raises(FormFault, match="/data/g: the body asks for a node that the model lacks"):
        foreign("<a/>", body=body)


def test_what_an_audit_notes_is_kept() -> None:
    interview = opened(
        "<a/><meta><audit/></meta>",
        "<bind nodeset='/data/meta/audit' type='binary' odk:track-changes='true' odk:identify-user='true'/>",
    )

    assert dict(_question(interview, "/data/meta/audit").parameters) == {
        "track-changes": "true",
        "identify-user": "true",
    }


# ── ranges ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("attributes", "said"), [("start='a'", "start"), ("end='1e3'", "end"), ("step='0'", "step"), ("step='x'", "step")]
)
def test_a_range_without_a_scale_is_a_fault(attributes: str, said: str) -> None:
    with pytest.raises(FormFault, match=f"/data/a: the {said} of a range is"):
        foreign("<a/>", "<bind nodeset='/data/a' type='int'/>", f"<range ref='/data/a' {attributes}/>")


def test_a_range_takes_what_stands_on_its_scale() -> None:
    interview = opened(
        "<a/>", "<bind nodeset='/data/a' type='int'/>", "<range ref='/data/a' start='2' end='10' step='2'/>"
    )

    kept = {}
    for typed in ("2", "10", "5", "12"):
        interview.answer("/data/a", typed)
        kept[typed] = interview.state("/data/a").value

    assert kept == {"2": "2", "10": "10", "5": "", "12": ""}


# ── lists ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _choosing(source: str, files: dict[str, bytes], filtered: str = "", label: str = "label") -> Interview:
    return opened(
        "<tehsil/><village/>",
        f"<instance id='l' src='{source}'/>",
        f"<input ref='/data/tehsil'/><select1 ref='/data/village'>"
        f"<itemset nodeset=\"instance('l')/root/item{filtered}\">"
        f"<value ref='name'/><label ref='{label}'/></itemset></select1>",
        resources=files,
    )


def test_places_of_a_geojson_file_are_choices() -> None:
    features = [
        {
            "type": "Feature",
            "id": "w1",
            "geometry": {"type": "Point", "coordinates": [74.3, 31.5]},
            "properties": {"name": "w1", "label": "First well", "depth": 12, "dry": None},
        },
        {
            "type": "Feature",
            "geometry": {"type": "LineString", "coordinates": [[74.3, 31.5], [74.4, 31.6, 210]]},
            "properties": {"name": "w2", "label": "Canal", "id": "own"},
        },
        {
            "type": "Feature",
            "geometry": {"type": "Polygon", "coordinates": [[[74.3, 31.5], [74.4, 31.6], [74.3, 31.5]]]},
            "properties": {"name": "w3", "label": "Tank"},
        },
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    interview = _choosing(GEOJSON, {GEOJSON: content})
    rows = list(interview.definition.lists["l"].root)

    assert [choice.label for choice in interview.choices("/data/village")] == ["First well", "Canal", "Tank"]
    assert [row.findtext("geometry") for row in rows] == [
        "31.5 74.3 0 0",
        "31.5 74.3 0 0; 31.6 74.4 0 0",
        "31.5 74.3 0 0; 31.6 74.4 0 0; 31.5 74.3 0 0",
    ]
    assert [row.findtext("id") for row in rows] == ["w1", "own", ""]
    assert [row.findtext("depth") for row in rows] == ["12", "", ""]


@pytest.mark.parametrize("coordinates", ["[]", "null", '"here"', "[1]", "[[1]]"])
def test_a_place_that_is_nowhere_is_a_fault(coordinates: str) -> None:
    feature = f'{{"properties": {{"name": "w"}}, "geometry": {{"coordinates": {coordinates}}}}}'

    with pytest.raises(FormFault, match="not a collection of GeoJSON features"):
        _choosing(GEOJSON, {GEOJSON: f'{{"features": [{feature}]}}'.encode()})


def test_a_list_may_be_a_file_of_xml() -> None:
    content = b"<root><item><name>a</name><label>A</label></item></root>"
    interview = _choosing("jr://file/places.xml", {"jr://file/places.xml": content})

    assert [choice.label for choice in interview.choices("/data/village")] == ["A"]


def test_a_csv_file_may_have_blank_rows_blank_columns_and_other_delimiters() -> None:
    interview = _choosing(CSV, {CSV: "\ufeffname;label;\r\na;A;x\r\n;;\r\nb;B;y\r\n".encode()})

    assert [choice.label for choice in interview.choices("/data/village")] == ["A", "B"]


@pytest.mark.parametrize(
    ("lists", "said"),
    [
        (f"<instance id='l' src='{CSV}'/>", f"l: the file {CSV} is missing"),
        ("<instance id='l'><root/></instance><instance id='l'/>", "the list 'l' is declared twice"),
    ],
)
def test_a_list_that_is_not_there_is_a_fault(lists: str, said: str) -> None:
    with pytest.raises(FormFault, match=said):
        foreign("<a/>", lists)


def test_an_instance_without_id_or_content_is_no_list() -> None:
    definition = foreign("<a/>", "<instance><other/></instance><instance id='empty'/>")

    assert list(definition.lists) == ["empty"]


def _villages(number: int, tehsil: int) -> bytes:
    rows = (f"v{place},Village {place},t{place if place >= tehsil else 'one'}" for place in range(number))
    return ("name,label,tehsil\n" + "\n".join(rows)).encode()


def _calls(work: Callable[[], object]) -> int:
    """How many calls a piece of work makes, those of C functions included."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def test_the_villages_of_a_tehsil_cost_no_more_in_a_list_of_25_000(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, not timed: from the first choice on nobody looks at the villages of other tehsils, nor does libxml2."""
    counted = []
    for number in (250, 25_000):
        interview = _choosing(CSV, {CSV: _villages(number, 40)}, "[tehsil = /data/tehsil]")
        with monkeypatch.context() as patched:
            patched.setattr(Desk, "instance", lambda *_: pytest.fail("the whole list was asked for"))
            answered = _calls(lambda: interview.answer("/data/tehsil", "tone"))  # noqa: B023 - called at once
            offered = _calls(lambda: interview.choices("/data/village"))  # noqa: B023
            chosen = _calls(lambda: interview.answer("/data/village", "v7"))  # noqa: B023
        assert len(interview.choices("/data/village")) == 40
        counted.append((answered, offered, chosen))

    assert counted[0] == counted[1]
    assert max(counted[1]) < 2000


def test_the_column_of_codes_is_indexed_for_the_labels_of_what_was_chosen() -> None:
    interview = _choosing(CSV, {CSV: _villages(10, 4)})

    assert interview.definition.lists["l"].index("item", "name")["v3"] == [3]
    assert interview.definition.lists["l"].rows("item", "name", "none") == []


# ── the frame ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_form_with_a_submission_method_of_old_is_a_fault() -> None:
    foreign("<a/>", "<submission method='post'/>")
    with pytest.raises(FormFault, match="the submission method 'get' is not known"):
        foreign("<a/>", "<submission method='get'/>")


def test_a_node_that_stands_twice_without_a_repeat_is_a_fault() -> None:
    with pytest.raises(FormFault, match="/data/a: the model has this node twice"):
        foreign("<a/><a/>")


def test_a_template_may_come_after_the_instances() -> None:
    interview = opened(
        "<r><a>1</a></r><r><a>2</a></r><r jr:template=''><a>9</a></r>",
        body="<group ref='/data/r'><repeat nodeset='/data/r'><input ref='/data/r/a'/></repeat></group>",
    )
    interview.add_repeat("/data/r")

    assert [interview.state(f"/data/r[{place}]/a").value for place in (1, 2, 3)] == ["1", "2", "9"]


def test_references_of_controls_may_be_relative() -> None:
    definition = foreign(
        "<g><a/><b/></g><c/>",
        body="<group ref='/data/g'>"
        "<input ref='a'/><input ref='./b'/><input ref='../c'/><input ref='current()/a'/></group>",
    )

    assert [path for path, node in definition.nodes.items() if node.asked] == [
        "/data/g",
        "/data/g/a",
        "/data/g/b",
        "/data/c",
    ]


def test_a_form_without_a_body_asks_nothing() -> None:
    from forms.xform import parse_xform

    definition = parse_xform(b"<html><model><instance><d><a>1</a></d></instance></model></html>")

    assert (definition.form_id, definition.title, definition.edition) == ("d", "", "")
    assert Interview.start(definition, clock=noon).questions() == ()


def test_a_value_is_set_through_the_id_of_a_bind() -> None:
    interview = opened(
        "<a/>", "<bind id='it' nodeset='/data/a'/><setvalue bind='it' event='odk-instance-first-load'>7</setvalue>"
    )

    assert interview.state("/data/a").value == "7"


def test_a_value_set_where_no_node_is_is_a_fault() -> None:
    with pytest.raises(FormFault, match="/data/b: setvalue names a node that the model lacks"):
        foreign("<a/>", "<setvalue ref='/data/b' event='odk-instance-first-load'>7</setvalue>")


def test_a_reason_for_no_answer_that_is_none_is_a_fault() -> None:
    with pytest.raises(FormFault, match="not lost"):
        foreign("<a/>", "<bind nodeset='/data/a' pser:missing='refused lost'/>")


def test_the_interview_saved_before_is_blank_where_there_is_none() -> None:
    interview = opened(
        "<a/>",
        "<instance id='__last-saved' src='jr://instance/last-saved'/>"
        "<setvalue ref='/data/a' event='odk-instance-first-load' value=\"instance('__last-saved')/data/a\"/>",
    )

    assert interview.definition.lists["__last-saved"].last_saved
    assert interview.state("/data/a").value == ""


def test_a_calculation_of_two_days_is_a_day() -> None:
    definition = foreign(
        "<a/><b/><c/>",
        "<bind nodeset='/data/a' calculate='coalesce(/data/b, /data/c)'/>"
        "<bind nodeset='/data/b' calculate='today()'/><bind nodeset='/data/c' calculate='today()'/>",
    )

    assert {definition.skeleton.types[path] for path in definition.order[1:]} == {DataType.DATE}


def test_a_calculation_kept_as_text_takes_the_type_of_what_it_reads_however_far() -> None:
    definition = foreign(
        "<a/><b/><c/><d/>",
        "<bind nodeset='/data/a' calculate='/data/b'/><bind nodeset='/data/b' calculate='/data/c'/>"
        "<bind nodeset='/data/c' calculate='today()'/><bind nodeset='/data/d' calculate='/data/c = /data/a'/>",
    )

    assert {path: definition.skeleton.types[path] for path in definition.order[1:]} == {
        "/data/a": DataType.DATE,
        "/data/b": DataType.DATE,
        "/data/c": DataType.DATE,
        "/data/d": DataType.BOOLEAN,
    }
