"""Why engines may differ, who is right, and by which source: one rule each."""

from __future__ import annotations

from tests.differential import reasons
from tests.differential.comparison import Matter
from tests.differential.engines import JAVA_ROSA, WEB_FORMS
from tests.differential.scenes import Mend, Rule

_BOTH = frozenset({JAVA_ROSA, WEB_FORMS})
_HELD = frozenset({Matter.VALUE, Matter.SENT})
_HOUSE = "forms/README.md, Where engines disagree"
_TYPES = "ODK XForms, Data Types"
_PRELOADS = "ODK XForms, Preload Attributes"

RULES: tuple[Rule, ...] = (
    Rule(
        "begun-apart",
        _BOTH,
        _HELD,
        reasons.begun_apart,
        Mend.NONE,
        here="`start` is the moment the household began",
        there="the same, a moment sooner or later, and spelt in another way",
        right="both: two engines cannot begin at the same instant",
        source=_PRELOADS,
    ),
    Rule(
        "not-ended",
        _BOTH,
        _HELD,
        reasons.not_ended,
        Mend.NONE,
        here="`end` is the moment of the last answer",
        there="`end` is blank as long as the form is open",
        right="open: the standard sets it when the form is revalidated; this run never closes a form, so theirs was "
        "not seen",
        source=_PRELOADS,
    ),
    Rule(
        "own-desk",
        _BOTH,
        _HELD,
        reasons.own_desk,
        Mend.NONE,
        here="`username` and `deviceid` are those of the desk",
        there="they are blank, because nobody told the engine who it is",
        right="both: it is for the program around the engine to say",
        source=_PRELOADS,
    ),
    Rule(
        "own-number",
        _BOTH,
        _HELD,
        reasons.own_number,
        Mend.NONE,
        here="a random `instanceID`",
        there="another one",
        right="both: no two instances may share one",
        source=_PRELOADS,
    ),
    Rule(
        "refused",
        frozenset({JAVA_ROSA}),
        frozenset({Matter.DEED}),
        reasons.refused,
        Mend.TAKE,
        here="an answer that breaks a constraint, or a blank where one is required, is kept and marked; it stands "
        "against completion",
        there="it is refused, and the old answer stays",
        right="ours, by choice: a person at a desk must be able to note what was said and come back to it",
        source=_HOUSE,
    ),
    Rule(
        "refused-mistyped",
        frozenset({JAVA_ROSA}),
        frozenset({Matter.DEED}),
        reasons.refused_mistyped,
        Mend.TAKE,
        here="the question is blank, the typed text is kept beside it and stands against completion",
        there="text that is not of the type goes to the constraint, which refuses it or cannot work it out",
        right="ours, by choice: what was typed is not lost, and no expression meets it",
        source=_HOUSE,
    ),
    Rule(
        "before-calculating",
        frozenset({JAVA_ROSA}),
        frozenset({Matter.DEED}),
        reasons.before_calculating,
        Mend.TAKE,
        here="a constraint is judged when everything that follows from the answer is worked out",
        there="it is judged with the new answer and the old calculations: as long as two members have no number, the "
        "first number that one of them gives is refused as if they shared it",
        right="ours: recalculation comes before validation",
        source="XForms 1.0, 4.6.7, Value Change: recalculate, then revalidate",
    ),
    Rule(
        "read-in-part",
        _BOTH,
        frozenset({Matter.VALUE}),
        reasons.read_in_part,
        Mend.TAKE,
        here="1.5 is not a whole number, 1,5 is not a decimal: blank, with the typed text beside it",
        there="JavaRosa keeps 1.5 in a whole number and takes 1,5 for 1.5; Web Forms makes 1.5 a 1",
        right="ours: neither text is of the type; nobody said 1",
        source=_TYPES,
    ),
    Rule(
        "typed-is-not-nothing",
        frozenset({WEB_FORMS}),
        frozenset({Matter.BROKEN}),
        reasons.typed_text_is_not_nothing,
        Mend.TAKE,
        here="text of the wrong type at a required question: the type is at fault, and said to be; the protocol "
        "has no word for it",
        there="the text is thrown away, and an answer is missing",
        right="ours, by choice: the officer sees what to correct",
        source=_HOUSE,
    ),
    Rule(
        "same-number",
        _BOTH,
        _HELD,
        reasons.same_number,
        Mend.NONE,
        here="a decimal of 3 is written 3",
        there="it is written 3.0",
        right="both: two spellings of one decimal",
        source=_TYPES,
    ),
    Rule(
        "exponent",
        frozenset({JAVA_ROSA}),
        _HELD,
        reasons.same_number_with_exponent,
        Mend.NONE,
        here="a calculated 21780136.13 is written so",
        there="it is written 2.178013613E7, as from ten millions on whatever a calculation gives",
        right="ours: a number becomes text without an exponent",
        source="XPath 1.0, 4.2, string()",
    ),
    Rule(
        "same-choices",
        frozenset({WEB_FORMS}),
        _HELD,
        reasons.same_choices,
        Mend.NONE,
        here="several choices stand in the order in which they were made",
        there="they stand in the order of the list",
        right="open: no text of the standard was found that orders them; no expression of this form reads the order",
        source="none found; ODK XForms, Body Elements, is silent",
    ),
    Rule(
        "plain-labels",
        _BOTH,
        frozenset({Matter.CHOICES}),
        reasons.plain_labels,
        Mend.NONE,
        here="a list that comes as a file is shown in the language spoken, by its column `label_ur`",
        there="it is shown by its column `label`, in one language only",
        right="theirs by the standard: a label outside its dictionary is the same in every language; ours adds the "
        "column, so that districts are read out in Urdu too",
        source="ODK XForms, Languages; forms/pser/2025/README.md",
    ),
    Rule(
        "stale-choice",
        frozenset({JAVA_ROSA}),
        frozenset({Matter.VALUE}),
        reasons.stale_choice,
        Mend.OPEN,
        here="a choice that its list no longer offers is cleared at once",
        there="it stays until the list is opened",
        right="ours: a district of another division must not be counted or sent",
        source=_HOUSE,
    ),
    Rule(
        "restored-choice",
        frozenset({JAVA_ROSA}),
        frozenset({Matter.VALUE}),
        reasons.restored_choice,
        Mend.TAKE,
        here="a choice comes back when its list offers it again",
        there="once cleared, it is gone",
        right="ours, by choice: going back and forth costs no answer",
        source=_HOUSE,
    ),
)
