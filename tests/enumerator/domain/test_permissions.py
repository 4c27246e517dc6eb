from __future__ import annotations

from dataclasses import replace

import pytest

from enumerator.domain.officer import NewOfficer, Officer, Role
from enumerator.domain.permissions import ROLES, Deed, allowed, require
from enumerator.errors import NotPermitted

OFFICER = Officer("0603017-02", "Bilal Ahmed", Role.OFFICER, active=True, signing_public="00" * 32)


def test_the_table_names_every_deed() -> None:
    assert set(ROLES) == set(Deed)


@pytest.mark.parametrize("deed", [Deed.APPROVE, Deed.RETURN, Deed.ADD_OFFICER, Deed.EXPORT, Deed.FREEZE_BATCH])
def test_what_a_centre_answers_for_is_the_supervisors(deed: Deed) -> None:
    assert allowed(Role.SUPERVISOR, deed)
    assert not allowed(Role.OFFICER, deed)


def test_an_officer_may_interview() -> None:
    require(OFFICER, Deed.INTERVIEW)


def test_a_refusal_names_the_deed_and_the_officers_code() -> None:
    with pytest.raises(NotPermitted) as told:
        require(OFFICER, Deed.APPROVE)
    assert told.value.facts == {"deed": "approve", "officer": "0603017-02"}


def test_a_suspended_supervisor_may_do_nothing() -> None:
    suspended = replace(OFFICER, role=Role.SUPERVISOR, active=False)
    for deed in Deed:
        with pytest.raises(NotPermitted):
            require(suspended, deed)


def test_an_officer_in_a_log_line_shows_no_name_and_no_passphrase() -> None:
    new = NewOfficer("0603017-02", "Bilal Ahmed", Role.OFFICER, "neem tree shade")
    assert "Bilal" not in repr(OFFICER) + repr(new)
    assert "neem" not in repr(new)
