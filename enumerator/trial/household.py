"""A sample household: what a family would answer, question by question, before anybody has asked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from enumerator.errors import InputFault
from forms import FormDefinition, Missing
from forms.definition import Question

Answer = str | Missing
"""The words of an answer, or the reason why there is none."""

MEMBER = "/data/roster/member"
_INSTANCE = re.compile(re.escape(MEMBER) + r"\[(\d+)\]/(.+)")


@dataclass(slots=True)
class SampleHousehold:
    """The answers of one family.

    Attributes:
        label: where it comes from, never a name: ``census 7`` or ``H00012``.
        answers: path of a household question (``/data/assets/rooms``) → answer.
        members: one mapping a member, the head first; keys are paths below the repeat (``work/worked``).
            Every member carries ``gender``, ``age_stated`` and ``marital``; the head's are asked in section 1.
    """

    label: str
    answers: dict[str, Answer] = field(default_factory=dict)
    members: list[dict[str, Answer]] = field(default_factory=list)

    def answer_to(self, ref: str) -> Answer | None:
        """Answer the question at ``ref`` (instances numbered from 1); None where the family has nothing to say."""
        instance = _INSTANCE.fullmatch(ref)
        if instance is None:
            return self.answers.get(ref)
        return self.members[int(instance[1]) - 1].get(instance[2])


def read_household(file: Path) -> SampleHousehold:
    """Read a family from JSON: ``{"answers": {path: text}, "members": [{path: text}, …]}``.

    A missing answer is written as an object: ``{"missing": "dont_know"}``.

    Raises:
        InputFault: the file cannot be read, has another shape, or has nobody in it.
    """
    try:
        written = json.loads(file.read_text("utf-8"))
        answers = {str(path): _read_answer(answer) for path, answer in written["answers"].items()}
        members = [
            {str(path): _read_answer(answer) for path, answer in member.items()} for member in written["members"]
        ]
    except (OSError, UnicodeDecodeError) as fault:
        raise InputFault(part="answers", finding="cannot_be_read") from fault
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise InputFault(part="answers", finding="other_shape") from fault
    if not members:
        raise InputFault(part="answers", finding="no_members")
    return SampleHousehold("file", answers, members)


def require_fitting(household: SampleHousehold, definition: FormDefinition) -> None:
    """Hold a family's answers against the questionnaire, before anything is begun with them.

    Raises:
        InputFault: a path that no question has, or a mark that its question does not allow; says which entry of the
            file, never what it holds.
    """
    of_members = ((f"{MEMBER}/{path}", answer) for member in household.members for path, answer in member.items())
    for entry, (path, answer) in enumerate((*household.answers.items(), *of_members), start=1):
        question = definition.nodes.get(path)
        if not isinstance(question, Question):
            raise InputFault(part=f"answers, entry {entry}", finding="no_such_question")
        if isinstance(answer, Missing) and answer not in question.missing:
            raise InputFault(part=f"answers, entry {entry}", finding="missing_not_allowed")


def _read_answer(written: str | dict[str, str]) -> Answer:
    return written if isinstance(written, str) else Missing(written["missing"])


def answers_of_head(household: SampleHousehold) -> dict[str, Answer]:
    """Give what section 1 asks of the head and the head's own row says: sex, age and marriage."""
    head = household.members[0]
    return {f"/data/basic/head_{name}": head[name] for name in ("gender", "birth_date", "age_stated", "marital")}


def text(answers: Mapping[str, Answer], name: str) -> str:
    """Give the words of an answer, blank where it is missing."""
    answer = answers.get(name, "")
    return answer if isinstance(answer, str) else ""
