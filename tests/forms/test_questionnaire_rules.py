"""What the questionnaire says to an unusual household and to an impossible one, asked of the real engine."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from forms.edition import load_edition
from forms.interview import Interview
from forms.violations import ViolationKind

HOUSEHOLD = {
    "registration/declaration": "OK",
    "registration/consent": "yes",
    "registration/applicant_cnic": "35202-1234568-1",
    "registration/applicant_mobile": "0300-1234567",
    "registration/notify_by": "sms",
    "registration/documents_seen": "cnic utility_bills",
    "basic/head_name": "Head",
    "basic/head_document": "CNIC",
    "basic/head_cnic": "۳۵۲۰۲-۱۲۳۴۵۶۸-۱",
    "basic/head_gender": "M",
    "basic/head_birth_date": "1980-11-22",
    "basic/head_marital": "MARRIED",
    "basic/respondent": "head",
    "roster/member[2]/relation": "SPOUSE",
    "roster/member[2]/name": "Wife",
    "roster/member[2]/gender": "F",
    "roster/member[2]/birth_date": "1983-11-23",
    "roster/member[2]/id_document": "CNIC",
    "roster/member[2]/cnic": "35202-7654321-2",
    "roster/member[2]/marital": "MARRIED",
    "roster/member[2]/education/school_status": "PAST",
    "roster/member[2]/education/education_level": "10",
    "livelihood/account": "bank",
    "livelihood/bank": "UNIL",
    "livelihood/iban_known": "yes",
    "livelihood/iban": "pk07 UNIL 0000 0012 3456 7890",
    "livelihood/income_monthly": "30000",
    "contact/mobile_1": "+923001234567",
    "contact/mobile_2": "03551234568",
    "address/current/division": "06",
    "address/current/district": "0603",
    "address/current/tehsil": "060301",
    "assets/owns_agri_land": "yes",
    "assets/land_acre": "0",
    "assets/land_marla": "12.8",
    "assets/members_stated": "2",
    "assets/rooms": "2",
}


def interview(**changes: str) -> Interview:
    held = Interview.start(load_edition("pser/2025").definition, clock=lambda: datetime(2025, 11, 22, 9, tzinfo=UTC))
    held.add_repeat("/data/roster/member")
    for path, answer in {**HOUSEHOLD, **changes}.items():
        held.answer(f"/data/{path}", answer)
    return held


def faults(held: Interview) -> set[str]:
    return {
        f"{fault.ref.removeprefix('/data/')}:{fault.rule}"
        for fault in held.violations()
        if fault.kind is not ViolationKind.REQUIRED
    }


def value(held: Interview, path: str) -> str:
    return held.state(f"/data/{path}").value


def test_an_ordinary_household_meets_no_objection() -> None:
    held = interview()
    assert faults(held) == set()
    assert [value(held, f"roster/member[{n}]/age") for n in (1, 2)] == ["45", "41"]
    assert [value(held, f"roster/member[{n}]/id_number") for n in (1, 2)] == ["3520212345681", "3520276543212"]
    assert value(held, "roster/member[1]/full_name") == "Head"
    assert float(value(held, "assets/land_sq_ft")) == 3484.8
    assert value(held, "derived/member_count") == "2"
    assert value(held, "derived/resident_punjab") == "yes"


WIFE = "roster/member[2]"
YOUNG_WIFE = f"{WIFE}/cnic:warn3 {WIFE}/marital:warn"
YOUNG_HEAD = "basic/head_cnic:warn3 basic/head_marital:warn"
# rule, question, answer, faults of this question, faults elsewhere
CASES = [
    ("CNIC-1: twelve digits", f"{WIFE}/cnic", "35202 1234567", "constraint", ""),
    ("CNIC-2: a leading 0", "registration/applicant_cnic", "0520212345671", "constraint", ""),
    ("CNIC-2: a leading 9", "basic/head_cnic", "93520-1234567-1", "warn4", ""),
    ("CNIC-3: odd for a woman", f"{WIFE}/cnic", "35202-7654321-3", "warn", ""),
    ("CNIC-6: one digit", "basic/head_cnic", "3333333333333", "warn2", ""),
    ("CNIC-6: running digits", "basic/head_cnic", "12345-6789012-3", "warn2", ""),
    ("CNIC-7: the head's number", f"{WIFE}/cnic", "3520212345681", "constraint warn", ""),
    ("CNIC-9, AGE-4: fifteen", f"{WIFE}/birth_date", "2010-01-01", "", YOUNG_WIFE),
    ("MOB-1: a landline", "registration/applicant_mobile", "04235761999", "constraint warn", ""),
    ("MOB-2: no such prefix", "contact/mobile_1", "03991234567", "warn", ""),
    ("MOB-4: zeroes", "contact/mobile_1", "۰۳۰۰۰۰۰۰۰۰۰", "warn2", ""),
    ("the first number again", "contact/mobile_2", "3001234567", "warn3", ""),
    ("IBAN-1: 23 characters", "livelihood/iban", "PK36UNIL000000112345670", "constraint", ""),
    ("IBAN-2, IBAN-3: no such bank", "livelihood/iban", "PK30XXXX0000001234567890", "warn warn2", ""),
    ("IBAN-3: another bank", "livelihood/bank", "HABB", "", "livelihood/iban:warn2"),
    ("IBAN-3: a bank merged into it", "livelihood/iban", "PK07SAUD0000001234567890", "", ""),
    ("IBAN-3: a bank without a code", "livelihood/bank", "POST", "", ""),
    ("AGE-1: born tomorrow", f"{WIFE}/birth_date", "2025-11-23", "constraint", YOUNG_WIFE),
    ("AGE-1: head of 101", "basic/head_birth_date", "1924-01-01", "warn", ""),
    ("AGE-2: head of 11", "basic/head_birth_date", "2014-01-01", "warn2", YOUNG_HEAD),
    ("AGE-2: head of 9", "basic/head_birth_date", "2016-01-01", "constraint warn2", YOUNG_HEAD),
    ("AGE-3: a child of 41", f"{WIFE}/relation", "CHILD", "", f"{WIFE}/birth_date:warn2"),
    ("AGE-3: a mother of 41", f"{WIFE}/relation", "PARENT", "", f"{WIFE}/birth_date:warn3"),
    ("AGE-4: married at one", f"{WIFE}/birth_date", "2024-10-01", "", YOUNG_WIFE),
    ("HH-1: 36 members", "assets/members_stated", "36", "warn warn2 warn3", ""),
    ("HH-3: 18 rooms", "assets/rooms", "18", "warn", ""),
    ("LAND-2: no area at all", "assets/land_marla", "0", "constraint", ""),
    ("LAND-2: twenty marlas", "assets/land_marla", "20", "constraint", ""),
    ("LAND-2: 160 acres", "assets/land_acre", "160", "warn", ""),
    ("no consent", "registration/consent", "no", "constraint", ""),
    ("none, and yet a card", "registration/documents_seen", "cnic none", "constraint", ""),
    ("an SMS without a number", "registration/applicant_mobile", "", "", "registration/notify_by:constraint"),
]


@pytest.mark.parametrize(("path", "answer", "here", "elsewhere"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_each_rule_speaks_where_it_should_and_nowhere_else(path: str, answer: str, here: str, elsewhere: str) -> None:
    assert faults(interview(**{path: answer})) == {f"{path}:{rule}" for rule in here.split()} | set(elsewhere.split())


def test_a_class_too_high_for_the_age_is_asked_about() -> None:
    held = interview(**{f"{WIFE}/birth_date": "2010-01-01", f"{WIFE}/education/education_level": "12"})
    assert f"{WIFE}/education/education_level:warn" in faults(held)


def test_a_second_head_is_refused() -> None:
    assert f"{WIFE}/relation:constraint" in faults(interview(**{f"{WIFE}/relation": "HEAD"}))


def test_an_earner_without_income_is_asked_about() -> None:
    work = {"worked": "yes", "employment_status": "REG", "nature_of_job": "permanent", "income_last_month": "0"}
    held = interview(
        **{f"{WIFE}/work/{name}": answer for name, answer in work.items()}, **{"livelihood/income_monthly": "0"}
    )
    assert faults(held) == {f"{WIFE}/work/income_last_month:warn", "livelihood/income_monthly:warn"}


def test_a_family_worker_without_income_is_nothing_unusual() -> None:
    work = {"worked": "yes", "employment_status": "UNPAID", "nature_of_job": "unpaid", "income_last_month": "0"}
    held = interview(
        **{f"{WIFE}/work/{name}": answer for name, answer in work.items()}, **{"livelihood/income_monthly": "0"}
    )
    assert faults(held) == set()


def test_a_wallet_of_jazzcash_has_a_mobile_number() -> None:
    wallet = {"account": "wallet", "wallet": "JAZZCASH", "wallet_number": "12345"}
    held = interview(**{f"livelihood/{name}": answer for name, answer in wallet.items()})
    assert faults(held) == {"livelihood/wallet_number:constraint"}


def test_the_head_is_asked_once_and_stands_first_in_the_roster() -> None:
    held = interview()
    assert value(held, "roster/member[1]/relation") == "HEAD"
    assert not held.state("/data/roster/member[1]/name").relevant
    assert held.state("/data/roster/member[2]/name").relevant


def test_an_age_takes_the_place_of_an_unknown_birthday() -> None:
    held = interview(**{f"{WIFE}/birth_date": "", f"{WIFE}/age_stated": "40"})
    assert value(held, f"{WIFE}/age") == "40"


def test_a_person_of_unknown_age_is_asked_about_school_and_work() -> None:
    held = interview(**{f"{WIFE}/birth_date": ""})
    assert held.state(f"/data/{WIFE}/education/school_status").relevant
    assert held.state(f"/data/{WIFE}/work/worked").relevant


def test_a_small_child_is_asked_neither() -> None:
    held = interview(**{f"{WIFE}/birth_date": "2023-01-01"})
    assert not held.state(f"/data/{WIFE}/education/school_status").relevant
    assert not held.state(f"/data/{WIFE}/work/worked").relevant


def test_places_follow_each_other() -> None:
    held = interview()
    districts = {choice.value for choice in held.choices("/data/address/current/district")}
    tehsils = {choice.value for choice in held.choices("/data/address/current/tehsil")}
    assert districts == {"0601", "0602", "0603"}
    assert tehsils
    assert all(tehsil.startswith("0603") for tehsil in tehsils)


def test_outside_punjab_the_district_is_written_by_hand() -> None:
    held = interview(**{"address/current/province": "SD"})
    assert held.state("/data/address/current/other_district").relevant
    assert not held.state("/data/address/current/tehsil").relevant
    assert value(held, "derived/resident_punjab") == "no"


def test_a_household_without_a_member_cannot_be_finished() -> None:
    held = interview()
    while held.instances("/data/roster/member"):
        held.remove_repeat("/data/roster/member[1]")

    (found,) = (each for each in held.validate() if each.ref == "/data/assets/members_stated" and each.hard)

    assert "at least the head" in found.message
    assert "سربراہ" in held.message(found.ref, found.rule, "Urdu (ur)")
