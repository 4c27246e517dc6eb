"""Start-up: `enumerator`, `python -m enumerator` and the frozen program all come here."""

from __future__ import annotations

import sys
from collections.abc import Sequence

#: How the examination of a workbook calls its child: a frozen program has no interpreter that would know `-m`.
EXAMINING_CHILD = ["-m", "forms.workbook.child"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Do one command; the exit status is 0 when done, 1 when not, 2 when its words were wrong."""
    words = sys.argv[1:] if arguments is None else arguments
    if list(words[:2]) == EXAMINING_CHILD:
        return _examine(words[2:])
    from enumerator.app import run  # as late as this: a child with little memory needs none of it

    return run(words)


def _examine(words: Sequence[str]) -> int:
    from forms.workbook.child import start

    sys.argv[1:] = words
    return start()


if __name__ == "__main__":
    sys.exit(main())
