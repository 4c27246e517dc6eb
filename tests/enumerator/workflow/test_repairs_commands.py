"""The commands where the world is awkward: a slip with no place to go, a Windows file, a code page."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from enumerator.app import run
from tests.enumerator.commands.office import Office, small_family
from tests.enumerator.store.centre import BILAL, SAIRA, sign_in


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """One finished household; the tests add to it."""
    office = Office(tmp_path_factory.mktemp("office"))
    office.furnish()
    return office


def copies(office: Office, number: str) -> Sequence[int]:
    with sign_in(office.desk, SAIRA) as desk:
        return [slip.copy for slip in desk.slips.of(number)]


def test_a_slip_that_cannot_be_written_is_not_counted(office: Office) -> None:
    number = office.first
    (office.folder / "a folder.pdf").mkdir(exist_ok=True)
    for target in ("a folder.pdf", "no such folder/slip.pdf"):
        said = office.do(BILAL, "slip", number, str(office.folder / target))
        assert said.status == 1, said
    assert copies(office, number) == []
    slip = office.folder / "slip.pdf"
    office.done(BILAL, "slip", number, str(slip))
    assert copies(office, number) == [1]
    if os.name == "posix":
        assert stat.S_IMODE(slip.stat().st_mode) == 0o600


def test_a_passphrase_file_may_begin_with_a_byte_order_mark(office: Office) -> None:
    file = office.folder / "from-windows.txt"
    file.write_bytes(b"\xef\xbb\xbf" + BILAL.passphrase.encode() + b"\r\n")
    words = ("--store", str(office.desk), "--officer", BILAL.code, "--passphrase-file", str(file))
    assert office.run("households", "list", *words).status == 0


def test_urdu_names_go_to_a_pipe_of_any_code_page(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    family = small_family()
    family.answers["/data/basic/head_name"] = "غلام رسول"
    said = office.register(BILAL, family)
    assert said.status == 0, said
    pipe = io.BytesIO()
    narrow = io.TextIOWrapper(pipe, encoding="cp1252")
    monkeypatch.setattr(sys, "stdout", narrow)

    assert run(["households", "list", *office.signing_in(BILAL)]) == 0

    narrow.flush()
    assert "غلام رسول" in pipe.getvalue().decode("utf-8")


def test_a_draft_with_a_wrong_iban_is_shown_with_its_sentence_and_can_be_withdrawn(office: Office) -> None:
    family = small_family()
    livelihood = {"account": "bank", "bank": "SCBL", "iban_known": "yes", "iban": "PK37SCBL0000001123456702"}
    family.answers.update({f"/data/livelihood/{name}": answer for name, answer in livelihood.items()})
    said = office.register(BILAL, family, "--confirm", "as in the cheque book")
    assert said.status == 1, said
    assert "its check digits do not fit" in said.err
    number = said.number

    for command in ("households show", "households finish"):
        assert "its check digits do not fit" in office.do(BILAL, command, number).err

    assert office.do(BILAL, "withdraw", number, "--reason", "the family left").out == f"{number}: withdrawn\n"
    assert "the family left" in office.done(BILAL, "households show", number).out


def test_a_desk_for_trials_does_not_enrol_with_a_real_registry(office: Office, tmp_path: Path) -> None:
    card = tmp_path / "registry.json"
    ours = office.registry.card.read_bytes()
    card.write_bytes(ours.replace(b'"trial":true', b'"trial":false'))
    said = office.do(SAIRA, "enrol trust", str(card))
    assert (said.status, "A trial desk and a real registry" in said.err) == (1, True)


def test_an_officer_of_another_centre_is_not_added(office: Office) -> None:
    said = office.add(replace(BILAL, code="0603018-09"))
    assert said.status == 1
    assert "officer_code" in said.err
