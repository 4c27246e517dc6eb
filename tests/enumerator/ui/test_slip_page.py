"""The slip's layout: everything on the page, nothing over anything else, in every density."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from enumerator.domain.slip import SlipContent
from enumerator.ui.paper import DOTS, Paper
from enumerator.ui.slip_code import SlipCodeTooLong, slip_code
from enumerator.ui.slip_measures import HEIGHT, INSET, SIGNATURE_LINE, TOP, WIDTH
from enumerator.ui.slip_page import compose_slip
from resources.wording import sentence
from tests.enumerator.ui.slips import ENDLESS, LONG, PLAIN, PRINTED_AT, SLIPS, TRIAL_COPY, WITHOUT_URDU

NAME = st.text(st.sampled_from("Muhammad Akram-' محمدعلیگپچ ٰ"), min_size=1, max_size=160)
# The last letters of the title hang this far over the edge: Nastaliq's ink is wider than its advance.
OVERHANG = 3.0
# The edge that office printers leave bare: 4 mm.
UNPRINTABLE = 15.0


def printed(paper: Paper, dots_per_inch: int) -> QImage:
    """Print as a printer of that many dots an inch would: black or white."""
    scale = dots_per_inch / 96
    image = QImage(round(WIDTH * scale), round(HEIGHT * scale), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(scale / DOTS, scale / DOTS)
    paper.paint(painter)
    painter.end()
    return image.convertToFormat(QImage.Format.Format_Mono, Qt.ImageConversionFlag.ThresholdDither)


def assert_well_set(paper: Paper) -> None:
    sheet = QRectF(INSET, TOP - OVERHANG, WIDTH - 2 * INSET, HEIGHT - TOP + OVERHANG - UNPRINTABLE)
    allowed = sheet.adjusted(-OVERHANG, 0, OVERHANG, 0)
    inks = [(words.text, words.ink()) for words in paper.words]
    inks = [(text, ink) for text, ink in inks if not ink.isEmpty()]
    outside = [text for text, ink in inks if not allowed.contains(ink)]
    assert outside == []
    # Half a pixel off each box: marks of one line may touch the next line's box, never its letters.
    boxes = [(text, ink.adjusted(0.5, 0.5, -0.5, -0.5)) for text, ink in inks]
    overlapping = [(one, other) for (one, a), (other, b) in combinations(boxes, 2) if a.intersects(b)]
    assert overlapping == []


def texts(content: SlipContent) -> list[str]:
    return [words.text for words in compose_slip(content, PRINTED_AT).words]


@pytest.mark.parametrize("content", SLIPS.values(), ids=SLIPS)
def test_nothing_is_clipped_and_nothing_overlaps(content: SlipContent) -> None:
    assert_well_set(compose_slip(content, PRINTED_AT))


@given(name=NAME, name_urdu=NAME, address=NAME)
@settings(max_examples=30, deadline=None)
def test_any_name_and_address_has_room(name: str, name_urdu: str, address: str) -> None:
    content = replace(PLAIN, head_name=name, head_name_ur=name_urdu, address_en=address, address_ur=address[::-1])
    assert_well_set(compose_slip(content, PRINTED_AT))


@pytest.mark.parametrize("content", SLIPS.values(), ids=SLIPS)
def test_there_is_room_to_sign(content: SlipContent) -> None:
    words = compose_slip(content, PRINTED_AT).words
    claim = next(w for w in words if w.text == sentence("slip.claim", "ur"))
    assert claim.ink().bottom() < SIGNATURE_LINE - 20


def test_long_answers_are_all_there() -> None:
    told = " ".join(texts(LONG)).replace("\u2060", "")
    assert LONG.head_name in told
    assert LONG.address_en in told
    assert "…" not in told


def test_only_endless_answers_lose_their_end_and_show_it() -> None:
    shown = [words.layout.text() for words in compose_slip(ENDLESS, PRINTED_AT).words]
    assert any(text.endswith("…") for text in shown)
    assert sentence("slip.claim", "en") in shown


def test_missing_urdu_leaves_the_english_alone_in_the_middle() -> None:
    words = [w for w in compose_slip(WITHOUT_URDU, PRINTED_AT).words if w.text == WITHOUT_URDU.head_name]
    assert len(words) == 1
    assert words[0].ink().left() < WIDTH / 2 < words[0].ink().right()


def test_a_fact_that_is_not_known_has_no_row() -> None:
    assert sentence("slip.helpline", "en") not in texts(WITHOUT_URDU)
    assert sentence("slip.helpline", "en") in texts(PLAIN)


def test_a_trial_slip_says_so_in_both_languages_and_a_real_one_does_not() -> None:
    for language in ("en", "ur"):
        assert sentence("slip.trial", language) in texts(TRIAL_COPY)
        assert sentence("slip.trial", language) not in texts(PLAIN)


def test_a_reprint_is_marked_with_its_count() -> None:
    assert "Printed 23/11/2026 12:59 · first print" in texts(PLAIN)
    assert "Printed 23/11/2026 12:59 · COPY 2" in texts(TRIAL_COPY)


def test_times_are_the_centres_own() -> None:
    # 07:58 UTC is 12:58 in Pakistan; a time without offset is taken to be the centre's.
    assert "23/11/2026   12:58" in texts(PLAIN)
    naive = replace(PLAIN, taken_at=PLAIN.taken_at.replace(tzinfo=None))
    assert "23/11/2026   07:58" in texts(naive)


def test_a_masked_cnic_keeps_its_order_on_paper() -> None:
    words = next(w for w in compose_slip(PLAIN, PRINTED_AT).words if "•" in w.text)
    places = [position.x() for run in words.layout.glyphRuns() for position in run.positions()]
    assert places == sorted(places)


@pytest.mark.parametrize("dots_per_inch", [203, 300])
@pytest.mark.parametrize("content", SLIPS.values(), ids=SLIPS)
def test_the_code_reads_back_from_a_black_and_white_print(content: SlipContent, dots_per_inch: int) -> None:
    image = printed(compose_slip(content, PRINTED_AT), dots_per_inch)
    found = zxingcpp.read_barcodes(image.convertToFormat(QImage.Format.Format_Grayscale8))
    assert [barcode.text for barcode in found] == [content.qr_text]


def test_a_signed_claim_needs_no_more_than_version_6() -> None:
    # Version 6 has 41 squares on a side: 0.85 mm each at 35 mm.
    outline = slip_code(PLAIN.qr_text, QPointF(200, 0)).boundingRect()
    square = 35 / 25.4 * 96 / 41
    assert abs(outline.width() - 41 * square) < square
    assert outline.width() == pytest.approx(outline.height())


def test_a_text_too_long_to_read_from_paper_is_refused() -> None:
    with pytest.raises(SlipCodeTooLong):
        slip_code("x" * 400, QPointF(0, 0))
