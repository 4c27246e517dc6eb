"""Start-up: `enumerator`, `python -m enumerator` and the frozen program all come here."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from enumerator.app import run


def main(arguments: Sequence[str] | None = None) -> int:
    """Do one command; the exit status is 0 when done, 1 when not, 2 when its words were wrong."""
    return run(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    sys.exit(main())
