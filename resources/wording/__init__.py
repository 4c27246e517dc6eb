"""What the program says: every sentence as data, in English and in Urdu, with places for facts.

Each ``.toml`` file beside this module is one family of sentences: an entry, then ``en`` and ``ur``. A key names family
and entry: ``slip.survey_number`` is the entry ``survey_number`` of ``slip.toml``. Only the words of faults are asked
for by the fault's bare code.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from resources import path

__all__ = ["LANGUAGES", "isolate", "keys", "sentence"]

LANGUAGES = ("en", "ur")
FAULTS = "fault"

LEFT_TO_RIGHT_ISOLATE, POP_ISOLATE = "\u2066", "\u2069"
_LATIN = r"[0-9A-Za-z•]"
# Latin letters and digit groups, with the marks that stand between them and the signs at their ends.
_LATIN_RUN = re.compile(rf"[+]?{_LATIN}(?:[ \-–−/:.,+&'’_\\()]*{_LATIN})*%?")
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]")


def sentence(key: str, language: str, /, **facts: str | int) -> str:
    """Say one thing in one language.

    Args:
        key: family and entry, such as ``slip.survey_number``, or the code of a fault.
        language: ``en`` or ``ur``.
        facts: what stands in the sentence's named places; a fact it does not use is left out.

    Raises:
        KeyError: the key, the language or a fact that the sentence needs is missing.
    """
    told = {name: str(fact) for name, fact in facts.items()}
    if language == "ur":
        told = {name: isolate(fact) for name, fact in told.items()}
    return _sentences()[key][language].format_map(told)


def keys() -> tuple[str, ...]:
    """List the keys of all sentences, in the order of their files."""
    return tuple(_sentences())


def isolate(text: str) -> str:
    """Keep digit groups and Latin words in their own order when they stand inside Urdu.

    Without isolates a CNIC reads 1-1234567-35302 on an Urdu line.
    """
    if not _RIGHT_TO_LEFT.search(text):
        return f"{LEFT_TO_RIGHT_ISOLATE}{text}{POP_ISOLATE}" if text else text
    return _LATIN_RUN.sub(lambda run: f"{LEFT_TO_RIGHT_ISOLATE}{run[0]}{POP_ISOLATE}", text)


@cache
def _sentences() -> Mapping[str, Mapping[str, str]]:
    """Read every family once; later callers share the same read-only table."""
    table: dict[str, Mapping[str, str]] = {}
    for file in sorted((f for f in path("wording").iterdir() if f.name.endswith(".toml")), key=lambda f: f.name):
        family = file.name.removesuffix(".toml")
        prefix = "" if family == FAULTS else f"{family}."
        entries = tomllib.loads(file.read_text(encoding="utf-8"))
        table |= {prefix + entry: MappingProxyType(words) for entry, words in entries.items()}
    return MappingProxyType(table)
