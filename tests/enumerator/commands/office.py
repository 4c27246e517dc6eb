"""An office that is worked by commands only: `enumerator.app.run` in this process, its words kept."""

from __future__ import annotations

import io
import json
import re
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from enumerator.app import run
from enumerator.domain.officer import NewOfficer
from enumerator.trial.household import SampleHousehold
from enumerator.trial.registry import TrialRegistry
from forms import Missing
from tests.enumerator.store.centre import BILAL, CENTRE, SAIRA, USMAN
from tests.enumerator.trial.families import drawn

NUMBER = re.compile(r"0603-017-01-\d{6}-\d")


@dataclass(frozen=True, slots=True)
class Said:
    """How one command ended."""

    status: int
    out: str
    err: str

    @property
    def number(self) -> str:
        """The first survey number that it said."""
        found = NUMBER.search(self.out)
        assert found is not None, self
        return found[0]


def family_of_today(index: int, seed: int = 11) -> SampleHousehold:
    """A family with the ages that it has now: the commands live by the computer's clock."""
    return drawn(index, seed, datetime.now().astimezone().date())


def small_family(seed: int = 11) -> SampleHousehold:
    """A family of two to four that nothing is unusual about."""
    families = (family_of_today(index, seed) for index in range(1000))
    return next(
        family
        for family in families
        if 2 <= len(family.members) <= 4
        and family.answers["/data/assets/rooms"] in ("1", "2", "3")
        and isinstance(family.members[0].get("cnic"), str)
    )


def as_json(family: SampleHousehold) -> str:
    """The family as `households register` reads it."""

    def plain(answers: dict[str, str | Missing]) -> dict[str, object]:
        return {
            path: {"missing": answer.value} if isinstance(answer, Missing) else answer
            for path, answer in answers.items()
        }

    return json.dumps({"answers": plain(family.answers), "members": [plain(member) for member in family.members]})


class Office:
    """One folder with a desk, a registry and the passphrases of three people on paper."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.desk = folder / "desk"
        self.enrolment = folder / "enrolment.json"
        self.registry = TrialRegistry(folder / "registry")

    def run(self, *words: str, language: str = "en") -> Said:
        """Do one command."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            status = run(["--language", language, *words])
        return Said(status, out.getvalue(), err.getvalue())

    def do(self, who: NewOfficer, command: str, *words: str, language: str = "en") -> Said:
        """Do one command that somebody signs in for."""
        return self.run(*command.split(), *self.signing_in(who), *words, language=language)

    def done(self, who: NewOfficer, command: str, *words: str) -> Said:
        """Do one command, which must succeed."""
        said = self.do(who, command, *words)
        assert said.status == 0, said
        return said

    def signing_in(self, who: NewOfficer) -> tuple[str, ...]:
        """The words with which an officer signs in."""
        return ("--store", str(self.desk), "--officer", who.code, "--passphrase-file", self.passphrase_of(who))

    def passphrase_of(self, who: NewOfficer) -> str:
        """The file with an officer's passphrase."""
        return self.paper(f"{who.code}.txt", f"{who.passphrase}\n")

    def paper(self, name: str, content: str) -> str:
        """Write a file and name it."""
        file = self.folder / name
        file.write_text(content, "utf-8")
        return str(file)

    def set_up(self, *more: str) -> Said:
        """Set the desk up with Saira."""
        centre = ("--centre", CENTRE.code, "--centre-name", CENTRE.name_en, "--centre-name-ur", CENTRE.name_ur)
        first = ("--supervisor", SAIRA.code, "--name", SAIRA.name, "--passphrase-file", self.passphrase_of(SAIRA))
        return self.run("set-up", "--store", str(self.desk), *centre, *first, "--trial", *more)

    def add(self, who: NewOfficer) -> Said:
        """Let Saira add somebody."""
        about = ("--name", who.name, "--role", who.role.value, "--new-passphrase-file", self.passphrase_of(who))
        return self.do(SAIRA, "officers add", who.code, *about)

    def enrol(self) -> None:
        """Let desk and registry know each other."""
        self.registry.make()
        self.done(SAIRA, "enrol request", str(self.enrolment))
        self.registry.admit(self.enrolment)
        self.done(SAIRA, "enrol trust", str(self.registry.card))

    def register(self, who: NewOfficer, family: SampleHousehold | None = None, *more: str) -> Said:
        """Register a family from a file."""
        return self.do(who, "households register", self.paper("family.json", as_json(family or small_family())), *more)

    def furnish(self) -> None:
        """Everything up to the first finished household."""
        for said in (self.set_up(), self.add(USMAN), self.add(BILAL)):
            assert said.status == 0, said
        self.enrol()
        said = self.register(BILAL)
        assert said.status == 0, said

    @property
    def first(self) -> str:
        """The number of the household that Bilal finished."""
        return self.done(BILAL, "households list").number
