"""What can go wrong around a form: a broken form, a question it does not have, a draft that cannot be read."""

from __future__ import annotations


class FormsFault(Exception):
    """Anything this package refuses on purpose."""


class FormFault(FormsFault):
    """The form itself is broken; says where, in the words of whoever wrote the sheets."""

    def __init__(
        self,
        reason: str,
        *,
        node: str | None = None,
        sheet: str | None = None,
        row: int | None = None,
        column: str | None = None,
    ) -> None:
        self.reason = reason
        self.node = node
        self.sheet = sheet
        self.row = row
        self.column = column
        place = [
            f"sheet {sheet}" if sheet else "",
            f"row {row}" if row else "",
            f"column {column}" if column else "",
            node or "",
        ]
        where = ", ".join(part for part in place if part)
        super().__init__(f"{where}: {reason}" if where else reason)


class Unworkable(FormFault):
    """An expression that is right as written cannot be worked out now: it takes too long, or too much room."""

    def __init__(self, source: str, reason: str, *, node: str) -> None:
        self.source = source
        super().__init__(f"`{source}`: {reason}", node=node)


class UnknownQuestion(FormsFault):
    """The form (or this interview of it) has no such node."""

    def __init__(self, ref: str) -> None:
        self.ref = ref
        super().__init__(f"no such question: {ref}")


class NotAnswerable(FormsFault):
    """The node is a group, a note or read-only: nobody answers it."""

    def __init__(self, ref: str) -> None:
        self.ref = ref
        super().__init__(f"not a question that takes an answer: {ref}")


class MissingNotAllowed(FormsFault):
    """The questionnaire does not let this question be left with that reason."""

    def __init__(self, ref: str, missing: str) -> None:
        self.ref = ref
        self.missing = missing
        super().__init__(f"{ref} may not be marked {missing}")


class NotSoft(FormsFault):
    """Only a soft rule that is broken now can be confirmed."""

    def __init__(self, ref: str, rule: str) -> None:
        self.ref = ref
        self.rule = rule
        super().__init__(f"{ref} has no open soft violation of rule {rule}")


class DraftDamaged(FormsFault):
    """The saved bytes are not a draft of this form and edition."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)
