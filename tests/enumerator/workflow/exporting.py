"""A child process that exports to a stick that is too small: `python -m …exporting FOLDER STICK`, STICK nearly full."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from enumerator.errors import DiskFull
from enumerator.workflow.check_files import check_export
from enumerator.workflow.export import export_batch
from tests.enumerator.store.centre import SAIRA
from tests.enumerator.workflow.world import World


def main(folder: str, stick: str) -> None:
    """Be told, find no half file, and export when there is room."""
    world, ballast, target = World(Path(folder)), Path(stick) / "ballast", Path(stick) / "today"
    with world.sign_in(SAIRA) as desk:
        batch = desk.batches.get(1)
        room = os.statvfs(stick).f_bavail * os.statvfs(stick).f_frsize
        ballast.write_bytes(os.urandom(room - 3 * 4096))
        before = desk.audit.head()
        try:
            export_batch(desk, 1, target, world.clock)
        except DiskFull as fault:
            told = fault.code
        whole = {".sealed": batch.frozen}
        for file in target.iterdir():
            assert file.read_bytes() == whole.get(file.suffix, file.read_bytes()), file.name
            assert file.suffix in (".sealed", ".csv", ".xlsx", ".new"), file.name
        assert desk.audit.head() != before  # the attempt is in the journal: the first file may be whole

        ballast.unlink()
        exported = export_batch(desk, 1, target, world.clock)
        assert check_export(exported.sealed, world.enrolment).digest == batch.digest
        assert sorted(file.suffix for file in target.iterdir()) == [".csv", ".sealed", ".xlsx"]
    print(f"{told}, then exported")


if __name__ == "__main__":
    main(*sys.argv[1:])
