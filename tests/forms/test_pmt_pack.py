"""A score pack is read only if it is trusted, well formed and true to its own examples."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import forms
from forms.pmt import PackRefused, ScorePack, load_pack, shipped_packs

PACKS = Path(forms.__file__).parent / "pser" / "2025" / "packs"
SCHREINER = PACKS / "schreiner-2009.json"

Edit = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def pack() -> ScorePack:
    return load_pack(SCHREINER)


def edited(edit: Edit) -> bytes:
    """Give the shipped pack with one change."""
    document = json.loads(SCHREINER.read_bytes())
    edit(document)
    return json.dumps(document).encode()


def refusal(written: bytes) -> PackRefused:
    """Load bytes that are trusted, and give the reason why they are refused all the same."""
    with pytest.raises(PackRefused) as caught:
        load_pack(written, trusted={hashlib.sha256(written).hexdigest()})
    return caught.value


# ── trust ───────────────────────────────────────────────────────────────────────────────────────────────


def test_every_shipped_pack_is_trusted_and_nothing_else() -> None:
    shipped = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in PACKS.glob("*.json")}
    assert set(shipped.values()) == shipped_packs()
    for path, digest in shipped.items():
        assert load_pack(path).hash == digest


def test_one_flipped_bit_makes_a_pack_untrusted() -> None:
    flipped = bytearray(SCHREINER.read_bytes())
    flipped[len(flipped) // 2] ^= 1
    with pytest.raises(PackRefused) as caught:
        load_pack(bytes(flipped))
    assert caught.value.code == "untrusted"


def test_a_pack_named_by_the_caller_is_trusted() -> None:
    written = edited(lambda document: document.update(version="1.0.1"))
    assert load_pack(written, trusted={hashlib.sha256(written).hexdigest()}).version == "1.0.1"


# ── form ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (b"", "unreadable"),
        (b"{", "unreadable"),
        (b"\xff", "unreadable"),
        (b"[]", "shape"),
        (b'{"id": "a", "id": "b"}', "unreadable"),
        (b'{"points": 57.6}', "unreadable"),
        (b'{"points": NaN}', "unreadable"),
    ],
)
def test_what_is_not_exact_json_is_refused(written: bytes, code: str) -> None:
    assert refusal(written).code == code


SHAPES: dict[str, Edit] = {
    "a null point": lambda pack: pack["terms"][8]["points"].update(no=None),
    "a point as a number": lambda pack: pack["terms"][8]["points"].update(no=0),
    "a term of an unknown kind": lambda pack: pack["terms"][8].update(kind="python"),
    "a key that nobody reads": lambda pack: pack.update(weights=[]),
    "no examples": lambda pack: pack.update(examples=[]),
    "a date that is none": lambda pack: pack["valid"].update({"from": "2009-02-31"}),
    "a least above its most": lambda pack: pack["terms"][6]["points"].update({"18": ["4", "2"]}),
    "a rounding that is none": lambda pack: pack["scale"].update(rounding="towards_the_minister"),
}


@pytest.mark.parametrize("edit", SHAPES.values(), ids=SHAPES.keys())
def test_what_is_not_of_the_packs_form_is_refused(edit: Edit) -> None:
    assert refusal(edited(edit)).code == "shape"


FAULTS: dict[str, tuple[Edit, str]] = {
    "a number in no band": (lambda pack: pack["terms"][1]["bands"].pop(2), "gap"),
    "a first band above nought": (lambda pack: pack["terms"][1]["bands"].pop(0), "gap"),
    "a last band that ends": (lambda pack: pack["terms"][1]["bands"][-1].update(below=9), "gap"),
    "a number in two bands": (lambda pack: pack["terms"][1]["bands"][1].update({"from": 0}), "overlap"),
    "a band after the open one": (lambda pack: pack["terms"][1]["bands"].append({"from": 9, "points": "0"}), "overlap"),
    "an empty band": (lambda pack: pack["terms"][1]["bands"][0].update(below=0), "overlap"),
    "a likelihood without its band": (lambda pack: pack["likelihood"]["lines"][3]["percent"].pop(), "gap"),
    "a likelihood too many": (lambda pack: pack["likelihood"]["lines"][3]["percent"].append("0.0"), "overlap"),
    "likelihoods that begin too late": (lambda pack: pack["likelihood"]["from"].__setitem__(0, "1"), "gap"),
    "likelihood bands out of order": (lambda pack: pack["likelihood"]["from"].__setitem__(1, "11"), "overlap"),
    "a sum above the scale": (lambda pack: pack["terms"][9]["points"].update(yes="13"), "scale"),
    "a sum below the scale": (lambda pack: pack["terms"][9]["points"].update(no="-1"), "scale"),
    "two terms of one name": (lambda pack: pack["terms"].append(pack["terms"][0]), "repeated"),
    "two lines of one name": (
        lambda pack: pack["likelihood"]["lines"].append(pack["likelihood"]["lines"][0]),
        "repeated",
    ),
    "two cases of one name": (lambda pack: pack["terms"][7]["cases"][0].update(id="yes"), "repeated"),
    "an undefined condition": (lambda pack: pack["conditions"].pop("is_she"), "condition"),
    "an example with a wrong sum": (lambda pack: pack["examples"][4].update(score="29"), "example"),
    "an example with a wrong point": (lambda pack: pack["examples"][4]["points"].__setitem__(0, "11"), "example"),
    "an example with a wrong likelihood": (
        lambda pack: pack["examples"][4]["likelihood"].update(nl100="47.2"),
        "example",
    ),
    "an example without an answer": (lambda pack: pack["examples"][4]["answers"].pop("toilet"), "example"),
    "an example with an unknown code": (
        lambda pack: pack["examples"][4]["answers"].update(toilet="golden"),
        "example",
    ),
    "an example with an unknown case": (
        lambda pack: pack["examples"][4]["answers"].update(refrigerator="maybe"),
        "example",
    ),
    "an example with a count for a code": (
        lambda pack: pack["examples"][4]["answers"].update(members_le_13="4"),
        "example",
    ),
    "changed points with the old examples": (lambda pack: pack["terms"][8]["points"].update(yes="2"), "example"),
}


@pytest.mark.parametrize(("edit", "code"), FAULTS.values(), ids=FAULTS.keys())
def test_a_pack_at_odds_with_itself_is_refused(edit: Edit, code: str) -> None:
    assert refusal(edited(edit)).code == code


def test_a_refusal_says_where() -> None:
    refused = refusal(edited(lambda document: document["terms"][1]["bands"].pop(2)))
    assert refused.facts == {"term": "members_le_13", "band": "3"}


def test_an_example_may_leave_cases_and_counts_open() -> None:
    # given the last example with the refrigerator unknown and one or two labourers: 12 more, or 5 less
    def open_two(document: dict[str, Any]) -> None:
        example = document["examples"][-1]
        example["answers"].update(refrigerator=["no", "yes"], elementary_workers=[1, 2], motor_vehicle="no")
        example.update(points=["12", "11", "0", ["0", "5"], "0", "3", "2", ["0", "12"], "0", "0"], score=["28", "45"])

    written = edited(open_two)
    # when it is loaded, then the example comes out
    assert load_pack(written, trusted={hashlib.sha256(written).hexdigest()}).examples[-1].total.high == 45


# ── what Schreiner (2009) published ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("value", "percent"),
    [
        (20, "57.6"),
        (25, "47.1"),
        (30, "39.5"),
        (35, "29.8"),
        (40, "17.4"),
        (45, "16.9"),
        (70, "0.4"),
        (75, "1.1"),
        (24, "57.6"),
        (79, "1.1"),
        (0, "95.4"),
        (95, "0.0"),
        (100, "0.0"),
    ],
)
def test_the_published_likelihoods_below_the_national_line(pack: ScorePack, value: int, percent: str) -> None:
    assert pack.likelihood("nl100", Decimal(value)) == Decimal(percent)


def test_all_nine_poverty_lines_are_there(pack: ScorePack) -> None:
    assert {line.id for line in pack.lines} == {
        *("nl50", "nl75", "nl100", "nl125", "nl200", "extreme", "ppp125", "ppp250", "ppp375")
    }
    assert pack.likelihood("ppp375", Decimal(100)) == Decimal("27.7")


@pytest.mark.parametrize("value", ["-1", "100.1"])
def test_no_likelihood_is_made_up_outside_the_scale(pack: ScorePack, value: str) -> None:
    with pytest.raises(ValueError, match="schreiner-2009"):
        pack.likelihood("nl100", Decimal(value))


def test_the_published_accuracy_at_34_or_less(pack: ScorePack) -> None:
    row = pack.accuracy[0]
    assert (row.cutoff, row.comparator) == (Decimal(34), "le")
    assert (row.selected, row.reached, row.selected_in_group) == (Decimal("23.4"), Decimal("62.0"), Decimal("52.1"))


def test_points_run_from_0_to_100_and_from_12_in_punjab(pack: ScorePack) -> None:
    assert sum(term.reach.low for term in pack.terms) == 0
    assert sum(term.reach.high for term in pack.terms) == 100
    assert pack.terms[0].rehearse("PB").low == 12
