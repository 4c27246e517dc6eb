"""Every fault that a person can meet has its sentence in both languages, in the tone of the desk."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import forms
import sync
from enumerator.errors import WorldFault
from forms.pmt import REFUSALS
from resources.wording import LANGUAGES, isolate, keys, sentence
from sync.errors import SyncFault

HARSH = re.compile(r"\b(error|invalid|failed|failure|oops|entitled|sorry)\b|!", re.IGNORECASE)
URDU_LETTER = re.compile(r"[\u0600-\u06FF]")
MOST_WORDS = 14


def every(family: type[Exception]) -> Iterator[type[Exception]]:
    yield family
    for child in family.__subclasses__():
        yield from every(child)


def faults() -> list[type[WorldFault] | type[SyncFault]]:
    # Some faults of the registry stand in the module that raises them.
    for module in pkgutil.walk_packages(sync.__path__, "sync."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    ours = [*every(WorldFault), *every(SyncFault)]
    return [fault for fault in ours if fault.__module__.split(".")[0] in ("enumerator", "sync")]  # type: ignore[misc]


FAULTS = faults()


def template_facts(key: str, language: str) -> set[str]:
    """Ask for a sentence until it misses no more facts."""
    facts: dict[str, str] = {}
    while True:
        try:
            sentence(key, language, **facts)
        except KeyError as missing:
            name = missing.args[0]
            assert name not in {key, *facts}, f"no sentence for {key}"
            facts[name] = "7"
        else:
            return set(facts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_every_fault_has_a_sentence(fault: type[WorldFault] | type[SyncFault], language: str) -> None:
    assert fault.code in keys()
    facts = template_facts(fault.code, language)
    told = sentence(fault.code, language, **dict.fromkeys(facts, "7"))
    assert bool(URDU_LETTER.search(told)) == (language == "ur")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_fault_names_only_facts_that_its_class_promises(
    fault: type[WorldFault] | type[SyncFault], language: str
) -> None:
    promised = " ".join(parent.__doc__ or "" for parent in fault.__mro__[:2])
    assert template_facts(fault.code, language) <= set(re.findall(r"\w+", promised))


def refusals_of_packs() -> Iterator[tuple[str, set[str]]]:
    """Every place where a pack is refused: the code, and the facts given with it."""
    home = Path(forms.__file__).parent
    for file in sorted(file for folder in ("pmt", "policy") for file in (home / folder).glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="PackRefused"), args=[ast.Constant(value=str(code))], keywords=facts):
                    yield code, {fact.arg for fact in facts if fact.arg}


def test_every_refusal_of_a_pack_has_a_sentence_that_names_only_facts_given_with_it() -> None:
    refusals = list(refusals_of_packs())
    assert {code for code, _ in refusals} == REFUSALS.keys()
    for code, facts in refusals:
        assert template_facts(f"pack.{code}", "en") <= facts, code


def test_codes_are_one_for_each_fault() -> None:
    codes = [fault.code for fault in FAULTS]
    assert len(codes) == len(set(codes))


def test_both_languages_use_the_same_facts() -> None:
    differing = [key for key in keys() if template_facts(key, "en") != template_facts(key, "ur")]
    assert differing == []


def test_nobody_is_blamed_and_nothing_is_shouted() -> None:
    harsh = [key for key in keys() if HARSH.search(sentence(key, "en", **_sevens(key)))]
    assert harsh == []


def test_english_sentences_are_short() -> None:
    long = [
        part
        for key in keys()
        for part in re.split(r"[.;]\s", sentence(key, "en", **_sevens(key)))
        if len(part.split()) > MOST_WORDS
    ]
    assert long == []


def test_urdu_keeps_digit_groups_in_order() -> None:
    told = sentence("survey_unknown", "ur", number="0603-017-01-001286-2")
    assert "\u20660603-017-01-001286-2\u2069" in told


@pytest.mark.parametrize(
    ("text", "isolated"),
    [
        ("", ""),
        ("35302-•••••67-1", "⁦35302-•••••67-1⁩"),
        ("چک 18/GD، دیپالپور", "چک ⁦18/GD⁩، دیپالپور"),
        ("مرکز 17 دیپالپور", "مرکز ⁦17⁩ دیپالپور"),
        ("ضلع اوکاڑہ", "ضلع اوکاڑہ"),
    ],
)
def test_latin_inside_urdu_is_isolated(text: str, isolated: str) -> None:
    assert isolate(text) == isolated


def test_a_missing_fact_is_a_bug_and_says_which() -> None:
    with pytest.raises(KeyError, match="number"):
        sentence("survey_unknown", "en")


def _sevens(key: str) -> dict[str, str]:
    return dict.fromkeys(template_facts(key, "en"), "7")
