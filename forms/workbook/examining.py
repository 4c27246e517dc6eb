"""The examination of a workbook, step by step, in the process that calls it; `examination` guards it from outside."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from forms.definition import Question
from forms.errors import FormsFault
from forms.workbook.archive import look
from forms.workbook.book import read_book
from forms.workbook.cells import NotReadable, read_workbook
from forms.workbook.checks import check_book, in_order
from forms.workbook.convert import Converted, at_fault, convert, load, try_out
from forms.workbook.examination import Identity, Times
from forms.workbook.findings import Finding, Severity, finding

SLOW_ANSWER = 250.0  # milliseconds; a person at the keys notices a tenth of a second
SLOW_LOAD = 10_000.0


@dataclass(frozen=True, slots=True)
class Result:
    """All that came out: findings, and the form when there is one without an error."""

    findings: tuple[Finding, ...]
    identity: Identity | None = None
    times: Times | None = None
    form: Converted | None = None


def examine_here(
    content: bytes,
    find_file: Callable[[str], bytes | None] = lambda name: None,
    stage: Callable[[str, tuple[Finding, ...]], None] = lambda name, findings: None,
) -> Result:
    """Examine a workbook's bytes; `stage` is told which step begins and what has been found so far."""
    found = look(content)
    if _broken(found):
        return Result(found)
    stage("reading", found)
    try:
        workbook = read_workbook(content)
    except NotReadable as fault:
        return Result((*found, finding(fault.code, Severity.ERROR, **fault.facts)))
    stage("checking", found)
    book = read_book(workbook, find_file)
    found = (*found, *check_book(book))
    if _broken(found):
        return Result(in_order(iter(found)))
    stage("converting", found)
    form = convert(book, find_file)
    if isinstance(form, Finding):
        return Result(in_order(iter((*found, form))))
    stage("loading", found)
    began = time.perf_counter()
    definition = load(form, book)
    loaded = (time.perf_counter() - began) * 1000
    if isinstance(definition, Finding):
        return Result(in_order(iter((*found, definition))))
    stage("asking", found)
    try:
        started, answer, slowest = try_out(definition)
    except FormsFault as fault:
        return Result(in_order(iter((*found, at_fault(fault, book)))))
    times = Times(loaded, started, answer, slowest)
    asked = sum(isinstance(node, Question) and node.asked for node in definition.nodes.values())
    identity = Identity(
        definition.form_id,
        definition.edition,
        definition.title,
        definition.languages,
        asked,
        definition.content_hash,
    )
    return Result(in_order(iter((*found, *_slow(times)))), identity, times, form)


def _broken(found: tuple[Finding, ...]) -> bool:
    return any(one.severity is Severity.ERROR for one in found)


def _slow(times: Times) -> Iterator[Finding]:
    if times.answer > SLOW_ANSWER or times.load > SLOW_LOAD:
        facts = {"answer": f"{times.answer:.0f}", "load": f"{times.load:.0f}"}
        yield finding("slow", Severity.WARNING, **facts)
