"""The functions of the dialect: what each gives, at its edges too, and that none of them can be made to fall over."""

from __future__ import annotations

import math
import time
from contextlib import suppress
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import FormFault
from forms.expression import FUNCTIONS, ExpressionFault
from forms.expression.arithmetic import rounded
from forms.expression.calendar import date, date_time, format_date
from forms.expression.earth import RADIUS
from forms.expression.patterns import BadPattern, PatternTooSlow, compiled, matches
from forms.expression.signatures import SIGNATURES
from forms.expression.texts import selected_at, substr
from forms.values import DataType
from tests.forms.foreign_forms import foreign, opened
from tests.forms.small_forms import begin, calculated

_NUMBERS = st.floats(allow_nan=True, allow_infinity=True)


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [("today", 0, 0), ("round", 1, 2), ("coalesce", 1, math.inf), ("checklist", 2, math.inf), ("concat", 0, math.inf)],
)
def test_the_table_says_how_many_arguments(name: str, least: int, most: float) -> None:
    assert (SIGNATURES[name].least, SIGNATURES[name].most) == (least, most)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_too_many_or_too_few_arguments_are_refused(function: object) -> None:
    assert isinstance(function, type(FUNCTIONS[0]))
    interview = opened("<a/>")
    wrong = [function.least - 1] if function.least else []
    wrong += [int(function.most) + 1] if math.isfinite(function.most) else []
    for number in wrong:
        with pytest.raises(FormFault, match=rf"{function.name}\(\) has {number} arguments"):
            interview.evaluate(f"{function.name}({','.join(['/data/a'] * number)})", "/data/a")


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("acos(1)", "0"),
        ("asin(0)", "0"),
        ("atan(0)", "0"),
        ("atan2(0, 1)", "0"),
        ("cos(0)", "1"),
        ("sin(0)", "0"),
        ("tan(0)", "0"),
        ("exp10(2)", "100"),
        ("substr(pi(), 0, 6)", "3.1415"),
        ("random() < 1", "true"),
        ("substring('hello', 2, 3)", "ell"),
        ("boolean('x')", "true"),
        ("boolean(0)", "false"),
        ("false()", "false"),
        ("boolean-from-string('yes')", "false"),
        ("date-time('2024-01-02T10:00:00')", "2024-01-02T10:00:00"),
        ("date-time('soon')", ""),
        ("date-time(1.5)", "1970-01-02T12:00:00.000"),
        ("decimal-time('06:00:00')", "0.25"),
        ("date('2024-01-02T10:00:00')", "2024-01-02"),
        ("date('2024-13-40')", ""),
        ("date('19000')", "2022-01-08"),
        ("string(1 div 3)", "0.3333333333333333"),
        ("string-length()", "0"),
        ("number()", ""),
        ("name(..)", "data"),
        ("digest('a', 'x')", ""),
        ("digest('abc', 'MD5')", "kAFQmDzST7DWlj99KOF/cg=="),
        ("base64-decode('!!')", ""),
        ("base64-decode('AGE=')", "a"),  # a zero byte before the letter, which XML cannot hold
        ("min('')", ""),
        ("min('x', 1)", ""),
        ("max('2020-01-01', '2021-01-01')", "2021-01-01"),
        ("concat('only')", "only"),
        ("checklist(-1, 0, 'yes')", "false"),
        ("weighted-checklist(2, -1, 'yes', 2, 'no', 5)", "true"),
        ("coalesce('', '', 'c')", "c"),
        ("if(true(), today(), '')", "2026-03-15"),
        ("if(true(), '', today())", ""),
        ("if(true(), today(), 5)", "2026-03-15"),
        ("if(false(), 5, today())", "2026-03-15"),
        ("if(true(), 5, 'x')", "5"),
        ("version()", "1"),
        ("uuid(0)", ""),
        ("uuid('x')", ""),
        ("string-length(uuid(8))", "8"),
        ("string-length(uuid(100000000))", "1000"),
        ("int(1 div 0)", ""),
        ("round(1 div 0)", "Infinity"),
        ("round('x')", ""),
        ("round(2.5, 'x')", ""),
        ("round(2.5, 1000000000)", "2.5"),
        ("round(2.5, -400)", "0"),
        ("round(5, 1 div 0)", "5"),
        ("round(5, -1 div 0)", "0"),
        ("round(0.125, 2)", "0.13"),
        ("round(-0.125, 2)", "-0.13"),
        ("round(123456789012.345, 2)", "123456789012.35"),
        ("round(123456789, -6)", "123000000"),
        ("round(12345678901234567890, -3)", "12345678901234567168"),
        ("substr('hello', -3, -1)", "ll"),
        ("substr('hello', 0 - 1 div 0)", "hello"),
        ("substr('hello', 1 div 0)", ""),
        ("substr('hello', 'x')", ""),
        ("selected-at('a b', 1 div 0)", ""),
        ("selected-at('a b', -1)", ""),
        ("date(100000000000000)", ""),
        ("date(0 - 719163)", ""),
        ("date-time(99999999999)", ""),
        ("format-date(99999999999, '%Y')", ""),
        ("format-date('junk', '%Y')", ""),
        ("format-date('0001-01-01', '%Y')", "0001"),
        ("format-date('9999-12-31', '%d')", "31"),
        ("count-selected('')", "0"),
        ("count-selected(' a  b ')", "2"),
        ("'2024-01-01T99:99:99' + 1", ""),
    ],
)
def test_a_function_gives(expression: str, result: str) -> None:
    assert calculated(expression) == result


