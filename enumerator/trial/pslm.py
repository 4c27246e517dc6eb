"""Real households of the PSLM/HIES 2015-16 survey, mapped to the questionnaire: the whole of that mapping.

The folder holds ``households.csv.gz`` and ``members.csv.gz`` (see its README). What the data lack (names, CNICs,
goods, walls, livestock counts) is left out here and invented by `enumerator.trial.invention`. Nothing real is
altered, with four stated exceptions: the head is put first; land in decimal acres becomes acres, kanals and marlas to
a hundredth of a marla; a livestock value above zero becomes *has some*; income given only by the year becomes a
twelfth of it.
"""

from __future__ import annotations

import csv
import gzip
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path

from enumerator.errors import InputFault
from enumerator.named_file import named
from enumerator.trial.household import Answer, SampleHousehold
from forms import Missing

Row = Mapping[str, str]

SEX = {"male": "M", "female": "F"}
RELATION = {
    "Head": "HEAD",
    "Spouse": "SPOUSE",
    "Son/Daughter": "CHILD",
    "Son/Daughter-in-law": "CHILD_IL",
    "Grand Child": "GRANDCHILD",
    "Father/Mother": "PARENT",
    "Father/Mother-in-law": "PARENT_IL",
    "Brother\\Sister": "SIBLING",
    "Brother/Sister-in-law": "SIBLING_IL",
    "Grand Father/Mother": "GRANDPARENT",
    "Real Uncle/Aunty": "UNCLE_AUNT",
    "Nephew\\Niece": "NEPHEW_NIECE",
    "Servants/Their Relatives": "SERVANT",
    "Others(Specify)": "OTHER_REL",
}
MARITAL = {
    "Unmarried/Never Married": "NEVER",
    "Currently Married": "MARRIED",
    "Widow/Widower": "WIDOWED",
    "Divorced": "DIVORCED",
    "Nikah has been solemnised but the rukhsati has not taken place": "MARRIED",
}
LEVEL = {
    "less than 1": "00",
    **{f"class {number}": f"{number:02d}" for number in range(1, 11)},
    "FA/FSc/I-COM": "12",
    "Polytechnic Diploma": "D3",
    "BA/BSc/B.com/B.Ed/Post Graduate": "14",
    "MA/MSc/MEd": "16",
    "Degree in Engineering": "16",
    "Degree in Agriculture": "16",
    "Degree in Medicine": "PRO",
    "Degree in Law": "PRO",
    "Mphil/PhD": "18",
    "Others": "OTH",
}
SCHOOL = {
    "Government Institute": "GOVT",
    "Private Institute": "PRIVATE",
    "Privately": "HOME",
    "NGO/Foundation/Trust": "NGO",
    "Non Formal Basic Education School": "NFE",
    "Deeni Madrasa only Hifz Quran": "MADRASSA",
    "Deeni Madrasa Proper Education": "MADRASSA",
    "Other": "PRIVATE",
}
STATUS = {
    "Paid employee": "REG",
    "Employer, employing less than 10 person": "EMPLOYER",
    "Employer, employing 10 or more persons": "EMPLOYER",
    "Self employed non agri": "OWN",
    "Contributing family worker": "UNPAID",
    "Own cultivator": "OWN_CULT",
    "Share cropper": "SHARE_CULT",
    "Contract cultivator": "CONTRACT_CULT",
    "Live stock (only)": "LIVESTOCK",
}
JOB = {"REG": "contract", "UNPAID": "unpaid"}
"""Nature of the job is not in the data; what the status leaves open is called own business."""
NOT_WORKING = {"no not seeking work": "not_seeking", "not but seeking work": "seeking"}
DWELLING = {
    "independent house/compound": "house",
    "Aparttment/Flat": "flat",
    "part of large unit": "part_of_house",
    "part of compound": "compound",
    "others": "other",
}
TENURE = {
    "owner occupied (self hired)": "OWNED",
    "owner occupied(not self hired)": "OWNED",
    "on rent": "RENTED",
    "subsidized rent": "EMPLOYER",
    "rent free": "RENT_FREE",
}
WATER = {
    "piped water": "11",
    "hand pump": "23",
    "motorized pumping/tubewell": "22",
    "closed well": "31",
    "open well": "32",
    "spring": "42",
    "pound/canal/river/stream": "81",
    "tanker/truck/water be arer": "61",
    "filtration plant": "F",
    "mineral water": "91",
    "others": "96",
}
TOILET = {
    "flush connected to public sewerage": "11",
    "flush connected to pit": "13",
    "flush connected to open drain": "14",
    "dry raised laterine": "22",
    "dry pit latrine": "23",
    "no toilet in the household": "95",
}
DRAINAGE = {"under ground drains": "underground", "covered drain": "covered", "open drain": "open", "no system": "none"}
CONNECTION = {"yes": "own", "yes extension": "shared", "no": "none"}
LIVESTOCK = ("cattle", "buffalo", "camel", "sheep", "goat", "horse", "donkey", "mule", "poultry")

