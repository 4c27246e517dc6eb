"""Commands of the form engine: `python -m forms workbook pser/2025 OUT.xlsx`, `python -m forms check pser/2025`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from forms.edition import editions, load_edition
from forms.errors import FormFault
from forms.xlsform import write_workbook


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it went well, 1 when the form is broken."""
    parser = argparse.ArgumentParser(prog="python -m forms", description="The questionnaire for survey managers.")
    commands = parser.add_subparsers(dest="command", required=True)
    workbook = commands.add_parser("workbook", help="write an edition as one .xlsx")
    workbook.add_argument("edition", choices=editions())
    workbook.add_argument("out", type=Path)
    check = commands.add_parser("check", help="compile an edition and count its parts")
    check.add_argument("edition", choices=editions())
    given = parser.parse_args(arguments)
    try:
        edition = load_edition(given.edition)
    except FormFault as fault:
        print(fault, file=sys.stderr)
        return 1
    if given.command == "workbook":
        write_workbook(edition.folder, given.out)
        print(f"{given.out}: {given.edition}")
    else:
        print(f"{edition.definition.form_id} {edition.definition.edition}: {len(edition.definition.nodes)} nodes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
