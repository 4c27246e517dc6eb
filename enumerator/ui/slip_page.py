"""The confirmation slip as one A5 page in both languages: what stands where.

From the top: star border, both names of the registry, survey number and code, the facts, what happens next, the framed
sentence that nothing is promised, signatures, foot. The parts flow down to the signatures, which stand in one place on
every slip; long answers make rows taller, and the page is tried again more closely set until all of it has room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from enumerator.domain.slip import SlipContent
from enumerator.ui.paper import BARE, Column, Paper, Side, fitted, width_of
from enumerator.ui.slip_code import CODE_WIDTH, slip_code
from enumerator.ui.slip_facts import DENSITIES, write_facts
from enumerator.ui.slip_measures import (
    BODY,
    BORDER_HEIGHT,
    CLAIM,
    CLAIM_URDU,
    CODE,
    FOOT_LINE,
    HEAVY,
    HEIGHT,
    LEAST_TO_SIGN,
    LINE,
    NUMBER,
    SIGNATURE_LINE,
    SMALL,
    STEP,
    STEP_URDU,
    TITLE,
    TITLE_URDU,
    TOP,
    TRIAL,
    TRIAL_URDU,
    WHOLE,
    WHOLE_URDU,
    WIDTH,
    at_the_centre,
    write_labels,
)
from enumerator.ui.star import star_border
from resources.wording import sentence

__all__ = ["compose_slip"]

CODE_GAP = 13.0  # over and under the QR code: the four bare squares that its readers need


def compose_slip(content: SlipContent, printed_at: datetime) -> Paper:
    """Lay the slip out on A5, in the widest density that leaves room to sign.

    Args:
        content: what the slip says.
        printed_at: for the foot.

    Raises:
        SlipCodeTooLong: the QR text cannot be printed legibly at 35 mm.
    """
    for density in DENSITIES:
        paper = Paper(WIDTH, HEIGHT)
        y = _write_head(paper, content)
        y = _write_number(paper, y, content)
        y = write_facts(paper, y, content, density)
        y = _write_steps(paper, y, density.steps)
        y = _write_claim(paper, y)
        if y + LEAST_TO_SIGN <= SIGNATURE_LINE:
            break
    _write_signatures(paper)
    _write_foot(paper, content, printed_at)
    return paper


def _write_head(paper: Paper, content: SlipContent) -> float:
    border = QRectF(WHOLE.left, TOP, WHOLE.width, BORDER_HEIGHT)
    if content.trial:
        _write_trial_band(paper, border)
    else:
        paper.fill(star_border(border))
    y = border.bottom()
    paper.write(sentence("slip.registry", "en"), TITLE, WHOLE, y + 34)
    paper.write(sentence("slip.kind", "en"), BODY, WHOLE, y + 53)
    paper.write(sentence("slip.registry", "ur"), TITLE_URDU, WHOLE_URDU, y + 46)
    paper.rule(WHOLE, y + 71, HEAVY)
    return y + 71 + HEAVY


def _write_trial_band(paper: Paper, border: QRectF) -> None:
    """Say TRIAL where the stars would be: no practice slip carries the registry's border."""
    box = border.adjusted(0, -3, 0, 3)
    band = QPainterPath()
    band.addRoundedRect(box, 4, 4)
    paper.fill(band)
    inner, baseline = Column(box.left() + 12, box.right() - 12), box.bottom() - 7.5
    paper.write(sentence("slip.trial", "en"), TRIAL, inner, baseline, colour=BARE)
    paper.write(sentence("slip.trial", "ur"), TRIAL_URDU, replace(inner, side=Side.RIGHT), baseline, colour=BARE)


