"""Score packs at a desk: one that came is kept once it holds, a supervisor puts it in force, no score is rewritten."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from enumerator.domain.trace import Trace
from enumerator.errors import EditionNotScored, NotPermitted, PackExists, PackUnknown
from enumerator.store import Desk
from enumerator.workflow import packs
from enumerator.workflow.finish import finish
from enumerator.workflow.packs import (
    PackStanding,
    check_pack,
    install_pack,
    known_pack,
    pack_in_force,
    put_pack_in_force,
    standing_packs,
)
from enumerator.workflow.questionnaire import (
    PREFERRED_PACKS,
    by_preference,
    current_edition,
    edition_of,
    read_pack,
    scoring_pack,
    shipped_edition,
)
from enumerator.workflow.score_view import score_of, score_view
from forms.pmt import PackRefused
from resources.wording import LANGUAGES, sentence
from tests.enumerator.store.centre import BILAL, SAIRA
from tests.enumerator.workflow.workbooks import NEXT
from tests.enumerator.workflow.world import World, ask, take_down
from tests.forms.authority import SIGNER, Authority, Edit, titled
from tests.forms.test_pmt_pack import SCHREINER

TODAY = date(2025, 3, 3)
CARD = titled("1.0.0")


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.founded(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def authority(founded: Authority, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """The program believes the authority's root for tests."""
    monkeypatch.setattr("forms.pmt.trust._ROOTS", founded.roots)
    return founded


def default() -> str:
    return scoring_pack(shipped_edition()).hash


def in_force(desk: Desk) -> str:
    return pack_in_force(desk, current_edition(desk)).hash


def installed(desk: Desk, authority: Authority, edit: Edit = CARD) -> str:
    return install_pack(desk, *authority.signed(edit), TODAY)


def told(desk: Desk) -> list[tuple[str, dict[str, Any]]]:
    lines = (line for line in desk.audit.lines() if line.trace in (Trace.PACK_INSTALLED, Trace.PACK_IN_FORCE))
    return [(line.trace.value, dict(line.facts)) for line in lines]


# ── which there are ─────────────────────────────────────────────────────────────────────────────────────


def test_a_desk_scores_with_the_first_pack_of_the_stated_order_that_came_with_the_program(enrolled: World) -> None:
    with enrolled.sign_in(BILAL) as desk:
        standing = standing_packs(desk)
        assert [each.id for each in standing] == [name for name in PREFERRED_PACKS if name in {s.id for s in standing}]
        assert [each.in_force for each in standing] == [True, *(False for _ in standing[1:])]
        assert all(each.shipped and each.signer == "" for each in standing)
        assert in_force(desk) == default() == standing[0].sha256


def test_packs_that_the_order_does_not_name_come_after_those_that_it_does() -> None:
    names = ("a.json", "schreiner-2009.json", "punjab-2015.json")
    edition = replace(shipped_edition(), packs=tuple(Path(name) for name in names))
    assert [file.name for file in by_preference(edition)] == [*reversed(names[1:]), "a.json"]


def test_an_installed_pack_stands_beside_the_others_and_is_not_in_force(enrolled: World, authority: Authority) -> None:
    with enrolled.sign_in(SAIRA) as desk:
        sha256 = installed(desk, authority)
        pack = known_pack(desk, sha256)

        assert standing_packs(desk)[-1] == PackStanding(
            "trial-card",
            "1.0.0",
            pack.title,
            sha256,
            "schreiner-2009",
            date(2009, 9, 18),
            None,
            in_force=False,
            shipped=False,
            signer=SIGNER,
        )
        assert in_force(desk) == default()
        assert told(desk) == [("pack_installed", {"sha256": sha256, "pack": "trial-card", "version": "1.0.0"})]


def test_a_pack_that_is_not_here_is_told_by_its_hash(enrolled: World) -> None:
    with enrolled.sign_in(SAIRA) as desk:
        with pytest.raises(PackUnknown) as caught:
            put_pack_in_force(desk, "0" * 64, TODAY)
        assert caught.value.facts == {"pack": "0" * 64}
        assert in_force(desk) == default()


# ── what is refused ─────────────────────────────────────────────────────────────────────────────────────


