"""What no source knows, invented from the seed: names, numbers, goods, walls, accounts, addresses, events."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import forms
from enumerator.trial.chance import Chance
from enumerator.trial.household import Answer, SampleHousehold, answers_of_head, text
from enumerator.trial.names import FEMALE, IN_URDU, LOCALITIES, MALE
from forms import Missing

GOODS = {
    "has_refrigerator": 0.55,
    "has_freezer": 0.08,
    "has_television": 0.6,
    "has_computer": 0.08,
    "has_laptop": 0.1,
    "has_tablet": 0.03,
    "has_washing_machine": 0.6,
    "has_air_cooler": 0.45,
    "has_air_conditioner": 0.12,
    "has_sewing_machine": 0.5,
    "has_iron": 0.8,
    "has_geyser": 0.1,
    "has_ups": 0.15,
    "has_solar": 0.15,
    "has_motor_vehicle": 0.5,
}
"""Share of households that own each: round figures near MICS Punjab 2017-18."""
NOT_KNOWN = 0.02
"""Share of goods about which the respondent says *don't know*, so that a trial meets score intervals too."""
NETWORKS = {"JAZZ": "0300", "ZONG": "0311", "UFONE": "0333", "TELENOR": "0345"}
VEHICLES = {"motorcycle": 80, "rickshaw": 8, "car": 8, "tractor": 4}
SHOCKS = ("death_of_earner", "illness_of_earner", "loss_of_work", "eviction", "fire", "crop_loss")


def complete(household: SampleHousehold, seed: int, today: date) -> SampleHousehold:
    """Fill in what the household's source left open; answers already there are kept.

    Args:
        household: every member has relation, gender, age_stated and marital.
        seed: the run's seed: the same seed and label give the same family.
        today: the day of the interview, for dates of birth.
    """
    chance = Chance(seed, f"invented {household.label}")
    for member in household.members:
        _complete_member(member, chance, today)
    invented = _registration(household, chance) | _livelihood(household, chance) | _address(chance)
    invented |= _assets(household, chance) | _agriculture(chance) | _misc(chance, today)
    household.answers = invented | household.answers
    return household


@cache
def _tehsils() -> tuple[Mapping[str, str], ...]:
    with (Path(forms.__file__).parent / "pser" / "2025" / "tehsils.csv").open(encoding="utf-8", newline="") as rows:
        return tuple(csv.DictReader(rows))


def _complete_member(member: dict[str, Answer], chance: Chance, today: date) -> None:
    age, sex = int(text(member, "age_stated")), text(member, "gender")
    invented: dict[str, Answer] = {
        "name": chance.one_of(MALE if sex == "M" else FEMALE)[0],
        "birth_date": _birth_date(age, chance, today) if chance.happens(0.7) else Missing.DONT_KNOW,
        **_identity(age, sex, chance),
        **_health(age, chance),
        "education/not_school_reason": "YOUNG"
        if age < 7
        else chance.one_of(("COST", "FAR", "HOME", "WORK", "UNWILLING")),
    }
    member.update({name: answer for name, answer in invented.items() if name not in member})


def _birth_date(age: int, chance: Chance, today: date) -> str:
    """Draw a birthday that makes exactly ``age`` completed years on ``today``."""
    latest = today.replace(year=today.year - age, day=min(today.day, 28))
    return (latest - timedelta(days=chance.number(0, 360))).isoformat()


def _identity(age: int, sex: str, chance: Chance) -> dict[str, Answer]:
    number = (
        f"3{chance.number(1, 8)}{chance.digits(3)}{chance.number(1, 9)}{chance.digits(6)}{_last_digit(sex, chance)}"
    )
    if age >= 18:
        if chance.happens(0.94):
            return {"id_document": "CNIC", "cnic": number}
        return {"id_document": "TOKEN", "no_id_reason": "applied"}
    if chance.happens(0.75):
        return {"id_document": "BFORM", "cnic": number}
    return {"id_document": "NONE", "no_id_reason": "never_made"}


