"""Forms that nobody means well with, and the words that refuse each; run as a program it reads them under limits."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from forms.errors import FormFault
from forms.xform import parse_xform
from tests.forms.foreign_forms import written

CSV = "jr://file-csv/places.csv"
GEOJSON = "jr://file/places.geojson"
PLAIN = written("<a/>")


@dataclass(frozen=True, slots=True)
class Hostile:
    """One form; `refusal` is part of the message, blank where the form is odd but no fault."""

    form: Callable[[], str | bytes]
    refusal: str
    files: Callable[[], Mapping[str, bytes]] = field(default=dict)
    slow: bool = False

    def read(self) -> str:
        """The message of the refusal; blank when the form was taken."""
        form = self.form()
        try:
            parse_xform(form if isinstance(form, bytes) else form.encode(), self.files())
        except FormFault as fault:
            return str(fault)
        return ""


def _bomb(place: str) -> str:
    entities = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 11))
    return f'<!DOCTYPE x [<!ENTITY e0 "{"a" * 20}">{entities}]>' + PLAIN.replace("<a/>", place)


def _quadratic() -> str:
    return f'<!DOCTYPE x [<!ENTITY e "{"a" * 50_000}">]>' + PLAIN.replace("<a/>", f'<a b="{"&e;" * 50_000}"/>')


def _many(number: int, calculation: Callable[[int], str]) -> str:
    nodes = "".join(f"<a{place}/>" for place in range(number))
    binds = (f'<bind nodeset="/data/a{place}" calculate="{calculation(place)}"/>' for place in range(number))
    return written(nodes, "".join(binds))


def _list_of(rows: str) -> str:
    return written("<a/>", f'<instance id="l"><root>{rows}</root></instance>')


def _from_file(address: str) -> Callable[[], str]:
    return lambda: written("<a/>", f'<instance id="l" src="{address}"/>')


def _running_totals() -> str:
    """Every calculation of a row sums every fourth of the rows before: thousands of cycles through other instances."""
    before = "/data/r[position() &lt; position(current()/..)]"
    totals = {place: f"sum({before}/a{place})" for place in range(0, 120, 4)}
    nodes = "".join(f"<a{place}/>" for place in range(120))
    binds = "".join(
        f'<bind nodeset="/data/r/a{own}" calculate="{"+".join(t for place, t in totals.items() if place != own)}"/>'
        for own in range(120)
    )
    return written(f"<r>{nodes}</r>", binds, '<group ref="/data/r"><repeat nodeset="/data/r"/></group>')


def _quoting_labels() -> str:
    """Every question offers every choice, and every choice quotes an answer: a square of expressions."""
    texts = "".join(f'<text id="t{place}"><value>as <output value="/data/a"/></value></text>' for place in range(2000))
    rows = "".join(f"<item><name>{place}</name><itextId>t{place}</itextId></item>" for place in range(2000))
    itemset = (
        "<itemset nodeset=\"instance('l')/root/item\"><value ref='name'/><label ref='jr:itext(itextId)'/></itemset>"
    )
    body = "".join(f'<select1 ref="/data/s{place}">{itemset}</select1>' for place in range(2000))
    return written(
        "<a/>" + "".join(f"<s{place}/>" for place in range(2000)),
        f'<instance id="l"><root>{rows}</root></instance>',
        body,
        model=f'<itext><translation lang="en">{texts}</translation></itext>',
    )


HOSTILE: Mapping[str, Hostile] = {
    # XML's own weapons
    "an entity bomb in a text": Hostile(lambda: _bomb("<a>&e10;</a>"), "not a form"),
    "an entity bomb in an attribute": Hostile(lambda: _bomb('<a b="&e10;"/>'), "not a form"),
    "an entity bomb in UTF-16": Hostile(
        lambda: ('<?xml version="1.0" encoding="UTF-16"?>' + _bomb("<a>&e10;</a>")).encode("utf-16"), "not a form"
    ),
    "one long entity repeated": Hostile(_quadratic, "not a form"),
    "a document type from elsewhere": Hostile(
        lambda: '<!DOCTYPE x SYSTEM "file:///etc/hostname">' + PLAIN, "a document type is not allowed"
    ),
    "an external entity": Hostile(
        lambda: '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + PLAIN.replace("<a/>", "<a>&e;</a>"),
        "a document type is not allowed",
    ),
    "an external parameter entity": Hostile(
        lambda: '<!DOCTYPE x [<!ENTITY % e SYSTEM "file:///etc/hostname"> %e;]>' + PLAIN,
        "a document type is not allowed",
    ),
    "elements 5,000 deep": Hostile(lambda: written("<a>" * 5000 + "</a>" * 5000), "depth"),
    "elements 240 deep": Hostile(lambda: written("<a>" * 240 + "</a>" * 240), ""),
    "half a form": Hostile(lambda: PLAIN[:200], "not a form"),
    "nothing": Hostile(lambda: b"", "not a form"),
    "another kind of file": Hostile(lambda: b"PK\x03\x04\xff\xfe\x00", "not a form"),
    "a control character": Hostile(lambda: PLAIN.replace("<a/>", "<a>\0</a>"), "not a form"),
    # too much
    "a file of 25 MB": Hostile(lambda: PLAIN + " " * 25 * 2**20, "larger than 24 MB"),
    "three million elements": Hostile(lambda: _list_of("<i/>" * 3_000_000), "elements and attributes"),
    "half a million attributes": Hostile(
        lambda: _list_of("<i " + " ".join(f'a{place}=""' for place in range(500_000)) + "/>"), "attributes", slow=True
    ),
    "20,000 nodes": Hostile(
        lambda: written("".join(f"<a{place}/>" for place in range(20_000))), "the model has more than 10,000 nodes"
    ),
    "10 MB of rows": Hostile(
        lambda: _list_of("".join(f"<item><name>{n}</name><label>row {n}</label></item>" for n in range(170_000))),
        "",
        slow=True,
    ),
    "a CSV of ten million cells": Hostile(
        _from_file(CSV), "more than 1,000,000 cells", lambda: {CSV: b"a,b\n" + b"1,2\n" * 5_000_000}, slow=True
    ),
    "a CSV of 25 MB": Hostile(_from_file(CSV), "larger than 24 MB", lambda: {CSV: b"a,b\n" + b" " * 25 * 2**20}),
    "a CSV with an endless cell": Hostile(_from_file(CSV), "field", lambda: {CSV: b'a,b\n"' + b"x" * 200_000 + b'"'}),
    "a CSV with a control character": Hostile(_from_file(CSV), "cannot be read", lambda: {CSV: b"a,b\n\0,2\n"}),
    "a CSV that is not UTF-8": Hostile(_from_file(CSV), "cannot be read", lambda: {CSV: b"a,b\n\xff,2\n"}),
    "a CSV whose header names no columns": Hostile(_from_file(CSV), "cannot be read", lambda: {CSV: b"a b,<\n1,2\n"}),
    "GeoJSON 100,000 deep": Hostile(
        _from_file(GEOJSON), "not a collection of GeoJSON features", lambda: {GEOJSON: b"[" * 100_000}
    ),
    "GeoJSON of something else": Hostile(
        _from_file(GEOJSON), "not a collection of GeoJSON features", lambda: {GEOJSON: b'{"features": [1]}'}
    ),
    # expressions
    "a calculation that reads itself": Hostile(
        lambda: written("<a/>", '<bind nodeset="/data/a" calculate="/data/a + 1"/>'), "/data/a: this waits for itself"
    ),
    "a cycle of three": Hostile(
        lambda: _many(3, lambda place: f"/data/a{(place + 1) % 3}"),
        "these wait for each other: ",
    ),
    "a relevance that waits for what it hides": Hostile(
        lambda: written(
            "<g><a/></g><b/>",
            '<bind nodeset="/data/g" relevant="/data/b = 1"/><bind nodeset="/data/b" calculate="/data/g/a"/>',
        ),
        "these wait for each other: ",
    ),
    "brackets 5,000 deep": Hostile(
        lambda: written("<a/>", f'<bind nodeset="/data/a" calculate="{"(" * 5000}1{")" * 5000}"/>'), "deep"
    ),
    "a sum of 100,000 terms": Hostile(
        lambda: written("<a/>", f'<bind nodeset="/data/a" calculate="{"+".join(["1"] * 100_000)}"/>'), "/data/a"
    ),
    "3,000 rules that each read everything": Hostile(
        lambda: _many(3000, lambda _: "count(//*)"), "the rules read more than 300,000 nodes", slow=True
    ),
    "a chain of 1,000 types": Hostile(
        lambda: _many(1000, lambda place: f"/data/a{place + 1}" if place < 999 else "today()"), "", slow=True
    ),
    "thousands of running totals": Hostile(_running_totals, "", slow=True),
    "2,000 questions of 2,000 choices that quote": Hostile(
        _quoting_labels, "all expressions together are longer than", slow=True
    ),
}


if __name__ == "__main__":
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
    json.dump({name: hostile.read() for name, hostile in HOSTILE.items()}, sys.stdout)