def expired(document: dict[str, Any]) -> None:
    document["valid"]["to"] = "2025-03-02"


def unknown_question(document: dict[str, Any]) -> None:
    document["terms"][8]["question"] = "/data/assets/has_televisoin"


def null_point(document: dict[str, Any]) -> None:
    document["terms"][8]["points"]["yes"] = None


def gap(document: dict[str, Any]) -> None:
    document["terms"][1]["bands"].pop(2)


def other_example(document: dict[str, Any]) -> None:
    deed = next(deed for deed in document["examples"][4]["deeds"] if deed[1:] == ["/data/assets/has_television", "no"])
    deed[2] = "yes"


REFUSED: dict[str, Edit] = {
    "expired": expired,
    "unknown_question": unknown_question,
    "null_points": null_point,
    "gap": gap,
    "example": other_example,
    "not_yet_valid": lambda document: document["valid"].update({"from": "2025-03-04"}),
    "other_form": lambda document: document["form"].update(version="2024.1"),
    "shape": lambda document: document.pop("caution"),
}


@pytest.mark.parametrize(("code", "edit"), REFUSED.items(), ids=REFUSED.keys())
def test_a_signed_pack_that_does_not_hold_is_refused_and_the_one_in_force_stays(
    enrolled: World, authority: Authority, code: str, edit: Edit
) -> None:
    content, signature = authority.signed(titled("1.0.1", edit))
    with enrolled.sign_in(SAIRA) as desk:
        before = installed(desk, authority)
        put_pack_in_force(desk, before, TODAY)
        lines = told(desk)
        for deed in (check_pack, install_pack):
            with pytest.raises(PackRefused) as caught:
                deed(desk, content, signature, TODAY)
            assert caught.value.code == code
            assert all(sentence(f"pack.{code}", language, **caught.value.facts) for language in LANGUAGES)
        assert in_force(desk) == before
        assert told(desk) == lines


def test_a_pack_with_one_flipped_byte_is_refused_and_the_one_in_force_stays(
    enrolled: World, authority: Authority
) -> None:
    content, signature = authority.signed(CARD)
    flipped = content.replace(b"Schreiner (2009)", b"Schreiner (2008)", 1)
    assert sum(one != other for one, other in zip(content, flipped, strict=True)) == 1
    with enrolled.sign_in(SAIRA) as desk:
        for signed, code in ((signature, "altered"), (None, "untrusted"), (signature[:-9], "unreadable")):
            with pytest.raises(PackRefused) as caught:
                install_pack(desk, flipped, signed, TODAY)
            assert caught.value.code == code
        assert (in_force(desk), told(desk)) == (default(), [])


def test_an_older_version_is_put_in_force_only_for_a_reason_that_the_journal_keeps(
    enrolled: World, authority: Authority
) -> None:
    with enrolled.sign_in(SAIRA) as desk:
        older = installed(desk, authority)
        newer = installed(desk, authority, titled("1.10.0"))
        put_pack_in_force(desk, newer, TODAY)
        for blank in ("", " \n"):
            with pytest.raises(PackRefused) as caught:
                put_pack_in_force(desk, older, TODAY, blank)
            assert caught.value.code == "older"
            assert caught.value.facts == {"pack": "trial-card", "version": "1.0.0", "latest": "1.10.0"}
            assert in_force(desk) == newer

        put_pack_in_force(desk, older, TODAY, " The authority's letter 17 ")

        assert in_force(desk) == older
        assert told(desk)[-2:] == [
            ("pack_in_force", {"sha256": newer}),
            ("pack_in_force", {"sha256": older, "override": "The authority's letter 17"}),
        ]
        with pytest.raises(PackRefused):
            put_pack_in_force(desk, older, TODAY)
        put_pack_in_force(desk, newer, TODAY)
        assert in_force(desk) == newer


def test_a_pack_older_than_the_one_that_came_in_force_with_the_program_needs_a_reason_too(
    enrolled: World, authority: Authority
) -> None:
    shipped = scoring_pack(shipped_edition())
    with enrolled.sign_in(SAIRA) as desk:
        older = installed(desk, authority, lambda document: document.update(id=shipped.id, version="0.0.1"))
        with pytest.raises(PackRefused, match="older"):
            put_pack_in_force(desk, older, TODAY)
        assert in_force(desk) == shipped.hash
        between = installed(desk, authority)
        put_pack_in_force(desk, between, TODAY)
        with pytest.raises(PackRefused, match="older"):
            put_pack_in_force(desk, older, TODAY)
        assert in_force(desk) == between