@given(_NUMBERS, _NUMBERS)
def test_no_number_brings_a_function_down(one: float, other: float) -> None:
    assert isinstance(rounded(one, other), float)
    assert isinstance(substr("hello", one, other), str)
    assert isinstance(selected_at("a b c", one), str)
    assert isinstance(date(one) + date_time(one) + format_date(one, "%Y-%m-%d %H:%M:%S.%3"), str)


@given(st.decimals(-(10**6), 10**6, places=5), st.integers(0, 6))
def test_rounding_is_that_of_a_person_with_a_pencil(number: object, places: int) -> None:
    by_hand = Decimal(str(number)).quantize(Decimal(10) ** -places, ROUND_HALF_UP)

    assert rounded(float(str(number)), places) == float(by_hand)


# ── the earth ────────────────────────────────────────────────────────────────────────────────────────────────────────

_DEGREE = math.radians(1) * RADIUS


def _on_earth(expression: str, *points: str) -> str:
    nodes = "".join(f"<r><p>{point}</p></r>" for point in points)
    bind = f'<bind nodeset="/data/c" type="decimal" calculate="{expression}"/>'
    interview = opened(f"{nodes}<c/>", bind, '<group ref="/data/r"><repeat nodeset="/data/r"/></group>')
    return interview.state("/data/c").value


def test_a_degree_of_the_equator_is_111_kilometres() -> None:
    assert float(_on_earth("distance(/data/r/p)", "0 0", "0 1 5.0 3.2")) == pytest.approx(_DEGREE)
    assert float(_on_earth("distance('0 0; 0 1; 0 2;')", "")) == pytest.approx(2 * _DEGREE)
    assert float(_on_earth("distance('0 0', /data/r/p, '0 2')", "0 1")) == pytest.approx(2 * _DEGREE)


def test_a_square_degree_at_the_equator_has_its_area() -> None:
    # exactly: R² · 1° · sin 1°
    wanted = RADIUS**2 * math.radians(1) * math.sin(math.radians(1))

    assert float(_on_earth("area(/data/r/p)", "0 0", "0 1", "1 1", "1 0")) == pytest.approx(wanted)


def test_points_not_yet_given_are_left_out_and_what_is_no_point_has_no_distance() -> None:
    assert float(_on_earth("distance(/data/r/p)", "0 0", "", "0 1")) == pytest.approx(_DEGREE)
    assert _on_earth("distance(/data/r/p)", "") == "0"
    assert _on_earth("area('')", "") == "0"
    assert _on_earth("distance(/data/r/p)", "0 0", "somewhere") == ""
    assert _on_earth("area(/data/r/p)", "0 0", "0 1;;1 1") == ""


