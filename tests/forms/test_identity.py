"""Numbers and names as officers type them."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.identity import (
    BadIdentity,
    Finding,
    SurveyNumber,
    check_cnic,
    check_iban,
    check_mobile,
    fold_digits,
    format_cnic,
    mask_cnic,
    mask_mobile,
    mobile_network,
    normalise_cnic,
    normalise_iban,
    normalise_mobile,
    search_key,
)

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "data" / "reference"
URDU = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
WESTERN = str.maketrans("", "")


def shared_reference(name: str) -> Path:
    """Find a file of the owner's reference data, which lies beside the project on the development machines."""
    if not (REFERENCE / name).is_file():
        pytest.skip("the owner's reference data is not beside the project")
    return REFERENCE / name


# ── digits ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("digits", [WESTERN, URDU, ARABIC])
def test_every_set_of_digits_is_folded_to_plain_ones(digits: dict[int, int]) -> None:
    assert fold_digits("0123456789".translate(digits)) == "0123456789"


def test_folding_leaves_everything_but_digits_alone() -> None:
    assert fold_digits("مکان ۱۲/٣ House ²") == "مکان 12/3 House ²"


# ── CNIC ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "typed",
    [
        "35202-1234567-1",
        "3520212345671",
        " 35202 1234567 1 ",
        "۳۵۲۰۲-۱۲۳۴۵۶۷-۱",
        "٣٥٢٠٢١٢٣٤٥٦٧١",
        "35202–1234567—1",
        "35202‑1234567‑1",
        "\u206635202-1234567-1\u2069",
        "35202\u00a01234567\u00a01",
    ],
)
def test_a_cnic_is_the_same_however_it_is_typed(typed: str) -> None:
    assert normalise_cnic(typed) == "3520212345671"
    assert format_cnic(typed) == "35202-1234567-1"


@pytest.mark.parametrize(
    ("typed", "sex", "expected"),
    [
        ("35202-1234567-1", None, []),
        ("35202-1234567-1", "M", []),
        ("35202-1234567-1", "F", [Finding("CNIC-3", hard=False)]),
        ("35202-1234567-0", "F", []),
        ("35202-1234567-0", "M", [Finding("CNIC-3", hard=False)]),
        ("35202-1234567-0", "T", []),
        ("82203-1234567-2", None, []),
        ("95202-1234567-1", None, [Finding("CNIC-2", hard=False)]),
        ("05202-1234567-1", None, [Finding("CNIC-2", hard=True)]),
        ("35202-1234567", None, [Finding("CNIC-1", hard=True)]),
        ("35202-12345678-1", None, [Finding("CNIC-1", hard=True)]),
        ("35202-1234567-A", None, [Finding("CNIC-1", hard=True)]),
        ("35202-123456²-1", None, [Finding("CNIC-1", hard=True)]),
        ("", None, [Finding("CNIC-1", hard=True)]),
        ("33333-3333333-3", None, [Finding("CNIC-6", hard=False)]),
        ("12345-6789012-3", None, [Finding("CNIC-6", hard=False)]),
        ("35202-0000000-1", None, [Finding("CNIC-6", hard=False)]),
    ],
)
def test_a_cnic_breaks_the_rules_it_should(typed: str, sex: str | None, expected: list[Finding]) -> None:
    assert check_cnic(typed, sex) == expected


def test_a_masked_cnic_keeps_place_and_last_digits_only() -> None:
    assert mask_cnic("3520212345671") == "35202-•••••67-1"
    assert mask_cnic("۳۵۲۰۲-۱۲۳۴۵۶۷-۱") == "35202-•••••67-1"


@pytest.mark.parametrize("text", ["35202-123456", "AB1234567"])
def test_masking_shows_nothing_of_what_is_no_number(text: str) -> None:
    assert mask_cnic(text) == "•••••"
    assert mask_mobile(text) == "•••••"
    assert mask_cnic("") == mask_mobile(" ") == ""


def test_a_bad_number_is_named_by_its_rule_and_never_repeated() -> None:
    with pytest.raises(BadIdentity) as caught:
        normalise_cnic("35202-12345")
    assert caught.value.rule == "CNIC-1"
    assert "35202" not in str(caught.value)


