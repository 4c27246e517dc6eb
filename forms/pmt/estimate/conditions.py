"""Conditions about a member, said once: as a test of the survey's rows and as what a pack asks of the form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

Columns = Mapping[str, Any]
"""Answers of all members by question, one numpy array each; blank where nothing was asked."""


@dataclass(frozen=True, slots=True)
class Age:
    """Completed years from `low` to `high`, both included."""

    low: int = 0
    high: int | None = None

    @property
    def question(self) -> str:
        """The calculated age; it comes from a date of birth or an age as stated."""
        return "age"

    @property
    def known(self) -> str:
        """Holds for those who certainly are."""
        return " and ".join([f"age >= {self.low}"] * (self.low > 0) + [f"age <= {self.high}"] * (self.high is not None))

    @property
    def possible(self) -> str:
        """Holds for those who are, or may be."""
        return " and ".join(
            [f"not(age < {self.low})"] * (self.low > 0) + [f"not(age > {self.high})"] * (self.high is not None)
        )

    def holds(self, members: Columns) -> Any:
        """Test every member."""
        within = members["age"] >= self.low
        return within if self.high is None else within & (members["age"] <= self.high)


@dataclass(frozen=True, slots=True)
class Answer:
    """One of these codes was the answer to a question."""

    question: str
    codes: tuple[str, ...]

    @property
    def known(self) -> str:
        """Holds for those who certainly gave it."""
        return self._either if len(self.codes) == 1 or len(self.codes) > 3 else f"({self._either})"

    @property
    def possible(self) -> str:
        """Holds for those who gave it, or have not answered."""
        return f"(string({self.question}) = '' or {self._either})"

    @property
    def _either(self) -> str:
        if len(self.codes) > 3:
            return f"contains(' {' '.join(self.codes)} ', concat(' ', string({self.question}), ' '))"
        return " or ".join(f"{self.question} = '{code}'" for code in self.codes)

    def holds(self, members: Columns) -> Any:
        """Test every member."""
        found = members[self.question] == self.codes[0]
        for code in self.codes[1:]:
            found = found | (members[self.question] == code)
        return found


@dataclass(frozen=True)
class Anybody:
    """Whoever is in the roster; one whose relation is not answered yet may still be taken out of it."""

    question: ClassVar[str] = "relation"
    known: ClassVar[str] = "relation != ''"
    possible: ClassVar[str] = "true()"

    def holds(self, members: Columns) -> Any:
        """Test every member."""
        return members["relation"] != ""


Atom = Age | Answer | Anybody
Condition = tuple[Atom, ...]
"""All of these hold."""

# A question is asked only of those for whom this holds; the questionnaire's own rules (survey.tsv, column relevant).
ASKED_OF: Mapping[str, Atom] = {
    "education/school_status": Age(4),
    "education/education_level": Answer("education/school_status", ("PAST", "NOW")),
    "education/school_type": Answer("education/school_status", ("NOW",)),
    "education/can_read": Age(10),
    "work/worked": Age(10),
    "work/employment_status": Answer("work/worked", ("yes",)),
    "work/occupation": Answer("work/worked", ("yes",)),
    "work/pension": Age(10),
}

# What is missing when a calculated answer is blank; the head's own questions were asked before the roster.
_BEHIND = {
    "age": (
        ("/data/basic/head_birth_date", "relation = 'HEAD'"),
        ("birth_date", "relation != '' and relation != 'HEAD'"),
    ),
    "sex": (
        ("/data/basic/head_gender", "relation = 'HEAD'"),
        ("gender", "relation != '' and relation != 'HEAD'"),
    ),
}


def with_gates(condition: Condition) -> Condition:
    """Add whatever must hold for the questions to be asked at all, first what is asked first."""
    gated: list[Atom] = []
    for atom in condition:
        gate = ASKED_OF.get(atom.question)
        for each in (*(with_gates((gate,)) if gate else ()), atom):
            if not any(_implies(other, each) for other in (*gated, *condition) if other is not each):
                gated.append(each)
    return tuple(dict.fromkeys(gated))


def known(condition: Condition) -> str:
    """Say, in the form's language, of whom it certainly holds."""
    return " and ".join(atom.known for atom in with_gates(condition))


def possible(condition: Condition) -> str:
    """Say, in the form's language, of whom it holds or may hold."""
    return " and ".join(atom.possible for atom in with_gates(condition))


def holds(condition: Condition, members: Columns) -> Any:
    """Test every member of the survey."""
    atoms = with_gates(condition)
    found = atoms[0].holds(members)
    for atom in atoms[1:]:
        found = found & atom.holds(members)
    return found


def asks(condition: Condition) -> Iterator[dict[str, str]]:
    """Name the questions that a condition rests on, and when each is missing."""
    atoms = with_gates(condition)
    yield {"question": "relation", "when": "string(relation) = ''"}
    for place, atom in enumerate(atoms):
        blank = f"string({atom.question}) = ''"
        if atom.question in _BEHIND:
            for path, who in _BEHIND[atom.question]:
                yield {"question": path, "when": f"{who} and {blank}"}
        elif atom.question != "relation":
            gate = ASKED_OF.get(atom.question)
            open_to = (_open_to(before, gate) for before in atoms[:place])
            yield {"question": atom.question, "when": " and ".join(("relation != ''", *open_to, blank))}


def questions(condition: Condition) -> Iterable[str]:
    """Give the asked questions by their paths in the roster; age and sex by the questions behind them."""
    for ask in asks(condition):
        yield ask["question"]


def _open_to(atom: Atom, gate: Atom | None) -> str:
    """A question is missing where nothing before rules it out; of a question before that opens it, where it has."""
    opens = isinstance(atom, Answer) and gate is not None and atom.question == gate.question
    return atom.known if opens else atom.possible


def _implies(one: Atom, other: Atom) -> bool:
    """Say whether `other` adds nothing to `one`."""
    match one, other:
        case Age(), Age():
            higher = other.high is None or (one.high is not None and one.high <= other.high)
            return one.low >= other.low and higher and one != other
        case Answer(), Answer():
            return one.question == other.question and set(one.codes) < set(other.codes)
    return False
