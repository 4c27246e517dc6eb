"""A score pack is read only if it is trusted, well formed and true to its own examples."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import forms
import forms.pmt
from forms.pmt import PackRefused, ScorePack, load_pack, shipped_packs
from forms.pmt.exact_json import canonical, read_exact
from forms.pmt.terms import Cases, Choice, MemberCount

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


def linear(**parts: Any) -> dict[str, Any]:
    """A linear term that may give nothing but nought, with some of its parts otherwise."""
    return {
        "id": "rooms",
        "kind": "linear",
        "label": {"en": "Rooms", "ur": "کمرے"},
        "weight": "0",
        "value": "/data/assets/rooms",
        "decimals": 0,
        "within": ["0", "20"],
        "asks": [{"question": "/data/assets/rooms", "when": "string(/data/assets/rooms) = ''"}],
    } | parts


def lookup(*keys: str) -> dict[str, Any]:
    """A look-up that gives nought for each of its keys."""
    rows = [{"key": key, "label": {"en": key, "ur": key}, "points": "0"} for key in keys]
    term = linear(id="looked_up", kind="lookup", key="string(/data/assets/rooms)", rows=rows)
    return {name: part for name, part in term.items() if name not in {"weight", "value", "decimals", "within"}}


def percentiles(at: list[str], percent: list[str]) -> dict[str, Any]:
    return {"of": {"en": "households", "ur": "گھرانے"}, "at": at, "percent": percent}


SHAPES: dict[str, Edit] = {
    "a point as a number": lambda pack: pack["terms"][8]["points"].update(no=0),
    "a term of an unknown kind": lambda pack: pack["terms"][8].update(kind="python"),
    "a key that nobody reads": lambda pack: pack.update(weights=[]),
    "no examples": lambda pack: pack.update(examples=[]),
    "a date that is none": lambda pack: pack["valid"].update({"from": "2009-02-31"}),
    "a least above its most": lambda pack: pack["terms"][6]["points"].update({"18": ["4", "2"]}),
    "a linear bound finer than its number": lambda pack: pack["terms"].append(linear(within=["0", "1.5"])),
    "a linear term of both kinds": lambda pack: pack["terms"].append(linear(least="1", most="2")),
    "a term that names no question": lambda pack: pack["terms"].append(linear(asks=[])),
    "a missing policy that counts nought": lambda pack: pack.update(missing="zero"),
    "a deed that nobody does": lambda pack: pack["examples"][0]["deeds"].append(["remove", "/data/roster/member"]),
    "a deed with a word too many": lambda pack: pack["examples"][0]["deeds"].append(
        ["add", "/data/roster/member", "2"]
    ),
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
    "two keys of one name": (lambda pack: pack["terms"].append(lookup("1", "1")), "repeated"),
    "two examples of one name": (lambda pack: pack["examples"][1].update(name=pack["examples"][0]["name"]), "repeated"),
    "a percentile without its percent": (
        lambda pack: pack.update(percentiles=percentiles(["10", "20"], ["5.0"])),
        "gap",
    ),
    "percentiles out of order": (
        lambda pack: pack.update(percentiles=percentiles(["20", "10"], ["5.0", "9.0"])),
        "overlap",
    ),
    "percentiles that fall": (
        lambda pack: pack.update(percentiles=percentiles(["10", "20"], ["9.0", "5.0"])),
        "overlap",
    ),
    "two cases of one name": (lambda pack: pack["terms"][7]["cases"][0].update(id="yes"), "repeated"),
    "an undefined condition": (lambda pack: pack["conditions"].pop("is_she"), "condition"),
    "an example with a wrong sum": (lambda pack: pack["examples"][4].update(score="29"), "example"),
    "an example with a wrong point": (lambda pack: pack["examples"][4]["points"].__setitem__(0, "11"), "example"),
    "an example with a wrong likelihood": (
        lambda pack: pack["examples"][4]["likelihood"].update(nl100="47.2"),
        "example",
    ),
    "an example with a line that is none": (
        lambda pack: pack["examples"][4]["likelihood"].update(nl300="0.0"),
        "example",
    ),
    "an example without a point": (lambda pack: pack["examples"][4]["points"].pop(), "example"),
    "changed points with the old examples": (lambda pack: pack["terms"][8]["points"].update(yes="2"), "example"),
}


@pytest.mark.parametrize(("edit", "code"), FAULTS.values(), ids=FAULTS.keys())
def test_a_pack_at_odds_with_itself_is_refused(edit: Edit, code: str) -> None:
    assert refusal(edited(edit)).code == code


def test_a_refusal_says_where() -> None:
    refused = refusal(edited(lambda document: document["terms"][1]["bands"].pop(2)))
    assert refused.facts == {"where": "members_le_13", "at": "2"}


NULLS: dict[str, tuple[Edit, str]] = {
    "in a choice": (lambda pack: pack["terms"][8]["points"].update(no=None), "television"),
    "in a pair": (lambda pack: pack["terms"][6]["points"].update({"18": ["2", None]}), "toilet"),
    "in a band": (lambda pack: pack["terms"][1]["bands"][2].update(points=None), "members_le_13"),
    "in a case": (lambda pack: pack["terms"][7]["cases"][0].update(points=None), "refrigerator"),
    "instead of a term": (lambda pack: pack["terms"].__setitem__(2, None), "3"),
}


@pytest.mark.parametrize(("edit", "term"), NULLS.values(), ids=NULLS.keys())
def test_a_null_point_is_refused_by_a_code_of_its_own(edit: Edit, term: str) -> None:
    refused = refusal(edited(edit))
    assert (refused.code, refused.facts) == ("null_points", {"term": term})


def test_a_null_elsewhere_is_a_matter_of_shape() -> None:
    assert refusal(edited(lambda pack: pack.update(terms=None))).code == "shape"
    assert refusal(edited(lambda pack: pack.update(title=None))).code == "shape"


def test_brackets_without_end_are_not_followed() -> None:
    assert refusal(b"[" * 100_000).code == "unreadable"


def test_numbers_and_letters_that_not_every_program_reads_are_not_signed() -> None:
    for written in (b'{"number": 9007199254740993}', b'{"text": "\\ud800"}'):
        with pytest.raises(PackRefused) as caught:
            canonical(read_exact(written))
        assert caught.value.code == "unreadable"


def test_a_pack_may_say_what_its_score_stands_for(pack: ScorePack) -> None:
    # given a pack with a calibration, percentiles and a standard error, and one without any look-up
    def told(document: dict[str, Any]) -> None:
        document["terms"][0]["error"] = "0.25"
        to = {"en": "log of monthly consumption per person", "ur": "فی کس ماہانہ خرچ کا لاگ"}
        numbers = {"slope": "0.02", "intercept": "7.1", "residual_sd": "0.31", "r_squared": "0.67"}
        document["calibration"] = {"to": to, **numbers}
        document["percentiles"] = percentiles(["12", "34", "100"], ["1.5", "25.0", "100.0"])

    written = edited(told)
    richer = load_pack(written, trusted={hashlib.sha256(written).hexdigest()})
    assert (richer.terms[0].error, pack.terms[0].error) == (Decimal("0.25"), None)
    assert richer.calibration is not None and richer.calibration.r_squared == Decimal("0.67")
    # then a percentile is looked up at or below the score, and none is made up
    assert [richer.percentile(Decimal(value)) for value in (11, 12, 33, 34, 100)] == [
        *map(Decimal, ("0", "1.5", "1.5", "25.0", "100.0"))
    ]
    assert pack.percentile(Decimal(12)) is None
    with pytest.raises(ValueError, match="schreiner-2009"):
        richer.percentile(Decimal(101))


def test_every_answer_may_have_a_standard_error_of_its_own(pack: ScorePack) -> None:
    def told(document: dict[str, Any]) -> None:
        document["terms"][0]["errors"] = {"PB": "0.4"}
        document["terms"][1]["bands"][2]["error"] = "0.25"
        document["terms"][7]["cases"][0]["error"] = "1.5"

    written = edited(told)
    province, children, *_ = richer = load_pack(written, trusted={hashlib.sha256(written).hexdigest()}).terms
    assert isinstance(province, Choice) and province.errors == {"PB": Decimal("0.4")}
    assert isinstance(children, MemberCount) and [band.error for band in children.bands[1:3]] == [None, Decimal("0.25")]
    assert isinstance(richer[7], Cases) and richer[7].cases[0].error == Decimal("1.5")


@pytest.mark.parametrize("error", ["-0.1", "", "much"])
def test_a_standard_error_is_a_number_that_is_not_below_nought(error: str) -> None:
    assert refusal(edited(lambda pack: pack["terms"][1]["bands"][2].update(error=error))).code == "shape"


def test_an_error_of_an_answer_without_points_is_a_slip() -> None:
    assert refusal(edited(lambda pack: pack["terms"][0].update(errors={"XX": "0.1"}))).code == "shape"


def test_a_pack_need_not_have_a_look_up() -> None:
    def bare(document: dict[str, Any]) -> None:
        del document["likelihood"]
        for example in document["examples"]:
            example.pop("likelihood", None)

    written = edited(bare)
    assert load_pack(written, trusted={hashlib.sha256(written).hexdigest()}).lines == ()


def test_reading_shipped_packs_waits_for_no_cryptography_and_no_schema() -> None:
    script = "import sys, forms.pmt; sys.exit(bool({'cryptography', 'jsonschema'} & sys.modules.keys()))"
    assert (
        subprocess.run([sys.executable, "-c", script], cwd=Path(forms.__file__).parents[1], check=False).returncode == 0
    )


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
    assert (row.selected, row.reached, row.leakage) == (Decimal("23.4"), Decimal("62.0"), Decimal("47.9"))


def test_points_run_from_0_to_100_and_from_12_in_punjab(pack: ScorePack) -> None:
    assert sum(term.reach.low for term in pack.terms) == 0
    assert sum(term.reach.high for term in pack.terms) == 100
    province = pack.terms[0]
    assert isinstance(province, Choice) and province.points["PB"].low == 12