# ── patterns ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_whole_text_must_be_of_the_pattern() -> None:
    assert matches("abc", "[a-c]+")
    assert not matches("12a", "[0-9]+")


def test_digits_and_letters_are_those_of_ascii_unless_the_pattern_names_a_class() -> None:
    assert not matches("۴", r"\d")
    assert matches("نام", r"\p{L}+")


def test_a_pattern_that_takes_too_long_is_given_up_by_name() -> None:
    began = time.monotonic()

    with pytest.raises(PatternTooSlow, match="takes too long"):
        matches("a" * 60 + "!", "(a|aa)+$")

    assert time.monotonic() - began < 10


def test_a_constraint_that_takes_too_long_is_a_fault_of_the_form() -> None:
    interview = opened("<a/>")

    with pytest.raises(FormFault, match="takes too long") as fault:
        interview.evaluate(f"regex('{'a' * 60}!', '(a|aa)+$')", "/data/a")

    assert fault.value.node == "/data/a"


@pytest.mark.parametrize(
    "pattern",
    [
        "(",
        "[",
        "*a",
        "a{2,1}",
        "((a{1000}){1000}){1000}",
        "(" * 60 + ")" * 60,
        "a" * 5_001,
        "a{999999999}",
        "(ab){9999}",
    ],
)
def test_what_is_no_pattern_or_would_fill_the_memory_is_refused(pattern: str) -> None:
    with pytest.raises(BadPattern):
        compiled(pattern)


@pytest.mark.parametrize("pattern", ["[0-9]{5}-[0-9]{7}-[0-9]{1}", "(a{3}|b{2,}){10}", r"[]{}(]{3}\({2}", ")?", "()*"])
def test_ordinary_patterns_are_not(pattern: str) -> None:
    if pattern == ")?":
        with pytest.raises(BadPattern, match="no regular expression"):
            compiled(pattern)
    else:
        compiled(pattern)


@given(st.text(alphabet="ab()[]{}|*+?.^$\\-,0123456789dwp", max_size=30), st.text(alphabet="ab01-", max_size=20))
def test_any_pattern_is_tried_in_bounded_time(pattern: str, text: str) -> None:
    with suppress(PatternTooSlow):
        assert matches(text, pattern) in (True, False)


# ── order ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    # measured with both reference clients
    ("seed", "order"),
    [("42", "A F C B D E G"), ("1", "G F E A C D B"), ("-3", "F A C B E G D")],
)
def test_a_seed_gives_the_order_of_the_other_clients(seed: str, order: str) -> None:
    nodes = "".join(f"<r><x>{letter}</x></r>" for letter in "ABCDEFG")
    bind = f"""<bind nodeset="/data/c" calculate="join(' ', randomize(/data/r/x, {seed}))"/>"""
    body = '<group ref="/data/r"><repeat nodeset="/data/r"/></group>'

    assert opened(f"{nodes}<c/>", bind, body).state("/data/c").value == order


_SHUFFLED = """| | type | name | label::English (en) | parameters |
    | | select_one letters | a | A | randomize=true{} |"""
_LETTERS = """
| choices |
| | list_name | name | label::English (en) |
""" + "".join(f"| | letters | {letter} | {letter} |\n" for letter in "ABCDEFG")


def test_choices_are_offered_in_the_order_of_the_seed() -> None:
    interview = begin(_SHUFFLED.format(", seed=42"), choices=_LETTERS)

    # libxml2 would put them back in the order of the list
    assert "".join(choice.value for choice in interview.choices("/data/a")) == "AFCBDEG"


def test_choices_without_a_seed_keep_their_order_as_long_as_the_interview_lasts() -> None:
    interviews = [begin(_SHUFFLED.format(""), choices=_LETTERS) for _ in range(20)]

    orders = {"".join(choice.value for choice in each.choices("/data/a")) for each in interviews}
    again = {"".join(choice.value for choice in each.choices("/data/a")) for each in interviews}

    assert orders == again
    assert len(orders) > 1
    assert all(sorted(order) == list("ABCDEFG") for order in orders)


