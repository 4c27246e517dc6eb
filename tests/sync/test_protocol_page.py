"""PROTOCOL.md and errors.py say what the code does, no more and no less."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import sync.errors
from sync.errors import SyncFault
from sync.framing import Magic
from sync.receipt import Outcome
from sync.refusals import BatchRefusal, SurveyRefusal
from sync.registry.app import STATUSES
from sync.seal import Signed, suites

PAGE = (Path(sync.errors.__file__).parent / "PROTOCOL.md").read_text("utf-8")


def section(title: str) -> str:
    return PAGE.split(f"# {title}\n", 1)[1].split("\n#", 1)[0]


def first_cells(text: str) -> list[str]:
    return re.findall(r"^\| `([a-z_]+)` \|", text, re.MULTILINE)


def faults(of: type[SyncFault] = SyncFault) -> Iterator[type[SyncFault]]:
    for fault in of.__subclasses__():
        yield fault
        yield from faults(fault)


def test_every_refusal_of_a_batch_is_explained_with_its_status() -> None:
    rows = re.findall(r"^\| `([a-z_]+)` \| (\d+) \|", section("Over HTTP"), re.MULTILINE)

    assert {code: int(status) for code, status in rows} == {code.value: status for code, status in STATUSES.items()}
    assert set(STATUSES) == set(BatchRefusal)


def test_every_refusal_of_a_survey_is_explained() -> None:
    assert sorted(first_cells(section("Codes of refused surveys"))) == sorted(SurveyRefusal)


def test_every_outcome_frame_signature_and_suite_is_explained() -> None:
    assert set(Outcome) <= set(first_cells(section("Receipt: the registry's word")))
    assert all(f"`{magic.value.decode()}`" in PAGE for magic in Magic)
    assert all(f"`{signed.value.decode().strip()}\\n`" in PAGE for signed in Signed)
    assert all(f"| {number} | ML-KEM" in PAGE for number in suites())


def test_every_fault_has_a_code_of_its_own_and_stands_in_the_tree() -> None:
    own = [fault for fault in faults() if fault.__module__ == sync.errors.__name__]
    codes = [fault.code for fault in faults()]

    assert len(codes) == len(set(codes))
    assert all(f"── {fault.__name__} " in (sync.errors.__doc__ or "") for fault in own)
