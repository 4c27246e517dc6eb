"""Rules made of whatever paths a form allows, and deeds: what is worked out bit by bit is what a fresh start gives."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.definition import FormDefinition
from forms.errors import FormFault, FormsFault
from forms.interview import Interview
from forms.xform import parse_xform
from tests.forms.foreign_forms import written
from tests.forms.small_forms import noon

ROWS = st.sampled_from(
    [
        "/data/r",
        "(/data/r)",
        "../../r",
        "(../../r)",
        "current()/../../r",
        "(/data/r|/data/e)",
        "//r",
        "randomize(/data/r)",
        "if(/data/i>1,/data/r,//r)",
        "../parent::r",
        "../preceding-sibling::r",
        "../following-sibling::r",
    ]
)
PICKS = st.sampled_from(
    ["", "[1]", "[2]", "[last()]", "[x > 1]", "[s/y != '']", "[position() < position(current()/..)]", "[x = /data/i]"]
)
LEAVES = st.sampled_from(["x", "x[. > 1]", "s/y", "s[1]/y", "s[y = 2]/../x", "s/y[../../x = 1]", "../r[1]/x"])
CALLS = st.sampled_from(
    ["string({})", "sum({})", "count({})", "max({})", "join(' ', {})", "({})[2]", "({})[. != '']", "position(({})/..)"]
)
VALUES = st.builds(str.format, CALLS, st.builds("{}{}/{}".format, ROWS, PICKS, LEAVES)) | st.builds(
    "indexed-repeat({}, {})".format,
    st.sampled_from(["/data/r/x, /data/r", "/data/r/s/y, /data/r/s, 1, /data/r", "/data/r/s/y, /data/r"]),
    st.sampled_from(["1", "2", "/data/i", "position(..) + 1", "/data/r/x"]),
)
EXPRESSIONS = VALUES | st.builds("{}{}{}".format, VALUES, st.sampled_from([" + ", " = ", " < ", " or "]), VALUES)
PLACES = st.sampled_from(
    [
        "/data/t' calculate=",
        "/data/r/c' calculate=",
        "/data/r/s/z' relevant=",
        "/data/q' relevant=",
        "/data/r/x' constraint=",
    ]
)
RULES = st.dictionaries(PLACES, EXPRESSIONS, min_size=1, max_size=3)
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["answer"] * 4 + ["add", "remove", "move"]), st.integers(0, 255), st.sampled_from("120x")
    ),
    min_size=1,
    max_size=6,
)


def form_of(rules: Mapping[str, str]) -> FormDefinition:
    """Two rows, one of them with two rows of its own; no expression reads where a rule writes."""
    binds = "".join(f"<bind nodeset='{place}{quoteattr(rule)}/>" for place, rule in rules.items())
    return parse_xform(
        written(
            "<i>1</i><t/><q/><r><x>1</x><c/><s><y>2</y><z/></s></r>"
            "<r><x>2</x><c/><s><y/><z/></s><s><y>2</y><z/></s></r><e><x/></e>",
            f"<bind nodeset='/data/i' type='int'/>{binds}",
            """<input ref="/data/i"/><input ref="/data/q"/><repeat nodeset="/data/r"><input ref="/data/r/x"/>
            <repeat nodeset="/data/r/s"><input ref="/data/r/s/y"/></repeat></repeat>""",
        ).encode()
    )


@settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(RULES, DEEDS)
def hold_interview(rules: dict[str, str], deeds: list[tuple[str, int, str]]) -> None:
    """Whatever is asked and answered, the interview holds what working everything out from nothing would give."""
    try:
        form = form_of(rules)
        interview = Interview.start(form, clock=noon)
    except FormFault:
        return
    for deed, place, text in deeds:
        try:
            do(interview, deed, place, text)
        except FormsFault:
            continue
        again = Interview.reopen(form, interview.serialise(), clock=noon)
        assert (again.answers(), again.violations()) == (interview.answers(), interview.violations())


def do(interview: Interview, deed: str, place: int, text: str) -> None:
    """One deed of whoever asks."""
    refs = interview.nodes()
    rows = [ref for ref in refs if ref.endswith("]")] or ["/data/r[1]"]
    row = rows[place % len(rows)]
    match deed:
        case "answer":
            interview.answer(refs[place % len(refs)], text)
        case "add":
            interview.add_repeat(row.rpartition("[")[0])
        case "remove":
            interview.remove_repeat(row)
        case _:
            interview.move_repeat(row, 1 + place % 2)
