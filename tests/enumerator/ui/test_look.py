"""The table of colours: nothing else holds a colour, and every text can be read on every ground it stands on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics, QPalette, QTextLayout
from PySide6.QtWidgets import QApplication, QLabel

import enumerator.ui
from enumerator.ui.lettering import lettering
from enumerator.ui.look import COLOURS, Look, Role, TextRole, Theme, apply, current, text_font
from enumerator.ui.widgets.icons import Icon, icon_pixmap
from enumerator.ui.widgets.words import Words

UI = Path(enumerator.ui.__file__).parent
HEX = re.compile(r"#[0-9A-Fa-f]{3,8}\b")
PRINTED_PAGES = {"paper.py", "slip_page.py", "slip_measures.py", "slip_code.py", "slip_facts.py"}  # they know one ink

PAGES = (Role.GROUND, Role.SHEET, Role.SUNKEN)
TINTS = (Role.HERE_TINT, Role.HARD_TINT, Role.SOFT_TINT, Role.DONE_TINT)
#: role, the grounds it stands on, the least contrast (WCAG 2: text 4.5, borders and marks 3)
STANDS_ON = (
    (Role.INK, (*PAGES, *TINTS), 7.0),
    (Role.INK_2, (*PAGES, *TINTS), 4.5),
    (Role.INK_3, (*PAGES, Role.HERE_TINT), 4.5),
    (Role.HERE, (*PAGES, Role.HERE_TINT), 4.5),
    (Role.ON_HERE, (Role.HERE,), 4.5),
    (Role.HARD, (*PAGES, Role.HARD_TINT), 4.5),
    (Role.SOFT, (*PAGES, Role.SOFT_TINT), 4.5),
    (Role.DONE, (*PAGES, Role.DONE_TINT), 4.5),
    (Role.ON_WALL, (Role.WALL,), 4.5),
    (Role.SHEET, (Role.INK,), 4.5),  # the toast
    (Role.EDGE, PAGES, 3.0),
    (Role.GLAZE, (Role.SHEET, Role.SUNKEN), 3.0),
)
#: The design's own table: the lowest contrast of a role in each theme.
DESIGNED = {
    Role.INK: (13.9, 12.1, 15.2),
    Role.INK_2: (6.8, 8.0, 15.2),
    Role.INK_3: (5.1, 5.9, 12.2),
    Role.HERE: (6.9, 7.2, 9.1),
    Role.ON_HERE: (8.1, 8.9, 12.5),
    Role.HARD: (6.3, 7.9, 9.2),
    Role.SOFT: (6.2, 8.8, 12.1),
    Role.DONE: (6.0, 8.1, 12.3),
    Role.EDGE: (3.3, 4.4, 21.0),
}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize(("role", "grounds", "least"), STANDS_ON, ids=[row[0].value for row in STANDS_ON])
def test_every_text_can_be_read_where_it_stands(
    role: Role, grounds: tuple[Role, ...], least: float, theme: Theme
) -> None:
    look = Look(theme)
    lowest = min(contrast(look.hex(role), look.hex(ground)) for ground in grounds)
    assert lowest >= least


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("role", DESIGNED, ids=lambda role: role.value)
def test_the_contrast_is_the_designs(role: Role, theme: Theme) -> None:
    grounds = next(grounds for named, grounds, _ in STANDS_ON if named is role)
    look = Look(theme)
    lowest = min(contrast(look.hex(role), look.hex(ground)) for ground in grounds)
    assert lowest >= DESIGNED[role][theme.value] - 0.05


def test_every_role_has_a_colour_in_every_theme() -> None:
    assert set(COLOURS) == set(Role)
    assert all(HEX.fullmatch(colour) for row in COLOURS.values() for colour in row)


def test_no_colour_stands_anywhere_but_in_the_table() -> None:
    sources = [file for file in UI.rglob("*.py") if file.name != "look.py" and file.name not in PRINTED_PAGES]
    found = [file.name for file in sources if HEX.search(file.read_text("utf-8"))]
    assert len(sources) > 20
    assert found == []


def test_the_style_sheet_names_no_side() -> None:
    assert re.search(r"\b(left|right)\b", Look(Theme.LIGHT).style_sheet()) is None


@pytest.mark.parametrize("theme", Theme)
def test_a_theme_is_put_on_at_once(running_qt: QApplication, theme: Theme) -> None:
    words = Words(TextRole.LINE, Role.INK_2, "Muhammad Akram")
    apply(running_qt, theme)
    assert current().theme is theme
    assert running_qt.palette().color(QPalette.ColorRole.Window) == current().colour(Role.GROUND)
    assert words.palette().color(QPalette.ColorRole.WindowText) == current().colour(Role.INK_2)


def test_a_theme_is_found_by_the_name_people_type() -> None:
    assert [Theme.named(name) for name in ("light", "dark", "high-contrast")] == list(Theme)


@pytest.mark.parametrize("urdu", [False, True])
@pytest.mark.parametrize("role", TextRole, ids=lambda role: role.name.lower())
def test_nothing_is_too_small_to_read(role: TextRole, urdu: bool) -> None:
    chosen = lettering(role, urdu)
    latin_figures = {TextRole.KEYCAP}
    least = 12 if role in latin_figures or not urdu else 17 if chosen.is_nastaliq else 15
    assert chosen.pixels >= least
    assert text_font(role, urdu).pixelSize() == chosen.pixels


@pytest.mark.parametrize("role", TextRole, ids=lambda role: role.name.lower())
def test_the_line_is_as_high_as_the_hand_needs(role: TextRole) -> None:
    for urdu in (False, True):
        chosen, font = lettering(role, urdu), text_font(role, urdu)
        ink = QFontMetrics(font).tightBoundingRect("ہٹنجپچے گھر Ag").height()
        assert chosen.line + chosen.below >= ink


def test_digits_do_not_dance() -> None:
    metrics = QFontMetrics(text_font(TextRole.FIGURE, True))
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_our_own_fonts_write_the_pages() -> None:
    assert QFontInfo(text_font(TextRole.LINE, False)).family() == "Noto Sans"
    assert QFontInfo(text_font(TextRole.PAGE_TITLE, True)).family() == "Noto Nastaliq Urdu"


def test_digits_in_a_nastaliq_title_stand_in_noto_sans_even_after_a_line_of_the_same_size() -> None:
    line, title = TextRole.BAR_TITLE, TextRole.DIALOG_TITLE
    assert lettering(line, True).pixels == lettering(title, True).pixels
    text = "\u20660603017-04\u2069 کو معطل کریں؟"

    in_line = _hands(text_font(line, True), text)
    in_title = _hands(text_font(title, True, mixed=True), text)

    assert in_line == {"Noto Sans", "Noto Naskh Arabic"}
    assert in_title == {"Noto Sans", "Noto Nastaliq Urdu"}


def _hands(font: QFont, text: str) -> set[str]:
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return {run.rawFont().familyName() for run in layout.glyphRuns()}


@pytest.mark.parametrize("icon", Icon, ids=lambda icon: icon.name.lower())
def test_every_sign_can_be_drawn(icon: Icon) -> None:
    image = icon_pixmap(icon, Role.HARD).toImage()
    inked = sum(image.pixelColor(x, y).alpha() > 0 for x in range(image.width()) for y in range(image.height()))
    assert inked > 10


def test_plain_labels_take_the_desks_font(running_qt: QApplication) -> None:
    assert QLabel("x").font().families()[0] == "Noto Sans"
