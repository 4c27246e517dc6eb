"""What a form sets by itself: when, where, and where not."""

from __future__ import annotations

import pytest

from forms.definition import FormDefinition
from forms.errors import FormsFault
from forms.interview import Interview
from tests.forms.foreign_forms import foreign, opened
from tests.forms.small_forms import noon


def test_what_is_out_of_sight_is_set_nothing_and_appears_blank() -> None:
    interview = opened(
        "<output/><input>5</input>",
        '<bind nodeset="/data/output" relevant="/data/input = 3" type="int"/>'
        '<setvalue event="odk-instance-first-load" ref="/data/output" value="/data/input * 4"/>',
        '<input ref="/data/output"/><input ref="/data/input"/>',
    )

    interview.answer("/data/input", "3")

    assert interview.state("/data/output").relevant
    assert interview.state("/data/output").value == ""


def test_values_that_set_each_other_off_for_ever_come_to_an_end() -> None:
    def follows(one: str, other: str) -> str:
        set_it = f'<setvalue ref="/data/{other}" event="xforms-value-changed" value="/data/{one} + 1"/>'
        return f'<input ref="/data/{one}">{set_it}</input>'

    interview = opened("<a/><b/>", "", follows("a", "b") + follows("b", "a"))

    interview.answer("/data/a", "1")

    assert float(interview.state("/data/a").value) > 50


def loads(form: FormDefinition) -> Interview:
    return Interview.start(form, clock=noon, officer="Saima", device="desk-9")


def test_a_group_is_no_target() -> None:
    with pytest.raises(FormsFault, match="/data/g"):
        loads(foreign("<g><q/></g>", '<setvalue event="odk-instance-load" ref="/data/g" value="1"/>'))


def test_each_kind_of_metadata_has_its_source_and_unknown_ones_keep_what_the_form_says() -> None:
    kinds = {
        "day": "date:today",
        "who": "property:username",
        "where": "property:deviceid",
        "phone": "property:phonenumber",
        "began": "timestamp:start",
        "odd": "context:UserName",
    }
    binds = "".join(
        f'<bind nodeset="/data/{name}" jr:preload="{kind.split(":")[0]}" jr:preloadParams="{kind.split(":")[1]}"/>'
        for name, kind in kinds.items()
    )

    told = loads(foreign("".join(f"<{name}>x</{name}>" for name in kinds), binds)).answers()

    assert told == {
        "/data/day": "2026-03-15",
        "/data/who": "Saima",
        "/data/where": "desk-9",
        "/data/phone": "x",
        "/data/began": "2026-03-15T12:00:00.000+05:00",
        "/data/odd": "x",
    }


def test_a_default_at_every_load_is_set_again_and_one_at_the_first_is_not() -> None:
    form = foreign(
        "<first/><each/>",
        '<setvalue ref="/data/first" event="odk-instance-first-load" value="\'a\'"/>'
        '<setvalue ref="/data/each" event="odk-instance-load" value="\'b\'"/>',
        '<input ref="/data/first"/><input ref="/data/each"/>',
    )
    interview = loads(form)
    interview.answer("/data/first", "mine")
    interview.answer("/data/each", "mine")

    again = Interview.reopen(form, interview.serialise(), clock=noon)

    assert again.answers() == {"/data/first": "mine", "/data/each": "b"}


def test_rows_and_roots_of_lists_are_found_and_a_list_nobody_has_is_empty() -> None:
    csv = {"jr://file-csv/p.csv": b"name,label,size\na,Alpha,3\nb,Beta,4\n"}
    interview = opened(
        "<q/><size/><count/>",
        """<bind nodeset="/data/size" calculate="pulldata('p', 'size', 'name', /data/q)"/>
        <bind nodeset="/data/count" calculate="count(instance('p')/root/item)"/>""",
        '<input ref="/data/q"/>',
        model='<instance id="p" src="jr://file-csv/p.csv"/>',
        resources=csv,
    )
    interview.answer("/data/q", "b")

    assert (interview.answers()["/data/size"], interview.answers()["/data/count"]) == ("4", "2")
    assert interview._desk.rows("nowhere", "item", "name", "a") == []
