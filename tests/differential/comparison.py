"""Where two engines say different things of one household: node by node, of what a question shows, of what is sent."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from lxml import etree

from tests.differential.engines import Reply


class Matter(Enum):
    """What the two disagree about."""

    DEED = "whether a deed is taken"
    NODE = "whether a node is there"
    VALUE = "value"
    RELEVANT = "relevance"
    REQUIRED = "required"
    READ_ONLY = "read-only"
    BROKEN = "broken rule"
    LABEL = "label"
    CHOICES = "choices"
    OUTCOME = "validation"
    SENT = "submission"


@dataclass(frozen=True, slots=True)
class Difference:
    """One disagreement: what each says of a node."""

    matter: Matter
    ref: str
    ours: str
    theirs: str

    def __str__(self) -> str:
        return f"{self.matter.value} of {self.ref}: ours {self.ours!r}, theirs {self.theirs!r}"


_OF_A_NODE = {  # what the protocol tells of a node
    "v": Matter.VALUE,
    "nr": Matter.RELEVANT,
    "rq": Matter.REQUIRED,
    "ro": Matter.READ_ONLY,
    "viol": Matter.BROKEN,
}
_THERE = {True: "there", False: "not there"}


def states(ours: Mapping[str, Reply], theirs: Mapping[str, Reply]) -> Iterator[Difference]:
    """Between two replies to `state`; what a reply leaves out is no, or blank."""
    for ref in dict.fromkeys((*ours, *theirs)):
        one, other = ours.get(ref), theirs.get(ref)
        if one is None or other is None:
            yield Difference(Matter.NODE, ref, _THERE[one is not None], _THERE[other is not None])
        elif one != other:
            for key, matter in _OF_A_NODE.items():
                if (said := one.get(key) or "") != (heard := other.get(key) or ""):
                    yield Difference(matter, ref, _text(said), _text(heard))


def shown(ref: str, ours: Mapping[str, Reply], theirs: Mapping[str, Reply]) -> Iterator[Difference]:
    """Between what two engines show of a question: replies to `label`, and to `choices` where it has a list."""
    pairs = {op: (_told(op, ours[op]), _told(op, theirs[op])) for op in ours}
    for op, (one, other) in pairs.items():
        if one != other:
            yield Difference(_TOLD[op], ref, one, other)


_TOLD = {"label": Matter.LABEL, "choices": Matter.CHOICES}


def outcomes(ours: Reply, theirs: Reply) -> Iterator[Difference]:
    """Between two replies to `validate`."""
    one, other = (f"{reply['outcome']} {reply.get('ref') or ''}".strip() for reply in (ours, theirs))
    if one != other:
        yield Difference(Matter.OUTCOME, ours.get("ref") or theirs.get("ref") or "", one, other)


def submissions(ours: str, theirs: str, repeats: Collection[str]) -> Iterator[Difference]:
    """Between two submissions, whatever prefixes and blanks they are written with; `repeats` are paths."""
    one, other = (dict(_leaves(etree.fromstring(xml.encode()), "", "", repeats)) for xml in (ours, theirs))
    for ref in dict.fromkeys((*one, *other)):
        if one.get(ref) != other.get(ref):
            yield Difference(Matter.SENT, ref, _sent(one.get(ref)), _sent(other.get(ref)))


def _leaves(element: etree._Element, ref: str, path: str, repeats: Collection[str]) -> Iterator[tuple[str, str]]:
    name = etree.QName(element).localname
    ref, path = f"{ref}/{name}", f"{path}/{name}"
    if path in repeats:
        ref += f"[{1 + len(list(element.itersiblings(str(element.tag), preceding=True)))}]"
    for child in element.iterchildren("*"):
        yield from _leaves(child, ref, path, repeats)
    if not len(element):
        yield ref, (element.text or "").strip()


def _told(op: str, reply: Reply) -> str:
    if not reply["ok"]:
        return "refused"
    if op == "choices":
        return "; ".join(f"{choice['value']} {choice['label']}" for choice in reply["choices"])
    return reply[op] or ""


def _text(said: object) -> str:
    return said if isinstance(said, str) else "yes" if said else ""


def _sent(text: str | None) -> str:
    return "not sent" if text is None else text
