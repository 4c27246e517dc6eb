"""What is shown and said of a choice: its label with the answers it quotes, wherever it is told, and its pictures."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.compiled import load_form
from forms.errors import FormFault
from forms.interview import Interview
from tests.forms.foreign_forms import foreign, opened, written
from tests.forms.small_forms import begin, noon

ITEXT = """<itext><translation lang="en" default="true()">
    <text id="own"><value><output value="/data/who"/>'s own</value><value form="image">jr://images/own.png</value></text>
    <text id="rent"><value>Rented</value><value form="audio">jr://audio/rent.mp3</value></text>
    <text id="seen"><value form="image">jr://images/seen.png</value></text>
    </translation><translation lang="ur">
    <text id="own"><value>اپنا: <output value="/data/who"/></value></text><text id="rent"><value>کرایہ</value>
    <value form="audio">jr://audio/rent-ur.mp3</value></text></translation></itext>
    <instance id="houses"><root><item><name>o</name><itextId>own</itextId></item>
    <item><name>r</name><itextId>rent</itextId></item><item><name>s</name><itextId>seen</itextId></item></root>
    </instance>"""
LISTED = """<itemset nodeset="instance('houses')/root/item"><value ref="name"/><label ref="jr:itext(itextId)"/>
    </itemset>"""
WRITTEN = "".join(
    f"""<item><label ref="jr:itext('{text}')"/><value>{code}</value></item>"""
    for code, text in (("o", "own"), ("r", "rent"), ("s", "seen"))
)
WAYS = pytest.mark.parametrize("offered", [LISTED, WRITTEN], ids=["listed", "written"])
NAMED = """<bind nodeset="/data/said" calculate="jr:choice-name(/data/q, '/data/q')"/>"""


def house(offered: str, binds: str = NAMED) -> Interview:
    return opened(
        "<who/><q/><hide/><said/>",
        binds,
        f"""<input ref="/data/who"/><input ref="/data/hide"/>
        <select1 ref="/data/q"><label>Q</label>{offered}</select1>""",
        model=ITEXT,
    )


@WAYS
def test_the_name_of_a_choice_quotes_what_its_label_quotes(offered: str) -> None:
    interview = house(offered)
    interview.answer("/data/who", "Zahra")

    interview.answer("/data/q", "o")
    assert interview.state("/data/said").value == "Zahra's own"

    assert "/data/said" in interview.answer("/data/who", "Amina").refs
    assert interview.state("/data/said").value == "Amina's own"
    interview.speak("ur")
    assert interview.state("/data/said").value == "اپنا: Amina"


@WAYS
def test_the_name_of_a_choice_out_of_sight_quotes_all_the_same(offered: str) -> None:
    interview = house(
        offered,
        """<bind nodeset="/data/q" relevant="/data/hide != 'y'"/>
        <bind nodeset="/data/said" calculate="jr:choice-name('o', '/data/q')"/>""",
    )
    interview.answer("/data/hide", "y")

    interview.answer("/data/who", "Zahra")

    assert interview.state("/data/said").value == "Zahra's own"


ROSTER = written(
    "<first/><r><name/><q/><said/></r>",
    """<bind nodeset="/data/r/said" calculate="jr:choice-name(../q, '/data/r/q')"/>
    <bind nodeset="/data/first" calculate="jr:choice-name('o', '/data/r/q')"/>""",
    """<repeat nodeset="/data/r"><input ref="/data/r/name"/><select1 ref="/data/r/q">
    <item><label><output value="../name"/>'s own</label><value>o</value></item></select1></repeat>""",
)


def test_each_row_quotes_its_own(tmp_path: Path) -> None:
    for _ in range(2):  # read, and from the folder of compiled forms
        interview = Interview.start(load_form(ROSTER.encode(), kept=tmp_path), clock=noon)
        interview.add_repeat("/data/r")
        for row, name in ((1, "Zahra"), (2, "Amina")):
            interview.answer(f"/data/r[{row}]/name", name)
            interview.answer(f"/data/r[{row}]/q", "o")

        change = interview.answer("/data/r[2]/name", "Bano")

        assert "/data/r[2]/said" in change.refs and "/data/r[1]/said" not in change.refs
        assert [interview.state(f"/data/r[{row}]/said").value for row in (1, 2)] == ["Zahra's own", "Bano's own"]
        assert interview.state("/data/first").value == "Zahra's own"
        interview.remove_repeat("/data/r[1]")
        assert interview.state("/data/first").value == "Bano's own"
        interview.remove_repeat("/data/r[1]")
        interview.speak("default")
        assert interview.state("/data/first").value == "'s own"


def test_names_within_names_are_followed_to_the_answer() -> None:
    interview = opened(
        "<who/><q/><p/><said/>",
        """<bind nodeset="/data/said" calculate="jr:choice-name('b', '/data/p')"/>""",
        """<input ref="/data/who"/>
        <select1 ref="/data/q"><item><label>of <output value="/data/who"/></label><value>a</value></item></select1>
        <select1 ref="/data/p"><item><label>house <output value="jr:choice-name('a', '/data/q')"/></label>
        <value>b</value></item></select1>""",
    )

    interview.answer("/data/who", "Zahra")

    assert interview.state("/data/said").value == "house of Zahra"


@pytest.mark.parametrize("through", ["/data/q", "/data/p"])
def test_labels_that_quote_themselves_are_a_fault_of_the_form(through: str) -> None:
    with pytest.raises(FormFault, match=r"/data/.: the labels of its choices quote themselves"):
        foreign(
            "<q/><p/>",
            "",
            f"""<select1 ref="/data/q"><item><label><output value="jr:choice-name('a', '{through}')"/></label>
            <value>a</value></item></select1><select1 ref="/data/p"><item>
            <label><output value="jr:choice-name('a', '/data/q')"/></label><value>a</value></item></select1>""",
        )


def test_a_value_that_its_own_choice_name_quotes_waits_for_itself() -> None:
    with pytest.raises(FormFault, match="/data/c: this waits for itself"):
        foreign(
            "<q/><c/>",
            """<bind nodeset="/data/c" calculate="jr:choice-name('a', '/data/q')"/>""",
            """<select1 ref="/data/q"><item><label>to <output value="/data/c"/></label>
            <value>a</value></item></select1>""",
        )


@WAYS
def test_a_choice_brings_the_addresses_of_its_pictures_and_sounds(offered: str) -> None:
    interview = house(offered)

    english, urdu = ({c.value: c.media for c in interview.choices("/data/q", spoken)} for spoken in ("en", "ur"))

    assert english == {
        "o": {"image": "jr://images/own.png"},
        "r": {"audio": "jr://audio/rent.mp3"},
        "s": {"image": "jr://images/seen.png"},
    }
    assert urdu["o"] == english["o"] and urdu["r"] == {"audio": "jr://audio/rent-ur.mp3"}


def test_media_columns_of_a_sheet_of_choices_are_kept() -> None:
    choices = """
| choices |
| | list_name | name | label::English (en) | media::image |
| | stove | gas | Gas | gas.png |
| | stove | wood | Wood | |
"""
    interview = begin("| | type | name | label::English (en) |\n| | select_one stove | q | Q |", choices=choices)

    gas, wood = interview.choices("/data/q")

    assert (gas.label, gas.media) == ("Gas", {"image": "jr://images/gas.png"})
    assert (wood.label, wood.media) == ("Wood", {})
