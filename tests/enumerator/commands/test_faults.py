"""What goes wrong in the world is said in a sentence, in the language asked for, and never as a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from enumerator.domain.officer import NewOfficer, Role
from enumerator.trial.household import text
from resources.wording import LANGUAGES, sentence
from tests.enumerator.commands.office import Office, Said, as_json, family_of_today, small_family
from tests.enumerator.store.centre import BILAL, SAIRA, USMAN

UNKNOWN = "0603-017-01-000077-7"
NOBODY = NewOfficer("0603017-77", "Nobody", Role.OFFICER, "nobody: nowhere at all")


def assert_says(said: Said, code: str, language: str, **facts: str | int) -> None:
    assert said.status == 1
    assert said.err.splitlines()[-1] == sentence(code, language, **facts)
    assert "Traceback" not in said.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_author_does_not_approve(office: Office, language: str) -> None:
    number = office.register(SAIRA).number

    for deed in (("approve", number), ("return", number, "--reason", "x")):
        said = office.do(SAIRA, *deed, language=language)
        assert_says(said, "author_cannot_approve", language)
        assert said.out == ""

    assert office.done(USMAN, "approve", number).out == f"{number}: approved\n"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "words",
    [
        ("officers add", "0603017-05", "--name", "Somebody", "--new-passphrase-file", "{bilal}"),
        ("officers suspend", SAIRA.code),
        ("enrol request", "{folder}/new.json"),
        ("enrol trust", "{card}"),
        ("approve", "{number}"),
        ("return", "{number}", "--reason", "x"),
        ("withdraw", "{number}", "--reason", "x"),
    ],
    ids=lambda words: words[0],
)
def test_a_data_entry_officer_may_not_do_a_supervisors_deed(
    office: Office, words: tuple[str, ...], language: str
) -> None:
    places = {
        "number": office.first,
        "folder": office.folder,
        "card": office.registry.card,
        "bilal": office.passphrase_of(BILAL),
    }
    command, *rest = (word.format(**places) for word in words)
    assert_says(office.do(BILAL, command, *rest, language=language), "not_permitted", language)


def test_nobody_finishes_the_draft_of_another(office: Office) -> None:
    broken = small_family(12)
    broken.answers["/data/assets/walls"] = ""
    number = office.register(BILAL, broken).number
    assert office.do(USMAN, "households finish", number).status == 1
    assert "draft 1" in office.done(USMAN, "households list").out


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "words",
    [
        ("approve", UNKNOWN),
        ("return", UNKNOWN, "--reason", "x"),
        ("withdraw", UNKNOWN, "--reason", "x"),
        ("reopen", UNKNOWN),
        ("households finish", UNKNOWN),
        ("households show", UNKNOWN),
        ("slip", UNKNOWN, "{folder}/slip.pdf"),
    ],
    ids=lambda words: words[0],
)
def test_a_survey_that_is_not_here_is_named(office: Office, words: tuple[str, ...], language: str) -> None:
    command, *rest = (word.format(folder=office.folder) for word in words)
    assert_says(office.do(SAIRA, command, *rest, language=language), "survey_unknown", language, number=UNKNOWN)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_deed_out_of_its_turn_is_refused(office: Office, language: str) -> None:
    number = office.first
    assert_says(office.do(SAIRA, "reopen", number, language=language), "forbidden_move", language)
    assert_says(
        office.do(SAIRA, "return", number, "--reason", " ", language=language),
        "reason_missing",
        language,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_cannot_sign_in_is_told_why(office: Office, language: str) -> None:
    nobody = office.do(NOBODY, "households list", language=language)
    assert_says(nobody, "officer_unknown", language, officer=NOBODY.code)

    office.done(SAIRA, "officers suspend", BILAL.code)
    gone = office.do(BILAL, "households list", language=language)
    assert_says(gone, "officer_unknown", language, officer=BILAL.code)

    stranger = NewOfficer(USMAN.code, USMAN.name, USMAN.role, "usman: the wrong words")
    wrong = office.do(stranger, "households list", language=language)
    assert wrong.status == 1
    assert wrong.err.strip() in {sentence("wrong_passphrase", language, wait_seconds=wait) for wait in range(60)}


def test_a_passphrase_is_never_blank_or_unreadable(office: Office) -> None:
    findings = {}
    for name, content in {"empty": b"", "blank": b"\nsecond line", "latin": b"\xe9"}.items():
        (office.folder / name).write_bytes(content)
        words = ("--store", str(office.desk), "--officer", SAIRA.code, "--passphrase-file", str(office.folder / name))
        said = office.run("officers", "list", *words)
        assert (said.status, said.out) == (1, "")
        findings[name] = said.err.partition("(")[2].partition(")")[0]
    assert findings == {"empty": "empty", "blank": "empty", "latin": "not_text"}


def test_a_passphrase_that_is_typed_is_asked_for_by_name(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def typed(question: str) -> str:
        asked.append(question)
        return SAIRA.passphrase if len(asked) == 1 else ""

    monkeypatch.setattr("getpass.getpass", typed)
    words = ("--store", str(office.desk), "--officer", SAIRA.code)

    assert office.run("officers", "list", *words).status == 0
    assert office.run("officers", "list", *words).status == 1
    assert asked == [f"Passphrase of {SAIRA.code}: "] * 2


def test_changing_a_passphrase_asks_the_old_one_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([SAIRA.passphrase, "saira: another tree"])
    monkeypatch.setattr("getpass.getpass", lambda _question: next(answers))
    words = ("--store", str(office.desk), "--officer", SAIRA.code)

    assert office.run("officers", "passphrase", *words).status == 0
    assert next(answers, "all asked") == "all asked"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_stores_place_must_be_right(office: Office, language: str) -> None:
    taken = office.set_up()
    assert (taken.status, taken.err) == (1, f"{sentence('store_exists', 'en')}\n")

    elsewhere = Office(office.folder / "elsewhere")
    elsewhere.folder.mkdir()
    assert_says(elsewhere.do(SAIRA, "households list", language=language), "store_missing", language)


def test_a_code_of_another_centre_is_refused_before_anything_is_made(office: Office, bare: Office) -> None:
    stranger = NewOfficer("0604001-05", "Stranger", Role.OFFICER, "stranger: far from here")
    added = office.add(stranger)
    first = bare.set_up("--supervisor", "0604001-01")

    for said in (added, first):
        assert_says(said, "input_fault", "en", part="officer_code", finding="another_centre")
    assert not bare.desk.exists()
    assert stranger.code not in office.done(SAIRA, "officers list").out


def test_a_code_is_given_once(office: Office) -> None:
    assert_says(office.add(BILAL), "officer_exists", "en", officer=BILAL.code)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_desk_without_a_registry_says_so(bare: Office, language: str) -> None:
    assert bare.set_up().status == 0
    said = bare.do(SAIRA, "sync", "--registry", "http://127.0.0.1:9", language=language)
    assert_says(said, "not_enrolled", language)


def test_the_registrys_address_must_be_safe(office: Office) -> None:
    said = office.do(SAIRA, "sync", "--registry", "http://registry.example")
    assert_says(said, "plain_http_forbidden", "en", host="registry.example")


FILES = [
    ("enrol trust", "registry_card", "{absent}"),
    ("enrol request", "enrolment", "{nowhere}/enrolment.json"),
    ("slip", "slip", "{number}", "{nowhere}/slip.pdf"),
    ("households register", "answers", "{absent}"),
]
SIGNED_BY_NOBODY = [
    ("verify slip", "slip", "{absent}", "--enrolment", "{enrolment}"),
    ("verify slip", "enrolment", "{absent}", "--enrolment", "{absent}"),
    ("verify export", "export", "{absent}", "--enrolment", "{enrolment}"),
    ("questionnaire write", "workbook", "{nowhere}/pser.xlsx"),
]


def places_of(office: Office) -> dict[str, str]:
    return {
        "absent": str(office.folder / "Zainab Bibi.json"),
        "nowhere": str(office.folder / "Zainab Bibi"),
        "enrolment": str(office.enrolment),
        "number": office.first,
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", FILES, ids=lambda words: words[0])
def test_a_file_that_cannot_be_used_is_told_by_its_part_not_by_its_name(
    office: Office, words: tuple[str, ...], language: str
) -> None:
    command, part, *rest = (word.format(**places_of(office)) for word in words)
    said = office.do(SAIRA, command, *rest, language=language)
    assert said.status == 1
    assert part in said.err
    assert "Zainab" not in said.err


@pytest.mark.parametrize("words", SIGNED_BY_NOBODY, ids=lambda words: f"{words[0]} {words[1]}")
def test_a_file_to_be_checked_must_be_there(office: Office, words: tuple[str, ...]) -> None:
    command, part, *rest = (word.format(**places_of(office)) for word in words)
    assert_says(office.run(*command.split(), *rest), "input_fault", "en", part=part, finding="not_found")


def test_an_export_into_a_file_is_refused(office: Office) -> None:
    office.done(SAIRA, "approve", office.first)
    said = office.do(SAIRA, "export", office.paper("taken", ""))
    assert_says(said, "input_fault", "en", part="export", finding="no_folder")


@pytest.mark.parametrize("language", LANGUAGES)
def test_files_that_are_something_else_are_not_believed(office: Office, language: str) -> None:
    other = office.paper("other", "something else\n")
    enrolment = str(office.enrolment)
    faults = {
        "bad_registry_card": office.do(SAIRA, "enrol trust", other, language=language),
        "bad_slip": office.run("verify", "slip", other, "--enrolment", enrolment, language=language),
        "bad_batch": office.run("verify", "export", other, "--enrolment", enrolment, language=language),
        "bad_enrolment": office.run("verify", "slip", other, "--enrolment", other, language=language),
    }
    for code, said in faults.items():
        assert_says(said, code, language)


def test_a_changed_day_file_and_a_changed_slip_are_not_genuine(office: Office) -> None:
    number, page = office.first, office.folder / "slip.pdf"
    office.done(SAIRA, "approve", number)
    sealed = Path(office.done(SAIRA, "export", str(office.folder / "export")).out.splitlines()[0])
    office.done(SAIRA, "slip", number, str(page))
    raw = bytearray(sealed.read_bytes())
    raw[len(raw) // 2] ^= 1
    sealed.write_bytes(raw)
    page.write_bytes(page.read_bytes()[: page.stat().st_size // 2])

    for kind, file in (("export", sealed), ("slip", page)):
        said = office.run("verify", kind, str(file), "--enrolment", str(office.enrolment))
        assert (said.status, said.out) == (1, "")
        assert len(said.err.splitlines()) == 1


def test_a_household_file_that_fits_no_questionnaire_begins_nothing(office: Office) -> None:
    before = office.done(BILAL, "households list").out
    family = small_family()
    family.members[0]["nickname"] = "Bobby"

    assert_says(
        office.do(BILAL, "households register", office.paper("family.json", as_json(family))),
        "input_fault",
        "en",
        part=f"answers, entry {len(family.answers) + len(family.members[0])}",
        finding="no_such_question",
    )
    assert office.done(BILAL, "households list").out == before


def test_faults_hold_nothing_of_a_household(office: Office) -> None:
    """Names and numbers are given to every fault that a household's file can cause; none comes out on that side."""
    first, family = office.first, family_of_today(1)
    family.answers["/data/registration/applicant_cnic"] = "0000"
    family.answers["/data/registration/applicant_mobile"] = "12"
    family.members[1]["cnic"] = text(family.members[0], "cnic")
    registered = office.register(BILAL, family)
    office.done(SAIRA, "approve", first)
    told = [
        registered.err,
        office.do(BILAL, "households finish", registered.number).err,
        office.do(SAIRA, "approve", registered.number).err,
        office.do(SAIRA, "sync", "--registry", "http://127.0.0.1:9").err,
    ]
    assert registered.status == 1
    for member in (*family.members, *small_family().members):
        for secret in (text(member, "name"), text(member, "cnic")):
            assert not secret or not any(secret in each.replace("-", "") for each in told)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("--households", "0"), "households"),
        (("--households", "-3"), "households"),
        (("--from", "{folder}/absent"), "from"),
        (("--from", "{folder}/paper"), "from"),
        (("--keep", "{folder}"), "keep"),
        (("--keep", "{folder}/paper"), "keep"),
        (("--keep", "{folder}/paper/below"), "keep"),
    ],
)
def test_the_main_job_refuses_what_it_cannot_do_before_it_makes_anything(
    bare: Office, words: tuple[str, ...], part: str, language: str
) -> None:
    bare.paper("paper", "")
    said = bare.run("main-job", *(word.format(folder=bare.folder) for word in words), language=language)
    assert said.status == 1
    assert said.out == ""
    assert part in said.err
    assert len(said.err.splitlines()) == 1
    assert [each.name for each in bare.folder.iterdir()] == ["paper"]
