"""`python -m sync.registry`: the registry's commands."""

from __future__ import annotations

import sys

from sync.registry.commands import main

if __name__ == "__main__":
    sys.exit(main())
