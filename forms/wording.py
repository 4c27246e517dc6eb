"""Reads what a form says to people: labels, hints, messages, in every language, with the answers they quote."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from forms.definition import Template, Wording
from forms.errors import FormFault
from forms.expression import Element, Expression
from forms.markup import local_name

ONLY_LANGUAGE = "default"  # how a form without translations names its one language
_UNTRANSLATED: tuple[Template, ...] = ((), ("",), ("-",))  # pyxform writes a dash where a translation is missing
_TEXT_ID = re.compile(r"\s*jr:itext\(\s*(['\"])(.*)\1\s*\)\s*")
# A path in a message stands between two spaces of its own: `${name} is` arrives as ` ../name  is`.
_QUOTED_ANSWER = re.compile(r"(?:^|\s)((?:\.\./)+[\w./-]*\w|/\w[\w.-]*(?:/\w[\w.-]*)+)(?:\s|$)")

MEDIA = ("image", "big-image", "audio", "video")
"""Forms of a text that are addresses of files."""

RawTemplate = tuple[str | Element, ...]
RawForms = Mapping[str, RawTemplate]  # by form: "" is the text itself, "guidance" what is said to those in training
Compile = Callable[[str, str, str], Expression]  # source, context, what it stands in


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """The translated texts of a form by id, as written, and the compiler for the answers they quote."""

    languages: tuple[str, ...]
    default_language: str
    raw: Mapping[str, Mapping[str, RawForms]]  # language, text id
    compile: Compile
    quoting_ids: frozenset[str] = frozenset()  # texts that quote answers

    def wording(self, element: Element | None, context: str, form: str = "") -> Wording | None:
        """The wording of a label or hint element, or another form of it."""
        if element is None:
            return None
        match = _TEXT_ID.fullmatch(element.get("ref", ""))
        if match:
            return self.by_id(match[2], context, form)
        if form:
            return None
        template = self._template(_parts(element), context)
        return Wording({self.default_language: template}) if template else None

    def message(self, text: str | None, context: str) -> Wording | None:
        """The wording of a message attribute: a text id or the text itself."""
        if not text:
            return None
        match = _TEXT_ID.fullmatch(text)
        return self.by_id(match[2], context) if match else Wording({self.default_language: (text.strip(),)})

    def by_id(self, text_id: str, context: str, form: str = "") -> Wording | None:
        """The wording behind a text id, in the languages that have it."""
        found = {
            language: self._template(texts[text_id][form], context)
            for language, texts in self.raw.items()
            if form in texts.get(text_id, {})
        }
        told = {language: template for language, template in found.items() if template not in _UNTRANSLATED}
        return Wording(told) if told else None

    def media(self, text_id: str) -> dict[str, Wording]:
        """The addresses behind a text id, by kind; one that quotes answers belongs to no list and is left out."""
        found: dict[str, dict[str, Template]] = {}
        for language, texts in self.raw.items():
            for form, parts in texts.get(text_id, {}).items():
                address = "".join(part for part in parts if isinstance(part, str)).strip()
                if form in MEDIA and (address,) not in _UNTRANSLATED and not _quotes({"": parts}):
                    found.setdefault(form, {})[language] = (address,)
        return {form: Wording(by_language) for form, by_language in found.items()}

    def quoting(self, text: str, context: str) -> Template:
        """A message in which answers are quoted by their path, as custom columns carry them."""
        parts: list[str | Expression] = []
        for place, part in enumerate(_QUOTED_ANSWER.split(text)):
            parts.append(self.compile(part, context, "message") if place % 2 else part)
        return _trimmed(parts)

    def plain(self) -> dict[str, dict[str, Template]]:
        """Texts by id for use outside a question (jr:itext); an output there is left out."""
        return {
            language: {
                text_id: _trimmed([part for part in forms[""] if isinstance(part, str)])
                for text_id, forms in texts.items()
                if forms.get("", ()) not in _UNTRANSLATED
            }
            for language, texts in self.raw.items()
        }

    def _template(self, raw: RawTemplate, context: str) -> Template:
        return _trimmed([part if isinstance(part, str) else self._output(part, context) for part in raw])

    def _output(self, element: Element, context: str) -> Expression:
        return self.compile(element.get("value") or element.get("ref") or "", context, "label")


def read_phrasebook(model: Element, compile_output: Compile) -> Phrasebook:
    """The itext of a form; raises FormFault when it names a language twice."""
    itext = next(model.iterchildren("{*}itext"), None)
    raw: dict[str, dict[str, RawForms]] = {}
    default = ""
    for translation in itext.iterchildren("{*}translation") if itext is not None else ():
        language = translation.get("lang", ONLY_LANGUAGE)
        if language in raw:
            raise FormFault(f"the language {language!r} is declared twice")
        if translation.get("default") is not None:
            default = language
        raw[language] = dict(_texts(translation))
    languages = tuple(raw) or (ONLY_LANGUAGE,)
    quoting = frozenset(text_id for texts in raw.values() for text_id, forms in texts.items() if _quotes(forms))
    return Phrasebook(languages, default or languages[0], raw, compile_output, quoting)


def _texts(translation: Element) -> list[tuple[str, RawForms]]:
    found: list[tuple[str, RawForms]] = []
    for text in translation.iterchildren("{*}text"):
        forms = {value.get("form", ""): _parts(value) for value in text.iterchildren("{*}value")}
        plain = forms.get("", forms.get("long", forms.get("short")))
        found.append((text.get("id", ""), forms if plain is None else {**forms, "": plain}))
    return found


def _quotes(forms: RawForms) -> bool:
    return any(not isinstance(part, str) for part in forms.get("", ()))


def _parts(element: Element) -> RawTemplate:
    parts: list[str | Element] = [element.text or ""]
    for child in element.iterchildren("*"):
        parts.append(child if local_name(child) == "output" else "".join(child.itertext()))
        parts.append(child.tail or "")
    return tuple(part for part in parts if not isinstance(part, str) or part)


def _trimmed(parts: list[str | Expression]) -> Template:
    """Without blank ends: pyxform pads every output with spaces."""
    if parts and isinstance(parts[0], str):
        parts[0] = parts[0].lstrip()
    if parts and isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip()
    return tuple(part for part in parts if part != "")
