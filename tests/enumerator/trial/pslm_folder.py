"""A folder in the format of the PSLM extract with a few invented rows."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Mapping
from pathlib import Path

HOUSEHOLD = {
    "household": "H90001",
    "psu": "P9001",
    "area": "rural",
    "dwelling_type": "independent house/compound",
    "occupancy": "on rent",
    "rooms": "2",
    "electricity": "yes extension",
    "gas": "no",
    "drinking_water": "hand pump",
    "toilet": "dry pit latrine",
    "drainage": "open drain",
    "internet": "no",
    "broadband": "no",
    "mobile": "yes",
    "landline": "no",
    "desktop": "no",
    "laptop": "yes",
    "tablet": "no",
    "owns_land": "yes",
    "owned_acres": "2.5",
    "rented_out_acres": "",
    "operated_own_acres": "1.25",
    "operated_rented_acres": "",
    "operated_sharecropped_acres": "0.5",
    "cattle_value_pkr": "80000",
    "buffalo_value_pkr": "",
    "camel_value_pkr": "",
    "sheep_value_pkr": "",
    "goat_value_pkr": "0",
    "horse_value_pkr": "",
    "donkey_value_pkr": "",
    "mule_value_pkr": "",
    "poultry_value_pkr": "1500",
    "nondurable_pkr_per_month": "20000",
    "durable_pkr_per_month": "500",
}
WORKER = {
    "household": "H90001",
    "member": "1",
    "relationship": "Head",
    "sex": "male",
    "age": "40",
    "marital_status": "Currently Married",
    "residence": "present",
    "is_member": "yes",
    "can_read": "yes",
    "ever_attended": "yes",
    "education_completed": "class 8",
    "attending": "no",
    "attending_class": "",
    "institution": "",
    "worked_last_month": "yes",
    "days_worked": "26",
    "not_working_reason": "",
    "occupation": "Building construction labourers",
    "industry": "Construction",
    "employment_status": "Paid employee",
    "cash_income_month_pkr": "18000",
    "months_worked": "12",
    "cash_income_year_pkr": "",
    "pension_year_pkr": "",
}
_IDLE = {
    "worked_last_month": "no",
    "days_worked": "",
    "not_working_reason": "no not seeking work",
    "occupation": "",
    "industry": "",
    "employment_status": "",
    "cash_income_month_pkr": "",
    "months_worked": "",
}
WIFE = WORKER | {"member": "2", "relationship": "Spouse", "sex": "female", "age": "35"} | _IDLE
WIFE |= {"ever_attended": "no", "education_completed": "", "attending": "", "can_read": "no"}
PUPIL = WORKER | {"member": "3", "relationship": "Son/Daughter", "age": "11"} | _IDLE
PUPIL |= {
    "marital_status": "Unmarried/Never Married",
    "education_completed": "class 4",
    "attending": "yes",
    "attending_class": "class 5",
    "institution": "Government Institute",
}
BABY = {**dict.fromkeys(WORKER, ""), "household": "H90001", "member": "4", "relationship": "Son/Daughter"}
BABY |= {"sex": "female", "age": "1", "marital_status": "Unmarried/Never Married", "is_member": "yes"}
AWAY = PUPIL | {"member": "5", "is_member": "no"}


def pslm_folder(
    folder: Path,
    households: Iterable[Mapping[str, str]] = (HOUSEHOLD,),
    members: Iterable[Mapping[str, str]] = (WIFE, WORKER, PUPIL, BABY, AWAY),
) -> Path:
    """Write both files; the head stands second, as it may in the data."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "households.csv.gz", households)
    _write(folder / "members.csv.gz", members)
    return folder


def _write(file: Path, rows: Iterable[Mapping[str, str]]) -> None:
    listed = list(rows)
    with gzip.open(file, "wt", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, list(listed[0]))
        writer.writeheader()
        writer.writerows(listed)