def _last_digit(sex: str, chance: Chance) -> str:
    return chance.one_of("13579" if sex == "M" else "02468")


def _health(age: int, chance: Chance) -> dict[str, Answer]:
    disabled, ill = chance.happens(0.035), chance.happens(0.02 + age / 500)
    return {
        "health/disability": "yes" if disabled else "no",
        "health/disability_types": chance.one_of(("UPPER", "LOWER", "MENTAL", "SPEECH", "HEARING", "VISUAL")),
        "health/disability_certificate": "yes" if chance.happens(0.3) else "no",
        "health/difficulty": chance.weighted({"2": 3, "3": 4, "4": 1})
        if disabled
        else chance.weighted({"1": 93, "2": 7}),
        "health/chronic": "yes" if ill else "no",
        "health/chronic_types": " ".join(chance.some_of(("DIABETES", "BP", "HEART", "ASTHMA", "HEP_C"), 0.2)),
    }


def _registration(household: SampleHousehold, chance: Chance) -> dict[str, Answer]:
    head = household.members[0]
    mobile, network = _mobile(chance)
    second, second_network = _mobile(chance)
    return {
        "/data/registration/declaration": "OK",
        "/data/registration/consent": "yes",
        "/data/registration/applicant_name": head["name"],
        "/data/registration/applicant_cnic": text(head, "cnic") or f"35202{chance.number(1, 9)}{chance.digits(6)}1",
        "/data/registration/applicant_mobile": mobile,
        "/data/registration/applicant_network": network,
        "/data/registration/applicant_mobile_own": "yes" if chance.happens(0.8) else "no",
        "/data/registration/notify_by": "sms",
        "/data/registration/documents_seen": "cnic utility_bills" if chance.happens(0.6) else "cnic",
        "/data/basic/head_name": head["name"],
        "/data/basic/head_name_ur": IN_URDU.get(text(head, "name"), ""),
        "/data/basic/head_document": head["id_document"],
        "/data/basic/head_cnic": text(head, "cnic"),
        "/data/basic/head_no_cnic_reason": text(head, "no_id_reason"),
        **answers_of_head(household),
        "/data/basic/respondent": "head",
        "/data/contact/mobile_1": mobile,
        "/data/contact/network_1": network,
        "/data/contact/mobile_2": second if chance.happens(0.5) else Missing.NOT_APPLICABLE,
        "/data/contact/network_2": second_network,
    }


def _mobile(chance: Chance) -> tuple[str, str]:
    network = chance.one_of(tuple(NETWORKS))
    return f"{NETWORKS[network]}{chance.number(1, 9)}{chance.digits(6)}", network


def _livelihood(household: SampleHousehold, chance: Chance) -> dict[str, Answer]:
    earned = sum(int(text(member, "work/income_last_month") or 0) for member in household.members)
    account = chance.weighted({"none": 60, "bank": 25, "wallet": 15})
    wallet_number, _ = _mobile(chance)
    return {
        "/data/livelihood/income_source": "LABOUR" if earned else "SUPPORT",
        "/data/livelihood/income_monthly": str(earned),
        "/data/livelihood/dependents": str(max(0, len(household.members) - 1)),
        "/data/livelihood/income_below_limit": "yes" if earned < 60_000 else "no",
        "/data/livelihood/account": account,
        "/data/livelihood/bank": chance.one_of(("HABB", "NBPA", "UNIL", "BPUN")),
        "/data/livelihood/iban_known": "no",
        "/data/livelihood/account_number": chance.digits(14),
        "/data/livelihood/wallet": chance.one_of(("JAZZCASH", "EASYPAISA")),
        "/data/livelihood/wallet_number": wallet_number,
    }


