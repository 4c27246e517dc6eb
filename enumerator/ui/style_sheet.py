"""The one style sheet of the windows: fields, scroll bars, tables and lists. Everything else paints itself.

There is no `left` or `right` in it: Qt mirrors paddings and borders only where both sides are the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Template

__all__ = ["style_sheet"]

_SHEET = Template("""
QWidget { outline: 0; }
QMainWindow, QDialog { background: $ground; }
QToolTip { background: $ink; color: $sheet; border: 0; padding: 4px 8px; }
QLineEdit, QPlainTextEdit {
    background: $sunken; color: $ink; border: 1px solid $edge; border-radius: 6px; padding: 0 ${rest}px;
    selection-background-color: $here; selection-color: $on_here;
}
QPlainTextEdit { padding: 6px 8px; }
QLineEdit[state="hard"] { border: 2px solid $hard; padding: 0 ${inner}px; }
QLineEdit[state="soft"] { border: 2px dashed $soft; padding: 0 ${inner}px; }
QLineEdit[state="missing"], QLineEdit[state="not_asked"] { border: 1px dashed $edge; color: $ink_2; }
QLineEdit:focus, QPlainTextEdit:focus { background: $sheet; border: ${focus}px solid $here; }
QLineEdit:focus { padding: 0 ${focused}px; }
QLineEdit[readOnly="true"] { background: transparent; border: 0; padding: 0; }
QLineEdit[place="cell"] { border-radius: 4px; padding: 0 6px; }
QLineEdit[place="bare"] { background: transparent; border: 0; padding: 0; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: 8px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 8px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 3px; min-height: 32px; min-width: 32px; margin: 1px; }
QScrollBar::handle:hover { background: $edge; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QTableView, QListView, QTreeView {
    background: $sheet; color: $ink; border: 0; gridline-color: $line;
    selection-background-color: $here_tint; selection-color: $ink;
}
QTableView::item, QListView::item { border: 0; border-bottom: 1px solid $line; padding: 0 8px; }
QTableView::item:selected, QListView::item:selected { background: $here_tint; color: $ink; }
QHeaderView { background: $sheet; border: 0; }
QHeaderView::section {
    background: $sheet; color: $ink_3; border: 0; border-bottom: 1px solid $line; padding: 4px 11px;
}
QTableCornerButton::section { background: $sheet; border: 0; }
QCheckBox { color: $ink; spacing: 10px; }
QCheckBox::indicator { width: 18px; height: 18px; border: 1px solid $edge; border-radius: 4px; background: $sheet; }
QCheckBox::indicator:checked { background: $done; border-color: $done; }
QCheckBox::indicator:focus { border: ${focus}px solid $here; }
QComboBox {
    background: $sunken; color: $ink; border: 1px solid $edge; border-radius: 6px; padding: 0 ${rest}px;
    min-height: 42px;
}
QComboBox:focus, QComboBox:on { background: $sheet; border: ${focus}px solid $here; }
QComboBox::drop-down { border: 0; width: 28px; }
QComboBox QAbstractItemView { background: $sheet; color: $ink; border: 1px solid $edge; }
""")

#: From a field's outer edge to its text; a thicker border takes its pixels from here, so that the text stands still.
_INSET = 14


def style_sheet(colours: Mapping[str, str], *, focus: int) -> str:
    """Fill in the colours of one theme.

    Args:
        colours: by the name of their role.
        focus: how thick the ring round the field with the caret is.
    """
    return _SHEET.substitute(colours, focus=focus, rest=_INSET - 1, inner=_INSET - 2, focused=_INSET - focus)
