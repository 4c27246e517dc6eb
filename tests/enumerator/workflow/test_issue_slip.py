"""The slip a family takes home: counted, signed, checkable from the page and from the code, in both languages."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from enumerator.domain.slip import SlipContent
from enumerator.errors import InputFault, SurveyUnknown
from enumerator.store import Desk
from enumerator.ui.slip_printer import QtSlipPrinter
from enumerator.workflow.check_files import check_slip, read_enrolment
from enumerator.workflow.finish import finish
from enumerator.workflow.interview import begin_interview, resume_interview
from enumerator.workflow.issue_slip import issue_slip, slip_content
from enumerator.workflow.review import reopen, return_survey
from forms.identity import mask_cnic
from sync.errors import BadEnrolment, BadSignature, BadSlip
from sync.slip import hand_code
from tests.enumerator.store.centre import BILAL, SAIRA
from tests.enumerator.workflow.world import World, household, make_enrolled


class Notepad:
    """Keeps what it should draw."""

    def __init__(self) -> None:
        self.drawn: list[SlipContent] = []

    def render(self, content: SlipContent) -> bytes:
        self.drawn.append(content)
        return b"%PDF-"


def first_slip(desk: Desk, world: World) -> SlipContent:
    notepad = Notepad()
    issue_slip(desk, desk.surveys.all()[0].number, notepad, world.clock)
    return notepad.drawn[0]


@pytest.fixture(scope="module")
def page(finished_stage: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real page of the first survey."""
    world = finished_stage.copied(tmp_path_factory.mktemp("page") / "world")
    file = world.folder / "slip.pdf"
    with world.sign_in(BILAL) as desk:
        file.write_bytes(issue_slip(desk, desk.surveys.all()[0].number, QtSlipPrinter(world.clock), world.clock))
    return file


def test_copies_are_counted_and_each_is_in_the_log(finished: World) -> None:
    notepad = Notepad()
    with finished.sign_in(BILAL) as desk:
        number = desk.surveys.all()[0].number
        for _ in range(3):
            issue_slip(desk, number, notepad, finished.clock)
        assert [content.copy for content in notepad.drawn] == [1, 2, 3]
        assert [(slip.copy, slip.revision, slip.officer) for slip in desk.slips.of(number)] == [
            (copy, 1, BILAL.code) for copy in (1, 2, 3)
        ]
    assert len({content.qr_text for content in notepad.drawn}) == 1


def test_a_slip_that_could_not_be_drawn_is_counted_all_the_same(finished: World) -> None:
    class Jammed:
        def render(self, content: SlipContent) -> bytes:
            raise RuntimeError(f"no paper for copy {content.copy}")

    with finished.sign_in(BILAL) as desk:
        number = desk.surveys.all()[0].number
        with pytest.raises(RuntimeError, match="copy 1"):
            issue_slip(desk, number, Jammed(), finished.clock)
        assert len(desk.slips.of(number)) == 1


def test_the_slip_says_what_was_answered_in_both_languages(finished: World) -> None:
    family = household(5)
    with finished.sign_in(BILAL) as desk:
        row = desk.surveys.all()[0]
        content = first_slip(desk, finished)
        centre = desk.centre
    assert (content.number, content.revision, content.officer_code, content.trial) == (row.number, 1, BILAL.code, True)
    assert (content.centre_name_en, content.centre_name_ur) == (centre.name_en, centre.name_ur)
    assert content.head_name == family.answers["/data/basic/head_name"]
    assert content.head_name_ur == family.answers["/data/basic/head_name_ur"]
    assert content.head_cnic_masked == (mask_cnic(row.head_cnic) if row.head_cnic else "")
    assert content.members == len(family.members)
    assert content.taken_at == finished.clock()
    assert content.typed_code == hand_code(content.qr_text)
    locality = str(family.answers["/data/address/current/locality"])
    assert content.address_en.startswith(f"{locality}, ")
    assert content.address_ur.startswith(f"{locality}، ")
    english, urdu = content.address_en.split(", ")[-1], content.address_ur.split("، ")[-1]
    assert english.isascii()
    assert any("\u0600" <= letter <= "\u06ff" for letter in urdu)
    assert not any(letter.isascii() and letter.isalpha() for letter in urdu)