def _write_number(paper: Paper, y: float, content: SlipContent) -> float:
    """The survey number with its check digit in a box, the typed code, and the QR code beside both."""
    column = Column(WHOLE.left, WHOLE.right - CODE_WIDTH - 20)
    paper.fill(slip_code(content.qr_text, QPointF(WHOLE.right, y + CODE_GAP)))
    write_labels(paper, "slip.survey_number", column, y + 26)
    _write_checked_number(paper, content.number, column, y + 70)
    paper.rule(column, y + 90, LINE)
    write_labels(paper, "slip.typed_code", column, y + 112)
    code = fitted(content.typed_code, CODE, column.width, (CODE.size, 13, 12, 11))
    paper.write(content.typed_code, code, column, y + 134)
    return y + CODE_GAP + CODE_WIDTH + CODE_GAP


def _write_checked_number(paper: Paper, number: str, column: Column, baseline: float) -> None:
    body, check = number.rsplit("-", 1)
    box_width, gap = 36.0, 7.0
    style = fitted(body, NUMBER, column.width - gap - box_width, (NUMBER.size, 28, 26, 24))
    paper.write(body, style, column, baseline)
    box = QRectF(column.left + width_of(body, style) + gap, baseline - 31, box_width, 41)
    paper.frame(box, thickness=HEAVY, radius=5)
    paper.write(check, style, Column(box.left(), box.right(), Side.CENTRE), baseline)


def _write_steps(paper: Paper, y: float, steps: Sequence[str]) -> float:
    """What happens next, English and Urdu side by side, numbered if there are several."""
    if not steps:
        return y
    number, gap, top = 16.0 if len(steps) > 1 else 0.0, 24.0, 21.0
    middle = (WHOLE.left + WHOLE.right) / 2
    english = Column(WHOLE.left + number, middle - gap / 2)
    urdu = Column(middle + gap / 2, WHOLE.right - number, Side.RIGHT)
    at, at_urdu = y + top, y + top
    for place, key in enumerate(steps, start=1):
        if number:
            paper.write(f"{place}.", STEP, WHOLE, at)
            paper.write(f"{place}.", STEP_URDU, WHOLE_URDU, at_urdu)
        at += paper.write(sentence(key, "en"), STEP, english, at).lines * STEP.line + 3
        at_urdu += paper.write(sentence(key, "ur"), STEP_URDU, urdu, at_urdu).lines * STEP_URDU.line + 1
    return max(at - STEP.line, at_urdu - STEP_URDU.line)


def _write_claim(paper: Paper, y: float) -> float:
    """The framed sentence: answers were taken down, nothing was decided."""
    top, inner = y + 13, Column(WHOLE.left + 15, WHOLE.right - 15)
    height = 86.0
    paper.frame(QRectF(WHOLE.left, top, WHOLE.width, height), thickness=HEAVY, radius=6)
    paper.write(sentence("slip.claim", "en"), CLAIM, replace(inner, right=inner.left + 168), top + 22)
    paper.write(sentence("slip.claim", "ur"), CLAIM_URDU, replace(inner, side=Side.RIGHT), top + 30)
    return top + height


def _write_signatures(paper: Paper) -> None:
    middle, gap = (WHOLE.left + WHOLE.right) / 2, 40.0
    for key, column in (
        ("slip.officer_signs", Column(WHOLE.left, middle - gap / 2)),
        ("slip.family_signs", Column(middle + gap / 2, WHOLE.right)),
    ):
        paper.rule(column, SIGNATURE_LINE, LINE)
        write_labels(paper, key, column, SIGNATURE_LINE + 20)


def _write_foot(paper: Paper, content: SlipContent, printed_at: datetime) -> None:
    print_key = "slip.first_print" if content.copy == 1 else "slip.reprint"
    edition = sentence("slip.edition", "en", edition=content.edition, revision=content.revision)
    printed = sentence(print_key, "en", at=f"{at_the_centre(printed_at):%d/%m/%Y %H:%M}", copy=content.copy)
    paper.rule(WHOLE, FOOT_LINE, LINE)
    paper.write(edition, SMALL, WHOLE, FOOT_LINE + 16)
    paper.write(printed, SMALL, WHOLE_URDU, FOOT_LINE + 16)
