"""Score packs on the pictures: those of the desk, a file that was read and found fit, and one that was refused."""

from __future__ import annotations

from enumerator.ui.destinations import Packs
from enumerator.ui.packs import PacksPage
from enumerator.ui.packs.reading import ReadPack
from enumerator.ui.screenshots.stage import Stage
from enumerator.workflow.questionnaire import scoring_pack, shipped_edition
from forms.pmt import PackRefused

__all__ = ["pack_read", "pack_refused", "packs"]


def packs(stage: Stage, *keys: str) -> None:
    """The page."""
    stage.go(Packs())
    stage.press(*keys)


def pack_read(stage: Stage) -> None:
    """A file has been read that may be installed."""
    stage.go(Packs())
    page, pack = stage.page, scoring_pack(shipped_edition())
    if isinstance(page, PacksPage):
        page.show_read(ReadPack(f"{pack.id}.json", b"", None, pack))
    stage.settle()


def pack_refused(stage: Stage) -> None:
    """A file has been read that may not."""
    stage.go(Packs())
    page = stage.page
    if isinstance(page, PacksPage):
        page.show_read(PackRefused("altered"))
    stage.settle()
