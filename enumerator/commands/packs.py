"""Commands about score packs: one that came is verified, shown, installed, and put in force."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from enumerator.commands.command import SIGNED_IN, Command, argument
from enumerator.commands.signed_in import signed_in
from enumerator.errors import PackUnknown
from enumerator.named_file import named
from enumerator.surroundings import Surroundings
from enumerator.workflow.packs import (
    PackStanding,
    examine_pack,
    install_pack,
    put_pack_in_force,
    read_signed,
    standing_packs,
)
from forms.pmt import ScorePack, Trust
from forms.pmt.pack import Accuracy
from forms.pmt.term import Wording

SIGNATURE = ".sig"


def _verify(words: argparse.Namespace, world: Surroundings) -> int:
    pack, trust = examine_pack(*_pack(words.file), _today(world))
    world.say(f"Genuine: {_name(pack)}, {_signer(trust.signer)}; its {len(pack.examples)} worked households come out.")
    return 0


def _show(words: argparse.Namespace, world: Surroundings) -> int:
    pack, trust = read_signed(*_pack(words.file), _today(world))
    for line in _told(pack, trust, words.language):
        world.say(line)
    return 0


def _install(words: argparse.Namespace, world: Surroundings) -> int:
    content, signature = _pack(words.file)
    with signed_in(words, world) as desk:
        sha256 = install_pack(desk, content, signature, _today(world))
        name = next(_name(each) for each in standing_packs(desk) if each.sha256 == sha256)
        world.say(f"{name} is installed. Score households with it from now on: pack put-in-force {name}")
    return 0


def _list(words: argparse.Namespace, world: Surroundings) -> int:
    with signed_in(words, world) as desk:
        for standing in standing_packs(desk):
            world.say(_line(standing, words.language))
    return 0


def _put_in_force(words: argparse.Namespace, world: Surroundings) -> int:
    with signed_in(words, world) as desk:
        meant = [each for each in standing_packs(desk) if words.name in (each.sha256, _name(each))]
        if len(meant) != 1:
            raise PackUnknown(pack=words.name)
        (pack,) = meant
        put_pack_in_force(desk, pack.sha256, _today(world), words.override)
        world.say(f"Households are scored with {_name(pack)} from now on; scores that were made stay.")
    return 0


def _pack(file: str) -> tuple[bytes, bytes | None]:
    """Read a pack, and the signature that came beside it."""
    pack, signature = Path(file), Path(file + SIGNATURE)
    with named("pack"):
        return pack.read_bytes(), signature.read_bytes() if signature.exists() else None


def _today(world: Surroundings) -> date:
    return world.clock().date()


def _name(pack: ScorePack | PackStanding) -> str:
    return f"{pack.id}/{pack.version}"


def _signer(name: str) -> str:
    return f"signed by {name}" if name else "as it came with the program"


def _line(standing: PackStanding, language: str) -> str:
    told = {"in force": standing.in_force, "came with the program": standing.shipped}
    marks = [words for words, holds in told.items() if holds]
    if standing.signer:
        marks.append(_signer(standing.signer))
    days = _days(standing.valid_from, standing.valid_to)
    return f"{_name(standing)}  {days}  {_said(standing.title, language)}  {', '.join(marks)}  {standing.sha256}"


def _told(pack: ScorePack, trust: Trust, language: str) -> Iterator[str]:
    source, scale = pack.source, pack.scale
    yield f"{_name(pack)}: {_said(pack.title, language)}"
    yield _said(pack.caution, language)
    yield f"trust: {_signer(trust.signer)}, SHA-256 {trust.sha256}"
    yield f"made for: {pack.form.form_id} {pack.form.version}; {_days(pack.valid_from, pack.valid_to)}"
    yield f"source: {source.author} ({source.published.year}), {source.title}, {source.pages}; {source.licence}"
    poorer = "lower is poorer" if scale.lower_is_poorer else "higher is poorer"
    yield f"scale: {scale.id}, {scale.low} to {scale.high}, {poorer}"
    for measured in pack.accuracy:
        yield f"accuracy: {_accuracy(measured, language)}"
    for term in pack.terms:
        reach = term.reach
        yield f"term: {term.id}, {reach.low} to {reach.high}, {_said(term.label, language)}"


def _accuracy(measured: Accuracy, language: str) -> str:
    told = f"of {_said(measured.group, language)} {measured.reached} % reached by selecting {measured.selected} %"
    if measured.out_of_sample:
        told += ", on households that the points were not made from"
    return told


def _days(first: date, last: date | None) -> str:
    return f"from {first} on" if last is None else f"{first} to {last}"


def _said(wording: Wording, language: str) -> str:
    return wording.ur if language == "ur" else wording.en


_FILE = argument("file", "the pack; its signature lies beside it, as FILE.sig", metavar="FILE")

COMMANDS = (
    Command(
        "pack verify",
        "tell whether a score pack may be believed, fits the questionnaire and keeps its own word",
        (_FILE,),
        _verify,
    ),
    Command("pack show", "show what a score pack says of itself, once it may be believed", (_FILE,), _show),
    Command(
        "pack install",
        "keep a score pack at this desk once it is verified; it is not in force by that",
        (*SIGNED_IN, _FILE),
        _install,
    ),
    Command("pack list", "list the score packs of this desk, and which is in force", SIGNED_IN, _list),
    Command(
        "pack put-in-force",
        "score households with this pack from now on; scores that were made stay",
        (
            *SIGNED_IN,
            argument("name", "the pack's name, as in schreiner-2009/1.0.0, or its SHA-256", metavar="NAME"),
            argument(
                "--override", "why an older version is taken again; it is kept for ever", default="", metavar="WHY"
            ),
        ),
        _put_in_force,
    ),
)
