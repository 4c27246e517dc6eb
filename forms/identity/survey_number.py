"""The survey number: centre, desk, serial and a check digit; spoken over a telephone and typed from a slip."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from stdnum import damm

from forms.identity.digits import without_separators
from forms.identity.finding import BadIdentity

_SIXTEEN_DIGITS = re.compile(r"[0-9]{16}")
_CENTRE = re.compile(r"[0-9]{7}")


@dataclass(frozen=True, slots=True, order=True)
class SurveyNumber:
    """One survey of one desk. Desks number apart, so that no two ever give the same number.

    Attributes:
        centre: seven digits: district (4) and centre (3).
        desk: 1 to 99.
        serial: 1 to 999,999.

    Raises:
        BadIdentity: NUMBER-FORM, if a part is out of its range.
    """

    centre: str
    desk: int
    serial: int

    def __post_init__(self) -> None:
        if not (_CENTRE.fullmatch(self.centre) and 1 <= self.desk <= 99 and 1 <= self.serial <= 999_999):
            raise BadIdentity("NUMBER-FORM")

    @property
    def text(self) -> str:
        """The number as printed: 0603-017-01-001286-3.

        The last digit is Damm's check digit over the fifteen before it: it catches every wrong digit and
        every exchange of two neighbours.
        """
        desk, serial = f"{self.desk:02}", f"{self.serial:06}"
        check = damm.calc_check_digit(self.centre + desk + serial)
        return f"{self.centre[:4]}-{self.centre[4:]}-{desk}-{serial}-{check}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a number typed with any digits, spaces and dashes.

        Raises:
            BadIdentity: NUMBER-FORM if it has not sixteen digits or a part is zero, NUMBER-CHECK if mistyped.
        """
        digits = without_separators(text)
        if not _SIXTEEN_DIGITS.fullmatch(digits):
            raise BadIdentity("NUMBER-FORM")
        if not damm.is_valid(digits):
            raise BadIdentity("NUMBER-CHECK")
        return cls(centre=digits[:7], desk=int(digits[7:9]), serial=int(digits[9:15]))
