"""A day at the centre, worked by commands only."""

from __future__ import annotations

import csv
from pathlib import Path

from openpyxl import load_workbook

from enumerator.trial.comparison import differences
from enumerator.trial.household import text
from enumerator.workflow.questionnaire import shipped_edition
from forms.identity import mask_cnic
from tests.enumerator.commands.office import Office, family_of_today, small_family
from tests.enumerator.store.centre import BILAL, SAIRA, USMAN
from tests.enumerator.store.centre import sign_in as open_desk
from tests.enumerator.trial.families import noon

CNIC = text(small_family().members[0], "cnic")
HEAD = text(small_family().members[0], "name")


def test_a_household_goes_from_the_interview_to_the_receipt(office: Office) -> None:
    number, page, export = office.first, office.folder / "slip.pdf", office.folder / "export"

    # when a supervisor approves it, and it travels
    assert office.done(SAIRA, "approve", number).out == f"{number}: approved\n"
    assert number in office.done(BILAL, "slip", number, str(page)).out
    with office.registry.serving() as url:
        sent = office.done(SAIRA, "sync", "--registry", url)
        again = office.done(SAIRA, "sync", "--registry", url)

    # then it is settled, once
    assert sent.out == "1 batches settled: accepted 1; 0 pending\n"
    assert again.out == "0 batches settled: nothing new; 0 pending\n"
    assert "accepted 1" in office.done(BILAL, "households list", "--state", "accepted").out

    # and everything that left the desk proves itself
    assert number.replace("-", "") in office.run(
        "verify", "slip", str(page), "--enrolment", str(office.enrolment)
    ).out.replace("-", "")
    sealed, listed, workbook = (Path(line) for line in office.done(SAIRA, "export", str(export)).out.splitlines())
    genuine = office.run("verify", "export", str(sealed), "--enrolment", str(office.enrolment))
    assert (genuine.status, genuine.out[:33]) == (0, "Genuine: batch 1 of 0603017-01, 1")
    assert office.done(SAIRA, "verify store").out == "The store is whole.\n"
    assert office.done(SAIRA, "reconcile").out == "accepted 1\n1 of 1 batches settled; 0 findings\n"

    # and the readable lists name the household and mask its numbers
    (row,) = list(csv.reader(listed.read_text("utf-8-sig").splitlines()))[1:]
    assert {number, HEAD, mask_cnic(CNIC)} <= set(row)
    cells = {str(cell.value) for line in load_workbook(workbook).worksheets[0].iter_rows() for cell in line}
    assert {number, HEAD, mask_cnic(CNIC)} <= cells
    for shown in (listed.read_text("utf-8-sig"), " ".join(cells)):
        assert CNIC not in shown.replace("-", "")
    assert CNIC.encode() not in sealed.read_bytes()

    # and the registry holds what the desk holds, node by node
    with open_desk(office.desk, SAIRA) as desk:
        assert list(differences(desk, office.registry.holdings(), shipped_edition().definition, noon)) == []


def test_a_survey_is_returned_and_comes_back_as_the_next_revision(office: Office) -> None:
    number = office.first

    assert office.done(SAIRA, "return", number, "--reason", "rooms?").out == f"{number}: returned\n"
    assert "rooms?" in office.done(BILAL, "households show", number).out
    assert office.done(BILAL, "reopen", number).out == f"{number}: revision 2 begun\n"
    assert f"{number}  r2  finished" in office.done(BILAL, "households finish", number).out
    assert office.done(USMAN, "approve", number).out == f"{number}: approved\n"


def test_a_survey_is_withdrawn_and_its_row_stays(office: Office) -> None:
    number = office.first
    assert office.done(SAIRA, "withdraw", number, "--reason", "registered twice").out == f"{number}: withdrawn\n"
    assert office.do(SAIRA, "approve", number).status == 1
    assert "withdrawn 1" in office.done(BILAL, "households list").out


def test_a_finished_survey_shows_its_deeds_its_score_and_on_demand_its_answers(office: Office) -> None:
    number = office.first
    office.done(SAIRA, "approve", number)

    shown = office.done(SAIRA, "households show", number).out
    with_answers = office.done(SAIRA, "households show", number, "--answers").out

    assert f"{BILAL.code}  finish" in shown
    assert f"{SAIRA.code}  approve" in shown
    assert "PROVISIONAL score" in shown
    assert CNIC not in shown
    assert CNIC in with_answers


