"""Expressions: the grammar, the functions, and every place where libxml2 alone would be wrong."""

from __future__ import annotations

import pickle

import pytest

from forms.errors import FormFault
from forms.expression import FUNCTIONS, ExpressionFault, Want, compile_expression
from forms.expression.calls import REWRITTEN
from forms.expression.functions import IMPLEMENTATIONS
from forms.expression.syntax import parse
from tests.forms.foreign_forms import opened
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


@pytest.mark.parametrize(
    ("wrong", "column", "why"),
    [
        ("1 + unknown(1)", 5, "unknown function unknown()"),
        ("1 + /data/nowhere", 11, "no node 'nowhere'"),
        ("/other/x", 2, "no node /other"),
        ("../../../x", 4, "climbs above the form"),
        ("//node()/../../../..", 16, "climbs above the form"),
        ("1 + $v", 5, "variables"),
        ("instance('none')/root", 10, "no list named 'none'"),
        ("instance(/data/t)/root", 1, "name of a list in quotes"),
        ("instance('l', 1)/root", 1, "instance() has 2 arguments"),
        ("pulldata('none', 'a', 'b', 'c')", 10, "no list named 'none'"),
        ("if(1,2)", 1, "if() has 2 arguments"),
        ("concat(count(1), 2)", 8, "count() takes nodes"),
        ("count-non-empty('x')", 1, "takes nodes"),
        ("1 + (2 | 3)", 8, "| joins nodes"),
        ("/data/t | 3", 9, "| joins nodes"),
        ("/data/t | /data/t | 3", 19, "| joins nodes"),
        ("'x' = (1)[1]", 7, "square brackets pick among nodes"),
        ("('a')/b", 1, "goes on from nodes"),
        ("coalesce(/data/t, 1)/b", 1, "goes on from nodes"),
        ("jr:choice-name('x', '/data/none')", 21, "no question '/data/none'"),
        ("jr:choice-name('x', '/data/t')", 1, "not a question with choices"),
        ("jr:choice-name('x', /data/t)", 1, "not a question with choices"),
        ("jr:choice-name('x', 5)", 1, "takes nodes of the form"),
        ("position(5)", 1, "takes a node of the form"),
        ("indexed-repeat(/data/t, /data/r, 1, 2)", 1, "each with an index"),
        ("indexed-repeat(/data/t, /data/r, 1)", 1, "is not a repeat around"),
        ("indexed-repeat(/data/r/x, /data/t, 1)", 1, "is not a repeat around"),
        ("regex(/data/t, '(')", 16, "no regular expression"),
        ("distance('foo')", 10, "takes points"),
        ("distance(/data/t, '')", 19, "takes points"),
        ("area('1 2; 91 3')", 6, "takes points"),
        ("1 + \x07", 5, "unexpected"),
        ("@zz:id", 1, "unknown prefix 'zz'"),
        ("a" * 200_001, 200_000, "longer than"),
        ("+".join(["1"] * 5_000), 6002, "more than 3,000 operators"),
        ("/data" + "/." * 101, 206, "more than 100 steps"),
        ("." + "[1]" * 3_001, 9002, "more than 3,000 operators"),
        ("not(" * 101 + "1" + ")" * 101, 401, "nested too deeply"),
        ("$1", 2, "expected a name"),
        ("(1", 3, "expected ')'"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(wrong: str, column: int, why: str) -> None:
    skeleton = opened(
        "<t/><r><x/></r>",
        '<instance id="l"><root/></instance>',
        '<group ref="/data/r"><repeat nodeset="/data/r"/></group>',
    ).definition.skeleton

    with pytest.raises(ExpressionFault) as fault:
        compile_expression(wrong, "/data/t", skeleton)

    assert why in fault.value.reason
    assert fault.value.column == column


def test_a_list_of_nodes_is_asked_for_and_given() -> None:
    skeleton = opened("<t/>").definition.skeleton

    assert compile_expression("/data/t", "/data/t", skeleton, Want.NODES).xpath == "/data/t"
    with pytest.raises(ExpressionFault, match="a list of nodes is wanted"):
        compile_expression("1", "/data/t", skeleton, Want.NODES)


def test_what_libxml2_will_not_read_is_refused() -> None:
    # a letter to Python and to people, but not to XML, which has no attribute of that name
    with pytest.raises(ExpressionFault, match="no expression to libxml2"):
        compile_expression("@\N{FEMININE ORDINAL INDICATOR}", "/data/t", opened("<t/>").definition.skeleton)


def test_what_libxml2_gives_up_is_a_fault_of_the_form() -> None:
    # a row of 2,900 predicates and in the last of them another: too deep to evaluate, as only the evaluation shows
    interview = opened("<t/>")
    steps = "/data/t" + "/." * 90
    source = steps + "[1=1]" * 2_900

    with pytest.raises(FormFault, match="/data/t"):
        interview.evaluate(source + "[" + source[:700] + "]", "/data/t")


def test_a_broken_expression_in_a_form_names_its_node() -> None:
    with pytest.raises(FormFault, match="/data/t") as fault:
        begin(
            """| | type | name | label::English (en) | constraint |
            | | text | t | t | . > ( |"""
        )
    assert fault.value.node == "/data/t"


def test_every_function_of_the_table_is_one_we_or_libxml2_have() -> None:
    ours = {each.ours or each.name for each in FUNCTIONS if not each.native and not each.rewritten}
    assert ours <= set(IMPLEMENTATIONS)
    assert {each.name for each in FUNCTIONS if each.rewritten} == set(REWRITTEN)
    assert len({each.name for each in FUNCTIONS}) == len(FUNCTIONS)
    assert all(each.purpose for each in FUNCTIONS)


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
        ("if('false', 1, 2)", {}, "1"),
        ("if(${t1}, 1, 2)", {"t1": "false"}, "1"),
        ("if(${t1}, 1, 2)", {"t1": "0"}, "1"),
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
        ("regex(${t1}, ${t2})", {"t1": "x", "t2": "("}, "false"),
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


_PARTS = """<t>b</t><n>2.5</n><g><u>7</u></g><r><x>1</x><s><y>p</y></s></r><r><x>2</x><s><y>q</y></s></r>"""
_PARTS_BODY = """<group ref="/data/r"><repeat nodeset="/data/r"><group ref="/data/r/s"><repeat nodeset="/data/r/s"/>
</group></repeat></group>"""
_PARTS_BINDS = """<bind nodeset="/data/r/x" type="int"/><bind nodeset="/data/n" type="decimal"/><instance id="l"><root>
<item><name>a</name><g>2.5</g></item><item><name>b</name><g>1</g></item></root></instance>"""


@pytest.mark.parametrize(
    ("expression", "context", "result"),
    [
        ("count(/data/r/x | /data/t)", "/data/t", 3.0),
        ("count(/data/t | /data/t | instance('l')/root/item)", "/data/t", 3.0),
        ("sum(/data/r/x | /data/r/x)", "/data/t", 3.0),
        ("(/data/r/x | /data/g/u) = 7", "/data/t", True),
        ("count(if(1 = 1, /data/r/x, /data/r/s/y))", "/data/t", 2.0),
        ("count(instance('l'))", "/data/t", 1.0),
        ("count(instance('l')//item)", "/data/t", 2.0),
        ("count(instance('l')/root/item[g = /data/n])", "/data/t", 1.0),
        ("count(instance('l')/root/item[g = /data/r/x])", "/data/t", 1.0),
        ("count(instance('l')/root/item[/data/t = name and -(2) and (../item)[1]])", "/data/t", 1.0),
        ("count(instance('l')/root/item[g[1] = /data/n])", "/data/t", 1.0),
        ("count(instance('l')/root/item[* = 'b'])", "/data/t", 1.0),
        ("count(instance('l')/root/item[name = /data/r[1]/x])", "/data/t", 0.0),
        ("count(//x)", "/data/t", 2.0),
        ("count(/data/*)", "/data/t", 5.0),
        ("count(/data//y)", "/data/t", 2.0),
        ("count(/data/node())", "/data/t", 5.0),
        ("count(/data/descendant::nothing)", "/data/t", 0.0),
        ("count(/)", "/data/t", 1.0),
        ("string(/data/@version)", "/data/t", "1"),
        ("string(/data/t/@xml:lang)", "/data/t", ""),
        ("string(/data/t/text())", "/data/t", "b"),
        ("string(self::t)", "/data/t", "b"),
        ("string(current())", "/data/t", "b"),
        ("string(following-sibling::n)", "/data/t", "2.5"),
        ("string(preceding::x)", "/data/r[2]/x", "1"),
        ("position(/data/g/u)", "/data/t", 1.0),
        ("count(/data/r[x = current()/../x])", "/data/r[2]/x", 1.0),
        ("string(/data/r/s/y)", "/data/r[2]/x", "q"),
        ("string(/data/r)", "/data/r[2]", "2q"),
        ("indexed-repeat(/data/r/s/y, /data/r, 2, /data/r/s, 1)", "/data/t", "q"),
        ("indexed-repeat(/data/r/s/y, /data/r/s, 1)", "/data/r[2]/x", "q"),
        ("count(/data/r/s[y = indexed-repeat(/data/r/s/y, /data/r/s, 1)])", "/data/r[2]/x", 1.0),
        ("count(/data/r/s[y = indexed-repeat(/data/r/s/y, /data/r/s, 1)])", "/data/r[2]", 1.0),
        ("indexed-repeat(/data/r/x, /data/r, indexed-repeat(/data/r/x, /data/r, 2))", "/data/t", "2"),
        ("string((/data/r)[2]/x)", "/data/t", "2"),
        ("count((/data/r | /data/g)/*)", "/data/t", 5.0),
        ("string((instance('l')/root/item)[2]/name)", "/data/t", "b"),
        ("/data/t = '' or not(/data/n)", "/data/t", False),
        ("-/data/n", "/data/t", -2.5),
    ],
)
def test_a_path_reaches(expression: str, context: str, result: str | float | bool) -> None:
    interview = opened(_PARTS, _PARTS_BINDS, _PARTS_BODY)

    assert interview.evaluate(expression, context) == result


def test_an_expression_travels_without_what_libxml2_made_of_it() -> None:
    interview = opened(_PARTS, _PARTS_BINDS, _PARTS_BODY)
    expression = compile_expression("randomize(/data/r, 2)", "/data/t", interview.definition.skeleton)

    copy = pickle.loads(pickle.dumps(expression))

    assert copy == expression
    assert copy.__dict__.keys() < expression.__dict__.keys()