# ── mobile ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "typed",
    ["03001234567", "3001234567", "+923001234567", "923001234567", "00923001234567", "0300-1234567", "۰۳۰۰۱۲۳۴۵۶۷"],
)
def test_a_mobile_number_is_the_same_however_it_is_typed(typed: str) -> None:
    assert normalise_mobile(typed) == "+923001234567"
    assert check_mobile(typed) == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("03381234567", []),
        ("03551234567", []),
        ("03641234567", [Finding("MOB-2", hard=False)]),
        ("03741234567", [Finding("MOB-2", hard=False)]),
        ("03991234567", [Finding("MOB-2", hard=False)]),
        ("03000000000", [Finding("MOB-4", hard=False)]),
        ("03999999999", [Finding("MOB-2", hard=False), Finding("MOB-4", hard=False)]),
        ("0300123456", [Finding("MOB-1", hard=True)]),
        ("030012345678", [Finding("MOB-1", hard=True)]),
        ("04235761999", [Finding("MOB-1", hard=True)]),
        ("", [Finding("MOB-1", hard=True)]),
    ],
)
def test_a_mobile_number_breaks_the_rules_it_should(typed: str, expected: list[Finding]) -> None:
    assert check_mobile(typed) == expected


def test_a_masked_mobile_number_keeps_prefix_and_two_digits() -> None:
    assert mask_mobile("03001234567") == "+92300•••••67"


@pytest.mark.parametrize(
    ("typed", "network"),
    [("03001234567", "JAZZ"), ("03211234567", "JAZZ"), ("03181234567", "ZONG"), ("03641234567", None)],
)
def test_a_prefix_names_the_network_it_was_given_to(typed: str, network: str | None) -> None:
    assert mobile_network(typed) == network


def test_our_prefixes_are_those_of_the_reference_list() -> None:
    # given the owner's list: a prefix counts where it is in use, that is where its note does not say to warn
    with shared_reference("mobile_prefixes.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    listed = {row["prefix"]: row["network_at_allocation"].upper() for row in rows if "warn" not in row["note"]}
    # when every prefix there can be is asked
    ours = {f"0{prefix}": mobile_network(f"0{prefix}1234567") for prefix in range(300, 400)}
    # then both agree
    assert {prefix: network for prefix, network in ours.items() if network} == listed


# ── IBAN ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("PK36SCBL0000001123456702", []),  # the example that the State Bank published
        ("pk36 scbl 0000 0011 2345 6702", []),
        ("PK۳۶SCBL۰۰۰۰۰۰۱۱۲۳۴۵۶۷۰۲", []),
        ("PK30XXXX0000001234567890", [Finding("IBAN-2", hard=False)]),
        ("PK24SCBL0000001123456702", [Finding("IBAN-1", hard=True)]),
        ("PK36SCBL0000001123456703", [Finding("IBAN-1", hard=True)]),
        ("PK36SCBL000000112345670", [Finding("IBAN-1", hard=True)]),
        ("GB29NWBK60161331926819", [Finding("IBAN-1", hard=True)]),
        ("", [Finding("IBAN-1", hard=True)]),
    ],
)
def test_an_iban_breaks_the_rules_it_should(typed: str, expected: list[Finding]) -> None:
    assert check_iban(typed, bank_codes={"SCBL"}) == expected


def test_without_a_list_of_banks_the_bank_is_not_questioned() -> None:
    assert check_iban("PK30XXXX0000001234567890") == []


def test_an_iban_is_stored_without_spaces_in_capitals() -> None:
    assert normalise_iban("pk36 scbl 0000 0011 2345 6702") == "PK36SCBL0000001123456702"


# ── the owner's vectors ─────────────────────────────────────────────────────────────────────────────────


def test_all_of_the_owners_vectors_come_out_as_expected() -> None:
    # given 44 invented numbers, each with what the program should say
    vectors: dict[str, Any] = json.loads(shared_reference("test_vectors.json").read_text("utf-8"))
    with shared_reference("banks.csv").open(encoding="utf-8", newline="") as lines:
        banks = {row["iban_code"] for row in csv.DictReader(lines)}
    # when each is checked as its kind
    found = {
        "cnic": lambda text: check_cnic(text),
        "mobile": lambda text: check_mobile(text),
        "iban": lambda text: check_iban(text, bank_codes=banks),
    }
    said = [(kind, row["input"], row, found[kind](row["input"])) for kind in found for row in vectors[kind]]
    # then the severity is the one expected
    assert len(said) == 44
    wrong = [(kind, text) for kind, text, row, findings in said if _severity(findings) != _expected_severity(row)]
    assert wrong == []


def _severity(findings: list[Finding]) -> str:
    if any(finding.hard for finding in findings):
        return "hard"
    return "soft" if findings else "ok"