def _address(chance: Chance) -> dict[str, Answer]:
    tehsil = chance.one_of(_tehsils())
    locality, _ = chance.one_of(LOCALITIES)
    current: dict[str, Answer] = {
        "province": "PB",
        "division": tehsil["name"][:2],
        "district": tehsil["name"][:4],
        "tehsil": tehsil["name"],
        "union_council": f"UC {chance.number(1, 120)}",
        "locality": locality,
        "street": f"House {chance.number(1, 400)}",
    }
    answers: dict[str, Answer] = {f"/data/address/current/{name}": answer for name, answer in current.items()}
    return answers | {"/data/address/permanent_same": "yes"}


def _assets(household: SampleHousehold, chance: Chance) -> dict[str, Answer]:
    answers: dict[str, Answer] = {
        f"/data/assets/{name}": Missing.DONT_KNOW
        if chance.happens(NOT_KNOWN)
        else "yes"
        if chance.happens(share)
        else "no"
        for name, share in GOODS.items()
    }
    vehicle = chance.weighted(VEHICLES)
    answers |= {
        "/data/assets/walls": chance.weighted({"33": 75, "35": 12, "13": 8, "34": 5}),
        "/data/assets/roof": chance.weighted({"31": 55, "35": 35, "12": 10}),
        "/data/assets/dwelling_condition": chance.weighted({"good": 3, "fair": 5, "poor": 2}),
        "/data/assets/members_stated": str(len(household.members)),
        "/data/assets/cooking_fuel": chance.weighted({"WOOD": 50, "GAS": 40, "LPG": 10}),
        "/data/assets/electricity_units": str(chance.number(40, 320)),
        "/data/assets/electricity_meters": "1",
        "/data/assets/goods_other": " ".join(chance.some_of(("BED", "CUPBOARD", "CLOCK"), 0.6)),
        "/data/assets/vehicle_types": vehicle,
        f"/data/assets/n_{vehicle}": "1",
        "/data/assets/n_bicycle": str(chance.number(0, 2)),
        "/data/assets/n_animal_cart": "0",
        "/data/assets/livestock_kinds": " ".join(chance.some_of(("cow", "buffalo", "goat", "poultry"), 0.4)),
        "/data/assets/owns_plot": "no",
    }
    kinds = ("horse", "cow", "buffalo", "goat", "sheep", "camel", "donkey", "mule", "poultry")
    return answers | {f"/data/assets/n_{kind}": str(chance.number(1, 5)) for kind in kinds}


def _agriculture(chance: Chance) -> dict[str, Answer]:
    return {
        "/data/agriculture/cultivates": "yes" if chance.happens(0.2) else "no",
        "/data/agriculture/cultivator_type": chance.one_of(("own", "contract", "shared")),
        "/data/agriculture/cultivated_acre": str(chance.number(1, 8)),
        "/data/agriculture/cultivated_kanal": str(chance.number(0, 7)),
        "/data/agriculture/cultivated_marla": str(chance.number(0, 19)),
        "/data/agriculture/land_kind": chance.one_of(("irrigated", "barani")),
        "/data/agriculture/land_rented_out": "no",
    }


def _misc(chance: Chance, today: date) -> dict[str, Answer]:
    past, now = chance.happens(0.25), chance.happens(0.15)
    return {
        "/data/misc/aid_past": "yes" if past else "no",
        "/data/misc/aid_past_programmes": "BISP",
        "/data/misc/aid_now": "yes" if now else "no",
        "/data/misc/aid_now_programmes": chance.one_of(("BISP", "RASHAN", "SEHAT")),
        "/data/misc/child_death": "yes" if chance.happens(0.02) else "no",
        "/data/misc/child_deaths": "1",
        "/data/misc/disaster": "yes" if chance.happens(0.12) else "no",
        "/data/misc/disaster_types": "flood",
        "/data/misc/shock": "yes" if chance.happens(0.1) else "no",
        "/data/misc/shock_types": chance.one_of(SHOCKS),
        "/data/misc/shock_month": (today.replace(day=1) - timedelta(days=chance.number(1, 300)))
        .replace(day=1)
        .isoformat(),
    }
