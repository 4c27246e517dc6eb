"""Commands of the form engine: `python -m forms check BOOK.xlsx`, `install BOOK.xlsx FOLDER`, workbook, golden."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from forms.edition import editions, load_edition
from forms.errors import FormFault
from forms.golden import write_golden
from forms.households import draw
from forms.workbook import Examination, describe, examine, install
from forms.workbook.findings import LANGUAGES
from forms.xlsform import write_workbook


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it went well, 1 when the form is broken."""
    parser = argparse.ArgumentParser(prog="python -m forms", description="The questionnaire for survey managers.")
    commands = parser.add_subparsers(dest="command", required=True)
    workbook = commands.add_parser("workbook", help="write an edition as one .xlsx")
    workbook.add_argument("edition", choices=editions())
    workbook.add_argument("out", type=Path)
    golden = commands.add_parser("golden", help="write an edition's golden households anew")
    golden.add_argument("edition", choices=editions())
    check = commands.add_parser("check", help="examine a workbook, or compile an edition and count its parts")
    check.add_argument("form", help=f"a workbook (.xlsx) or an edition ({', '.join(editions())})")
    check.add_argument("--language", choices=LANGUAGES, default="en")
    put = commands.add_parser("install", help="examine a workbook and put its form into a folder of editions")
    put.add_argument("form", type=Path)
    put.add_argument("folder", type=Path)
    put.add_argument("--language", choices=LANGUAGES, default="en")
    given = parser.parse_args(arguments)
    try:
        return _run(given)
    except FormFault as fault:
        print(fault, file=sys.stderr)
        return 1


def _run(given: argparse.Namespace) -> int:
    if given.command == "install":
        return _workbook(given.form, given.language, given.folder)
    if given.command == "check" and given.form not in editions():
        return _workbook(Path(given.form), given.language, None)
    if given.command == "check":
        definition = load_edition(given.form).definition
        print(f"{definition.form_id} {definition.edition}: {len(definition.nodes)} nodes")
    elif given.command == "golden":
        edition = load_edition(given.edition)
        write_golden(edition.folder, draw(edition.definition))
    else:
        write_workbook(load_edition(given.edition).folder, given.out)
        print(f"{given.out}: {given.edition}")
    return 0


def _workbook(path: Path, language: str, folder: Path | None) -> int:
    examination = examine(path)
    for found in examination.findings:
        print(describe(found, language))
    print(_summary(examination))
    if examination.accepted and folder is not None:
        print(install(examination, folder))
    return 0 if examination.accepted else 1


def _summary(examination: Examination) -> str:
    identity, times = examination.identity, examination.times
    if not examination.accepted or identity is None or times is None:
        return f"{examination.path.name}: refused"
    speed = f"loads in {times.load:.0f} ms, an answer takes {times.answer:.1f} ms, at most {times.slowest:.1f} ms"
    form = f"{identity.form_id} {identity.version}".strip()
    return f"{examination.path.name}: accepted as {form}, {identity.questions} questions; {speed}"


if __name__ == "__main__":
    sys.exit(main())
