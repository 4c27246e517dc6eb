"""Any text at all in an expression column: it compiles, or a fault says where it is wrong; never anything else."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from forms.errors import FormFault
from forms.expression import FUNCTIONS, ExpressionFault, Want, compile_expression
from forms.expression.patterns import PatternTooSlow
from forms.interview import Interview
from forms.xform import parse_xform
from tests.forms.foreign_forms import written
from tests.forms.small_forms import noon

FORM = written(
    "<id/><i/><d/><n>2.5</n><b>true</b><c>x</c><g><t>a b</t></g><r><x>1</x><s><y>2</y></s></r><r><x/><s/></r>",
    """<bind nodeset="/data/i" type="int"/><bind nodeset="/data/d" type="date"/><bind nodeset="/data/n" type="decimal"/>
    <bind nodeset="/data/b" type="boolean"/>
    <instance id="v"><root><item><name>x</name><g>1</g></item><item><name>y</name><g>2.5</g></item></root>
    </instance>""",
    """<select1 ref="/data/c"><item><label>X</label><value>x</value></item></select1>
    <group ref="/data/r"><repeat nodeset="/data/r"><group ref="/data/r/s"><repeat nodeset="/data/r/s"/></group></repeat>
    </group>""",
)
_NAMES = [
    "data",
    "i",
    "d",
    "n",
    "b",
    "c",
    "g",
    "t",
    "r",
    "x",
    "s",
    "y",
    "item",
    "name",
    "root",
    "*",
    "node()",
    "text()",
]
_AXES = ["", "@", "self::", "parent::", "descendant::", "following-sibling::", "preceding::", "ancestor-or-self::"]
_SIGNS = ["+", "-", "*", " div ", " mod ", "=", "!=", "<", "<=", ">", ">=", " and ", " or ", "|"]
_LITERALS = ["''", "'x'", '"it\'s"', "'2.345'", "'2024-02-30'", "'31.5 74.3; 31.6 74.4'", "'v'", "'/data/c'"]
_NUMBERS = ["0", "1", "2.345", ".5", "10000000000000000000000000000000000001.5", "0.00000000000000000001"]

_step = st.builds("{}{}".format, st.sampled_from(_AXES), st.sampled_from(_NAMES)) | st.sampled_from([".", ".."])


def _deeper(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    step = st.builds(lambda name, inside: f"{name}[{inside}]" if inside else name, _step, st.just("") | inner)
    start = st.sampled_from(["", "/", "//", "/data/", "current()/", "instance('v')/root/item/", "/data/r/"])
    path = st.builds(lambda begin, steps: begin + "/".join(steps), start, st.lists(step, min_size=1, max_size=3))
    function = st.sampled_from([each.name for each in FUNCTIONS])
    call = st.builds(lambda name, given: f"{name}({','.join(given)})", function, st.lists(inner, max_size=4))
    return st.one_of(
        path,
        call,
        st.builds("{}{}{}".format, inner, st.sampled_from(_SIGNS), inner),
        st.builds("-{}".format, inner),
        st.builds("({})".format, inner),
        st.builds("({})[{}]".format, inner, inner),
        st.builds("{}/{}".format, inner, _step),
        st.builds("{}[{}]".format, path, inner),
    )


_PLAIN = st.sampled_from([*_LITERALS, *_NUMBERS, "/data/i", "/data/r/x", "."])
EXPRESSIONS = st.recursive(_PLAIN, _deeper, max_leaves=8)
_DEFINITION = parse_xform(FORM.encode())
_INTERVIEW = Interview.start(_DEFINITION, clock=noon)


def hold(text: str, context: str) -> None:
    """The one thing to be shown: it works, or a fault says where."""
    for want in Want:
        try:
            expression = compile_expression(text, context, _DEFINITION.skeleton, want)
        except ExpressionFault as fault:
            assert 1 <= fault.column <= len(text) + 1
        else:
            assert expression.source == text
    try:
        _INTERVIEW.evaluate(text, context)
    except FormFault as fault:
        assert fault.node == context
        assert isinstance(fault.__cause__, ExpressionFault | PatternTooSlow), "libxml2 must never be asked in vain"


@settings(deadline=dt.timedelta(seconds=5))
@given(EXPRESSIONS, st.sampled_from(["/data/i", "/data/r/x", "/data/r/s/y", "/data/g"]))
def test_any_expression_works_or_is_refused_by_name(text: str, context: str) -> None:
    hold(text, context)


@settings(deadline=dt.timedelta(seconds=5))
@given(st.text(alphabet="abcdinrxy/.()[]'\"=<>!+-*@:|, 12$\t\x00\ud800·ªۆ۴", max_size=60))
def test_any_text_works_or_is_refused_by_name(text: str) -> None:
    hold(text, "/data/r/x")
