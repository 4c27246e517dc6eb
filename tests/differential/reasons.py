"""What each rule demands of a difference, as narrow as can be: whatever nobody expected falls through all of them."""

from __future__ import annotations

import datetime as dt
import re

from forms.definition import Kind
from forms.dependencies import Task
from forms.values import DataType
from tests.differential.scenes import Scene

_UUID = re.compile(r"uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*")
_EXPONENT = re.compile(r"-?\d\.\d+E\d+")
_NUMBER = re.compile(r"\d+([.,]\d+)?")
_NEARLY = dt.timedelta(minutes=5)  # two engines begin a household one after the other


def begun_apart(scene: Scene) -> bool:
    ours, theirs = scene.difference.ours, scene.difference.theirs
    if not _preloads(scene, "timestamp", "start") or not (_MOMENT.fullmatch(ours) and _MOMENT.fullmatch(theirs)):
        return False
    return abs(dt.datetime.fromisoformat(ours) - dt.datetime.fromisoformat(theirs)) < _NEARLY


def not_ended(scene: Scene) -> bool:
    blank_there = not scene.difference.theirs and bool(_MOMENT.fullmatch(scene.difference.ours))
    return _preloads(scene, "timestamp", "end") and blank_there


def own_desk(scene: Scene) -> bool:
    preload = scene.question.preload if scene.question is not None else None
    return preload is not None and preload[0] == "property" and not scene.difference.theirs


def own_number(scene: Scene) -> bool:
    difference = scene.difference
    return difference.ref.endswith("/meta/instanceID") and all(
        map(_UUID.fullmatch, (difference.ours, difference.theirs))
    )


def _preloads(scene: Scene, *preload: str) -> bool:
    return scene.question is not None and scene.question.preload == preload


def refused(scene: Scene) -> bool:
    return (
        scene.answered
        and scene.difference.theirs in ("constraint", "required")
        and scene.difference.theirs == scene.broken()
    )


def refused_mistyped(scene: Scene) -> bool:
    said = scene.difference.theirs
    return scene.mistyped and (said == "constraint" or "can't be converted to a date" in said)


def before_calculating(scene: Scene) -> bool:
    """The constraint reads what is calculated from this very question."""
    question = scene.question
    if not scene.answered or question is None or question.constraint is None or scene.mistyped or scene.broken():
        return False
    read = {dependency.target for dependency in question.constraint.dependencies}
    edges = scene.definition.graph.edges.get(question.path, ())
    calculated = {edge.path for edge in edges if edge.task is Task.CALCULATION}
    return scene.difference.theirs == "constraint" and not read.isdisjoint(calculated)


def read_in_part(scene: Scene) -> bool:
    """The number that another engine makes of the text: the same with a comma or point, or its whole part."""
    ours, theirs = scene.difference.ours, scene.difference.theirs
    if not scene.mistyped or scene.deed is None or ours or not _NUMBER.fullmatch(theirs):
        return False
    return theirs in (scene.deed.value, scene.deed.value.partition(".")[0])


def typed_text_is_not_nothing(scene: Scene) -> bool:
    return scene.mistyped and (scene.difference.ours, scene.difference.theirs) == ("", "required")


def same_number(scene: Scene) -> bool:
    ours, theirs = scene.difference.ours, scene.difference.theirs
    decimal = scene.question is not None and scene.question.data_type is DataType.DECIMAL
    return decimal and bool(ours) and f"{ours}.0" == theirs


def same_number_with_exponent(scene: Scene) -> bool:
    ours, theirs = scene.difference.ours, scene.difference.theirs
    calculated = scene.question is not None and scene.question.calculation is not None
    return calculated and bool(_EXPONENT.fullmatch(theirs)) and bool(ours) and float(ours) == float(theirs)


def same_choices(scene: Scene) -> bool:
    ours, theirs = scene.difference.ours.split(), scene.difference.theirs.split()
    several = scene.question is not None and scene.question.kind is Kind.SELECT_MULTIPLE
    return several and ours != theirs and sorted(ours) == sorted(theirs)


def stale_choice(scene: Scene) -> bool:
    stale = scene.difference.theirs
    return (
        _in_cascade(scene) and not scene.difference.ours and _was_given(scene, stale) and stale not in scene.offered()
    )


def restored_choice(scene: Scene) -> bool:
    back = scene.difference.ours
    return _in_cascade(scene) and not scene.difference.theirs and _was_given(scene, back) and back in scene.offered()


def plain_labels(scene: Scene) -> bool:
    """Both offer the same, and they show the column `label` of a list that comes as a file."""
    source = scene.question.choices if scene.question is not None else None
    if source is None or source.instance is None or source.label_is_text_id:
        return False
    offered = scene.offered()
    rows = scene.definition.lists[source.instance].all_rows(source.tag)
    told = ((row.findtext(source.value), row.findtext(source.label)) for row in rows)
    return scene.difference.theirs == "; ".join(f"{code} {label}" for code, label in told if code in offered)


def _in_cascade(scene: Scene) -> bool:
    """The list of this question is filtered, and another question of its group has just been answered."""
    question, deed, ref = scene.question, scene.deed, scene.difference.ref
    if question is None or question.choices is None or question.choices.nodeset is None or deed is None:
        return False
    return deed.ref != ref and deed.ref.rpartition("/")[0] == ref.rpartition("/")[0]


def _was_given(scene: Scene, choice: str) -> bool:
    """Whether the question was once answered so."""
    return any((deed.op, deed.ref, deed.value) == ("answer", scene.difference.ref, choice) for deed in scene.deeds)