def test_without_a_seed_every_node_is_there_once() -> None:
    nodes = "".join(f"<r><x>{letter}</x></r>" for letter in "ABCDEFG")
    bind = """<bind nodeset="/data/c" calculate="join('', randomize(/data/r/x))"/>"""
    body = '<group ref="/data/r"><repeat nodeset="/data/r"/></group>'

    assert sorted(opened(f"{nodes}<c/>", bind, body).state("/data/c").value) == list("ABCDEFG")


# ── the form ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_version_of_any_letters_is_told() -> None:
    form = foreign("<a/>")
    form.skeleton.edition = """2025 "Lahore's" """

    assert form.expression("version()", "/data/a").xpath.startswith("concat(")


def test_a_choice_is_named_by_its_label() -> None:
    body = """<select1 ref="/data/a"><item><label>Yes</label><value>yes</value></item></select1>"""
    bind = """<bind nodeset="/data/c" calculate="jr:choice-name(/data/a, '/data/a')"/>
    <bind nodeset="/data/d" calculate="jr:choice-name('yes', /data/a)"/>"""

    interview = opened("<a>yes</a><c/><d/>", bind, body)

    assert interview.state("/data/c").value == interview.state("/data/d").value == "Yes"


def test_a_cell_is_pulled_by_a_column_that_an_answer_names() -> None:
    lists = '<instance id="v"><root><item><name>x</name><g>1</g></item></root></instance>'
    bind = """<bind nodeset="/data/c" calculate="pulldata('v', 'g', /data/k, 'x')"/>
    <bind nodeset="/data/d" calculate="pulldata('v', 'no[column', 'name', 'x')"/>
    <bind nodeset="/data/e" calculate="pulldata('v', 'g', 'name', 'y')"/>"""

    interview = opened("<k>name</k><c/><d/><e/>", lists + bind)

    assert [interview.state(f"/data/{name}").value for name in "cde"] == ["1", "", ""]


@pytest.mark.parametrize("calculation", ["/data/a + 1", ". + 1", "if(/data/a = '', 'x', /data/a)"])
def test_a_calculation_that_reads_itself_is_named(calculation: str) -> None:
    with pytest.raises(FormFault, match="waits for itself") as fault:
        foreign("<a/>", f'<bind nodeset="/data/a" calculate="{calculation}"/>')
    assert fault.value.node == "/data/a"


def test_a_calculation_that_sums_itself_over_all_rows_is_named() -> None:
    with pytest.raises(FormFault, match="waits for itself") as fault:
        foreign(
            "<r><x/></r>",
            '<bind nodeset="/data/r/x" calculate="sum(/data/r/x)"/>',
            '<group ref="/data/r"><repeat nodeset="/data/r"/></group>',
        )
    assert fault.value.node == "/data/r/x"


def test_a_running_total_is_not_a_calculation_that_reads_itself() -> None:
    calculation = "sum(../preceding-sibling::r/n) + 1"
    interview = opened(
        "<r><n/></r><r><n/></r><r><n/></r>",
        f'<bind nodeset="/data/r/n" type="int" calculate="{calculation}"/>',
        '<group ref="/data/r"><repeat nodeset="/data/r"/></group>',
    )
    assert [interview.state(f"/data/r[{n}]/n").value for n in (1, 2, 3)] == ["1", "2", "4"]


def test_a_constraint_may_read_its_own_answer() -> None:
    interview = opened("<a/>", '<bind nodeset="/data/a" constraint=". &gt; 5"/>', '<input ref="/data/a"/>')
    interview.answer("/data/a", "3")
    assert interview.validate()


def test_the_table_of_types_knows_what_a_function_gives() -> None:
    assert SIGNATURES["today"].result is DataType.DATE
    with pytest.raises(ExpressionFault):
        foreign("<a/>").expression("nothing()", "/data/a")
