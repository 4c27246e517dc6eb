"""Which page stands at which destination. A page's module is loaded when somebody first goes there."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import cast

from enumerator.domain.officer import Role
from enumerator.ui.at_desk import AtDesk
from enumerator.ui.destinations import (
    Destination,
    Finished,
    Home,
    Interview,
    Officers,
    Packs,
    Questionnaires,
    Review,
    Supervisor,
)
from enumerator.ui.page import Page

__all__ = ["PAGES", "landing", "make_page"]

#: destination: module, class
PAGES: Mapping[type, tuple[str, str]] = MappingProxyType(
    {
        Home: ("enumerator.ui.home", "HomePage"),
        Interview: ("enumerator.ui.interview.page", "InterviewPage"),
        Review: ("enumerator.ui.review", "ReviewPage"),
        Finished: ("enumerator.ui.finished", "FinishedPage"),
        Supervisor: ("enumerator.ui.supervisor", "SupervisorPage"),
        Officers: ("enumerator.ui.officers", "OfficersPage"),
        Questionnaires: ("enumerator.ui.questionnaires", "QuestionnairesPage"),
        Packs: ("enumerator.ui.packs", "PacksPage"),
    }
)


def landing(role: Role) -> Destination:
    """Where somebody begins the day."""
    return Supervisor() if role is Role.SUPERVISOR else Home()


def make_page(at_desk: AtDesk, destination: Destination) -> Page:
    """Make the page of a destination."""
    module, name = PAGES[type(destination)]
    return cast("Page", getattr(import_module(module), name)(at_desk, destination))
