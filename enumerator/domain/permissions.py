"""Who may do what: one table of deeds and the roles that may do them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from enumerator.domain.officer import Officer, Role
from enumerator.errors import NotPermitted


class Deed(Enum):
    """Something a person does at the desk that not everyone may do, or not on everything."""

    INTERVIEW = "interview"
    FINISH = "finish"
    REOPEN = "reopen"
    WITHDRAW_DRAFT = "withdraw_draft"
    ISSUE_SLIP = "issue_slip"
    SYNC = "sync"
    VERIFY = "verify"
    APPROVE = "approve"
    RETURN = "return"
    WITHDRAW = "withdraw"
    FREEZE_BATCH = "freeze_batch"
    EXPORT = "export"
    ADD_OFFICER = "add_officer"
    SUSPEND_OFFICER = "suspend_officer"
    ENROL = "enrol"
    INSTALL_EDITION = "install_edition"
    PUT_IN_FORCE = "put_in_force"
    INSTALL_PACK = "install_pack"
    PUT_PACK_IN_FORCE = "put_pack_in_force"


_EVERYONE = frozenset(Role)
_SUPERVISORS = frozenset({Role.SUPERVISOR})

ROLES: Mapping[Deed, frozenset[Role]] = MappingProxyType(
    {
        Deed.INTERVIEW: _EVERYONE,
        Deed.FINISH: _EVERYONE,
        Deed.REOPEN: _EVERYONE,
        Deed.WITHDRAW_DRAFT: _EVERYONE,
        Deed.ISSUE_SLIP: _EVERYONE,
        Deed.SYNC: _EVERYONE,
        Deed.VERIFY: _EVERYONE,
        Deed.APPROVE: _SUPERVISORS,
        Deed.RETURN: _SUPERVISORS,
        Deed.WITHDRAW: _SUPERVISORS,
        Deed.FREEZE_BATCH: _SUPERVISORS,
        Deed.EXPORT: _SUPERVISORS,
        Deed.ADD_OFFICER: _SUPERVISORS,
        Deed.SUSPEND_OFFICER: _SUPERVISORS,
        Deed.ENROL: _SUPERVISORS,
        Deed.INSTALL_EDITION: _SUPERVISORS,
        Deed.PUT_IN_FORCE: _SUPERVISORS,
        Deed.INSTALL_PACK: _SUPERVISORS,
        Deed.PUT_PACK_IN_FORCE: _SUPERVISORS,
    }
)


def allowed(role: Role, deed: Deed) -> bool:
    """Whether the table lets this role do this deed."""
    return role in ROLES[deed]


def require(officer: Officer, deed: Deed) -> None:
    """Let the officer pass.

    Raises:
        NotPermitted: the officer is not active, or the role may not do the deed.
    """
    if not (officer.active and allowed(officer.role, deed)):
        raise NotPermitted(deed=deed.value, officer=officer.code)
