"""The shipped looks and words are all there and may be shipped."""

from __future__ import annotations

import pytest

import resources


def test_each_hand_has_its_weights() -> None:
    names = {file.name.removesuffix(".ttf") for file in resources.font_files()}
    assert names == {
        "NotoSans_400Regular",
        "NotoSans_600SemiBold",
        "NotoSans_700Bold",
        "NotoNaskhArabic_400Regular",
        "NotoNaskhArabic_600SemiBold",
        "NotoNastaliqUrdu_400Regular",
        "NotoNastaliqUrdu_600SemiBold",
    }


def test_the_fonts_carry_their_licence_and_copyrights() -> None:
    licence = resources.read_text("fonts/OFL.txt")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert licence.count("The Noto Project Authors") == 3


def test_a_resource_that_was_not_shipped_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"fonts/Missing\.ttf"):
        resources.path("fonts/Missing.ttf")
