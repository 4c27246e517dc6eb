"""The signed words of a slip."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.errors import BadSignature, BadSlip
from sync.seal import new_signing_key
from sync.slip import SlipClaim, hand_code, read_slip, sign_slip

MACHINE = new_signing_key()
CLAIM = SlipClaim(number="0603017010012862", revision=1, day=date(2026, 11, 23), officer="04", members=7)
QR_VERSION_6_M = 154
"""Alphanumeric letters that a version 6 QR code holds at level M (ISO/IEC 18004, table 7)."""


def test_a_signed_slip_reads_back_as_it_was_claimed() -> None:
    read = read_slip(sign_slip(CLAIM, machine_private=MACHINE.private), machine_public=MACHINE.public)
    assert (read.number, read.revision, read.day, read.officer, read.members) == (CLAIM.number, 1, CLAIM.day, "04", 7)


@pytest.mark.parametrize(("revision", "members"), [(1, 1), (9, 999), (99, 99), (999, 36), (99, 120)])
def test_slips_of_usual_sizes_fit_the_smallest_code_that_prints_well(revision: int, members: int) -> None:
    claim = replace(CLAIM, revision=revision, members=members)
    assert len(sign_slip(claim, machine_private=MACHINE.private)) <= QR_VERSION_6_M


@given(st.integers(1, 999), st.integers(0, 999))
def test_every_size_and_revision_reads_back(revision: int, members: int) -> None:
    claim = replace(CLAIM, revision=revision, members=members)
    read = read_slip(sign_slip(claim, machine_private=MACHINE.private), machine_public=MACHINE.public)
    assert (read.revision, read.members) == (revision, members)


def test_another_machines_slip_is_not_believed() -> None:
    with pytest.raises(BadSignature):
        read_slip(sign_slip(CLAIM, machine_private=new_signing_key().private), machine_public=MACHINE.public)


@given(st.integers(0, 150), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ:"))
def test_no_altered_letter_is_believed(position: int, letter: str) -> None:
    text = sign_slip(CLAIM, machine_private=MACHINE.private)
    place = position % len(text)
    altered = text[:place] + letter + text[place + 1 :]
    if altered == text:
        return
    with pytest.raises((BadSlip, BadSignature)):
        read_slip(altered, machine_public=MACHINE.public)


@pytest.mark.parametrize("text", ["", "PSER1", "https://example.org", "PSER1:1:1:20261123:04:7:ABCDEF01:AAAA"])
def test_other_texts_are_called_no_slip(text: str) -> None:
    with pytest.raises(BadSlip):
        read_slip(text, machine_public=MACHINE.public)


def test_the_code_for_the_hand_is_short_and_its_own() -> None:
    first, second = (
        sign_slip(claim, machine_private=MACHINE.private)
        for claim in (CLAIM, SlipClaim("0603017010012870", 1, CLAIM.day, "04", 7))
    )
    assert hand_code(first) != hand_code(second)
    assert len(hand_code(first)) == len("7KQ2-9HD4-3XWM-0TBF")
