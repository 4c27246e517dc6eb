"""Why an edition was not put in force: the golden households that came out otherwise, question by question."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from enumerator.errors import GoldenDiffers
from enumerator.ui.dialogs.panel import ENTER, Panel
from enumerator.ui.interview.spoken import plain_label
from enumerator.ui.look import Role
from enumerator.ui.models.rows import Column, RowsModel
from enumerator.ui.telling import form_language, is_urdu, isolate, tr
from enumerator.ui.widgets.button import KeyButton
from enumerator.ui.widgets.icons import Icon
from enumerator.ui.widgets.table import Table
from forms.definition import FormDefinition
from forms.golden import Departure

__all__ = ["DeparturesPanel", "departure_columns"]

_WIDTH, _HIGHEST = 1000, 340
_WIDTHS = {0: 170, 1: 372, 2: 200, 3: 200}


class DeparturesPanel(Panel):
    """Shows them, and is closed; Ctrl+C copies one for whoever keeps the questionnaire."""

    closing = ENTER

    def __init__(self, parent: QWidget, fault: GoldenDiffers, definition: FormDefinition) -> None:
        super().__init__(
            parent,
            title=tr("questionnaires.not_put_in_force"),
            sentence=tr(fault.code, **fault.facts),
            icon=Icon.HARD,
            tone=Role.HARD,
            width=_WIDTH,
        )
        self.setObjectName("departures_panel")
        self.rows = RowsModel(departure_columns(definition), self)
        self.rows.show_rows(fault.departures)
        table = Table(self.rows, _WIDTHS, whole_words=True)
        table.setObjectName("departures")
        table.setAccessibleName(tr("questionnaires.not_put_in_force"))
        table.be_as_high_as_rows(_HIGHEST)
        self.body.addWidget(table)
        close = KeyButton(tr("window.close"), "Enter", primary=True)
        close.setObjectName("close")
        close.clicked.connect(self.accept)
        self.add_buttons(close)
        table.stand_on(0)
        table.setFocus()


def departure_columns(definition: FormDefinition) -> tuple[Column[Departure], ...]:
    """What the table says: household, question, what was expected there, what came out."""
    return (
        Column("questionnaires.household", lambda each: _data(each.household)),
        Column("questionnaires.question", lambda each: plain_label(definition, each.ref, form_language(definition))),
        Column("questionnaires.expected", lambda each: _value(each.expected)),
        Column("questionnaires.found", lambda each: _value(each.found)),
    )


def _value(value: str | None) -> str:
    return tr("questionnaires.not_asked") if value is None else _data(value)


def _data(text: str) -> str:
    return isolate(text) if is_urdu() else text
