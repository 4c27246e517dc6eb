"""Score packs, worked by commands only: what holds is kept and put in force, what does not is told in its sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from forms.pmt import load_pack
from resources.wording import LANGUAGES, sentence
from tests.enumerator.commands.office import Office, Said
from tests.enumerator.store.centre import BILAL, SAIRA
from tests.forms.authority import SIGNER, Authority, beside, titled
from tests.forms.test_pmt_pack import SCHREINER

SHIPPED = f"schreiner-2009/{load_pack(SCHREINER).version}"


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.founded(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def authority(founded: Authority, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """The program believes the authority's root for tests."""
    monkeypatch.setattr("forms.pmt.trust._ROOTS", founded.roots)
    return founded


def lines(said: Said) -> dict[str, str]:
    """What `pack list` says of each pack."""
    assert said.status == 0, said
    return {line.partition("  ")[0]: line for line in said.out.splitlines()}


def assert_refused(said: Said, language: str, code: str, **facts: str) -> None:
    assert (said.status, said.out) == (1, "")
    assert said.err.splitlines()[-1] == sentence(f"pack.{code}", language, **facts)


def test_a_pack_that_came_with_the_program_is_verified_and_shown_without_a_desk(bare: Office) -> None:
    assert bare.run("pack", "verify", str(SCHREINER)).out.startswith(f"Genuine: {SHIPPED}, ")
    for language, word in (("en", "Provisional"), ("ur", "عبوری")):
        shown = bare.run("pack", "show", str(SCHREINER), language=language)
        assert shown.status == 0, shown
        assert word in shown.out
        assert shown.out.count("term: ") == 10
        assert "reached by selecting 23.4 %" in shown.out


def test_a_pack_goes_from_its_file_to_the_score_of_a_household(office: Office, authority: Authority) -> None:
    before = lines(office.done(BILAL, "pack list"))
    assert SHIPPED in before

    said = office.done(SAIRA, "pack install", str(authority.sign(titled("1.1.0"))))
    assert said.out.startswith("trial-card/1.1.0 is installed.")
    listed = lines(office.done(BILAL, "pack list"))
    assert [*before, "trial-card/1.1.0"] == list(listed)
    assert f"signed by {SIGNER}" in listed["trial-card/1.1.0"]
    assert "in force" not in listed["trial-card/1.1.0"]

    office.done(SAIRA, "pack put-in-force", "trial-card/1.1.0")
    listed = lines(office.done(BILAL, "pack list"))
    assert [name for name, line in listed.items() if "in force" in line] == ["trial-card/1.1.0"]
    shown = office.done(SAIRA, "households show", office.register(BILAL).number)
    assert "trial-card" in shown.out


@pytest.mark.parametrize("language", LANGUAGES)
def test_going_back_to_an_older_pack_needs_a_reason(office: Office, authority: Authority, language: str) -> None:
    for version in ("1.0.0", "1.1.0"):
        office.done(SAIRA, "pack install", str(authority.sign(titled(version))))
        office.done(SAIRA, "pack put-in-force", f"trial-card/{version}")

    back = ("pack put-in-force", "trial-card/1.0.0")
    facts = {"pack": "trial-card", "version": "1.0.0", "latest": "1.1.0"}
    assert_refused(office.do(SAIRA, *back, language=language), language, "older", **facts)
    assert "in force" in lines(office.done(SAIRA, "pack list"))["trial-card/1.1.0"]
    office.done(SAIRA, *back, "--override", "the authority's letter 17")
    assert "in force" in lines(office.done(SAIRA, "pack list"))["trial-card/1.0.0"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_refused_is_told_in_its_own_sentence(office: Office, authority: Authority, language: str) -> None:
    def blank(document: dict[str, Any]) -> None:
        document["terms"][8]["points"]["yes"] = None

    file = authority.sign(titled("1.0.0", blank))
    refused = office.do(SAIRA, "pack install", str(file), language=language)
    assert_refused(refused, language, "null_points", term="television")

    flipped = bytearray(file.read_bytes())
    flipped[-9] ^= 1
    file.write_bytes(flipped)
    for command in ("show", "verify"):
        assert_refused(office.run("pack", command, str(file), language=language), language, "altered")
    beside(file).unlink()
    assert_refused(office.do(SAIRA, "pack install", str(file), language=language), language, "untrusted")

    signed = authority.sign(titled("1.0.0"))
    assert_refused(office.run("pack", "verify", str(signed), language=language), language, "test_key")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_may_not_be_done_or_is_not_here_is_told(office: Office, authority: Authority, language: str) -> None:
    file = str(authority.sign(titled("1.0.0")))
    for words in (("pack install", file), ("pack put-in-force", SHIPPED)):
        assert office.do(BILAL, *words, language=language).err.strip() == sentence("not_permitted", language)
    unknown = office.do(SAIRA, "pack put-in-force", "trial-card/9.9.9", language=language)
    assert unknown.err.strip() == sentence("pack_unknown", language, pack="trial-card/9.9.9")
    absent = office.run("pack", "show", str(Path(file).with_name("absent.json")), language=language)
    assert absent.err.strip() == sentence("input_fault", language, part="pack", finding="not_found")
