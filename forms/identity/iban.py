"""Pakistani IBANs: PK, two check digits, four letters for the bank, sixteen of account."""

from __future__ import annotations

import re
from collections.abc import Collection

from stdnum.iso7064 import mod_97_10

from forms.identity.digits import without_separators
from forms.identity.finding import BadIdentity, Finding

# stdnum.iban would read a list of all countries' forms from a file; this field takes one country's only.
_PAKISTANI = re.compile(r"PK[0-9]{2}[A-Z]{4}[0-9A-Z]{16}")


def normalise_iban(text: str) -> str:
    """Give the 24 characters of a Pakistani IBAN.

    Raises:
        BadIdentity: IBAN-1, if its form or its check digits (ISO 7064, mod 97-10) are wrong.
    """
    iban = without_separators(text).upper()
    if not _PAKISTANI.fullmatch(iban) or not mod_97_10.is_valid(iban[4:] + iban[:4]):
        raise BadIdentity("IBAN-1")
    return iban


def check_iban(text: str, bank_codes: Collection[str] | None = None) -> list[Finding]:
    """Name every rule that an IBAN breaks.

    Args:
        text: as typed.
        bank_codes: the four-letter codes of the edition's list of banks; without it the bank is not looked at.
    """
    try:
        iban = normalise_iban(text)
    except BadIdentity as bad:
        return [Finding(bad.rule, hard=True)]
    if bank_codes is not None and iban[4:8] not in bank_codes:
        return [Finding("IBAN-2", hard=False)]
    return []