def test_the_slip_is_drawn_from_the_signed_answers_and_not_from_the_lists(finished: World) -> None:
    with finished.sign_in(BILAL) as desk:
        desk._book.database.run("UPDATE surveys SET head_name = 'Somebody Else', head_cnic = '', member_count = 1")
        content = first_slip(desk, finished)
    assert content.head_name == household(5).answers["/data/basic/head_name"]
    assert content.members == len(household(5).members)


def test_a_draft_has_no_slip(enrolled: World) -> None:
    with enrolled.sign_in(BILAL) as desk:
        number = begin_interview(desk, enrolled.clock).number
        with pytest.raises(SurveyUnknown):
            issue_slip(desk, number, Notepad(), enrolled.clock)
        assert desk.slips.of(number) == ()


def test_the_slip_of_a_second_revision_says_so(finished: World) -> None:
    with finished.sign_in(SAIRA) as desk:
        number = desk.surveys.all()[0].number
        return_survey(desk, number, "the street is missing", finished.clock)
    with finished.sign_in(BILAL) as desk:
        reopen(desk, number, finished.clock)
        finish(desk, resume_interview(desk, number, finished.clock), finished.clock)
        content = first_slip(desk, finished)
        earlier = slip_content(desk, desk.surveys.revision(number, 1), 1, finished.clock)
    assert (content.revision, earlier.revision) == (2, 1)
    assert content.qr_text != earlier.qr_text


def test_a_genuine_slip_is_believed_from_the_page_and_from_the_code(finished: World, page: Path) -> None:
    with finished.sign_in(BILAL) as desk:
        row = desk.surveys.all()[0]
    claim = check_slip(page, finished.enrolment)
    assert (claim.number, claim.revision) == (row.number.replace("-", ""), 1)
    assert (claim.day, claim.officer, claim.members) == (date(2025, 3, 3), BILAL.code[-2:], row.member_count)

    with finished.sign_in(BILAL) as desk:
        scanned = finished.folder / "scanned.txt"
        scanned.write_text(f" {first_slip(desk, finished).qr_text}\r\n")
    assert check_slip(scanned, finished.enrolment) == claim


def test_a_forged_slip_is_refused(finished: World, tmp_path: Path) -> None:
    with finished.sign_in(BILAL) as desk:
        genuine = first_slip(desk, finished).qr_text
    words = genuine.split(":")
    file = tmp_path / "slip.txt"
    for place, letter in ((1, "6"), (2, "2"), (3, "20250304"), (4, "09"), (5, "99")):
        forged = [*words[:place], (words[place][:-1] + letter)[-len(words[place]) :], *words[place + 1 :]]
        file.write_text(":".join(forged))
        with pytest.raises((BadSignature, BadSlip)):
            check_slip(file, finished.enrolment)


def test_another_desks_slip_is_refused(finished: World, page: Path, tmp_path: Path) -> None:
    other = make_enrolled(tmp_path / "other")
    with pytest.raises(BadSignature):
        check_slip(page, other.enrolment)


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        (b"%PDF-1.4 and then nothing", "damaged_page"),
        (b"\xff\xfe\x00", "not_text"),
        ("یہ پرچی نہیں".encode(), "not_text"),
    ],
)
def test_a_file_that_is_no_slip_is_named(finished: World, tmp_path: Path, content: bytes, finding: str) -> None:
    file = tmp_path / "slip"
    file.write_bytes(content)
    with pytest.raises(InputFault) as told:
        check_slip(file, finished.enrolment)
    assert told.value.facts == {"part": "slip", "finding": finding}


def test_a_page_without_a_claim_is_no_slip(finished: World, page: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare.pdf"
    bare.write_bytes(page.read_bytes().replace(b"EmbeddedFiles", b"EmbeddedFilez"))
    with pytest.raises(InputFault):
        check_slip(bare, finished.enrolment)
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    with pytest.raises(BadSlip):
        check_slip(empty, finished.enrolment)
    with pytest.raises(BadEnrolment):
        read_enrolment(empty)


def test_a_damaged_page_is_the_same_slip_or_none(finished: World, page: Path, tmp_path: Path) -> None:
    genuine, claim = page.read_bytes(), check_slip(page, finished.enrolment)
    damaged, places = tmp_path / "damaged.pdf", random.Random(5)
    for _ in range(300):
        content = bytearray(genuine)
        for _ in range(20):
            content[places.randrange(8, len(content))] = places.randrange(256)
        damaged.write_bytes(content[: places.randrange(200, len(content))] if places.random() < 0.3 else content)
        with suppress(InputFault, BadSlip, BadSignature):
            assert check_slip(damaged, finished.enrolment) == claim
