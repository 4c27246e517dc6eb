"""A form may come from anywhere: what is wrong is said, in bounded time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from forms import lists, recalculation
from forms.errors import FormFault
from forms.interview import Interview
from forms.xform import parse_xform
from forms.xform.limits import MAX_NEEDS, MAX_WRITTEN, Budget
from tests.forms.foreign_forms import foreign, written
from tests.forms.hostile_forms import HOSTILE, PLAIN
from tests.forms.small_forms import noon

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60  # for all of them together, on a machine that does other things too; some eight on a free one
QUICK = [name for name, hostile in HOSTILE.items() if not hostile.slow]


@pytest.mark.parametrize("name", QUICK)
def test_a_hostile_form_is_refused_in_words(name: str) -> None:
    refused = HOSTILE[name].read()

    assert HOSTILE[name].refusal in refused
    assert bool(refused) is bool(HOSTILE[name].refusal)
    assert len(refused) < 1000


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of this kind")
def test_all_hostile_forms_are_read_within_a_gigabyte_and_a_minute() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.forms.hostile_forms"], cwd=ROOT, capture_output=True, timeout=SECONDS
    )

    assert done.returncode == 0, done.stderr.decode()[-2000:]
    said = json.loads(done.stdout)
    assert {name: bool(words) for name, words in said.items()} == {
        name: bool(hostile.refusal) for name, hostile in HOSTILE.items()
    }
    assert all(hostile.refusal in said[name] for name, hostile in HOSTILE.items())


def test_nothing_is_fetched_for_an_inclusion() -> None:
    inclusion = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/hostname" parse="text"/>'

    definition = foreign(f"<a>{inclusion}</a>")

    assert definition.order == ("/data", "/data/a", "/data/a/include")


@pytest.mark.parametrize(
    ("plain", "relative"),
    [
        ("<a/>", "<a xmlns='x'/>"),
        ("<a/>", "<q:a xmlns:q='x'/>"),
        ("<data id", "<data xmlns:q='x' q:z='1' id"),
        ("http://www.w3.org/2002/xforms", "htt/w:/www.w3.org/2002/xforms"),
    ],
)
def test_a_relative_namespace_is_refused_before_a_submission_cannot_be_written(plain: str, relative: str) -> None:
    """Found by the fuzzer: canonical XML knows none, so that the finished interview could not leave the desk."""
    with pytest.raises(FormFault, match="a namespace in the model is not an address"):
        parse_xform(PLAIN.replace(plain, relative, 1).encode())


def test_a_long_expression_is_shown_in_part() -> None:
    source = "no-such-function(" + "'x'," * 1000 + "1)"

    with pytest.raises(FormFault) as caught:
        foreign("<a/>", f'<bind nodeset="/data/a" calculate="{source}"/>')

    assert "no-such-function" in caught.value.reason
    assert len(caught.value.reason) < 500


def test_a_cycle_names_all_its_nodes() -> None:
    with pytest.raises(FormFault) as caught:
        foreign(
            "<a/><b/><c/><d/>",
            '<bind nodeset="/data/a" calculate="/data/b"/><bind nodeset="/data/b" calculate="/data/c"/>'
            '<bind nodeset="/data/c" relevant="/data/a = 1"/><bind nodeset="/data/d" calculate="/data/a"/>',
        )

    assert all(name in caught.value.reason for name in ("/data/a", "/data/b", "/data/c"))
    assert "/data/d" not in str(caught.value)


def test_a_form_is_read_the_same_in_any_encoding() -> None:
    utf16 = ('<?xml version="1.0" encoding="UTF-16"?>' + written("<a>پ</a>")).encode("utf-16")

    assert parse_xform(utf16).blank.findtext("a") == foreign("<a>پ</a>").blank.findtext("a") == "پ"
    assert parse_xform(PLAIN.encode()).form_id == "foreign"


@pytest.mark.parametrize(
    ("limit", "said"), [("written", "all expressions together are longer than"), ("needs", "the rules read more than")]
)
def test_what_expressions_may_cost_is_counted(limit: str, said: str) -> None:
    budget = Budget()
    budget.spend("/data/a", written=MAX_WRITTEN, needs=MAX_NEEDS)

    with pytest.raises(FormFault, match=f"/data/b: {said}"):
        budget.spend("/data/b", **{limit: 1})


def test_an_element_with_too_many_attributes_is_a_fault() -> None:
    attributes = " ".join(f"a{place}=''" for place in range(201))

    with pytest.raises(FormFault, match="an element has more than 200 attributes"):
        foreign(f"<a {attributes}/>")


def test_a_list_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "MAX_CELLS", 3)

    with pytest.raises(ValueError, match="more than 3 cells"):
        lists.list_from_csv("l", b"a,b\n1,2\n3,4\n")


def test_a_submission_or_list_read_as_a_form_is_none() -> None:
    for content in (b"<data/>", b"<model/>", b"<h><model><instance/></model></h>"):
        with pytest.raises(FormFault, match="not a form: it has no model with an instance"):
            parse_xform(content)


def test_counts_within_counts_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand rows, of a thousand rows each, of a thousand: more than any machine holds."""
    monkeypatch.setattr(recalculation, "MAX_SIZE", 2500)
    repeat = '<group ref="{0}"><repeat nodeset="{0}" jr:count="1000">{1}</repeat></group>'
    body = repeat.format("/data/r", repeat.format("/data/r/s", repeat.format("/data/r/s/t", "")))

    interview = Interview.start(foreign("<r><s><t><a/></t></s></r>", body=body), clock=noon)

    assert 2500 <= len(interview.nodes()) < 2600


def test_rows_taken_away_make_room_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recalculation, "MAX_SIZE", 30)
    interview = Interview.start(
        foreign(
            "<n/><r><a/></r>",
            "<bind nodeset='/data/n' type='int'/>",
            "<input ref='/data/n'/><group ref='/data/r'><repeat nodeset='/data/r' jr:count='/data/n'/></group>",
        ),
        clock=noon,
    )
    for number, found in (("50", 14), ("2", 2), ("50", 14)):
        interview.answer("/data/n", number)

        assert interview.instances("/data/r") == found
