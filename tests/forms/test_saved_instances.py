"""Instances as they come back: of other tools' making, with less than the form has, or taken up to be corrected."""

from __future__ import annotations

import re

import pytest

from forms.errors import DraftDamaged, NotAnswerable
from forms.interview import Interview
from tests.forms.foreign_forms import foreign, opened
from tests.forms.small_forms import noon

ROOMS = "<room><beds>2</beds><kind>x</kind></room><room><beds>7</beds><kind>y</kind></room>"
FIXED = foreign(
    ROOMS,
    '<bind nodeset="/data/room/beds" type="int"/>',
    '<repeat nodeset="/data/room" jr:noAddRemove="true()"><input ref="/data/room/beds"/></repeat>',
)


def reopened(content: str, root: str = "data") -> Interview:
    saved = f'<{root} id="foreign" version="1">{content}</{root}>'
    return Interview.reopen(FIXED, saved.encode(), clock=noon)


def rooms(interview: Interview) -> list[str]:
    told = interview.answers()
    return [told[ref] for ref in told if ref.endswith("beds")]


def test_a_repeat_of_fixed_number_is_filled_up_with_blank_instances() -> None:
    assert rooms(reopened("<room><beds>3</beds></room>")) == ["3", ""]
    assert rooms(reopened("")) == ["", ""]


def test_instances_beyond_a_fixed_number_are_left_out() -> None:
    assert rooms(reopened(4 * "<room><beds>3</beds></room>")) == ["3", "3"]


def test_what_an_instance_lacks_is_blank_where_the_form_has_no_template() -> None:
    interview = reopened("<room><kind>a</kind></room><room><beds>1</beds></room>")

    assert rooms(interview) == ["", "1"]
    assert interview.state("/data/room[2]/kind").value == ""


def test_what_an_instance_lacks_comes_from_the_template_where_there_is_one() -> None:
    form = foreign(
        '<room jr:template=""><beds>4</beds><kind/></room>',
        "",
        '<repeat nodeset="/data/room"><input ref="/data/room/beds"/></repeat>',
    )

    again = Interview.reopen(form, b'<data id="foreign" version="1"><room><kind>a</kind></room></data>', clock=noon)

    assert again.state("/data/room[1]/beds").value == "4"


@pytest.mark.parametrize("ref", ["/data/room", "/data/room[1]"])
def test_instances_the_form_wrote_stay_as_many_and_in_their_order(ref: str) -> None:
    interview = reopened("")

    for deed in (interview.add_repeat, interview.remove_repeat, lambda ref: interview.move_repeat(ref, 2)):
        with pytest.raises(NotAnswerable):
            deed(ref)


# ── corrections ──────────────────────────────────────────────────────────────────────────────────────────────────────

META = "<name/><orx:meta><orx:instanceID/></orx:meta>"
WITH_ID = foreign(META, '<bind nodeset="/data/orx:meta/orx:instanceID" jr:preload="uid"/>', '<input ref="/data/name"/>')
OLD = "/data/meta/deprecatedID"


def test_a_corrected_submission_has_an_id_of_its_own_and_keeps_the_old_one() -> None:
    first = Interview.start(WITH_ID, clock=noon)
    first.answer("/data/name", "Ali")

    edited = Interview.edit(WITH_ID, first.submission(), clock=noon)

    told = edited.answers()
    assert told[OLD] == first.answers()["/data/meta/instanceID"] != told["/data/meta/instanceID"]
    assert told["/data/name"] == "Ali"
    assert edited.definition.order.index(OLD) == edited.definition.order.index("/data/meta/instanceID") + 1
    assert edited.evaluate(f"{OLD} = ''") is False
    assert re.search(rb"<orx:deprecatedID>uuid:[^<]+</orx:deprecatedID>", edited.submission())


def test_a_correction_is_kept_like_any_interview() -> None:
    edited = Interview.edit(WITH_ID, Interview.start(WITH_ID, clock=noon).submission(), clock=noon)

    for saved in (edited.serialise(), edited.submission()):
        again = Interview.reopen(WITH_ID, saved, clock=noon)
        assert again.answers() == edited.answers()
        assert again.submission() == edited.submission()
    twice = Interview.edit(WITH_ID, edited.submission(), clock=noon)
    assert twice.answers()[OLD] == edited.answers()["/data/meta/instanceID"]


def test_only_a_form_with_an_id_has_a_place_for_the_old_one() -> None:
    first = opened("<name/>", "", '<input ref="/data/name"/>')

    edited = Interview.edit(first.definition, first.submission(), clock=noon)

    assert edited.definition is first.definition
    assert OLD not in Interview.start(WITH_ID, clock=noon).answers()


# ── the instance before ──────────────────────────────────────────────────────────────────────────────────────────────

VILLAGE = foreign(
    "<village/><mine/><who><name/></who>",
    "",
    '<input ref="/data/village"/><input ref="/data/mine"/><input ref="/data/who/name"/>',
    model="""<instance id="__last-saved" src="jr://instance/last-saved"/>
      <setvalue ref="/data/village" event="odk-instance-first-load" value="instance('__last-saved')/data/village"/>
      <setvalue ref="/data/mine" event="odk-instance-first-load"
        value="instance('__last-saved')/data/who[name='Ali']/name"/>""",
)


@pytest.mark.parametrize("keep", [Interview.serialise, Interview.submission])
def test_a_form_may_begin_with_what_was_saved_before(keep: object) -> None:
    assert callable(keep)
    first = Interview.start(VILLAGE, clock=noon)
    first.answer("/data/village", "Kahna")
    first.answer("/data/who/name", "Ali")

    second = Interview.start(VILLAGE, clock=noon, last_saved=keep(first))

    assert first.answers()["/data/mine"] == ""
    assert (second.answers()["/data/village"], second.answers()["/data/mine"]) == ("Kahna", "Ali")


def test_what_was_saved_before_must_be_readable() -> None:
    with pytest.raises(DraftDamaged):
        Interview.start(VILLAGE, clock=noon, last_saved=b"no xml")