def test_a_survey_is_found_by_number_by_cnic_and_by_name(office: Office) -> None:
    number = office.first
    for searched in (number, CNIC, HEAD.split()[0], HEAD.upper()):
        assert number in office.done(BILAL, "households find", searched).out
    for unknown in ("9" * 13, "Nobody", "%", "_"):
        assert office.done(BILAL, "households find", unknown).out == ""


def test_what_is_broken_stays_a_draft_and_says_why_in_both_languages(office: Office) -> None:
    family = small_family(12)
    family.answers["/data/registration/consent"] = "no"
    family.answers["/data/assets/walls"] = ""

    registered = office.register(BILAL, family)
    number = registered.number
    finished = office.do(BILAL, "households finish", number)
    in_urdu = office.do(BILAL, "households finish", number, language="ur")

    for said in (registered, finished, in_urdu):
        assert said.status == 1
        assert "/data/registration/consent: " in said.err
        assert "/data/assets/walls: " in said.err
    assert finished.err.splitlines()[-1] == "Saved. Answers to correct before finishing: 2."
    assert in_urdu.err.splitlines()[-1].startswith("محفوظ ہے۔")
    assert in_urdu.err != finished.err

    shown = office.done(BILAL, "households show", number)
    assert "r1  draft" in shown.out
    assert "stands at /data/" in shown.out
    assert "/data/assets/walls: " in shown.err


def test_what_is_unusual_needs_a_reason(office: Office) -> None:
    family = small_family(12)
    family.answers["/data/assets/rooms"] = "18"

    unexplained = office.register(BILAL, family)
    explained = office.register(BILAL, family, "--confirm", "an old mansion")

    assert (unexplained.status, unexplained.err.count("/data/assets/rooms: ")) == (1, 1)
    assert explained.status == 0
    assert "finished" in explained.out


def test_two_households_are_two_surveys_approved_together(office: Office) -> None:
    first, second = office.first, office.register(BILAL, family_of_today(1), "--confirm", "so it is").number
    approved = office.done(SAIRA, "approve", first, second)
    assert approved.out == f"{first}: approved\n{second}: approved\n"


def test_without_a_registry_work_goes_on_and_nothing_is_lost(office: Office) -> None:
    office.done(SAIRA, "approve", office.first)

    stopped = office.do(SAIRA, "sync", "--registry", "http://127.0.0.1:9")
    assert (stopped.status, stopped.out) == (1, "0 batches settled: nothing new; 1 pending\n")
    assert "No link to the registry." in stopped.err
    assert office.register(BILAL, family_of_today(1), "--confirm", "so it is").status == 0

    # the batch may be carried by hand, and drains when the registry is back
    assert office.do(SAIRA, "export", str(office.folder / "stick"), "--batch", "1").status == 0
    with office.registry.serving() as url:
        assert "accepted 1; 0 pending" in office.done(BILAL, "sync", "--registry", url).out


def test_a_day_without_approvals_has_nothing_to_export(office: Office) -> None:
    said = office.do(SAIRA, "export", str(office.folder / "export"))
    assert (said.status, said.err) == (1, "Nothing was approved yet, so there is no batch to write.\n")
    assert not (office.folder / "export").exists()


def test_officers_come_change_their_passphrase_and_go(office: Office) -> None:
    listed = office.done(SAIRA, "officers list").out
    for officer in (SAIRA, USMAN, BILAL):
        assert f"{officer.code}  {officer.role.value:18}  active     {officer.name}\n" in listed

    new = office.paper("new.txt", "a passphrase of another kind\n")
    office.done(BILAL, "officers passphrase", "--new-passphrase-file", new)
    words = ("--store", str(office.desk), "--officer", BILAL.code, "--passphrase-file", new)
    assert office.run("households", "list", *words).status == 0
    assert office.do(BILAL, "households list").err.startswith("Wrong passphrase.")

    office.done(SAIRA, "officers suspend", BILAL.code)
    assert f"{BILAL.code}  data_entry_officer  suspended" in office.done(SAIRA, "officers list").out
    assert office.run("households", "list", *words).status == 1


def test_the_program_finds_itself_whole(bare: Office) -> None:
    said = bare.run("self-check")
    assert said.status == 0
    lines = said.out.splitlines()
    assert [line.partition(":")[0] for line in lines[:2]] == ["resources", "form"]
    assert lines[-1] == "The program is whole."
    assert any(line.startswith("slip: ") for line in lines)
    assert "workbook: 1 questions, examined in a process of its own" in lines
