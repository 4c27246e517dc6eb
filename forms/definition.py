"""A questionnaire as it was read: questions, groups, repeats, lists, wordings; frozen, shared by all interviews."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from forms.dependencies import Graph
from forms.expression import Element, Expression, Skeleton, Want, compile_expression
from forms.lists import ChoiceList
from forms.values import DataType

MISSING_NAMESPACE = "https://pser.punjab.gov.pk/xforms"
_INDEX = re.compile(r"\[\d+\]")


class Kind(Enum):
    """How a question is asked."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"
    TIME = "time"
    DATETIME = "datetime"
    GEOPOINT = "geopoint"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANK = "rank"
    RANGE = "range"
    ACKNOWLEDGE = "acknowledge"
    NOTE = "note"
    FILE = "file"
    CALCULATE = "calculate"  # nobody is asked: calculations, hidden values, metadata

    @property
    def askable(self) -> bool:
        """Whether a person answers it."""
        return self not in (Kind.NOTE, Kind.CALCULATE)

    @property
    def chooses(self) -> bool:
        """Whether the answer comes from a list."""
        return self in (Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.RANK)


class Missing(Enum):
    """Why a question was left without an answer."""

    REFUSED = "refused"
    DONT_KNOW = "dont_know"
    NOT_APPLICABLE = "not_applicable"


Template = tuple[str | Expression, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """One text in every language the form has it in; outputs stand as expressions between the strings."""

    by_language: Mapping[str, Template]

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """Every output of every language."""
        return tuple(part for template in self.by_language.values() for part in template if not isinstance(part, str))


@dataclass(frozen=True, slots=True)
class SoftRule:
    """An expression that should hold; where it does not, the officer confirms with a reason."""

    rule: str
    expression: Expression
    message: Wording | None


@dataclass(frozen=True, slots=True)
class ChoiceSource:
    """Where the choices of a question come from."""

    nodeset: Expression | None
    instance: str | None
    value: str
    label: str
    label_is_text_id: bool
    fixed: tuple[tuple[str, Wording], ...] = ()
    tag: str = "item"
    quoting: Mapping[str, Wording] = field(default_factory=dict)  # labels that quote answers, by their text id
    media: Mapping[str, Mapping[str, Wording]] = field(default_factory=dict)  # addresses, by code or text id, and kind


@dataclass(frozen=True, slots=True, kw_only=True)
class FormNode:
    """What questions, groups and repeats have in common; rules are None where the form sets none."""

    path: str
    name: str
    tag: str  # the element's name with its namespace, as the form writes it
    parent: str | None
    label: Wording | None = None
    hint: Wording | None = None
    guidance: Wording | None = None  # for whoever is trained on the form, not for the screen of an interview
    media: Mapping[str, Wording] = field(default_factory=dict)  # addresses of what is shown or played, by its kind
    relevant: Expression | None = None
    read_only: Expression | None = None
    appearance: str = ""
    asked: bool = False  # stands in the body of the form
    attributes: tuple[tuple[str, str], ...] = ()  # further custom columns of the sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(FormNode):
    """A node that holds a value, whether a person or a calculation gives it."""

    kind: Kind
    data_type: DataType
    required: Expression | None = None
    required_message: Wording | None = None
    constraint: Expression | None = None
    constraint_message: Wording | None = None
    calculation: Expression | None = None
    soft_rules: tuple[SoftRule, ...] = ()
    missing: frozenset[Missing] = frozenset()
    choices: ChoiceSource | None = None
    preload: tuple[str, str] | None = None
    parameters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(FormNode):
    """Nodes that belong together; `children` are paths in document order."""

    children: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat(Group):
    """A group asked several times."""

    template: Element
    count: Expression | None = None
    fixed_size: bool = False
    has_template: bool = False  # the form writes what a new instance holds; else its first one stands in


@dataclass(frozen=True, slots=True)
class Action:
    """A value set by an event: first load, new repeat, or the change of another answer."""

    events: frozenset[str]
    target: str
    value: Expression | str
    source: str | None  # the question or repeat it is written in


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in a form that is left out of it, by a code; `node` is the path it is written for."""

    code: str
    node: str


@dataclass(frozen=True)
class FormDefinition:
    """One edition of a questionnaire.

    `nodes` are by path without indexes ("/data/roster/member/age"); `order` is document order; `content_hash` is the
    SHA-256, in hex, of the XForm and of every list file.
    """

    form_id: str
    edition: str
    title: str
    languages: tuple[str, ...]
    default_language: str
    root: str
    nodes: Mapping[str, FormNode]
    order: tuple[str, ...]
    content_hash: str
    skeleton: Skeleton
    graph: Graph
    actions: tuple[Action, ...]
    phrases: Mapping[str, Mapping[str, Template]]
    lists: Mapping[str, ChoiceList]
    blank: Element  # the instance as the form gives it, repeats' templates taken out
    namespaces: Mapping[str, str]
    remarks: tuple[Remark, ...] = ()
    _asked: dict[tuple[str, str, Want], Expression] = field(default_factory=dict, repr=False)

    def expression(self, source: str, context: str, want: Want = Want.VALUE) -> Expression:
        """An expression from outside the form (a score pack's term), compiled once per form.

        Raises: ExpressionFault: it is none, or names what the form has not.
        """
        key = (source, context, want)
        if key not in self._asked:
            self._asked[key] = compile_expression(source, context, self.skeleton, want)
        return self._asked[key]

    def language_for(self, code: str) -> str:
        """The form's name of a language: "ur" gives "Urdu (ur)"; the default where the form lacks it."""
        for language in self.languages:
            if language == code or language.endswith(f"({code})"):
                return language
        return self.default_language


def path_of(ref: str) -> str:
    """A reference without its indexes: the path of its node in the form."""
    return _INDEX.sub("", ref)


def language_code(language: str) -> str:
    """The code in a language's name: "Urdu (ur)" gives "ur"; blank where there is none."""
    return language.rpartition("(")[2].rstrip(")") if language.endswith(")") else ""
