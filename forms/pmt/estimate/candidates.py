"""What the card may look at: every candidate with its bands, poorest first.

Only what our questionnaire asks and the survey has, and what an officer can see or a neighbour knows, so no earnings;
one idea a line, and none whose sense would have to be explained (relatives by marriage, help without pay). Line
telephone and broadband are left out: they no longer mean what they meant in 2015. The direction of every line is
stated here and never taken from the data.
"""

from __future__ import annotations

from .conditions import Age, Answer, Anybody
from .kinds import Candidate, Highest, Members, Number, OneAnswer, Text

HEAD = Answer("relation", ("HEAD",))
FEMALE = Answer("sex", ("F",))
ATTENDING = Answer("education/school_status", ("NOW",))
NOT_ATTENDING = Answer("education/school_status", ("NEVER", "PAST"))
LEVEL = "education/education_level"
SCHOOL = "education/school_type"
WORKING = Answer("work/worked", ("yes",))
STATUS = "work/employment_status"
NO: Text = ("no", "نہیں")
YES: Text = ("yes", "ہاں")
CONNECTIONS: tuple[Text, ...] = (("none", "نہیں"), ("shared", "مشترکہ"), ("own", "اپنا"))

LADDER = (
    ("01", "02", "03", "04", "NF"),
    ("05", "06", "07"),
    ("08", "09", "VOC", "MAD_D", "OTH"),
    ("10", "11"),
    ("12", "D3"),
    ("14",),
    ("16", "PRO", "18", "PHD"),
)
LEVELS: tuple[Text, ...] = (
    ("below class 1", "پہلی جماعت سے کم"),
    ("class 1 to 4", "پہلی تا چوتھی"),
    ("class 5 to 7", "پانچویں تا ساتویں"),
    ("class 8 or 9", "آٹھویں یا نویں"),
    ("class 10 or 11", "دسویں یا گیارہویں"),
    ("class 12 or diploma", "بارہویں یا ڈپلومہ"),
    ("14 years", "بی اے (14 سال)"),
    ("16 years or more", "16 سال یا زیادہ"),
)
OTHER_SCHOOLING = (
    "Nursery, Quran reading and memorising are below class 1; literacy centres count as class 1 to 4; vocational "
    "certificates, dars-e-nizami and other as class 8 or 9."
)


def at_least(step: int) -> Answer:
    """A level on this step of the ladder or above."""
    return Answer(LEVEL, tuple(code for codes in LADDER[step - 1 :] for code in codes))


def yes_or_no(id_: str, label: Text, question: str) -> OneAnswer:
    """A thing that a household has or has not."""
    return OneAnswer(id_, label, question, (("no",), ("yes",)), (NO, YES))


