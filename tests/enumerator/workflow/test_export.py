"""The day's files: sealed bytes that prove themselves, and a readable list that shows no number of a person whole."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from enumerator.domain.day_list import COLUMNS, DayLine
from enumerator.errors import BatchOutOfOrder, NotPermitted
from enumerator.workflow.check_files import check_export
from enumerator.workflow.day_list import to_csv, to_workbook
from enumerator.workflow.export import ExportedBatch, day_lines, export_batch
from enumerator.workflow.finish import finish
from enumerator.workflow.interview import MEMBER, resume_interview
from enumerator.workflow.review import reopen
from forms import Missing
from sync.errors import SyncFault
from tests.enumerator.store.centre import BILAL, SAIRA
from tests.enumerator.store.test_disk_full import may_mount
from tests.enumerator.workflow.world import FAMILIES, World, household

HOUSE = Path(__file__).parents[3]
FULL_DISK = (
    'mount -t tmpfs -o size=40k none "$1/small" && exec "$2" -m tests.enumerator.workflow.exporting "$1" "$1/small"'
)


@pytest.fixture
def exported(frozen: World) -> ExportedBatch:
    with frozen.sign_in(SAIRA) as desk:
        return export_batch(desk, 1, frozen.folder / "stick" / "today", frozen.clock)


def numbers_of_persons() -> set[str]:
    """Every CNIC and mobile of the families, as digits."""
    said = [
        answer
        for index, _ in FAMILIES
        for family in (household(index),)
        for answers in (family.answers, *family.members)
        for question, answer in answers.items()
        if not isinstance(answer, Missing) and any(word in question for word in ("cnic", "mobile", "wallet_number"))
    ]
    digits = {"".join(letter for letter in answer if letter.isdigit()) for answer in said}
    return {each for each in digits if len(each) >= 10}


def csv_rows(file: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.read_text("utf-8-sig"))))


def workbook_rows(file: Path) -> list[list[str]]:
    return [[str(cell.value or "") for cell in row] for row in load_workbook(file).worksheets[0].iter_rows()]


def test_all_three_files_are_there_and_say_the_same(frozen: World, exported: ExportedBatch) -> None:
    with frozen.sign_in(SAIRA) as desk:
        batch, rows = desk.batches.get(1), desk.surveys.all()
        assert exported.sealed.read_bytes() == batch.frozen
        assert any(line.trace.value == "exported" for line in desk.audit.lines())
    heading, *lines = csv_rows(exported.csv)
    assert heading == [f"{column.title_en} / {column.title_ur}" for column in COLUMNS]
    assert [(line[0], line[3], line[6]) for line in lines] == [
        (row.number, row.head_name, str(row.member_count)) for row in rows
    ]
    assert [line[9] for line in lines] == [f"{row.score_low}–{row.score_high}" for row in rows]
    assert workbook_rows(exported.workbook)[1:] == lines
    assert sorted(exported.sealed.parent.iterdir()) == sorted((exported.sealed, exported.csv, exported.workbook))


def test_no_number_of_a_person_stands_whole_in_a_readable_file(exported: ExportedBatch) -> None:
    secrets = numbers_of_persons()
    assert len(secrets) > 10
    for rows in (csv_rows(exported.csv), workbook_rows(exported.workbook)):
        cells = {"".join(letter for letter in cell if letter.isdigit()) for row in rows for cell in row}
        text = " ".join("".join(row) for row in rows).replace("-", "").replace(" ", "")
        assert not [secret for secret in secrets if any(secret[-10:] in cell for cell in cells) or secret in text]
        assert any("•" in cell for row in rows for cell in row)
    for file in (exported.csv, exported.sealed):
        content = file.read_bytes()
        assert not [secret for secret in secrets if secret.encode() in content or secret.encode("utf-16-le") in content]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_name_that_looks_like_a_formula_is_text(frozen: World, tmp_path: Path, start: str) -> None:
    with frozen.sign_in(SAIRA) as desk:
        line = day_lines(desk, desk.batches.get(1), frozen.clock)[0]
    evil: DayLine = replace(line, head_name=f"{start}HYPERLINK(A1)")
    book = tmp_path / "day.xlsx"
    book.write_bytes(to_workbook([evil]))
    cell = load_workbook(book).worksheets[0].cell(row=2, column=4)
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'")
    assert f"'{start}HYPERLINK" in to_csv([evil]).decode("utf-8-sig")


def test_an_earlier_batch_tells_of_the_revision_it_carried(accepted: World) -> None:
    with accepted.sign_in(BILAL) as desk:
        number = desk.surveys.all()[0].number
        reopen(desk, number, accepted.clock)
        asking = resume_interview(desk, number, accepted.clock)
        before = desk.surveys.row(number).member_count
        asking.remove_member(asking.interview.instances(MEMBER))
        asking.answer("/data/assets/members_stated", str(before - 1))
        for warning in asking.interview.validate():
            asking.confirm(warning.ref, warning.rule, "one has married and left")
        finish(desk, asking, accepted.clock)
    with accepted.sign_in(SAIRA) as desk:
        (line, *_) = day_lines(desk, desk.batches.get(1), accepted.clock)
        assert (line.number, line.revision, line.members) == (number, 1, before)
        assert desk.surveys.row(number).member_count == before - 1


def test_only_supervisors_export_and_only_what_is_frozen(frozen: World, tmp_path: Path) -> None:
    with frozen.sign_in(BILAL) as desk, pytest.raises(NotPermitted):
        export_batch(desk, 1, tmp_path / "stick", frozen.clock)
    with frozen.sign_in(SAIRA) as desk, pytest.raises(BatchOutOfOrder):
        export_batch(desk, 2, tmp_path / "stick", frozen.clock)
    assert not (tmp_path / "stick").exists()


def test_the_sealed_file_proves_itself_with_no_private_key(frozen: World, exported: ExportedBatch) -> None:
    summary = check_export(exported.sealed, frozen.enrolment)
    with frozen.sign_in(SAIRA) as desk:
        assert [(entry.survey_number, entry.revision) for entry in summary.manifest.entries] == [
            (row.number, 1) for row in desk.surveys.all()
        ]
        assert summary.digest == desk.batches.get(1).digest


def test_a_flipped_bit_anywhere_in_the_sealed_file_is_found(frozen: World, exported: ExportedBatch) -> None:
    content, enrolment = exported.sealed.read_bytes(), frozen.enrolment
    step = max(1, len(content) // 150)
    for place in (*range(120), *range(120, len(content), step), len(content) - 1):
        flipped = bytearray(content)
        flipped[place] ^= 1 << (place % 8)
        exported.sealed.write_bytes(flipped)
        with pytest.raises(SyncFault):
            check_export(exported.sealed, enrolment)


@pytest.mark.parametrize("cut", [0, 1, 4, 100, -1])
def test_a_cut_or_lengthened_sealed_file_is_found(frozen: World, exported: ExportedBatch, cut: int) -> None:
    content = exported.sealed.read_bytes()
    for changed in (content[:cut], content + b"\0"):
        exported.sealed.write_bytes(changed)
        with pytest.raises(SyncFault):
            check_export(exported.sealed, frozen.enrolment)


@pytest.mark.skipif(not may_mount(), reason="needs a mount of its own (unshare -rm)")
def test_a_full_stick_is_named_and_leaves_no_half_file(frozen: World) -> None:
    (frozen.folder / "small").mkdir()
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-ec", FULL_DISK, "sh", str(frozen.folder), sys.executable],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "disk_full, then exported\n"
