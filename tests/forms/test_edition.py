"""Editions: those that ship with the program, and those that a survey manager's workbook became at a desk."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from forms.definition import FormDefinition
from forms.edition import editions, load_edition
from forms.errors import FormFault
from forms.golden import read_golden, replay
from forms.pmt import fits, load_pack
from forms.pmt.terms import Choice
from forms.workbook import Examination, examine, install
from forms.workbook.examination import Identity
from forms.xform import content_hash
from forms.xlsform import write_workbook
from tests.forms.foreign_forms import written
from tests.forms.small_forms import form

SHIPPED = load_edition("pser/2025")


def examined(
    xform: str = written("<a/>", "", '<input ref="/data/a"/>'), form_id: str = "own", version: str = "1"
) -> Examination:
    """An accepted workbook with one list beside it."""
    resources = {"jr://file-csv/a.csv": b"name\nx\n"}
    content = content_hash(xform.encode(), resources)
    identity = Identity(form_id, version, "T", (), 1, content)
    return Examination(Path("x.xlsx"), (), identity, None, b"book", xform.encode(), resources)


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    folder = tmp_path / "editions"
    install(examined(), folder)
    return folder


def test_installed_editions_stand_behind_the_shipped_ones(installed: Path) -> None:
    assert editions(installed) == (*editions(), "own/1")
    assert editions(installed / "nowhere") == editions()
    assert load_edition("own/1", installed=installed).definition.form_id == "foreign"


def test_an_edition_that_is_only_half_written_is_none(installed: Path) -> None:
    (installed / "own" / "1").rename(installed / "own" / ".making-1")

    assert editions(installed) == editions()


def test_an_installed_edition_brings_golden_households_that_come_out(installed: Path) -> None:
    edition = load_edition("own/1", installed=installed)
    golden = read_golden(edition.folder)

    assert len(golden) == 6
    assert [replay(edition.definition, each) for each in golden] == [()] * 6


def test_a_shipped_edition_is_found_before_an_installed_one_of_its_name(installed: Path) -> None:
    (installed / "own" / "1").rename(installed / "own" / "2025")
    (installed / "own").rename(installed / "pser")

    assert editions(installed) == editions()
    assert load_edition("pser/2025", installed=installed).folder == SHIPPED.folder


def test_what_comes_with_the_program_cannot_be_installed_over(tmp_path: Path) -> None:
    with pytest.raises(FormFault, match="comes with the program"):
        install(examined(form_id="pser", version="2025"), tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_the_same_workbook_is_the_same_edition_at_every_desk(installed: Path, tmp_path: Path) -> None:
    install(examined(), tmp_path / "another desk")

    content = load_edition("own/1", installed=installed).content
    assert load_edition("own/1", installed=tmp_path / "another desk").content == content


@pytest.mark.parametrize(
    "name", ["form.xml", "workbook.xlsx", "edition.json", "lists/01-a.csv", "golden/01-answered.json"]
)
def test_whatever_of_an_edition_is_changed_its_content_is_another(installed: Path, name: str) -> None:
    before = load_edition("own/1", installed=installed).content
    path = installed / "own" / "1" / name
    path.write_bytes(path.read_bytes() + b" ")

    try:
        content = load_edition("own/1", installed=installed).content
    except FormFault as fault:
        assert "was changed" in str(fault)
    else:
        assert content != before


def test_what_the_system_hides_in_a_folder_is_no_part_of_an_edition(installed: Path) -> None:
    before = load_edition("own/1", installed=installed).content

    (installed / "own" / "1" / ".DS_Store").write_bytes(b"x")

    assert load_edition("own/1", installed=installed).content == before


def test_hidden_files_are_neither_packs_nor_golden_households(installed: Path) -> None:
    home, before = installed / "own" / "1", load_edition("own/1", installed=installed)
    (home / "packs").mkdir()
    for folder in ("packs", "golden"):
        (home / folder / "._01-answered.json").write_bytes(b"\x00\x05Mac OS X")

    edition = load_edition("own/1", installed=installed)

    assert (edition.packs, edition.content) == ((), before.content)
    assert len(read_golden(edition.folder)) == 6


@pytest.mark.parametrize(("form_id", "version"), [("OWN", "1"), ("OWN", "2"), ("own", "A"), ("PSER", "2025")])
def test_a_name_that_differs_in_capitals_alone_is_taken(installed: Path, form_id: str, version: str) -> None:
    install(examined(version="a"), installed)

    with pytest.raises(FormFault, match="capitals"):
        install(examined(form_id=form_id, version=version), installed)

    assert editions(installed) == (*editions(), "own/1", "own/a")


def test_an_edition_that_is_not_there_or_not_whole_is_a_fault(installed: Path) -> None:
    with pytest.raises(FormFault, match="no edition"):
        load_edition("own/2", installed=installed)
    (installed / "own" / "1" / "form.xml").unlink()
    with pytest.raises(FormFault, match="not whole"):
        load_edition("own/1", installed=installed)


# ── what holds on ────────────────────────────────────────────────────────────────────────────────────────────────────


def like_ours(definition: FormDefinition = SHIPPED.definition, **changed: object) -> FormDefinition:
    return dataclasses.replace(definition, _asked={}, **changed)  # type: ignore[arg-type]


def test_policy_and_packs_that_fit_are_carried_over(tmp_path: Path) -> None:
    ours = SHIPPED.folder
    book = tmp_path / "pser.xlsx"
    write_workbook(ours, book)
    for name in ("divisions", "districts", "tehsils", "banks"):
        (tmp_path / f"{name}.csv").write_bytes((ours / f"{name}.csv").read_bytes())

    install(examine(book), tmp_path / "editions", SHIPPED)

    edition = load_edition("pser_2025/2025.1", installed=tmp_path / "editions")
    assert (edition.folder / "policy.json").read_bytes() == (ours / "policy.json").read_bytes()
    assert [load_pack(pack).id for pack in edition.packs] == ["punjab-2015", "schreiner-2009"]
    assert not SHIPPED.definition.nodes.keys() - edition.definition.nodes.keys()


def test_a_pack_of_another_form_is_left_behind(installed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "more"
    bare = dataclasses.replace(SHIPPED, folder=tmp_path)

    install(examined(), folder, SHIPPED)
    install(examined(version="2"), folder, bare)

    assert load_edition("own/1", installed=folder).packs == ()
    assert (folder / "own" / "1" / "policy.json").exists()
    assert not (folder / "own" / "2" / "policy.json").exists()


def test_a_pack_fits_a_form_that_asks_all_it_reads() -> None:
    pack = load_pack(SHIPPED.packs[0])

    assert fits(pack, SHIPPED.definition)
    assert fits(pack, like_ours(edition="2026"))
    assert not fits(pack, like_ours(form_id="another"))
    choice = next(term for term in pack.terms if isinstance(term, Choice))
    unasked = dataclasses.replace(choice, question="/data/nowhere")
    assert not fits(dataclasses.replace(pack, terms=(unasked,)), SHIPPED.definition)
    assert not fits(
        pack, like_ours(form("| | type | name | label::English (en) |\n| | text | a | A |"), form_id="pser_2025")
    )
