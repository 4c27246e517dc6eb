"""Where the windows can go; a page asks for one of these and never makes another page itself."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "Destination",
    "Finished",
    "Home",
    "Interview",
    "Officers",
    "Packs",
    "Questionnaires",
    "Review",
    "SignIn",
    "Supervisor",
]


@dataclass(frozen=True, slots=True)
class SignIn:
    """Nobody is signed in; going here signs out."""


@dataclass(frozen=True, slots=True)
class Home:
    """The officer's page: begin, take up, find; where everything stands."""


@dataclass(frozen=True, slots=True)
class Interview:
    """A draft, at the question it stands at or at the one named."""

    number: str
    at_ref: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """A draft on one page before it is finished."""

    number: str


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished survey with its score and slip."""

    number: str


@dataclass(frozen=True, slots=True)
class Supervisor:
    """What waits for the supervisor; maybe with one survey chosen."""

    number: str = ""


@dataclass(frozen=True, slots=True)
class Officers:
    """The officers of this desk."""


@dataclass(frozen=True, slots=True)
class Questionnaires:
    """The editions of the questionnaire at this desk."""


@dataclass(frozen=True, slots=True)
class Packs:
    """The score packs of this desk."""


Destination = SignIn | Home | Interview | Review | Finished | Supervisor | Officers | Questionnaires | Packs
