"""The words of the type column: what a form asks, what it opens and closes, and what this program cannot ask."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from forms.values import DataType

_GROUPS = {"group": "group", "repeat": "repeat", "lgroup": "repeat", "looped group": "repeat", "loop": "loop"}
_SELECTS = {
    **dict.fromkeys(("select_one", "select one", "select1", "select one from"), "one"),
    **dict.fromkeys(("select_multiple", "select all that apply", "select all that apply from"), "many"),
    **dict.fromkeys(("add select one prompt using",), "one"),
    **dict.fromkeys(("add select multiple prompt using",), "many"),
    **dict.fromkeys(("select_one_from_file", "select one from file"), "one from file"),
    **dict.fromkeys(("select_multiple_from_file", "select multiple from file"), "many from file"),
    "select_one_external": "one external",
    "rank": "rank",
}
_BEGIN = re.compile(rf"begin[\s_]({'|'.join(_GROUPS)})(?: (?:over )?(\S+))?")
_END = re.compile(rf"end[\s_]({'|'.join(_GROUPS)})")
_SELECT = re.compile(rf"({'|'.join(_SELECTS)}) (\S+)( (?:or specify other|or_other|or other))?")
_SETTINGS = frozenset({"form_title", "set_form_title", "form_id", "set_form_id", "prefix"})
FILES = re.compile(r"\S+\.(csv|xml|geojson)")

#: What this program cannot ask, and the sentence that says what to use instead.
REFUSED = {
    **dict.fromkeys(("geotrace", "geoshape", "q geotrace", "q geoshape"), "use_geopoint"),
    **dict.fromkeys(("audio", "q audio", "add audio prompt", "video", "q video", "add video prompt"), "use_text"),
    **dict.fromkeys(("background-audio", "background-geopoint"), "use_nothing"),
    "osm": "use_geopoint",
}
#: Asked nowhere, or filled with nothing at a desk.
BLANK_HERE = frozenset(
    {
        *("phonenumber", "phone number", "get phone number", "subscriberid", "subscriber id", "get subscriber id"),
        *("simserial", "sim id", "get sim id", "email", "start-geopoint"),
        *("uri:phonenumber", "uri:subscriberid", "uri:simserial", "uri:email", "uri:deviceid", "uri:username"),
    }
)
#: Types without a question: no label is wanted.
UNASKED = BLANK_HERE | {
    *("calculate", "hidden", "start", "end", "today", "username", "deviceid", "audit", "csv-external", "xml-external"),
    *("start time", "end time", "device id", "imei", "q calculate", "add calculate prompt", "background-audio"),
    *("get start time", "get end time", "get today", "get device id", "background-geopoint"),
}
LISTS = frozenset({"csv-external", "xml-external"})
_DATA = {
    **dict.fromkeys(("integer", "int", "q int", "add integer prompt", "percentage"), DataType.INTEGER),
    **dict.fromkeys(("decimal", "q decimal", "add decimal prompt"), DataType.DECIMAL),
    **dict.fromkeys(("date", "q date", "add date prompt", "today", "get today"), DataType.DATE),
    **dict.fromkeys(("dateTime", "datetime", "date time", "q date time", "start", "end"), DataType.DATETIME),
    "time": DataType.TIME,
    **dict.fromkeys(("geopoint", "gps", "location", "q geopoint", "start-geopoint"), DataType.GEOPOINT),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A type as understood: what it does (ask, begin, end, setting, unknown), and the words in it."""

    does: str
    word: str
    group: str = ""
    select: str = ""
    list_name: str = ""
    or_other: bool = False
    data_type: DataType = DataType.TEXT

    @property
    def from_file(self) -> bool:
        """Whether its choices lie in a file beside the workbook."""
        return bool(self.select) and FILES.fullmatch(self.list_name) is not None

    @property
    def from_answers(self) -> bool:
        """Whether its choices are the answers of a repeat."""
        return bool(self.select) and "${" in self.list_name

    @property
    def is_asked(self) -> bool:
        """Whether a person answers it, or reads it."""
        return self.does == "ask" and self.word not in UNASKED


def kind_of(text: str) -> Kind:
    """Understand one cell of the type column."""
    word = " ".join(text.split())
    if begin := _BEGIN.fullmatch(word):
        return Kind("begin", word, group=_GROUPS[begin[1]], list_name=begin[2] or "", data_type=DataType.STRUCTURE)
    if end := _END.fullmatch(word):
        return Kind("end", word, group=_GROUPS[end[1]])
    if select := _SELECT.fullmatch(word):
        return Kind("ask", select[1], select=_SELECTS[select[1]], list_name=select[2], or_other=bool(select[3]))
    if word in _SETTINGS:
        return Kind("setting", word)
    if word in REFUSED or word in known_types():
        return Kind("ask", word, data_type=_DATA.get(word, DataType.TEXT))
    return Kind("unknown", word)


@cache
def known_types() -> frozenset[str]:
    """Every type that pyxform knows, but those that only work with a list beside them."""
    from pyxform.aliases import _type_alias_map as aliases
    from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

    return (frozenset(QUESTION_TYPE_DICT) | frozenset(aliases)) - frozenset(_SELECTS) - {"q select", "q select1"}


#: What a person is pointed to when a type is not known.
SUGGESTED = (
    *("text", "integer", "decimal", "date", "time", "dateTime", "select_one", "select_multiple", "note", "calculate"),
    *("select_one_from_file", "select_multiple_from_file", "rank", "range", "acknowledge", "hidden", "barcode"),
    *("image", "file", "geopoint", "begin_group", "end_group", "begin_repeat", "end_repeat", "start", "end", "today"),
    *("username", "deviceid", "audit", "csv-external", "xml-external"),
)
