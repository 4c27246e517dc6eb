"""A finished interview begun again: what is noted anew, what stays, what no longer applies."""

from __future__ import annotations

import datetime as dt

from forms.interview import Interview
from forms.xform import parse_xform
from tests.forms.small_forms import NOON, begin, noon, table

LATER = NOON + dt.timedelta(days=200)
METADATA = [{"type": name, "name": name} for name in ("start", "end", "today", "username", "deviceid")]
SURVEY = table(
    *METADATA,
    {"type": "date", "name": "born", "label::English (en)": "Born", "constraint": ". <= ${today}"},
    {"type": "calculate", "name": "months", "calculation": "int((${today} - ${born}) div 30)"},
    {
        "type": "integer",
        "name": "weight",
        "label::English (en)": "Weight",
        "relevant": "${months} < 10",
        "bind::pser:warn": ". < 9",
        "bind::pser:warn_message_en": "Heavy",
    },
    {
        "type": "integer",
        "name": "teeth",
        "label::English (en)": "Teeth",
        "bind::pser:warn": ". = 0 or ${months} > 6",
        "bind::pser:warn_message_en": "So early?",
    },
    {
        "type": "integer",
        "name": "names",
        "label::English (en)": "Names",
        "bind::pser:warn": ". < 4",
        "bind::pser:warn_message_en": "Many",
    },
)


def later() -> dt.datetime:
    return LATER


def finished(born: str = "2026-01-10") -> Interview:
    interview = begin(SURVEY)
    interview.answer("/data/born", born)
    for ref, answer in (("weight", "12"), ("teeth", "2"), ("names", "5")):
        interview.answer(f"/data/{ref}", answer)
        interview.confirm(f"/data/{ref}", "warn", "seen", "0603017-04")
    assert interview.validate() == ()
    return interview


def revised(interview: Interview) -> Interview:
    return Interview.revise(interview.definition, interview.serialise(), clock=later, officer="0603017-05", device="d2")


def test_a_revision_is_of_its_own_day_officer_and_machine() -> None:
    told = revised(finished()).answers()

    assert told["/data/today"] == LATER.date().isoformat()
    assert told["/data/start"] == told["/data/end"] == LATER.isoformat(timespec="milliseconds")
    assert (told["/data/username"], told["/data/deviceid"]) == ("0603017-05", "d2")


def test_what_follows_from_the_day_is_worked_out_anew() -> None:
    before, again = finished(), revised(finished())

    assert (before.answers()["/data/months"], again.answers()["/data/months"]) == ("2", "8")
    assert again.answers()["/data/born"] == "2026-01-10"


def test_a_birth_after_the_first_revision_is_no_birth_in_the_future() -> None:
    again = revised(finished())

    again.answer("/data/born", "2026-05-01")

    assert again.violations() != () and not any(found.hard for found in again.violations())


def test_only_overrides_of_rules_still_broken_are_kept() -> None:
    assert [said.ref for said in revised(finished()).overrides()] == ["/data/weight", "/data/names"]


def test_an_override_of_a_question_no_longer_asked_is_dropped() -> None:
    again = revised(finished("2025-11-10"))

    assert not again.state("/data/weight").relevant
    assert [said.ref for said in again.overrides()] == ["/data/names"]


def test_a_revision_has_an_id_of_its_own() -> None:
    interview = finished()
    again = revised(interview)

    assert again.answers()["/data/meta/instanceID"].startswith("uuid:")
    assert again.answers()["/data/meta/instanceID"] != interview.answers()["/data/meta/instanceID"]


def test_a_form_with_a_place_for_the_old_id_keeps_it() -> None:
    # given a form as other tools write it, with deprecatedID beside instanceID
    xform = b"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
      xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>small</h:title><model>
      <instance><data id="small" version="1"><name/><meta><instanceID/><deprecatedID/></meta></data></instance>
      <bind nodeset="/data/name" type="string"/>
      <bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/>
      <bind nodeset="/data/meta/deprecatedID" type="string" readonly="true()"/>
      </model></h:head><h:body><input ref="/data/name"><label>Name</label></input></h:body></h:html>"""
    first = Interview.start(parse_xform(xform, {}), clock=noon)

    again = revised(first)

    assert again.answers()["/data/meta/deprecatedID"] == first.answers()["/data/meta/instanceID"]
    assert again.answers()["/data/meta/instanceID"] != first.answers()["/data/meta/instanceID"]


def test_a_submission_is_revised_like_a_draft() -> None:
    interview = finished()

    from_draft = revised(interview)
    from_submission = Interview.revise(
        interview.definition, interview.submission(), clock=later, officer="0603017-05", device="d2"
    )

    unlike = {"/data/meta/instanceID"}
    assert {ref: text for ref, text in from_submission.answers().items() if ref not in unlike} == {
        ref: text for ref, text in from_draft.answers().items() if ref not in unlike
    }