# Words of the occupation titles that the Pakistan Standard Classification files under its elementary group (80–89):
# labourers, street sellers, domestic helpers, cleaners, porters and the like.
ELEMENTARY = (
    "labourer",
    "street",
    "domestic cleaners",
    "cleaners and helpers",
    "cleaning workers",
    "sweepers",
    "elementary",
    "freight handlers",
    "hand packers",
    "hand launderers",
    "vehicle cleaners",
    "garbage",
    "refuse",
    "messengers",
    "porters",
    "shelf fillers",
    "animal-drawn",
    "door to door",
    "window cleaners",
    "odd job",
    "shoe cleaning",
    "water and firewood",
    "kitchen helpers",
    "fast food preparers",
    "hand and pedal",
    "meter readers",
)
# The first group one of whose words stands in the title; coarse but for group 9, which the scores ask for.
GROUPS = (
    ("0", ("armed forces",)),
    (
        "1",
        ("managers", "chief executives", "senior officials", "secretaries general", "senior government", "legislators"),
    ),
    (
        "4",
        (
            "clerk",
            "clerical",
            "secretaries",
            "cashiers",
            "tellers",
            "typists",
            "switchboard",
            "receptionists",
            "interviewers",
        ),
    ),
    ("8", ("operators", "drivers", "assemblers")),
    (
        "6",
        (
            "crop",
            "livestock",
            "growers",
            "farmers",
            "dairy producers",
            "fishery",
            "fishers",
            "forestry",
            "animal producers",
            "aquaculture",
        ),
    ),
    (
        "5",
        (
            "shop ",
            "sales",
            "waiters",
            "cooks",
            "hairdressers",
            "guards",
            "personal",
            "child care",
            "beauticians",
            "caretakers",
            "police",
        ),
    ),
    (
        "5",
        (
            "housekeepers",
            "protective",
            "conductors",
            "attendants",
            "care assistants",
            "bartenders",
            "guides",
            "groomers",
            "counter",
        ),
    ),
    (
        "3",
        (
            "technicians",
            "associate",
            "agents",
            "brokers",
            "supervisors",
            "inspectors",
            "community health",
            "photographers",
            "officials",
        ),
    ),
    (
        "3",
        (
            "assistants",
            "officers",
            "draughts",
            "representatives",
            "opticians",
            "coaches",
            "players",
            "instructors",
            "buyers",
            "chefs",
        ),
    ),
    (
        "2",
        (
            "professional",
            "teachers",
            "engineers",
            "doctors",
            "practitioners",
            "accountants",
            "lawyers",
            "journalists",
            "developers",
        ),
    ),
    (
        "2",
        (
            "architects",
            "dentists",
            "pharmacists",
            "designers",
            "artists",
            "analysts",
            "advisers",
            "educators",
            "veterinarians",
            "surveyors",
        ),
    ),
    ("2", ("translators", "musicians", "administrators", "trainers", "specialists", "announcers", "dieticians")),
)
CRAFT = "7"


def real_households(folder: Path, count: int | None = None) -> tuple[SampleHousehold, ...]:
    """Read the first ``count`` households of a folder that somebody named, or all.

    Raises:
        InputFault: the folder is not one of these data, or holds fewer, or none.
    """
    try:
        with named("from"):
            families = tuple(read(folder, count))
    except (KeyError, ValueError, EOFError, zlib.error) as fault:
        raise InputFault(part="from", finding="other_data") from fault
    if len(families) < (count or 1):
        raise InputFault(part="from", finding=f"{len(families)} households")
    return families


def read(folder: Path, count: int | None = None) -> Iterator[SampleHousehold]:
    """Map the first ``count`` households of the folder, in file order.

    Raises:
        FileNotFoundError: the folder lacks one of the two files.
        KeyError, ValueError: a category, column or number that this mapping does not know, or a household without
            members: the data are not the ones described above.
        OSError, EOFError, zlib.error: a file is not whole, or no gzip file.
    """
    members: dict[str, list[Row]] = defaultdict(list)
    for member in _rows(folder / "members.csv.gz"):
        if member["is_member"] != "no":
            members[member["household"]].append(member)
    for index, row in enumerate(_rows(folder / "households.csv.gz")):
        if index == count:
            return
        family = sorted(members[row["household"]], key=lambda member: member["relationship"] != "Head")
        if not family:
            raise ValueError("a household without members")
        yield SampleHousehold(row["household"], _household(row), [_member(member) for member in family])


def psco_group(title: str) -> str:
    """File an occupation title under its major group, 0–9; 9 is elementary."""
    lowered = title.lower()
    if any(word in lowered for word in ELEMENTARY):
        return "9"
    return next((group for group, words in GROUPS if any(word in lowered for word in words)), CRAFT)


def acres_to_parts(acres: Decimal) -> tuple[int, int, Decimal]:
    """Split decimal acres into acres, kanals (8 an acre) and marlas (20 a kanal, to 0.01)."""
    hundredths = int((acres * 160 * 100).to_integral_value())
    acre, rest = divmod(hundredths, 160 * 100)
    kanal, marla = divmod(rest, 20 * 100)
    return acre, kanal, Decimal(marla) / 100


def _rows(file: Path) -> Iterator[Row]:
    with gzip.open(file, "rt", encoding="utf-8", newline="") as text:
        yield from csv.DictReader(text)


