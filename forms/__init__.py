"""The form engine: what is asked, how answers depend on each other, what is kept of an interview.

>>> interview = Interview.start(load_edition("pser/2025").definition, clock=clock, officer="0603017-04")
>>> change = interview.answer("/data/basic/head_name", "Rashida Bibi")
"""

from __future__ import annotations

from forms.choosing import Choice
from forms.definition import FormDefinition, FormNode, Group, Kind, Missing, Question, Repeat
from forms.edition import Edition, editions, load_edition
from forms.errors import (
    DraftDamaged,
    FormFault,
    FormsFault,
    MissingNotAllowed,
    NotAnswerable,
    NotSoft,
    UnknownQuestion,
)
from forms.golden import Departure, Golden
from forms.interview import Change, Interview, NodeState, Progress, Told
from forms.migration import Migration, Moved, migrate
from forms.violations import Override, Violation, ViolationKind
from forms.xform import parse_xform

__all__ = [
    "Change",
    "Choice",
    "Departure",
    "DraftDamaged",
    "Edition",
    "FormDefinition",
    "FormFault",
    "FormNode",
    "FormsFault",
    "Golden",
    "Group",
    "Interview",
    "Kind",
    "Migration",
    "Missing",
    "MissingNotAllowed",
    "Moved",
    "NodeState",
    "NotAnswerable",
    "NotSoft",
    "Override",
    "Progress",
    "Question",
    "Repeat",
    "Told",
    "UnknownQuestion",
    "Violation",
    "ViolationKind",
    "editions",
    "load_edition",
    "migrate",
    "parse_xform",
]
