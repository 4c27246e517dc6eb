"""What SQL through the program's own connection cannot do to drafts and settings."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from enumerator.domain.lifecycle import SurveyState
from enumerator.domain.officer import NewOfficer
from enumerator.domain.survey import MovedAnswer
from enumerator.domain.trace import Trace
from enumerator.errors import NotPermitted, SurveyUnknown, WorldFault
from enumerator.store import Desk, Setting
from tests.enumerator.store.centre import (
    BILAL,
    EDITION,
    HOUSEHOLD,
    NUMBER,
    SAIRA,
    USMAN,
    begin,
    decide,
    finish,
    sign_in,
)

REFUSED = (WorldFault, sqlcipher.DatabaseError)
SETTINGS_OF_SUPERVISORS = ("registry", "policy", "helpline", "centre_name_en", "something_new")
FOR_EVER = ("machine_signing_key", "trial", "desk", "centre_code")


@pytest.mark.parametrize("who", [BILAL, SAIRA, USMAN], ids=lambda who: who.code)
def test_a_draft_is_deleted_by_nobody(store: Path, who: NewOfficer) -> None:
    with sign_in(store, BILAL) as desk:
        begin(desk)
    with sign_in(store, who) as desk:
        for forgery in (
            "DELETE FROM drafts",
            "INSERT OR REPLACE INTO drafts SELECT number, revision, author, '', x'00', changed_at FROM drafts",
        ):
            with pytest.raises(REFUSED):
                desk._book.database.run(forgery)
        assert desk.surveys.draft(NUMBER).saved == b"<draft/>"


def test_a_withdrawn_draft_is_gone_and_its_row_and_reason_stay(desk: Desk) -> None:
    begin(desk)
    decide(desk, "withdraw", reason="the family left")
    assert desk.surveys.row(NUMBER).state is SurveyState.WITHDRAWN
    assert [deed.reason for deed in desk.surveys.decisions(NUMBER, 1)] == ["the family left"]
    with pytest.raises(SurveyUnknown):
        desk.surveys.draft(NUMBER)


@pytest.mark.parametrize("name", [*SETTINGS_OF_SUPERVISORS, *FOR_EVER])
def test_a_data_entry_officer_changes_no_setting(desk: Desk, name: str) -> None:
    for how in ("INSERT OR REPLACE INTO", "INSERT OR IGNORE INTO"):
        with pytest.raises(REFUSED):
            desk._book.database.run(f"{how} settings (name, value) VALUES ('{name}', 0)")
    if desk._book.database.row("SELECT 1 FROM settings WHERE name = :name", name=name):
        with pytest.raises(REFUSED):
            desk._book.database.run(f"UPDATE settings SET value = 0 WHERE name = '{name}'")


def test_a_supervisor_changes_the_helpline_and_not_who_the_desk_is(store: Path) -> None:
    with sign_in(store, SAIRA) as desk:
        desk.settings.put(Setting.HELPLINE, "0800 26477")
        desk.settings.put(Setting.HELPLINE, "0800 00000")
        assert desk.settings.text(Setting.HELPLINE) == "0800 00000"
        for name in FOR_EVER:
            for forgery in (
                f"UPDATE settings SET value = 0 WHERE name = '{name}'",
                f"INSERT OR REPLACE INTO settings (name, value) VALUES ('{name}', 0)",
                f"UPDATE settings SET name = 'aside' WHERE name = '{name}'",
            ):
                with pytest.raises(REFUSED):
                    desk._book.database.run(forgery)


def test_a_trusted_card_is_never_replaced_and_none_is_slipped_in_before(store: Path) -> None:
    with sign_in(store, SAIRA) as desk:
        desk.registry_cards.trust(b"card")
        desk.registry_cards.trust(b"another card")
        (line, _) = (kept.sequence for kept in desk.registry_cards.list())
        for forgery in (
            f"UPDATE registry_cards SET card = x'00' WHERE seq = {line}",
            f"INSERT OR REPLACE INTO registry_cards (seq, card) VALUES ({line}, x'00')",
            "INSERT INTO registry_cards (seq, card) VALUES (1, x'00')",
            "DELETE FROM registry_cards",
        ):
            with pytest.raises(REFUSED):
                desk._book.database.run(forgery)
        assert [kept.card for kept in desk.registry_cards.list()] == [b"card", b"another card"]
        assert desk.registry_cards.current() == b"another card"


def test_a_data_entry_officer_trusts_no_card(desk: Desk) -> None:
    with pytest.raises(REFUSED):
        desk.registry_cards.trust(b"card")
    assert desk.registry_cards.current() is None


def test_an_installed_edition_is_never_changed_removed_or_slipped_in(store: Path) -> None:
    with sign_in(store, SAIRA) as desk:
        desk.editions.add("pser_2025/2025.2", form="f", content="c")
        desk.editions.add("pser_2025/2025.2", form="f", content="installed again")
        (line,) = desk._book.database.rows("SELECT MIN(seq) AS seq FROM installed_editions")
        for forgery in (
            "UPDATE installed_editions SET content = 'mine'",
            "DELETE FROM installed_editions",
            f"INSERT OR REPLACE INTO installed_editions VALUES ({line['seq']}, 'pser_2025/2025.2', 'f', 'mine')",
            "INSERT INTO installed_editions VALUES (1, 'pser_2025/2025.2', 'f', 'mine')",
        ):
            with pytest.raises(REFUSED):
                desk._book.database.run(forgery)
        with pytest.raises(REFUSED):
            desk.editions.add("pser_2025/2025.2", form="another form", content="mine")
        assert {name: each.content for name, each in desk.editions.all().items()} == {
            "pser_2025/2025.2": "installed again"
        }


def test_a_data_entry_officer_installs_no_edition_and_puts_none_in_force(desk: Desk) -> None:
    with pytest.raises(REFUSED):
        desk.editions.add("pser_2025/2025.2", form="f", content="c")
    with pytest.raises(REFUSED):
        desk.editions.put_in_force("pser_2025/2025.2")
    assert (dict(desk.editions.all()), desk.editions.in_force()) == ({}, None)


def test_an_edition_comes_in_force_only_with_its_line(store: Path) -> None:
    with sign_in(store, SAIRA) as desk:
        desk.editions.put_in_force(EDITION)
        desk.settings.put(Setting.HELPLINE, "0800 26477")
        with pytest.raises(REFUSED):
            desk.settings.put(Setting.EDITION, "pser/2099")
        with pytest.raises(REFUSED):
            desk._book.database.run("UPDATE settings SET value = 'pser/2099' WHERE name = 'edition'")
        assert desk.editions.in_force() == EDITION


def test_a_score_pack_is_never_changed_removed_or_slipped_in(store: Path) -> None:
    with sign_in(store, SAIRA) as desk:
        desk.packs.add(b"pack", b"sig", id="card", version="1.0.0", signer="Packs office")
        (line,) = desk._book.database.rows("SELECT seq, sha256 FROM score_packs")
        columns = "score_packs (seq, sha256, id, version, content, signer)"
        for forgery in (
            "UPDATE score_packs SET content = x'00'",
            "DELETE FROM score_packs",
            f"INSERT OR REPLACE INTO {columns} VALUES ({line['seq']}, 'a', 'b', '1', x'00', '')",
            f"INSERT OR REPLACE INTO {columns} VALUES (2, '{line['sha256']}', 'b', '1', x'00', '')",
            f"INSERT INTO {columns} VALUES (1, 'a', 'b', '1', x'00', '')",
        ):
            with pytest.raises(REFUSED):
                desk._book.database.run(forgery)
        for content, version in ((b"pack", "1.1.0"), (b"another", "1.0.0")):
            with pytest.raises(REFUSED):
                desk.packs.add(content, None, id="card", version=version, signer="")
        assert [(each.content, each.signature) for each in desk.packs.all().values()] == [(b"pack", b"sig")]


def test_a_data_entry_officer_installs_no_pack_and_puts_none_in_force(store: Path) -> None:
    with sign_in(store, SAIRA) as desk:
        desk.packs.add(b"pack", None, id="card", version="1.0.0", signer="")
        (kept,) = desk.packs.all()
    with sign_in(store, BILAL) as desk:
        with pytest.raises(REFUSED):
            desk.packs.add(b"mine", None, id="mine", version="1.0.0", signer="")
        with pytest.raises(REFUSED):
            desk.packs.put_in_force(kept)
        assert (list(desk.packs.all()), desk.packs.in_force()) == ([kept], None)


def test_a_pack_comes_in_force_only_with_its_line_and_only_if_it_is_here(store: Path) -> None:
    with sign_in(store, SAIRA) as desk:
        desk.packs.add(b"pack", None, id="card", version="1.0.0", signer="")
        desk.packs.add(b"other", None, id="card", version="1.1.0", signer="")
        kept, other = desk.packs.all()
        desk.packs.put_in_force(kept)
        with pytest.raises(REFUSED):
            desk.packs.put_in_force("0" * 64)
        with pytest.raises(REFUSED):
            desk.settings.put(Setting.PACK, other)
        with pytest.raises(REFUSED):
            desk._book.database.run(f"UPDATE settings SET value = '{other}' WHERE name = 'pack'")
        assert desk.packs.in_force() == kept
        assert list(desk.packs.were_in_force()) == [("card", "1.0.0")]


def test_a_draft_changes_its_edition_only_by_moving(store: Path) -> None:
    with sign_in(store, BILAL) as desk:
        begin(desk)
        for forgery in (
            "UPDATE surveys SET edition = 'pser/2099'",
            f"UPDATE surveys SET edition = 'pser/2099', changed_at = '2099' WHERE number = '{NUMBER}'",
        ):
            with pytest.raises(REFUSED):
                desk._book.database.run(forgery)
        gone = MovedAnswer(Trace.ANSWERED, "/data/q", "1", "")
        desk.surveys.move_draft(
            NUMBER, edition="pser_2025/2025.2", saved=b"<new/>", at_ref="/data/r", summary=HOUSEHOLD, changes=[gone]
        )
        assert desk.surveys.row(NUMBER).edition == "pser_2025/2025.2"
        assert (desk.surveys.draft(NUMBER).saved, desk.surveys.draft(NUMBER).at_ref) == (b"<new/>", "/data/r")
        assert [(event.ref, event.old, event.new) for event in desk.surveys.events(NUMBER)] == [("/data/q", "1", "")]
        finish(desk)
    with sign_in(store, SAIRA) as desk, pytest.raises(REFUSED):
        desk._book.database.run("UPDATE surveys SET edition = 'pser/2099'")


def test_nobody_moves_anothers_draft(store: Path) -> None:
    with sign_in(store, BILAL) as desk:
        begin(desk)
    with sign_in(store, SAIRA) as desk, pytest.raises(NotPermitted):
        desk.surveys.move_draft(NUMBER, edition="b", saved=b"", at_ref="", summary=HOUSEHOLD, changes=[])


@pytest.mark.parametrize("value", ["0", "1", "-5", "'2'", "x'02'", "'many'"])
@pytest.mark.parametrize("who", [BILAL, SAIRA], ids=lambda who: who.code)
def test_serial_numbers_only_grow(store: Path, who: NewOfficer, value: str) -> None:
    with sign_in(store, who) as desk:
        with desk.transaction():
            assert desk.surveys.next_serial() == 1
            begin(desk)
        for forgery in (
            f"UPDATE settings SET value = {value} WHERE name = 'serial'",
            f"INSERT OR REPLACE INTO settings (name, value) VALUES ('serial', {value})",
        ):
            with pytest.raises(REFUSED):
                desk._book.database.run(forgery)
        with desk.transaction():
            assert desk.surveys.next_serial() == 2
            finish(desk)
