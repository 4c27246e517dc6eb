"""Expressions: the grammar, the functions, and every place where libxml2 alone would be wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import FormFault
from forms.expression import ExpressionFault, compile_expression
from forms.expression.functions import FUNCTIONS
from forms.expression.rewriting import _SPECIAL
from forms.expression.signatures import RENAMED, SIGNATURES
from forms.expression.syntax import parse
from tests.forms.small_forms import begin, calculated


@pytest.mark.parametrize(
    ("broken", "column"),
    [(". > (", 6), ("a b", 3), ("'x", 1), ("1 +", 4), ("f(,)", 3), ("a[1", 4), ("", 1), ("#", 1), ("a::b", 1)],
)
def test_a_broken_expression_is_refused_with_its_column(broken: str, column: int) -> None:
    with pytest.raises(ExpressionFault) as fault:
        parse(broken)
    assert fault.value.column == column


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(ExpressionFault, match="nested too deeply"):
        parse("(" * 10_000 + "1" + ")" * 10_000)


@given(st.text(alphabet="abc/.()[]'\"=<>!+-*@:|, 12$divand", max_size=40))
def test_any_text_is_an_expression_or_a_fault(text: str) -> None:
    try:
        parse(text)
    except ExpressionFault as fault:
        assert 1 <= fault.column <= len(text) + 1


@pytest.mark.parametrize(
    "wrong",
    ["unknown(1)", "/data/nowhere", "/other/x", "../../../x", "$v", "instance('none')/root", "if(1,2)", "count(1)"],
)
def test_what_the_form_lacks_is_refused(wrong: str) -> None:
    interview = begin("| | type | name | label::English (en) |\n| | text | t | t |")
    with pytest.raises(ExpressionFault):
        compile_expression(wrong, "/data/t", interview.definition.skeleton)


def test_a_broken_expression_in_a_form_names_its_node() -> None:
    with pytest.raises(FormFault, match="/data/t") as fault:
        begin(
            """| | type | name | label::English (en) | constraint |
            | | text | t | t | . > ( |"""
        )
    assert fault.value.node == "/data/t"


def test_every_function_the_grammar_knows_is_one_we_or_libxml2_have() -> None:
    ours = {RENAMED.get(name, name) for name, signature in SIGNATURES.items() if not signature.native}
    assert ours <= set(FUNCTIONS)
    assert not set(_SPECIAL) & set(SIGNATURES) - {"position"}


@pytest.mark.parametrize(
    ("expression", "answers", "result"),
    [
        # libxml2's traps
        ("${i1} * 1000", {"i1": "2500000"}, "2500000000"),
        ("concat('Rs ', ${i1} * 1000)", {"i1": "2500000"}, "Rs 2500000000"),
        ("string(0.1 + 0.2)", {}, "0.30000000000000004"),
        ("1 div 3", {}, "0.3333333333333333"),
        ("round(2.5)", {}, "3"),
        ("round(-2.5)", {}, "-3"),
        ("round(1234.567, 2)", {}, "1234.57"),
        ("round(1234.567, -2)", {}, "1200"),
        ("${d1} < ${d2}", {"d1": "2019-12-31", "d2": "2020-01-01"}, "true"),
        ("${d1} <= '2019-12-31'", {"d1": "2019-12-31"}, "true"),
        ("${d1} > today()", {"d1": "2026-03-15"}, "false"),
        ("${d2} - ${d1}", {"d1": "2020-02-28", "d2": "2020-03-01"}, "2"),
        ("date(${d1} + 1)", {"d1": "2020-02-28"}, "2020-02-29"),
        ("${d1} = ${d2}", {"d1": "2020-02-28", "d2": "2020-02-28"}, "true"),
        ("${d1} = ''", {"d1": ""}, "true"),
        ("${m1} < ${d1}", {"m1": "2020-02-28T23:59:00", "d1": "2020-02-29"}, "true"),
        ("min(${d1}, ${d2})", {"d1": "2020-02-28", "d2": "2019-01-01"}, "2019-01-01"),
        ("if(${d1} = '', today(), ${d1}) > '2026-03-14'", {"d1": ""}, "true"),
        ("int((today() - ${d1}) div 365.25)", {"d1": "2000-03-15"}, "25"),
        # blanks
        ("${i1} + ${i2}", {"i1": "1", "i2": ""}, ""),
        ("sum(${i1}) + coalesce(${i2}, 5)", {"i1": "", "i2": ""}, "5"),
        ("if(${i1} = '', 'blank', 'told')", {"i1": ""}, "blank"),
        ("if(${t1}, 'told', 'blank')", {"t1": ""}, "blank"),
        ("if('false', 1, 2)", {}, "2"),
        # the rest of the dialect
        ("if(${i1} > 3, 'many', 'few')", {"i1": "4"}, "many"),
        ("coalesce(${t1}, ${t2})", {"t1": "", "t2": "b"}, "b"),
        ("selected(${t1}, 'b')", {"t1": "a b c"}, "true"),
        ("selected(${t1}, 'b')", {"t1": "a bb c"}, "false"),
        ("selected-at(${t1}, 1)", {"t1": "a b c"}, "b"),
        ("selected-at(${t1}, 9)", {"t1": "a b c"}, ""),
        ("count-selected(${t1})", {"t1": "a b c"}, "3"),
        ("string-length(${t1})", {"t1": "abc"}, "3"),
        ("substr(${t1}, 1, 3)", {"t1": "abcdef"}, "bc"),
        ("substr(${t1}, 1)", {"t1": "abcdef"}, "bcdef"),
        ("substring-before(${t1}, '-')", {"t1": "a-b"}, "a"),
        ("substring-after(${t1}, '-')", {"t1": "a-b"}, "b"),
        ("contains(${t1}, 'b') and starts-with(${t1}, 'a') and ends-with(${t1}, 'c')", {"t1": "abc"}, "true"),
        ("normalize-space(${t1})", {"t1": " a   b "}, "a b"),
        ("translate(${t1}, '-', '')", {"t1": "35202-1-7"}, "3520217"),
        ("regex(${t1}, '[0-9]{13}')", {"t1": "3520212345671"}, "true"),
        ("regex(${t1}, '[0-9]{13}')", {"t1": "3520212345671x"}, "false"),
        ("regex(${t1}, '(')", {"t1": "x"}, "false"),
        ("join('/', ${t1}, ${t2})", {"t1": "a", "t2": "b"}, "a/b"),
        ("format-date(${d1}, '%d/%m/%Y')", {"d1": "2020-02-28"}, "28/02/2020"),
        ("format-date(${d1}, '%a %e %b %y %n %%')", {"d1": "2020-02-08"}, "Sat 8 Feb 20 2 %"),
        ("format-date-time(${m1}, '%H:%M:%S.%3 %h')", {"m1": "2020-02-28T09:05:07.250"}, "09:05:07.250 9"),
        ("decimal-date-time(${m1})", {"m1": "1970-01-02T12:00:00"}, "1.5"),
        ("date(10)", {}, "1970-01-11"),
        ("number(${t1}) + 1", {"t1": "41"}, "42"),
        ("int(7.9) + floor(7.9) + ceiling(7.1)", {}, "22"),
        ("abs(-3) + pow(2, 3) + 7 mod 4", {}, "14"),
        ("sqrt(16) + log10(100) + exp(0) + log(1)", {}, "7"),
        ("sqrt(-1)", {}, ""),
        ("pow(10, 400)", {}, ""),
        ("max(${i1}, ${i2}, 3)", {"i1": "1", "i2": "9"}, "9"),
        ("boolean-from-string('1')", {}, "true"),
        ("checklist(1, 2, ${t1}, ${t2})", {"t1": "yes", "t2": "no"}, "true"),
        ("weighted-checklist(3, 9, ${t1}, 2, ${t2}, 2)", {"t1": "yes", "t2": "yes"}, "true"),
        ("not(${i1} = 1) or true()", {"i1": "1"}, "true"),
        ("digest('abc', 'SHA-256', 'hex')", {}, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ("base64-decode('SGVsbG8=')", {}, "Hello"),
        ("property('deviceid')", {}, "desk-1"),
        ("string-length(uuid())", {}, "36"),
        ("now() > '2026-03-15T11:59:00'", {}, "true"),
        ("-${i1} + 2 * 3 - 4 div 2", {"i1": "1"}, "3"),
    ],
)
def test_an_expression_gives(expression: str, answers: dict[str, str], result: str) -> None:
    assert calculated(expression, **answers) == result


def test_once_keeps_its_first_value() -> None:
    interview = begin(
        """| | type | name | label::English (en) | calculation |
        | | text | t | t | |
        | | calculate | first | | once(${t}) |"""
    )
    interview.answer("/data/t", "one")
    interview.answer("/data/t", "two")
    assert interview.state("/data/first").value == "one"


def test_a_list_is_searched_by_index_and_by_scan_alike() -> None:
    rows = "\n".join(f"{i},{i % 7},{i % 3}" for i in range(500))
    table = """| | type | name | label::English (en) | calculation |
        | | select_one_from_file v.csv | v | v | |
        | | text | t | t | |
        | | calculate | byindex | | count(instance('v')/root/item[g = ${t} and h = 2]) |
        | | calculate | byscan | | count(instance('v')/root/item[string(g) = string(${t}) and h = 2]) |
        | | calculate | two | | count(instance('v')/root/item[h = '1'][g = ${t}]) |
        | | calculate | pulled | | pulldata('v', 'g', 'name', ${t}) |"""
    interview = begin(table, {"jr://file-csv/v.csv": f"name,g,h\n{rows}".encode()})
    interview.answer("/data/t", "5")
    assert interview.state("/data/byindex").value == interview.state("/data/byscan").value != "0"
    assert interview.state("/data/two").value == str(sum(i % 7 == 5 and i % 3 == 1 for i in range(500)))
    assert interview.state("/data/pulled").value == "5"
