"""A picture of every page of the windows, in both languages, taken of the real window at a trial centre."""

from __future__ import annotations

from enumerator.ui.screenshots.gallery import take_pictures

__all__ = ["take_pictures"]
