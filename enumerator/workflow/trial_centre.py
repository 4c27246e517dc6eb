"""The trial centre: a whole desk to learn on, with its people and maybe a registry, made at the first start.

Its passphrases lie beside it in plain text, since its data are nobody's. Everything it prints and shows says TRIAL, and
a trial desk never becomes a real one.
"""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from enumerator.domain.centre import Centre
from enumerator.domain.officer import NewOfficer, Role
from enumerator.errors import InputFault
from enumerator.named_file import named
from enumerator.store.folder import keep_private, replace_file
from enumerator.workflow.enrol import enrolment_request, trust_registry
from enumerator.workflow.ports import Clock
from enumerator.workflow.sign_in import set_up_desk, sign_in

CENTRE = Centre("0603017", "Trial centre, Depalpur", "آزمائشی مرکز، دیپالپور")
DESK, REGISTRY, PEOPLE = "desk", "registry", "people.json"

# Passphrases that are said and typed easily: practice data needs no more, and people read them off the page.
_SYLLABLES = tuple(consonant + vowel for consonant in "bdfgkmnprst" for vowel in "aiu")
_SYLLABLES_EACH = 4


class RegistryBeside(Protocol):
    """A registry that can be made next to the trial's desk."""

    @property
    def card(self) -> Path:
        """Its public half."""
        ...

    def make(self) -> None:
        """Make its keys."""
        ...

    def admit(self, enrolment: Path) -> None:
        """Let a desk in."""
        ...


RegistryMaker = Callable[[Path], RegistryBeside]


@dataclass(frozen=True, slots=True)
class TrialPerson:
    """Somebody who works at the trial centre."""

    code: str
    name: str
    role: Role
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TrialCentre:
    """Where the trial lies and who works there; `registry_folder` is None where no registry stands beside it."""

    folder: Path
    people: tuple[TrialPerson, ...]

    @property
    def desk_folder(self) -> Path:
        """The desk's store."""
        return self.folder / DESK

    @property
    def registry_folder(self) -> Path | None:
        """The registry beside it, if one was made."""
        beside = self.folder / REGISTRY
        return beside if beside.exists() else None

    def person(self, role: Role) -> TrialPerson:
        """The first one of a role."""
        return next(person for person in self.people if person.role is role)


#: The last two digits of their codes, their names and what they are; the supervisor signs in first.
_STAFF = (
    ("01", "Rubina Tariq", Role.SUPERVISOR),
    ("04", "Nadia Saleem", Role.OFFICER),
    ("05", "Imran Haider", Role.OFFICER),
)


def open_or_make_trial(folder: Path, clock: Clock, registry_at: RegistryMaker | None = None) -> TrialCentre:
    """Read the trial centre in a folder, or make it there, whole or not at all.

    Args:
        folder: new, empty, or one that holds a trial centre.
        clock: the time with its offset.
        registry_at: makes the registry that will stand beside the desk, given its folder; None for a desk alone.

    Raises:
        InputFault: the folder holds something else.
        StoreFault: nothing was made.
    """
    if (folder / PEOPLE).exists():
        return _read(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputFault(part="trial_folder", finding="not_empty")
    making = folder.with_name(f"{folder.name}.making")
    with named("trial_folder"):
        if making.exists():
            shutil.rmtree(making)  # of a start that was cut short; nobody ever signed in there
        making.mkdir(parents=True)
        keep_private(making)
        make_trial(making, clock, registry_at(making / REGISTRY) if registry_at else None)
        if folder.exists():
            folder.rmdir()
        making.rename(folder)
    return _read(folder)


def make_trial(
    folder: Path, clock: Clock, registry: RegistryBeside | None, draw: Callable[[Sequence[str]], str] = secrets.choice
) -> TrialCentre:
    """Make desk, people and registry in an empty folder, and let them know each other.

    The list of people is written last: a folder that has it is whole. `draw` chooses the passphrases' syllables.
    """
    people = tuple(
        TrialPerson(f"{CENTRE.code}-{last}", name, role, _easy_passphrase(draw)) for last, name, role in _STAFF
    )
    made = TrialCentre(folder, people)
    first, *others = (NewOfficer(person.code, person.name, person.role, person.passphrase) for person in people)
    set_up_desk(made.desk_folder, centre=CENTRE, desk=1, supervisor=first, clock=clock, trial=True)
    with sign_in(made.desk_folder, first.code, first.passphrase, clock) as desk:
        for officer in others:
            desk.officers.add(officer)
        if registry is not None:
            registry.make()
            trust_registry(desk, registry.card.read_bytes())
            enrolment = folder / "enrolment.json"
            replace_file(enrolment, enrolment_request(desk).to_bytes())
            registry.admit(enrolment)
    listed = [{**_plain(person), "role": person.role.value} for person in people]
    replace_file(folder / PEOPLE, json.dumps(listed, indent=1).encode())
    return made


def _read(folder: Path) -> TrialCentre:
    listed = json.loads((folder / PEOPLE).read_bytes())
    return TrialCentre(folder, tuple(TrialPerson(**{**each, "role": Role(each["role"])}) for each in listed))


def _plain(person: TrialPerson) -> dict[str, str]:
    return {"code": person.code, "name": person.name, "passphrase": person.passphrase}


def _easy_passphrase(draw: Callable[[Sequence[str]], str]) -> str:
    return "".join(draw(_SYLLABLES) for _ in range(_SYLLABLES_EACH))
