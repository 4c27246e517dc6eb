"""The slip's table of measures: the page, its columns and how each kind of words is set, in pixels of 1/96 inch."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from enumerator.ui.paper import MILLIMETRE, Column, Paper, Side, Style
from enumerator.ui.typefaces import Face, Weight
from resources.wording import sentence

WIDTH, HEIGHT = 148 * MILLIMETRE, 210 * MILLIMETRE
INSET, TOP = 34.0, 22.0
WHOLE = Column(INSET, WIDTH - INSET)
WHOLE_URDU = replace(WHOLE, side=Side.RIGHT)
BORDER_HEIGHT = 18.0

# The foot of the page does not move; what is above it flows down to the room for signatures.
SIGNATURE_LINE, FOOT_LINE = 724.0, 758.0
LEAST_TO_SIGN = 22.0

# Pakistan keeps one hour the year round; a fixed offset needs no time zone database on the machine.
CENTRE_TIME = timezone(timedelta(hours=5))

# Rules: under the head and round the sentence, between parts, between facts.
HEAVY, LINE, HAIR = 2.0, 1.0, 0.4

TITLE = Style(17, 22, Weight.SEMIBOLD)
TITLE_URDU = Style(20, 44, Weight.SEMIBOLD, Face.TITLE_URDU, urdu=True)
BODY = Style(12, 17)
BODY_URDU = Style(15, 24, urdu=True)
TRIAL = Style(12, 17, Weight.SEMIBOLD)
TRIAL_URDU = Style(15, 24, Weight.SEMIBOLD, urdu=True)
NUMBER = Style(30, 40, Weight.BOLD)
CODE = Style(15, 22, Weight.SEMIBOLD, spacing=0.06)
SINGLE = Style(14, 16, Weight.SEMIBOLD)
ANSWER = Style(13, 15, Weight.SEMIBOLD)
ANSWER_URDU = Style(15, 19, Weight.SEMIBOLD, urdu=True)
STEP = Style(11.5, 16)
STEP_URDU = Style(14, 22, urdu=True)
CLAIM = Style(12, 17, Weight.SEMIBOLD)
CLAIM_URDU = Style(13.5, 35, Weight.SEMIBOLD, Face.TITLE_URDU, urdu=True)
SMALL = Style(10.5, 14)


def at_the_centre(moment: datetime) -> datetime:
    """Tell a moment by the centre's clock; one without an offset is the centre's already."""
    return moment.astimezone(CENTRE_TIME) if moment.tzinfo else moment


def write_labels(paper: Paper, key: str, column: Column, baseline: float) -> None:
    """Name a line in both languages: English at its left end, Urdu at its right."""
    paper.write(sentence(key, "en"), BODY, replace(column, side=Side.LEFT), baseline)
    paper.write(sentence(key, "ur"), BODY_URDU, replace(column, side=Side.RIGHT), baseline)
