from __future__ import annotations

from collections.abc import Iterator

import enumerator.errors
from enumerator.errors import WorldFault, WrongPassphrase


def every_fault(fault: type[WorldFault] = WorldFault) -> Iterator[type[WorldFault]]:
    yield fault
    for narrower in fault.__subclasses__():
        if narrower.__module__ == "enumerator.errors":
            yield from every_fault(narrower)


def test_every_fault_has_a_code_of_its_own() -> None:
    codes = [fault.code for fault in every_fault()]
    assert len(codes) == len(set(codes))


def test_the_tree_at_the_top_of_the_module_draws_every_fault() -> None:
    drawn = enumerator.errors.__doc__ or ""
    assert [fault.__name__ for fault in every_fault() if fault.__name__ not in drawn] == []


def test_a_fault_tells_its_code_and_facts_and_no_sentence() -> None:
    fault = WrongPassphrase(officer="0603017-02", failed_tries=2)
    assert str(fault) == "wrong_passphrase (officer=0603017-02, failed_tries=2)"