def test_a_pack_that_ran_out_after_it_was_installed_is_not_put_in_force(enrolled: World, authority: Authority) -> None:
    def short(document: dict[str, Any]) -> None:
        document["valid"]["to"] = TODAY.isoformat()

    with enrolled.sign_in(SAIRA) as desk:
        sha256 = installed(desk, authority, titled("1.0.0", short))
        with pytest.raises(PackRefused, match="expired"):
            put_pack_in_force(desk, sha256, date(2025, 3, 4))
        put_pack_in_force(desk, sha256, TODAY)
        assert in_force(desk) == sha256


def test_a_root_for_tests_is_believed_at_a_trial_desk_alone(enrolled: World, authority: Authority) -> None:
    with enrolled.sign_in(SAIRA) as desk:
        kept = installed(desk, authority)
        desk.trial = False
        for deed in (lambda: installed(desk, authority, titled("2.0.0")), lambda: put_pack_in_force(desk, kept, TODAY)):
            with pytest.raises(PackRefused, match="test_key"):
                deed()
        assert in_force(desk) == default()


def test_a_key_that_ran_out_does_not_spoil_what_it_signed_in_its_time(enrolled: World, authority: Authority) -> None:
    with enrolled.sign_in(SAIRA) as desk:
        sha256 = installed(desk, authority)
        late = date(2200, 1, 1)
        with pytest.raises(PackRefused, match="key_expired"):
            install_pack(desk, *authority.signed(titled("1.1.0")), late)
        put_pack_in_force(desk, sha256, late)
        assert in_force(desk) == sha256


def test_another_pack_of_the_same_name_and_version_is_refused(enrolled: World, authority: Authority) -> None:
    shipped = read_pack(SCHREINER)

    def reworded(document: dict[str, Any]) -> None:
        document["title"]["en"] = "Another card"

    with enrolled.sign_in(SAIRA) as desk:
        kept = installed(desk, authority)
        assert installed(desk, authority) == kept
        for edit in (titled("1.0.0", reworded), reworded):
            with pytest.raises(PackExists):
                installed(desk, authority, edit)
        assert install_pack(desk, SCHREINER.read_bytes(), None, TODAY) == shipped.hash
        assert len(told(desk)) == 1


def test_only_a_supervisor_installs_and_puts_in_force(enrolled: World, authority: Authority) -> None:
    with enrolled.sign_in(SAIRA) as desk:
        sha256 = installed(desk, authority)
    with enrolled.sign_in(BILAL) as desk:
        assert check_pack(desk, *authority.signed(CARD), TODAY).hash == sha256
        with pytest.raises(NotPermitted):
            installed(desk, authority)
        with pytest.raises(NotPermitted):
            put_pack_in_force(desk, sha256, TODAY)
        assert in_force(desk) == default()


# ── what it does ────────────────────────────────────────────────────────────────────────────────────────


def test_households_are_scored_with_the_pack_in_force_and_old_scores_stay(
    enrolled: World, authority: Authority
) -> None:
    with enrolled.sign_in(BILAL) as desk:
        before = take_down(desk, 5, enrolled.clock)
        body = desk.surveys.scores(before.number, 1)[0].body
    with enrolled.sign_in(SAIRA) as desk:
        sha256 = installed(desk, authority)
        put_pack_in_force(desk, sha256, TODAY)
    with enrolled.sign_in(BILAL) as desk:
        row = take_down(desk, 4, enrolled.clock)
        (scored,) = desk.surveys.scores(row.number, 1)
        assert (scored.pack_id, scored.pack_version, scored.pack_hash) == ("trial-card", "1.0.0", sha256)
        assert score_view(desk, row.number, 1).pack == known_pack(desk, sha256)

        (kept,) = desk.surveys.scores(before.number, 1)
        assert (kept.body, kept.pack_hash) == (body, default())
        pack = score_view(desk, before.number, 1).pack
        assert pack is not None
        assert pack.hash == default()


