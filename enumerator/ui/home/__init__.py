"""The home page: begin with a family, take up what was left, find a survey, see where everything stands."""

from enumerator.ui.home.page import HomePage

__all__ = ["HomePage"]
