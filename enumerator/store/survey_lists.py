"""Lists and look-ups of surveys: what is answered without opening an interview."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal

from enumerator.domain.lifecycle import SurveyState
from enumerator.domain.survey import SurveyRow
from enumerator.errors import SurveyUnknown
from enumerator.store.book import Book
from enumerator.store.database import Row
from enumerator.store.times import from_text, to_text
from forms.identity import fold_digits, search_key

# A CNIC has 13 digits and a survey number 16; three typed digits are enough to narrow either.
_LEAST_DIGITS = 3


class SurveyLists:
    """The reading half of the surveys of one desk."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def row(self, number: str) -> SurveyRow:
        """One survey's line.

        Raises:
            SurveyUnknown: no such survey in this store.
        """
        found = self._book.database.row("SELECT * FROM surveys WHERE number = :number", number=number)
        if found is None:
            raise SurveyUnknown(number=number)
        return survey_row(found)

    def in_state(self, state: SurveyState, *, limit: int = 1000) -> tuple[SurveyRow, ...]:
        """Surveys in that state, the one that waited longest first."""
        return self._rows(
            "SELECT * FROM surveys WHERE state = :state ORDER BY changed_at LIMIT :limit",
            state=state.value,
            limit=limit,
        )

    def of_day(self, day: date, zone: tzinfo) -> tuple[SurveyRow, ...]:
        """Surveys begun, changed or decided on that day of the centre's own zone, latest first."""
        midnight = datetime.combine(day, time(), zone)
        return self._rows(
            """
            SELECT *
            FROM surveys
            WHERE changed_at >= :begin AND changed_at < :end
            ORDER BY changed_at DESC
            """,
            begin=to_text(midnight),
            end=to_text(midnight + timedelta(days=1)),
        )

    def recent(self, *, limit: int = 100, offset: int = 0) -> tuple[SurveyRow, ...]:
        """Surveys, the last changed first; `offset` of them left out, for a list that is read page by page."""
        return self._rows(
            "SELECT * FROM surveys ORDER BY changed_at DESC, rowid DESC LIMIT :limit OFFSET :offset",
            limit=limit,
            offset=offset,
        )

    def all(self) -> tuple[SurveyRow, ...]:
        """Every survey of this desk, by number: for accounts, not for a screen."""
        return self._rows("SELECT * FROM surveys ORDER BY number")

    def counts(self) -> Mapping[SurveyState, int]:
        """How many surveys stand in each state; all states are named."""
        rows = self._book.database.rows("SELECT state, COUNT(*) AS surveys FROM surveys GROUP BY state")
        found = {row["state"]: row["surveys"] for row in rows}
        return {state: found.get(state.value, 0) for state in SurveyState}

    def with_cnic(self, cnic: str) -> tuple[SurveyRow, ...]:
        """Surveys with a person of this CNIC (13 digits), the head or any member."""
        return self._rows(
            """
            SELECT *
            FROM surveys
            WHERE number IN (SELECT number FROM persons WHERE cnic = :cnic AND cnic <> '')
            ORDER BY changed_at DESC
            """,
            cnic=cnic,
        )

    def search(self, text: str, *, limit: int = 50, offset: int = 0) -> tuple[SurveyRow, ...]:
        """Surveys by the beginning of their number, of a person's CNIC, or of a word of a person's name.

        Either set of digits, dashes and spaces are accepted; names are folded by `forms.identity.search_key`.
        """
        digits, key = _sought(text)
        if digits:
            return self._with_digits(digits, limit, offset)
        return self._with_name(key, limit, offset) if key else ()

    def found(self, text: str) -> int:
        """How many surveys `search` finds, however few it gives at once."""
        digits, key = _sought(text)
        if digits:
            return self._count(
                """
                SELECT COUNT(*) AS surveys
                FROM (
                    SELECT number FROM surveys WHERE digits >= :digits AND digits < :beyond
                    UNION
                    SELECT number FROM persons WHERE cnic >= :digits AND cnic < :beyond AND cnic <> ''
                )
                """,
                digits=digits,
                beyond=digits + ":",
            )
        if not key:
            return 0
        return self._count(
            """
            SELECT COUNT(*) AS surveys
            FROM (
                SELECT number FROM persons WHERE name_key >= :key AND name_key < :beyond
                UNION
                SELECT number FROM persons WHERE INSTR(name_key, :inner) > 0
            )
            """,
            key=key,
            beyond=key + "\U0010ffff",
            inner=" " + key,
        )

    def _with_digits(self, digits: str, limit: int, offset: int) -> tuple[SurveyRow, ...]:
        # A range instead of LIKE: it uses the index whatever LIKE's case rule is. ":" is the character after "9".
        return self._rows(
            """
            SELECT *
            FROM surveys
            WHERE number IN (
                SELECT number FROM surveys WHERE digits >= :digits AND digits < :beyond
                UNION
                SELECT number FROM persons WHERE cnic >= :digits AND cnic < :beyond AND cnic <> ''
            )
            ORDER BY changed_at DESC, rowid DESC
            LIMIT :limit OFFSET :offset
            """,
            digits=digits,
            beyond=digits + ":",
            limit=limit,
            offset=offset,
        )

    def _with_name(self, key: str, limit: int, offset: int) -> tuple[SurveyRow, ...]:
        return self._rows(
            """
            SELECT *
            FROM surveys
            WHERE number IN (
                SELECT number FROM persons WHERE name_key >= :key AND name_key < :beyond
                UNION
                SELECT number FROM persons WHERE INSTR(name_key, :inner) > 0
            )
            ORDER BY changed_at DESC, rowid DESC
            LIMIT :limit OFFSET :offset
            """,
            key=key,
            beyond=key + "\U0010ffff",
            inner=" " + key,
            limit=limit,
            offset=offset,
        )

    def _count(self, sql: str, **values: str) -> int:
        row = self._book.database.row(sql, **values)
        return int(row["surveys"]) if row else 0

    def _rows(self, sql: str, **values: str | int) -> tuple[SurveyRow, ...]:
        return tuple(survey_row(row) for row in self._book.database.rows(sql, **values))


def _sought(text: str) -> tuple[str, str]:
    """Tell what is looked for: digits, or a folded name; two blanks where too little was typed."""
    typed = "".join(letter for letter in fold_digits(text) if letter not in "- \u2066\u2069")
    if typed.isdecimal():
        return (typed, "") if len(typed) >= _LEAST_DIGITS else ("", "")
    return "", search_key(text)


def survey_row(row: Row) -> SurveyRow:
    """Read a line of the table `surveys`."""
    return SurveyRow(
        number=row["number"],
        revision=row["revision"],
        state=SurveyState(row["state"]),
        author=row["author"],
        edition=row["edition"],
        head_name=row["head_name"],
        head_cnic=row["head_cnic"],
        member_count=row["member_count"],
        created_at=from_text(row["created_at"]),
        changed_at=from_text(row["changed_at"]),
        finished_at=from_text(row["finished_at"]) if row["finished_at"] else None,
        score_low=_decimal(row["score_low"]),
        score_high=_decimal(row["score_high"]),
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