def test_a_pack_that_this_desk_no_longer_has_explains_nothing_and_harms_nothing(
    finished: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with finished.sign_in(SAIRA) as desk:
        number = desk.surveys.all()[0].number
        (record,) = desk.surveys.scores(number, 1)
        gone = json.loads(record.body)
        gone["pack"]["sha256"] = "0" * 64
        other = replace(record, pack_hash="0" * 64, body=json.dumps(gone).encode())
        monkeypatch.setattr(desk.surveys, "scores", lambda *_: (other,))
        assert score_view(desk, number, 1).pack is None
        assert score_of(other).low == score_of(record).low


def test_a_supervisor_may_choose_another_pack_that_came_with_the_program(enrolled: World, authority: Authority) -> None:
    schreiner = hashlib.sha256(SCHREINER.read_bytes()).hexdigest()
    with enrolled.sign_in(SAIRA) as desk:
        put_pack_in_force(desk, installed(desk, authority), TODAY)
        put_pack_in_force(desk, schreiner, TODAY)
        assert in_force(desk) == schreiner
        assert [each.sha256 for each in standing_packs(desk) if each.in_force] == [schreiner]
        assert [trace for trace, _ in told(desk)] == [
            "pack_installed",
            "pack_in_force",
            "pack_installed",
            "pack_in_force",
        ]


def test_a_pack_in_force_stays_when_the_next_program_brings_another(
    enrolled: World, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    schreiner = hashlib.sha256(SCHREINER.read_bytes()).hexdigest()
    with enrolled.sign_in(SAIRA) as desk:
        put_pack_in_force(desk, schreiner, TODAY)
        content, signature = authority.signed(CARD)
        brought = install_pack(desk, content, signature, TODAY)
        pack = known_pack(desk, brought)
        monkeypatch.setattr(packs, "_shipped", lambda: {brought: pack})
        monkeypatch.setattr("forms.pmt.trust.shipped_packs", lambda: {brought})

        assert in_force(desk) == schreiner
        put_pack_in_force(desk, brought, TODAY)
        put_pack_in_force(desk, schreiner, TODAY)
        assert in_force(desk) == schreiner
        assert {each.sha256: (each.in_force, each.shipped) for each in standing_packs(desk)} == {
            schreiner: (True, False),
            brought: (False, True),
        }


def test_a_household_of_an_installed_edition_is_scored_by_the_pack_in_force_where_it_fits(
    in_force_next: World, authority: Authority
) -> None:
    def asks_what_was_dropped(document: dict[str, Any]) -> None:
        document["terms"][8].update(question="/data/assets/has_geyser")
        for example in document["examples"]:
            for deed in example["deeds"]:
                deed[1] = deed[1].replace("/has_television", "/has_geyser")
            gaps = example.get("gaps", {})
            gaps |= {ref.replace("_television", "_geyser"): gaps.pop(ref) for ref in list(gaps)}

    with in_force_next.sign_in(SAIRA) as desk:
        fitting = installed(desk, authority)
        with pytest.raises(PackRefused, match="unknown_question"):
            installed(desk, authority, titled("1.1.0", asks_what_was_dropped))
        put_pack_in_force(desk, fitting, TODAY)
    with in_force_next.sign_in(BILAL) as desk:
        asking = ask(desk, 5, in_force_next.clock)
        asking.answer("/data/assets/has_fan", "yes")
        row = finish(desk, asking, in_force_next.clock)
        assert row.edition == NEXT
        assert desk.surveys.scores(row.number, 1)[0].pack_hash == fitting


def test_where_the_pack_in_force_does_not_fit_the_editions_own_scores(
    in_force_next: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_force_next.sign_in(BILAL) as desk:
        edition = edition_of(desk, NEXT)
        monkeypatch.setattr(packs, "fits", lambda pack, definition: False)
        assert pack_in_force(desk, edition) == scoring_pack(edition)
        with pytest.raises(EditionNotScored):
            pack_in_force(desk, replace(edition, packs=()))


@pytest.fixture
def in_force_next(in_force_stage: World, tmp_path: Path) -> World:
    """The next edition is in force."""
    return in_force_stage.copied(tmp_path / "world")
