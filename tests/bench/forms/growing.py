"""A child process that measures how cost grows with members, with questions and with the rows of a list.

Run as `python -m tests.bench.forms.growing [FORM.xml PLAN.json]`; prints one line of JSON. Forms of any number of
questions are made here; without the household's form its members are left out.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from forms import FormDefinition, Interview, parse_xform
from tests.bench.forms.filling import CONSENT, MEMBER, WAGE, p95

MEMBERS = (10, 50, 200, 1000)
QUESTIONS = (100, 250, 1000)
VILLAGES = 25_000
IN_A_TEHSIL = 125
_SECTION = 10

Figures = dict[str, float]


def main(words: list[str]) -> None:
    """Measure and print."""
    found: dict[str, object] = {"questions": {number: _questions(number) for number in QUESTIONS}}
    if words:
        form, plan = (Path(word).read_bytes() for word in words)
        definition, answers = parse_xform(form), json.loads(plan)
        found["members"] = {number: _members(definition, answers, number) for number in MEMBERS}
    found["villages, the choices of one tehsil"] = {VILLAGES: _villages()}
    print(json.dumps(found))


def milliseconds(work: Callable[[], object]) -> float:
    """How long a piece of work holds the processor: the shape of growth must not hang on what else the machine does."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def _begin(definition: FormDefinition) -> Interview:
    return Interview.start(definition, clock=lambda: dt.datetime.now().astimezone())


def _members(definition: FormDefinition, answers: dict[str, dict[str, list[list[list[str]]]]], number: int) -> Figures:
    interview = _begin(definition)
    interview.answer(CONSENT, "yes")
    expand = milliseconds(lambda: interview.answer(str(answers["hh_size_ref"]), str(number)))
    planned = answers["members"]["200"]
    taken = []
    for place in range(1, number + 1):
        for name, value in planned[(place - 1) % len(planned)]:
            ref = f"{MEMBER}[{place}]/{name}"
            if interview.state(ref).relevant:
                taken.append(milliseconds(lambda: interview.answer(ref, str(value))))  # noqa: B023 - done at once
    wage = next(ref for place in range(4, 99) if interview.state(ref := f"{MEMBER}[{place}]/{WAGE}").relevant)
    edits = [milliseconds(lambda: interview.answer(wage, str(500 + edit))) for edit in range(9)]  # noqa: B023
    return {"median": median(taken), "p95": p95(taken), "wage": median(edits), "expand": expand, "fill": sum(taken)}


def _questions(number: int) -> Figures:
    content = made(number).encode()
    load = median(milliseconds(lambda: parse_xform(content)) for _ in range(3))
    interview = _begin(parse_xform(content))
    taken = [
        milliseconds(lambda: interview.answer(ref, str(value)))  # noqa: B023 - done at once
        for value in range(1, 4)
        for ref in interview.questions()
    ]
    return {"median": median(taken), "p95": p95(taken), "load": load}


def made(number: int) -> str:
    """A form of so many questions: in sections of ten, each with a sum, each asked when the one before was answered."""
    sections = number // _SECTION
    instance = "".join(
        f"<s{place}>{''.join(f'<q{each}/>' for each in range(_SECTION))}<sum/></s{place}>" for place in range(sections)
    )
    return (
        '<html xmlns="http://www.w3.org/2002/xforms"><head><title>grown</title><model>'
        f'<instance><data id="grown" version="1">{instance}<total/></data></instance>'
        f"{''.join(_binds(sections))}</model></head><body>{''.join(_controls(sections))}</body></html>"
    )


def _binds(sections: int) -> Iterator[str]:
    for place in range(sections):
        section = f"/data/s{place}"
        if place:
            yield f'<bind nodeset="{section}" relevant="/data/s{place - 1}/q0 &gt; 0"/>'
        for each in range(_SECTION):
            yield f'<bind nodeset="{section}/q{each}" type="int" constraint=". &lt; 1000" required="{section}/q0 = 1"/>'
        terms = " + ".join(f"coalesce({section}/q{each}, 0)" for each in range(_SECTION))
        yield f'<bind nodeset="{section}/sum" type="int" calculate="{terms}"/>'
    yield '<bind nodeset="/data/total" type="int" calculate="sum(/data/*/sum)"/>'


def _controls(sections: int) -> Iterator[str]:
    for place in range(sections):
        asked = "".join(
            f'<input ref="/data/s{place}/q{each}"><label>{each} of <output value="/data/s{place}/q0"/></label></input>'
            for each in range(_SECTION)
        )
        yield f'<group ref="/data/s{place}">{asked}</group>'


def _villages() -> Figures:
    """The choices of a cascade over a list of all villages: the first time a tehsil is chosen, and when it changes."""
    address = "jr://file-csv/villages.csv"
    rows = (f"v{place},Village {place},t{place // IN_A_TEHSIL}" for place in range(VILLAGES))
    files = {address: ("name,label,tehsil\n" + "\n".join(rows)).encode()}
    content = (
        '<html xmlns="http://www.w3.org/2002/xforms"><model>'
        '<instance><data id="v"><tehsil/><village/></data></instance>'
        f'<instance id="villages" src="{address}"/></model>'
        '<body><input ref="/data/tehsil"/><select1 ref="/data/village">'
        "<itemset nodeset=\"instance('villages')/root/item[tehsil = /data/tehsil]\">"
        '<value ref="name"/><label ref="label"/></itemset></select1></body></html>'
    ).encode()
    figures = {"load": milliseconds(lambda: parse_xform(content, files))}
    interview = _begin(parse_xform(content, files))

    def choose(tehsil: int) -> None:
        interview.answer("/data/tehsil", f"t{tehsil}")
        if len(interview.choices("/data/village")) != IN_A_TEHSIL:
            raise RuntimeError("the list does not offer the villages of the tehsil")

    figures["first"] = milliseconds(lambda: choose(0))
    figures["median"] = median(milliseconds(lambda: choose(tehsil)) for tehsil in range(1, VILLAGES // IN_A_TEHSIL))  # noqa: B023
    return figures


if __name__ == "__main__":
    main(sys.argv[1:])
