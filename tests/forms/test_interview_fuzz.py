"""Any text to any reference, any deed with anything: an answer, a violation or a fault with a name, never a crash.

`FORMS_RUNS=1000` makes the long run of it.
"""

from __future__ import annotations

import os
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.definition import FormDefinition, Missing
from forms.edition import load_edition
from forms.errors import FormsFault
from forms.interview import Interview
from tests.forms.foreign_forms import foreign
from tests.forms.small_forms import noon

RUNS = int(os.environ.get("FORMS_RUNS", "40"))
TYPES = ("string", "int", "decimal", "date", "time", "dateTime", "boolean", "geopoint", "geotrace", "binary")
_ITEMS = "<item><label>A</label><value>a</value></item><item><label>B</label><value>b</value></item>"


@cache
def every_kind() -> FormDefinition:
    """One question of each type and control, read by expressions of every sort."""
    names = [f"q_{kind}" for kind in TYPES]
    binds = "".join(f'<bind nodeset="/data/row/q_{kind}" type="{kind}" required="true()"/>' for kind in TYPES)
    sums = "".join(f"<s_{name}/>" for name in names)
    calculations = "".join(
        f'<bind nodeset="/data/s_{name}" calculate="concat(sum(/data/row/{name}), max(/data/row/{name}), '
        f"format-date(/data/row[1]/{name}, '%Y'), round(/data/row/{name}, 2), /data/row/{name} &gt; today())\"/>"
        for name in names
    )
    controls = "".join(f'<input ref="/data/row/{name}"><label>Q</label></input>' for name in names)
    chosen = "".join(
        f'<{tag} ref="/data/{tag}"><label>Q</label>{_ITEMS}</{tag}>' for tag in ("select", "select1", "rank")
    )
    return foreign(
        f"<row>{''.join(f'<{name}/>' for name in names)}</row>{sums}<select/><select1/><rank/><trigger/><range/><n/>",
        binds + calculations + '<bind nodeset="/data/range" type="int"/><bind nodeset="/data/n" type="int"/>',
        f"""<repeat nodeset="/data/row" jr:count="/data/n">{controls}</repeat>{chosen}
        <trigger ref="/data/trigger"/><range ref="/data/range" start="1" end="9" step="2"/><input ref="/data/n"/>""",
    )


@cache
def questionnaire() -> FormDefinition:
    return load_edition("pser/2025").definition


TEXTS = st.one_of(
    st.text(max_size=40),
    st.from_regex(r"[-+]?[0-9]{0,20}[.,/:eE-]?[0-9]{0,20}(T[0-9:]{0,9})?Z?", fullmatch=True),
    st.sampled_from(
        ["a", "b", "a b", "yes", "no", "OK", "NaN", "inf", "-0", "1e400", "2026-02-29", "0000-00-00", "۱۲۳"]
    ),
)
ODD_REFS = st.one_of(
    st.text(max_size=30),
    st.from_regex(r"(/(data|row|q_int|roster|member|\.\.|\*|@id)(\[[0-9-]{0,5}\])?){0,5}", fullmatch=True),
)
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["answer"] * 6 + ["mark", "add", "remove", "move", "confirm", "speak", "ask", "evaluate"]),
        st.integers(0, 500),
        ODD_REFS,
        TEXTS,
    ),
    max_size=12,
)


def _do(interview: Interview, deed: str, ref: str, text: str, place: int) -> None:
    match deed:
        case "answer":
            interview.answer(ref, text)
        case "mark":
            interview.mark_missing(ref, list(Missing)[place % 3])
        case "add":
            interview.add_repeat(ref)
        case "remove":
            interview.remove_repeat(ref)
        case "move":
            interview.move_repeat(ref, place - 3)
        case "confirm":
            interview.confirm(ref, "warn", text, text)
        case "speak":
            interview.speak(text)
        case "evaluate":
            interview.evaluate(text, ref)
        case _:
            interview.state(ref)
            interview.choices(ref, text)
            interview.told(ref, text)
            interview.progress(ref)
            interview.next_question(ref)
            interview.previous_question(ref)
            interview.instances(ref)


@settings(max_examples=RUNS, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(st.booleans(), DEEDS)
def test_nothing_that_is_typed_anywhere_ends_an_interview(real: bool, deeds: list[tuple[str, int, str, str]]) -> None:
    form = questionnaire() if real else every_kind()
    interview = Interview.start(form, clock=noon)

    for deed, place, odd, text in deeds:
        refs = interview.nodes()
        ref = odd if place % 7 == 0 else refs[place * 7919 % len(refs)]
        try:
            _do(interview, deed, ref, text, place)
        except FormsFault as fault:
            assert str(fault)

    interview.validate()
    interview.canonical_json()
    again = Interview.reopen(form, interview.serialise(), clock=noon)
    assert again.submission() == interview.submission()


@settings(max_examples=RUNS, deadline=None, derandomize=True, database=None)
@given(st.binary(max_size=200), st.integers(0, 4000), st.integers(0, 255))
def test_a_draft_with_any_byte_changed_opens_or_is_refused(noise: bytes, place: int, byte: int) -> None:
    interview = Interview.start(every_kind(), clock=noon)
    interview.answer("/data/row[1]/q_int", "abc")
    whole = interview.serialise()
    at = place % len(whole)

    for saved in (noise, whole[:at] + bytes([byte]) + whole[at + 1 :], whole[:at] + noise + whole[at:]):
        for open_it in (Interview.reopen, Interview.edit):
            try:
                open_it(every_kind(), saved, clock=noon).submission()
            except FormsFault as fault:
                assert str(fault)
