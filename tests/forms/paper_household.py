"""A household on paper: an instance tree that answers plain XPath, so that scoring is tested without the engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

NAMESPACES = {"pser": "https://pser.punjab.gov.pk/xforms"}
MISSING = f"{{{NAMESPACES['pser']}}}missing"

Answers = Mapping[str, str]
"""Answers by path below /data, or below a member. `?refused` and `?dont_know` are a blank with that mark."""


class PaperHousehold:
    """An `Evaluator` over answers as they would stand in a submission: what is not relevant is not there."""

    def __init__(self, household: Answers, members: Iterable[Answers]) -> None:
        self._root = etree.Element("data")
        _fill(self._root, household)
        for member in members:
            roster = self._root.find("roster")
            if roster is None:
                roster = etree.SubElement(self._root, "roster")
            _fill(etree.SubElement(roster, "member"), member)

    def evaluate(self, expression: str, context: str = "/data") -> str | float | bool:
        tree = self._root.getroottree()
        (node,) = tree.xpath(context, namespaces=NAMESPACES)
        found = node.xpath(expression, namespaces=NAMESPACES)
        assert isinstance(found, str | float | bool), f"{expression} selects nodes, where a value is wanted"
        return str(found) if isinstance(found, str) else found


def _fill(parent: etree._Element, answers: Answers) -> None:
    for path, answer in answers.items():
        node = parent
        for name in path.split("/"):
            found = node.find(name)
            node = etree.SubElement(node, name) if found is None else found
        if answer.startswith("?"):
            node.set(MISSING, answer[1:])
        else:
            node.text = answer
