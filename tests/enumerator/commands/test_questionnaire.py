"""A new edition, worked by commands only: from the workbook to the registry's receipt."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from openpyxl import load_workbook

from enumerator.__main__ import EXAMINING_CHILD
from forms.workbook.examination import CHILD
from tests.enumerator.commands.office import Office, family_of_today, small_family
from tests.enumerator.store.centre import BILAL, SAIRA
from tests.enumerator.workflow.workbooks import ASKED, NEXT


def test_the_questionnaire_is_written_as_a_workbook(bare: Office) -> None:
    file = bare.folder / "pser.xlsx"
    assert bare.run("questionnaire", "write", str(file)).out == f"{file}\n"
    assert load_workbook(file).sheetnames[:3] == ["survey", "choices", "settings"]


def test_an_edition_goes_from_the_workbook_to_the_registrys_receipt(office: Office, next_book: Path) -> None:
    # given a draft on the edition that came with the program, and a workbook that is installed and put in force
    unfinished = family_of_today(3)
    del unfinished.answers["/data/assets/rooms"]
    draft = office.register(BILAL, unfinished).number
    installed = office.done(SAIRA, "questionnaire install", str(next_book))
    assert "pser.xlsx: accepted as pser_2025 2025.2, " in installed.out
    assert [line.split("  ")[:2] for line in office.done(SAIRA, "questionnaire list").out.splitlines()] == [
        ["pser/2025", "2025.1"],
        [NEXT, "2025.2"],
    ]
    assert NEXT in office.done(SAIRA, "questionnaire put-in-force", NEXT).out

    # when the draft moves, once it has been seen what that means
    preview = office.done(BILAL, "households move", draft).out
    assert "not moved yet" in preview
    assert f"asked {ASKED}\n" in preview
    assert "moved to" in office.done(BILAL, "households move", draft, "--yes").out
    said = office.do(BILAL, "households move", draft)
    assert (said.status, said.out) == (1, "")

    # and another household is asked in the new edition, then the registry accepts it
    family = small_family(seed=12)
    family.answers[ASKED] = "yes"
    del family.answers["/data/assets/has_geyser"]
    number = office.register(BILAL, family).number
    assert office.done(SAIRA, "approve", number).out == f"{number}: approved\n"
    with office.registry.serving() as url:
        sent = office.done(SAIRA, "sync", "--registry", url)
    assert sent.out == "1 batches settled: accepted 1; 0 pending\n"
    assert office.done(SAIRA, "reconcile").status == 0


def test_a_workbook_with_faults_is_told_row_by_row_and_not_installed(office: Office, next_book: Path) -> None:
    workbook = load_workbook(next_book)
    workbook["survey"]["A9"].value = "select_one nothing_of_the_kind"
    broken = office.folder / "broken.xlsx"
    workbook.save(broken)

    for said in (
        office.run("questionnaire", "check", str(broken)),
        office.do(SAIRA, "questionnaire install", str(broken)),
    ):
        assert said.status == 1
        assert "row 9" in said.out
        assert "broken.xlsx: refused\n" in said.out
    assert len(office.done(SAIRA, "questionnaire list").out.splitlines()) == 1


def test_a_data_entry_officer_installs_nothing_and_puts_nothing_in_force(office: Office, next_book: Path) -> None:
    for command, word in (("questionnaire install", str(next_book)), ("questionnaire put-in-force", "pser/2025")):
        said = office.do(BILAL, command, word)
        assert said.status == 1
        assert said.err.startswith("Your role does not allow this.")
    assert "pser/2025" in office.done(BILAL, "questionnaire list").out


def test_the_child_of_an_examination_is_answered_at_start_up_and_loads_nothing_of_a_desk(next_book: Path) -> None:
    assert tuple(EXAMINING_CHILD) == CHILD
    words = [*CHILD, str(next_book), "0", "60"]
    asked = (
        f"import sys; from enumerator.__main__ import main; main({words!r}); "
        "print(*(name for name in sys.modules if name.startswith('enumerator.')), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", asked], input=next_book.read_bytes(), capture_output=True, check=True)
    result = json.loads(done.stdout.splitlines()[-1])["result"]
    assert result["identity"]["form_id"] == "pser_2025"
    assert done.stderr.split() == [b"enumerator.__main__"]