CANDIDATES: tuple[Candidate, ...] = (
    # ── who lives there ─────────────────────────────────────────────────────────────────────────────────
    Members("members", ("Members", "افراد"), (Anybody(),), (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15), more_is_poorer=True),
    Members(
        "children", ("Members aged 13 or less", "13 سال یا کم عمر کے افراد"), (Age(0, 13),), (1, 2, 3, 4, 5, 6), True
    ),
    Members("elderly", ("Members aged 65 or more", "65 سال یا زیادہ عمر کے افراد"), (Age(65),), (1, 2), True),
    Members("female_head", ("The head is a woman", "سربراہ خاتون ہے"), (HEAD, FEMALE), (1,), True),
    # ── schooling ───────────────────────────────────────────────────────────────────────────────────────
    Highest(
        "head_schooling", ("Schooling of the head", "سربراہ کی تعلیم"), (HEAD,), LEVEL, LADDER, LEVELS, OTHER_SCHOOLING
    ),
    Highest(
        "best_schooling",
        ("Best schooling of any member", "گھرانے کے سب سے پڑھے لکھے فرد کی تعلیم"),
        (),
        LEVEL,
        LADDER,
        LEVELS,
        OTHER_SCHOOLING,
    ),
    Highest(
        "her_schooling",
        ("Schooling of the female head or the wife", "خاتون سربراہ یا بیوی کی تعلیم"),
        (Answer("relation", ("HEAD", "SPOUSE")), FEMALE),
        LEVEL,
        LADDER,
        LEVELS,
        OTHER_SCHOOLING,
    ),
    Members(
        "middle",
        ("Members who completed class 8", "آٹھویں پاس افراد"),
        (at_least(3),),
        (1, 2, 3, 4, 5),
        note=OTHER_SCHOOLING,
    ),
    Members("matric", ("Members who completed class 10", "میٹرک پاس افراد"), (at_least(4),), (1, 2, 3, 4)),
    Members(
        "readers",
        ("Members who can read a sentence", "جملہ پڑھ سکنے والے افراد"),
        (Answer("education/can_read", ("yes",)),),
        (1, 2, 3, 4, 5, 6),
    ),
    Members(
        "cannot_read",
        ("Members of 10 or more who cannot read", "10 سال یا بڑے افراد جو پڑھ نہیں سکتے"),
        (Answer("education/can_read", ("no",)),),
        (1, 2, 3, 4),
        True,
    ),
    Members(
        "private_school",
        ("Members in private schools", "نجی سکول میں پڑھنے والے افراد"),
        (Answer(SCHOOL, ("PRIVATE",)),),
        (1, 2, 3, 4),
        note="Schools whose fees somebody else pays (PEF partners, trusts, madrassas) do not count.",
    ),
    Members(
        "out_of_school",
        ("Children of 5 to 16 not at school", "5 تا 16 سال کے بچے جو سکول نہیں جاتے"),
        (Age(5, 16), NOT_ATTENDING),
        (1, 2, 3, 4),
        True,
    ),
    # ── work ────────────────────────────────────────────────────────────────────────────────────────────
    Members("workers", ("Members at work", "کام کرنے والے افراد"), (WORKING,), (1, 2, 3, 4)),
    Members(
        "earners",
        ("Members at work for pay or profit", "اجرت یا منافع کے لیے کام کرنے والے افراد"),
        (
            Answer(
                STATUS,
                (
                    *("REG", "CASUAL", "PIECE", "EMPLOYER", "OWN", "APPRENTICE", "DOMESTIC"),
                    *("OWN_CULT", "SHARE_CULT", "CONTRACT_CULT", "LIVESTOCK"),
                ),
            ),
        ),
        (1, 2, 3, 4),
    ),
    Members(
        "child_workers",
        ("Children under 15 at work", "15 سال سے کم عمر کام کرنے والے بچے"),
        (Age(10, 14), WORKING),
        (1,),
        True,
    ),
    Members("employers", ("Members who employ others", "آجر افراد"), (Answer(STATUS, ("EMPLOYER",)),), (1,)),
    Members(
        "own_account",
        ("Members with a business of their own", "اپنا کاروبار کرنے والے افراد"),
        (Answer(STATUS, ("OWN",)),),
        (1, 2),
    ),
    Members(
        "own_cultivators",
        ("Members who farm land of their own", "اپنی زمین کے کاشتکار افراد"),
        (Answer(STATUS, ("OWN_CULT",)),),
        (1,),
    ),
    Members(
        "elementary",
        ("Members in elementary occupations", "عام مزدوری کرنے والے افراد"),
        (Answer("work/occupation", ("9",)),),
        (1, 2, 3),
        True,
        "Labourers, street sellers, domestic helpers, cleaners, porters; not cultivators.",
    ),
    Members(
        "pensioners", ("Members with a pension", "پنشن پانے والے افراد"), (Answer("work/pension", ("yes",)),), (1,)
    ),
    # ── the dwelling ────────────────────────────────────────────────────────────────────────────────────
    Number("rooms", ("Rooms", "کمرے"), "/data/assets/rooms", (2, 3, 4, 5, 6)),
    OneAnswer(
        "tenure",
        ("The dwelling is", "مکان"),
        "/data/assets/tenure",
        (("RENT_FREE", "GOVT", "EMPLOYER", "OTHER"), ("OWNED",), ("RENTED",)),
        (("rent free or provided", "بغیر کرایہ یا ملا ہوا"), ("owned", "ذاتی"), ("rented", "کرایہ پر")),
        note="Rent paid is part of consumption as the survey counts it.",
    ),
    OneAnswer(
        "toilet",
        ("Toilet", "بیت الخلا"),
        "/data/assets/toilet",
        (("95", "96", "21", "22", "23", "41"), ("14",), ("12", "13"), ("11",)),
        (
            ("none, or without flush", "کوئی نہیں یا بغیر فلش"),
            ("flush to open drain", "فلش: کھلی نالی"),
            ("flush to pit or septic tank", "فلش: گڑھا یا سیپٹک ٹینک"),
            ("flush to sewer", "فلش: سیوریج"),
        ),
        either={"18": (1, 3)},
        note="A flush to an unknown place may be any of the three.",
    ),
    OneAnswer(
        "water",
        ("Drinking water", "پینے کا پانی"),
        "/data/assets/drinking_water",
        (
            ("31", "32", "41", "42", "51", "81", "96", "23"),
            ("61", "71", "72"),
            ("21", "22"),
            ("11", "12", "13", "14"),
            ("F", "91"),
        ),
        (
            ("hand pump, well, spring, rain, canal", "ہینڈ پمپ، کنواں، چشمہ، بارش، نہر"),
            ("tanker, cart, kiosk", "ٹینکر، ریڑھی، دکان"),
            ("motor pump or tube well", "موٹر پمپ یا ٹیوب ویل"),
            ("piped", "پائپ کا پانی"),
            ("filtration plant or bottled", "فلٹریشن پلانٹ یا بوتل"),
        ),
    ),
    OneAnswer(
        "drainage",
        ("Drainage", "نکاسیٔ آب"),
        "/data/assets/drainage",
        (("none",), ("open",), ("covered",), ("underground",)),
        (("none", "کوئی نہیں"), ("open", "کھلی نالی"), ("covered", "ڈھکی نالی"), ("underground", "زیرِ زمین")),
    ),
    OneAnswer(
        "electricity",
        ("Electricity", "بجلی"),
        "/data/assets/electricity",
        (("none",), ("shared",), ("own",)),
        CONNECTIONS,
    ),
    OneAnswer("gas", ("Piped gas", "سوئی گیس"), "/data/assets/gas", (("none",), ("shared",), ("own",)), CONNECTIONS),
    OneAnswer(
        "area",
        ("Area", "علاقہ"),
        "/data/address/current/area",
        (("rural",), ("urban",)),
        (("rural", "دیہی"), ("urban", "شہری")),
    ),
    # ── what it has ─────────────────────────────────────────────────────────────────────────────────────
    yes_or_no("internet", ("Internet", "انٹرنیٹ"), "/data/misc/has_internet"),
    yes_or_no("mobile", ("Mobile telephone", "موبائل فون"), "/data/misc/has_mobile"),
    yes_or_no("computer", ("Desktop computer", "کمپیوٹر"), "/data/assets/has_computer"),
    yes_or_no("laptop", ("Laptop", "لیپ ٹاپ"), "/data/assets/has_laptop"),
    yes_or_no("tablet", ("Tablet", "ٹیبلٹ"), "/data/assets/has_tablet"),
    yes_or_no("livestock", ("Livestock", "مویشی"), "/data/assets/has_livestock"),
    yes_or_no("land", ("Agricultural land of its own", "اپنی زرعی زمین"), "/data/assets/owns_agri_land"),
    yes_or_no("cultivates", ("Cultivates land", "کاشتکاری"), "/data/agriculture/cultivates"),
)
