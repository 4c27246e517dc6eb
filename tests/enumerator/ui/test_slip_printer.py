"""The slip's PDF: one A5 page in our own fonts, to be searched, checked and made again."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from enumerator.domain.slip import CLAIM_FILE, SlipContent
from enumerator.ui.slip_printer import QtSlipPrinter, render_slip
from tests.enumerator.ui.slips import PLAIN, PRINTED_AT, SLIPS

DATES = re.compile(rb"/(Creation|Mod)Date \(.*?\)|xmp:\w+Date=\".*?\"")
A5_POINTS = (148 / 25.4 * 72, 210 / 25.4 * 72)


@pytest.fixture(scope="module")
def plain() -> PdfReader:
    return PdfReader(io.BytesIO(render_slip(PLAIN, PRINTED_AT)))


@pytest.mark.parametrize("content", SLIPS.values(), ids=SLIPS)
def test_every_slip_is_one_a5_page(content: SlipContent) -> None:
    pages = PdfReader(io.BytesIO(render_slip(content, PRINTED_AT))).pages
    assert len(pages) == 1
    assert (float(pages[0].mediabox.width), float(pages[0].mediabox.height)) == pytest.approx(A5_POINTS, abs=0.75)


def test_the_words_can_be_searched(plain: PdfReader) -> None:
    page = _text(plain)
    for words in ("0603-017-01-001286", PLAIN.typed_code, PLAIN.head_cnic_masked, PLAIN.head_name, "0603017-04"):
        assert words in page


def test_the_title_names_the_survey_and_no_person(plain: PdfReader) -> None:
    assert plain.metadata is not None
    assert plain.metadata.title == f"{PLAIN.number} · 1 · 1"


def test_all_fonts_are_embedded_and_ours(plain: PdfReader) -> None:
    fonts = list(_descriptors(plain))
    names = {str(font["/FontName"]).split("+")[-1].split("-")[0] for font in fonts}
    assert names == {"NotoSans", "NotoNaskhArabic", "NotoNastaliqUrdu"}
    assert all("/FontFile2" in font for font in fonts)


def test_the_page_carries_the_words_of_its_code(plain: PdfReader) -> None:
    assert plain.attachments[CLAIM_FILE] == [PLAIN.qr_text.encode()]


def test_the_same_slip_is_the_same_file_but_for_its_dates() -> None:
    first, second = (DATES.sub(b"", render_slip(PLAIN, PRINTED_AT)) for _ in range(2))
    assert first == second


def test_a_printer_takes_its_time_from_its_clock() -> None:
    printed = QtSlipPrinter(lambda: PRINTED_AT).render(PLAIN)
    assert "Printed 23/11/2026 12:59" in _text(PdfReader(io.BytesIO(printed)))


def test_a_slip_is_drawn_fast_enough_to_hand_over() -> None:
    render_slip(PLAIN, PRINTED_AT)
    quickest = min(_seconds_to_render() for _ in range(5))
    assert quickest < 0.15


def test_a_program_without_a_screen_prints() -> None:
    script = (
        "from tests.enumerator.ui.slips import PLAIN, PRINTED_AT\n"
        "from enumerator.ui.slip_printer import render_slip\n"
        "print(render_slip(PLAIN, PRINTED_AT)[:5])"
    )
    without_screen = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    without_screen.pop("QT_QPA_PLATFORM", None)
    done = subprocess.run(
        [sys.executable, "-c", script], env=without_screen, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "b'%PDF-'"


def test_qt_gives_back_what_it_takes_of_none() -> None:
    """PySide6 6.12.0 takes one reference of None with each call on Python before 3.12, until the process aborts."""
    before = sys.getrefcount(None)
    for _ in range(3):
        render_slip(PLAIN, PRINTED_AT)
    assert before - sys.getrefcount(None) < 100


def _text(reader: PdfReader) -> str:
    """Read the page's words; how wide its spaces are is the reader's guess."""
    return " ".join(reader.pages[0].extract_text().split())


def _seconds_to_render() -> float:
    start = time.perf_counter()
    render_slip(PLAIN, PRINTED_AT)
    return time.perf_counter() - start


def _descriptors(reader: PdfReader) -> Iterator[DictionaryObject]:
    resources = reader.pages[0]["/Resources"].get_object()
    assert isinstance(resources, DictionaryObject)
    fonts = resources["/Font"].get_object()
    assert isinstance(fonts, DictionaryObject)
    for font in fonts.values():
        for descendant in font.get_object().get("/DescendantFonts", []):
            yield descendant.get_object()["/FontDescriptor"].get_object()
