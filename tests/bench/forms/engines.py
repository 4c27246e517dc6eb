"""The engines of a run: ours, and the reference engines that a folder of their programs brings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parents[3]
MEMBERS = (10, 50, 200)
_LONGEST = 600  # seconds for one filling; Web Forms takes half a minute at 200 members


@dataclass(frozen=True, slots=True)
class Household:
    """The bench's form, with the answers in order for each number of members."""

    folder: Path

    @property
    def form(self) -> Path:
        """The XForm."""
        return self.folder / "hh250.xml"

    @property
    def plan(self) -> Path:
        """The answers for whoever reads JSON."""
        return self.folder / "hh250.plan.json"

    def table(self, members: int) -> Path:
        """The answers for whoever reads a table."""
        return self.folder / f"hh250.{members}.tsv"

    @property
    def is_here(self) -> bool:
        """Whether there is anything to fill."""
        return self.form.is_file() and self.plan.is_file()


@dataclass(frozen=True, slots=True)
class Engine:
    """One engine: its name, and the words of its command for a number of members."""

    name: str
    folder: Path
    words: tuple[str, ...]

    def fill(self, household: Household, members: int, out: Path) -> Mapping[str, float]:
        """Fill the household once in a process of its own; the instance is left in `out`.

        Raises: RuntimeError: it did not come to an end.
        """
        named = {"form": household.form, "plan": household.plan, "table": household.table(members), "out": out}
        words = [word.format(members=members, **named) for word in self.words]
        done = subprocess.run(
            words, cwd=self.folder, env=os.environ | {"DUMP": str(out)}, capture_output=True, timeout=_LONGEST
        )
        if done.returncode != 0:
            raise RuntimeError(f"{self.name} at {members} members: {done.stderr.decode()[-500:]}")
        said = json.loads(done.stdout.decode().splitlines()[-1])
        return {name: value for name, value in said.items() if isinstance(value, (int, float))}


OURS = Engine(
    "ours", ROOT, (sys.executable, "-m", "tests.bench.forms.filling", "{form}", "{plan}", "{members}", "{out}")
)


def engines(peers: Path | None) -> Iterator[Engine]:
    """Ours, and each reference engine whose program is in the folder."""
    yield OURS
    if peers is not None and (peers / "Bench.class").is_file():
        java = ("java", "-cp", os.pathsep.join(("ODK_Validate.jar", ".")), "Bench")
        yield Engine("JavaRosa", peers, (*java, "{form}", "{table}", "{members}", "600"))
    if peers is not None and (peers / "bench.mjs").is_file() and (peers / "node_modules").is_dir():
        yield Engine("Web Forms", peers, ("node", "bench.mjs", "{form}", "{plan}", "{members}", "600"))


def differences(ours: Path, theirs: Path) -> list[str]:
    """The leaves that two instances have different values at; the ids of the instances are different by right."""
    one, other = dict(_leaves(ours)), dict(_leaves(theirs))
    everywhere = dict.fromkeys((*one, *other))
    return [path for path in everywhere if not _same(one.get(path), other.get(path)) and "instanceID" not in path]


def _same(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is other
    try:
        return one == other or float(one) == float(other)
    except ValueError:
        return False


def _leaves(path: Path) -> Iterator[tuple[str, str]]:
    tree = etree.parse(path)
    for element in tree.getroot().iter("*"):
        if not len(element):
            places = [element, *element.iterancestors()]
            steps = (_step(place) for place in reversed(places))
            yield "/" + "/".join(steps), (element.text or "").strip()


def _step(element: etree._Element) -> str:
    name = str(etree.QName(element).localname)
    before = sum(1 for each in element.itersiblings(f"{{*}}{name}", preceding=True))
    return f"{name}[{before + 1}]"
