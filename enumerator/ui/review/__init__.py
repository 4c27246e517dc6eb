"""The page before an interview is finished."""

from __future__ import annotations

from enumerator.ui.review.page import ReviewPage

__all__ = ["ReviewPage"]