def _expected_severity(row: dict[str, str]) -> str:
    expected = row["expect"]
    if expected.startswith("hard"):
        return "hard"
    return "soft" if "warning" in expected else "ok"


# ── survey number ───────────────────────────────────────────────────────────────────────────────────────

numbers = st.builds(
    SurveyNumber,
    centre=st.text("0123456789", min_size=7, max_size=7),
    desk=st.integers(1, 99),
    serial=st.integers(1, 999_999),
)


def test_a_survey_number_reads_centre_desk_serial_check() -> None:
    assert SurveyNumber("0603017", desk=1, serial=1286).text == "0603-017-01-001286-3"
    assert SurveyNumber.parse(" ۰۶۰۳-017 01 001286 3") == SurveyNumber("0603017", desk=1, serial=1286)


def test_a_survey_number_of_another_check_digit_is_mistyped() -> None:
    with pytest.raises(BadIdentity, match="NUMBER-CHECK"):
        SurveyNumber.parse("0603-017-01-001286-4")


@given(numbers, st.sampled_from([WESTERN, URDU, ARABIC]), st.sampled_from(["-", " ", "", " – ", "\u2069 "]))
def test_a_survey_number_survives_any_digits_and_spacing(
    number: SurveyNumber, digits: dict[int, int], between: str
) -> None:
    assert SurveyNumber.parse(number.text.replace("-", between).translate(digits)) == number


@given(numbers, st.integers(0, 15), st.integers(1, 9))
def test_every_single_wrong_digit_is_caught(number: SurveyNumber, place: int, slip: int) -> None:
    digits = number.text.replace("-", "")
    mistyped = digits[:place] + str((int(digits[place]) + slip) % 10) + digits[place + 1 :]
    with pytest.raises(BadIdentity, match="NUMBER-CHECK"):
        SurveyNumber.parse(mistyped)


@given(numbers, st.integers(0, 14))
def test_every_exchange_of_two_neighbours_is_caught(number: SurveyNumber, place: int) -> None:
    digits = number.text.replace("-", "")
    exchanged = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    if exchanged == digits:
        assert SurveyNumber.parse(exchanged) == number
        return
    with pytest.raises(BadIdentity, match="NUMBER-CHECK"):
        SurveyNumber.parse(exchanged)


@pytest.mark.parametrize("typed", ["", "0603-017-01-001286", "0603-017-01-001286-22", "0603-017-01-00128x-2"])
def test_what_has_not_sixteen_digits_is_no_survey_number(typed: str) -> None:
    with pytest.raises(BadIdentity, match="NUMBER-FORM"):
        SurveyNumber.parse(typed)


@pytest.mark.parametrize(
    ("centre", "desk", "serial"),
    [
        ("060301", 1, 1),
        ("06030171", 1, 1),
        ("060301۷", 1, 1),
        ("0603017", 0, 1),
        ("0603017", 100, 1),
        ("0603017", 1, 0),
        ("0603017", 1, 1_000_000),
    ],
)
def test_a_part_out_of_range_makes_no_survey_number(centre: str, desk: int, serial: int) -> None:
    with pytest.raises(BadIdentity, match="NUMBER-FORM"):
        SurveyNumber(centre, desk, serial)


# ── search ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("محمد", "مُحَمَّد"),
        ("علی", "علي"),
        ("علی", "على"),
        ("اکرم", "اكرم"),
        ("احمد", "أحمد"),
        ("آمنہ", "امنہ"),
        ("فاطمہ", "فاطمة"),
        ("فاطمہ", "فاطمه"),
        ("بھٹی", "بہٹی"),
        ("رؤف", "روف"),
        ("عائشہ", "عایشہ"),
        ("ضیاء", "ضیا"),
        ("مـحـمـد", "محمد"),
        ("نور\u200cمحمد", "نورمحمد"),
        ("گلی ۱۲", "گلی 12"),
        ("Muhammad  ALI", " muhammad ali "),
        ("ﷴ", "محمد"),
    ],
)
def test_a_name_is_found_however_it_is_spelt(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)


@pytest.mark.parametrize(("one", "other"), [("علی", "ولی"), ("Ali", "Wali"), ("زینب", "زیب")])
def test_different_names_stay_different(one: str, other: str) -> None:
    assert search_key(one) != search_key(other)


@given(st.text())
def test_a_search_key_is_its_own_key(text: str) -> None:
    key = search_key(text)
    assert search_key(key) == key
    assert unicodedata.is_normalized("NFC", key)
    assert re.search(r"\s\s|^\s|\s$", key) is None
