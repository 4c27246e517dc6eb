"""What a fuzzer makes of bytes: an expression, a form, an interview; each works or is refused in words."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from typing import Any, cast

from forms.errors import FormFault, NotAnswerable, UnknownQuestion
from forms.expression import FUNCTIONS
from forms.interview import Interview
from forms.xform import parse_xform
from tests.forms.hostile_forms import HOSTILE
from tests.forms.paths_at_random import hold_interview
from tests.forms.small_forms import noon
from tests.forms.test_expression_fuzz import FORM, hold

CONTEXTS = ("/data/i", "/data/r/x", "/data/r/s/y", "/data/g")
LARGEST_SEED = 4_000  # libFuzzer learns from small inputs; the large hostile forms have tests of their own
MODEL = (
    "<bind nodeset='/data/i' ",
    *("type='int' ", "relevant='", "calculate='", "constraint='", "required='", "readonly='true()' "),
    *("<input ref='/data/i'>", "<select1 ref='/data/c'>", "<repeat nodeset='/data/r'>", "jr:count='/data/i' "),
    *("<setvalue event='odk-new-repeat' ref='", "<itemset nodeset='", "<value ref='", "<label ref=\"jr:itext('x')\"/>"),
    *("<itext>", "<translation lang='en'>", "<text id='x'>", "<output value='", "jr:template=''", "<instance id='v'>"),
)


@dataclass(frozen=True, slots=True)
class Target:
    """One kind of input, with words that the fuzzer may put into it and inputs to begin with."""

    run: Callable[[bytes], None]
    words: tuple[str, ...] = ()
    seeds: tuple[bytes, ...] = ()


def read_expression(data: bytes) -> None:
    """Any text in an expression column."""
    hold(data.decode(errors="replace"), CONTEXTS[len(data) % len(CONTEXTS)])


def read_form(data: bytes) -> None:
    """Any file for a form; one that is taken is filled, kept and opened again."""
    try:
        form = parse_xform(data)
        interview = Interview.start(form, clock=noon)
        for ref in interview.questions():
            with suppress(UnknownQuestion, NotAnswerable):  # an answer before may have taken it away
                interview.answer(ref, "1")
    except FormFault as fault:
        assert str(fault)
        return
    Interview.reopen(form, interview.serialise(), clock=noon).submission()


def _small_hostile() -> tuple[bytes, ...]:
    forms = (hostile.form() for hostile in HOSTILE.values() if not hostile.slow)
    raw = (form if isinstance(form, bytes) else form.encode(errors="replace") for form in forms)
    return tuple(each for each in raw if len(each) <= LARGEST_SEED)


def take_interview(data: bytes) -> None:
    """Rules and deeds, drawn from bytes as hypothesis draws them."""
    cast(Any, hold_interview).hypothesis.fuzz_one_input(data)


TARGETS = {
    "grammar": Target(
        read_expression,
        words=(*(f"{each.name}(" for each in FUNCTIONS), "/data/r/x", "instance('v')/root/item[", "current()/..", "::"),
        seeds=(b"/data/i + 1", b"sum(/data/r[x > 1]/x)", b"if(. = '', today(), '2024-02-29')"),
    ),
    "xform": Target(
        read_form,
        words=MODEL,
        seeds=(FORM.encode(), *_small_hostile()),
    ),
    "interview": Target(
        take_interview,
        seeds=tuple(Random(number).randbytes(600) for number in range(20)),
    ),
}