def _member(row: Row) -> dict[str, Answer]:
    member: dict[str, Answer] = {
        "relation": RELATION[row["relationship"]],
        "gender": SEX[row["sex"]],
        "birth_date": Missing.DONT_KNOW,  # the data hold completed years only
        "age_stated": row["age"],
        "marital": MARITAL[row["marital_status"]],
    }
    return member | _schooling(row) | _work(row)


def _schooling(row: Row) -> dict[str, Answer]:
    if not row["ever_attended"]:
        return {}
    can_read: dict[str, Answer] = {"education/can_read": row["can_read"] or "no"}
    if row["ever_attended"] == "no":
        return {"education/school_status": "NEVER"} | can_read
    level: dict[str, Answer] = {"education/education_level": LEVEL[row["education_completed"]]}
    if row["attending"] == "no":
        return {"education/school_status": "PAST"} | level | can_read
    return (
        {
            "education/school_status": "NOW",
            "education/class_now": LEVEL[row["attending_class"]],
            "education/school_type": SCHOOL[row["institution"]],
        }
        | level
        | can_read
    )


def _work(row: Row) -> dict[str, Answer]:
    if not row["worked_last_month"]:
        return {}
    pension = _monthly(row["pension_year_pkr"])
    answers: dict[str, Answer] = {"work/pension": "yes" if pension else "no", "work/pension_monthly": str(pension)}
    # Eleven people answered "no, but has work to return to" and carry a status: they count as at work.
    if row["worked_last_month"] == "no" and not row["employment_status"]:
        return answers | {"work/worked": "no", "work/not_working_reason": NOT_WORKING[row["not_working_reason"]]}
    status = STATUS[row["employment_status"]]
    return answers | {
        "work/worked": "yes",
        "work/employment_status": status,
        "work/occupation": psco_group(row["occupation"]),
        "work/nature_of_job": JOB.get(status, "own_business"),
        "work/income_last_month": str(
            int(float(row["cash_income_month_pkr"] or 0)) or _monthly(row["cash_income_year_pkr"])
        ),
    }


def _monthly(yearly: str) -> int:
    return int(float(yearly)) // 12 if yearly else 0


def _household(row: Row) -> dict[str, Answer]:
    answers: dict[str, Answer] = {
        "/data/address/current/area": row["area"],
        "/data/assets/dwelling": DWELLING[row["dwelling_type"]],
        "/data/assets/tenure": TENURE[row["occupancy"]],
        "/data/assets/rooms": row["rooms"],
        "/data/assets/electricity": CONNECTION[row["electricity"]],
        "/data/assets/gas": CONNECTION[row["gas"]],
        "/data/assets/drinking_water": WATER[row["drinking_water"]],
        "/data/assets/toilet": TOILET[row["toilet"]],
        "/data/assets/drainage": DRAINAGE[row["drainage"]],
        "/data/assets/has_computer": row["desktop"],
        "/data/assets/has_laptop": row["laptop"],
        "/data/assets/has_tablet": row["tablet"],
        "/data/misc/has_mobile": row["mobile"],
        "/data/misc/has_landline": row["landline"],
        "/data/misc/has_internet": row["internet"],
        "/data/misc/has_broadband": row["broadband"],
    }
    return answers | _livestock(row) | _land(row)


def _livestock(row: Row) -> dict[str, Answer]:
    kinds = [kind for kind in LIVESTOCK if float(row[f"{kind}_value_pkr"] or 0) > 0]
    names = ["cow" if kind == "cattle" else kind for kind in kinds]
    return {"/data/assets/has_livestock": "yes" if names else "no", "/data/assets/livestock_kinds": " ".join(names)}


def _land(row: Row) -> dict[str, Answer]:
    owned = _acres(row["owned_acres"])
    ways = {"own": "operated_own_acres", "contract": "operated_rented_acres", "shared": "operated_sharecropped_acres"}
    cultivated = {way: _acres(row[column]) for way, column in ways.items()}
    rented_out = _acres(row["rented_out_acres"])
    answers: dict[str, Answer] = {
        "/data/assets/owns_agri_land": "yes" if owned else "no",
        "/data/agriculture/cultivates": "yes" if sum(cultivated.values()) else "no",
        "/data/agriculture/cultivator_type": " ".join(way for way, acres in cultivated.items() if acres),
        "/data/agriculture/land_rented_out": "yes" if rented_out else "no",
        "/data/agriculture/rented_out_acre": str(rented_out),
    }
    return (
        answers
        | _parts("/data/assets/land", owned)
        | _parts("/data/agriculture/cultivated", Decimal(sum(cultivated.values())))
    )


def _acres(text: str) -> Decimal:
    try:
        return Decimal(text or 0)
    except InvalidOperation as fault:
        raise ValueError("not a number of acres") from fault


def _parts(prefix: str, acres: Decimal) -> dict[str, Answer]:
    acre, kanal, marla = acres_to_parts(acres)
    return {f"{prefix}_acre": str(acre), f"{prefix}_kanal": str(kanal), f"{prefix}_marla": f"{marla.normalize():f}"}
