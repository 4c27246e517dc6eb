"""Who this desk is to the registry, and whom it believes: machine key, enrolment request, the registry's card."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping

from enumerator.domain.permissions import Deed, require
from enumerator.errors import NotEnrolled, TrialMismatch
from enumerator.store import Desk, Setting
from sync.enrolment import EnrolledOfficer, Enrolment, Role
from sync.seal import KeyPair, signing_public
from sync.trust import Trust


def machine_name(desk: Desk) -> str:
    """Name this machine to the registry: its centre and desk."""
    return f"{desk.centre.code}-{desk.desk:02d}"


def machine_key(desk: Desk) -> KeyPair:
    """Read the machine's signing key, which was made with the store and never leaves it.

    Raises:
        NotEnrolled: this desk has none yet.
    """
    private = desk.settings.raw(Setting.MACHINE_SIGNING_KEY)
    if private is None:
        raise NotEnrolled(part="machine_key")
    return KeyPair(private, signing_public(private))


def enrolment_request(desk: Desk) -> Enrolment:
    """Write what the registry must know to admit this desk; to be asked for again whenever its officers change."""
    require(desk.officer, Deed.ENROL)
    return Enrolment(
        machine=machine_name(desk),
        centre=desk.centre.code,
        desk=desk.desk,
        machine_public=machine_key(desk).public,
        officers=tuple(
            EnrolledOfficer(officer.code, Role(officer.role.value), bytes.fromhex(officer.signing_public))
            for officer in desk.officers.list()
            if officer.active
        ),
        trial=desk.trial,
    )


def trust_registry(desk: Desk, card: bytes) -> Trust:
    """Believe this registry from now on: seal to it, accept its receipts. Cards trusted before are kept.

    Args:
        desk: of a signed-in supervisor.
        card: the bytes of its ``registry.json``, handed over by the authority.

    Raises:
        BadRegistryCard: something else.
        TrialMismatch: the registry's households are real and the desk's are not, or the other way about.
    """
    require(desk.officer, Deed.ENROL)
    trust = Trust.from_bytes(card)
    if trust.trial != desk.trial:
        raise TrialMismatch
    desk.registry_cards.trust(trust.to_bytes())
    return trust


def registry_trust(desk: Desk) -> Trust:
    """Read the registry that this desk believes.

    Raises:
        NotEnrolled: none yet.
    """
    card = desk.registry_cards.current()
    if card is None:
        raise NotEnrolled(part="registry")
    return Trust.from_bytes(card)


def cards_of_receipts(desk: Desk) -> Mapping[int, bytes]:
    """Give by batch the registry's card that this desk believed when it committed the receipt.

    A batch is left out when the journal does not know that it was settled, or no card was kept. What was settled
    before the oldest card that was kept is judged by that one: older programs kept the last card alone.
    """
    cards = desk.registry_cards.list()
    if not cards:
        return {}
    lines = [each.sequence for each in cards]
    return {batch: cards[max(bisect(lines, line) - 1, 0)].card for batch, line in desk.receipts.settled_at().items()}
