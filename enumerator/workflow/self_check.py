"""The program looks at itself: resources, form and its score, a workbook, a store made and opened again, a slip."""

from __future__ import annotations

import secrets
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from enumerator.domain.centre import Centre
from enumerator.domain.officer import NewOfficer, Role
from enumerator.domain.slip import SlipContent
from enumerator.workflow.ports import Clock, SlipPrinter
from enumerator.workflow.questionnaire import policy_of, read_pack, scoring_pack, shipped_edition
from enumerator.workflow.sign_in import set_up_desk, sign_in
from forms import Interview
from forms.edition import came_compiled
from forms.pmt import prove, score
from forms.policy import prove_policy
from forms.workbook import examine
from forms.xlsform import write_workbook
from resources import font_files
from resources.wording import sentence
from sync.seal import new_signing_key
from sync.slip import SlipClaim, hand_code, sign_slip

CENTRE = Centre("0603017", "Self-check", "خود جانچ")
NUMBER = "0603-017-01-000001"
SHEETS = {
    "survey": "type\tname\tlabel\ninteger\tmembers\tHow many are you?\n",
    "choices": "list_name\tname\tlabel\n",
    "settings": "form_title\tform_id\tversion\nSelf-check\tself_check\t1\n",
}


def self_check(clock: Clock, printer: Callable[[], SlipPrinter]) -> Iterator[str]:
    """Do each check in turn.

    Yields: a line for each check that held.

    Raises: whatever the failing part raises; the program as installed is not whole.
    """
    fonts = font_files()
    if not fonts or not all(font.read_bytes()[:4] in (b"\x00\x01\x00\x00", b"OTTO") for font in fonts):
        raise FileNotFoundError("the fonts that the program ships")
    yield f"resources: {len(fonts)} fonts, {sentence('slip.registry', 'en')} / {sentence('slip.registry', 'ur')}"
    edition = shipped_edition()
    pack = scoring_pack(edition)
    came = came_compiled(edition.name)
    if getattr(sys, "frozen", False) and not came:
        raise FileNotFoundError("the compiled form that the program ships")
    interview = Interview.start(edition.definition, clock=clock)
    how = "as it came compiled" if came else "compiled here"
    yield f"form: {edition.name}, {how}, {len(interview.questions())} first questions; pack {pack.id}"
    for each in map(read_pack, edition.packs):
        prove(each, edition.definition)
        yield f"pack: {each.id}, its {len(each.examples)} worked households come out of the form as printed"
    policy = policy_of(edition)
    prove_policy(policy, edition.definition)
    yield f"policy: {policy.id}, {len(policy.programmes)} programmes; its {len(policy.examples)} households as well"
    scored = score(interview, pack)
    yield f"score of an empty interview: {scored.low}–{scored.high}"
    with tempfile.TemporaryDirectory() as folder:
        yield f"workbook: {_examine_workbook(Path(folder))} questions, examined in a process of its own"
        _make_and_open_again(Path(folder) / "desk", clock)
    yield "store: made encrypted, closed, opened again"
    page = printer().render(_content(clock))
    if not page.startswith(b"%PDF"):
        raise ValueError("the slip is no PDF")
    yield f"slip: {len(page)} bytes of PDF"


def _examine_workbook(folder: Path) -> int:
    """Write a small workbook and have it examined; gives the number of its questions."""
    for sheet, rows in SHEETS.items():
        (folder / f"{sheet}.tsv").write_text(rows, "utf-8")
    write_workbook(folder, folder / "check.xlsx")
    examination = examine(folder / "check.xlsx")
    if not examination.accepted or examination.identity is None:
        raise ValueError(f"a sound workbook is refused: {', '.join(each.code for each in examination.findings)}")
    return examination.identity.questions


def _make_and_open_again(folder: Path, clock: Clock) -> None:
    supervisor = NewOfficer(f"{CENTRE.code}-01", "Self-check", Role.SUPERVISOR, secrets.token_hex(16))
    set_up_desk(folder, centre=CENTRE, desk=1, supervisor=supervisor, clock=clock, trial=True)
    with sign_in(folder, supervisor.code, supervisor.passphrase, clock) as desk:
        findings = desk.integrity_check()
    if findings:
        raise ValueError(f"a new store is not whole: {', '.join(findings)}")


def _content(clock: Clock) -> SlipContent:
    claim = SlipClaim("0603017010000019", 1, (clock() - timedelta(days=1)).date(), "01", 7)
    text = sign_slip(claim, machine_private=new_signing_key().private)
    return SlipContent(
        number=f"{NUMBER}-9",
        centre_code=CENTRE.code,
        centre_name_en=CENTRE.name_en,
        centre_name_ur=CENTRE.name_ur,
        officer_code=f"{CENTRE.code}-01",
        taken_at=clock(),
        head_name="Self-check",
        head_name_ur="خود جانچ",
        head_cnic_masked="",
        members=7,
        address_en="–",
        address_ur="–",
        helpline="0800-00000",
        edition=shipped_edition().name,
        revision=1,
        copy=1,
        trial=True,
        qr_text=text,
        typed_code=hand_code(text),
    )
