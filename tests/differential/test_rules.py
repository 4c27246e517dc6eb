"""Each rule explains its own case and not the one beside it; the page tells all of them."""

from __future__ import annotations

import pytest

from forms.definition import Question
from tests.differential.__main__ import PAGE, main
from tests.differential.comparison import Difference, Matter
from tests.differential.deeds import MEMBER, Deed, plain
from tests.differential.engines import JAVA_ROSA, PEERS, WEB_FORMS, Engine
from tests.differential.page import Figures, drawn
from tests.differential.rules import RULES
from tests.differential.scenes import Scene, explaining
from tests.differential.wrong_engines import (
    DISTRICT,
    DIVISION,
    PLOT,
    ROOMS,
    answers,
    definition,
    our_line,
    played,
    refusing_blanks,
)

CASES: tuple[tuple[str, str, list[Deed], Difference, Difference], ...] = (
    # rule, engine, deeds before, what it explains, what is near and falls through
    (
        "begun-apart",
        WEB_FORMS,
        [],
        Difference(Matter.VALUE, "/data/start", "2026-03-15T12:00:00.000+05:00", "2026-03-15T07:00:01.000Z"),
        Difference(Matter.VALUE, "/data/start", "2026-03-15T12:00:00.000+05:00", "2026-03-15T12:00:00.000Z"),
    ),
    (
        "not-ended",
        JAVA_ROSA,
        [],
        Difference(Matter.VALUE, "/data/end", "2026-03-15T12:00:00.000+05:00", ""),
        Difference(Matter.VALUE, "/data/start", "2026-03-15T12:00:00.000+05:00", ""),
    ),
    (
        "own-desk",
        JAVA_ROSA,
        [],
        Difference(Matter.SENT, "/data/username", "officer", ""),
        Difference(Matter.SENT, "/data/basic/head_name", "Rashida", ""),
    ),
    (
        "own-number",
        WEB_FORMS,
        [],
        Difference(
            *(Matter.VALUE, "/data/meta/instanceID"),
            *(f"uuid:{digit * 8}-0000-4000-8000-000000000000" for digit in "12"),
        ),
        Difference(Matter.VALUE, "/data/meta/instanceID", "uuid:11111111-0000-4000-8000-000000000000", ""),
    ),
    (
        "refused",
        JAVA_ROSA,
        [Deed("answer", ROOMS, "-1")],
        Difference(Matter.DEED, ROOMS, "-1", "constraint"),
        Difference(Matter.DEED, ROOMS, "-1", "required"),
    ),
    (
        "refused-mistyped",
        JAVA_ROSA,
        [Deed("answer", ROOMS, "x")],
        Difference(Matter.DEED, ROOMS, "x", "constraint"),
        Difference(Matter.DEED, ROOMS, "x", "NullPointerException"),
    ),
    (
        "before-calculating",
        JAVA_ROSA,
        [
            Deed("add_repeat", MEMBER),
            Deed("answer", f"{MEMBER}[2]/relation", "SPOUSE"),
            Deed("answer", f"{MEMBER}[2]/id_document", "CNIC"),
            Deed("answer", f"{MEMBER}[2]/cnic", "3520212345671"),
        ],
        Difference(Matter.DEED, f"{MEMBER}[2]/cnic", "3520212345671", "constraint"),
        Difference(Matter.DEED, f"{MEMBER}[2]/cnic", "3520212345671", "required"),
    ),
    (
        "read-in-part",
        WEB_FORMS,
        [Deed("answer", ROOMS, "1.5")],
        Difference(Matter.VALUE, ROOMS, "", "1"),
        Difference(Matter.VALUE, ROOMS, "", "2"),
    ),
    (
        "typed-is-not-nothing",
        WEB_FORMS,
        [Deed("answer", ROOMS, "x")],
        Difference(Matter.BROKEN, ROOMS, "", "required"),
        Difference(Matter.BROKEN, ROOMS, "", "constraint"),
    ),
    (
        "same-number",
        JAVA_ROSA,
        [],
        Difference(Matter.VALUE, "/data/assets/land_marla", "3", "3.0"),
        Difference(Matter.VALUE, "/data/assets/land_marla", "3", "3.01"),
    ),
    (
        "exponent",
        JAVA_ROSA,
        [],
        Difference(Matter.VALUE, "/data/assets/land_sq_ft", "21780136.13", "2.178013613E7"),
        Difference(Matter.VALUE, "/data/assets/land_sq_ft", "21780136.13", "2.178013614E7"),
    ),
    (
        "same-choices",
        WEB_FORMS,
        [],
        Difference(Matter.VALUE, "/data/assets/goods_other", "BED SOFA", "SOFA BED"),
        Difference(Matter.VALUE, "/data/assets/goods_other", "BED SOFA", "BED"),
    ),
    (
        "stale-choice",
        JAVA_ROSA,
        [Deed("answer", DIVISION, "01"), Deed("answer", DISTRICT, "0101"), Deed("answer", DIVISION, "02")],
        Difference(Matter.VALUE, DISTRICT, "", "0101"),
        Difference(Matter.VALUE, DISTRICT, "", "0102"),
    ),
    (
        "restored-choice",
        JAVA_ROSA,
        [Deed("answer", DIVISION, "01"), Deed("answer", DISTRICT, "0101"), Deed("answer", DIVISION, "01")],
        Difference(Matter.VALUE, DISTRICT, "0101", ""),
        Difference(Matter.VALUE, DISTRICT, "0102", ""),
    ),
)


@pytest.mark.parametrize(("name", "engine", "deeds", "explained", "near"), CASES, ids=[case[0] for case in CASES])
def test_a_rule_explains_its_case_and_not_the_one_beside_it(
    name: str, engine: str, deeds: list[Deed], explained: Difference, near: Difference
) -> None:
    rule = _ruling(engine, deeds, explained)

    assert rule == name
    assert _ruling(engine, deeds, near) is None


def test_plain_labels_are_those_of_the_list_in_its_order() -> None:
    listed = [(row.findtext("name"), row.findtext("label")) for row in definition().lists["divisions"].all_rows("item")]
    told = "; ".join(f"{code} {label}" for code, label in listed)
    deeds = [Deed("language", value="Urdu (ur)")]

    assert _ruling(WEB_FORMS, deeds, Difference(Matter.CHOICES, DIVISION, "…", told)) == "plain-labels"
    assert _ruling(WEB_FORMS, deeds, Difference(Matter.CHOICES, DIVISION, "…", told.replace("Lahore", "L"))) is None
    assert _ruling(WEB_FORMS, deeds, Difference(Matter.CHOICES, PLOT, "…", told)) is None


def test_every_rule_has_its_case() -> None:
    assert {rule.name for rule in RULES} == {case[0] for case in CASES} | {"plain-labels"}


def _ruling(engine: str, deeds: list[Deed], difference: Difference) -> str | None:
    ours = Engine("ours", our_line())
    ours.begin()
    for deed in deeds:
        assert ours.ask(deed.op, ref=deed.ref, value=deed.value)["ok"]
    node = definition().nodes[plain(difference.ref)]
    question = node if isinstance(node, Question) else None
    last = deeds[-1] if deeds else None
    rule = explaining(RULES, Scene(engine, difference, last, question, deeds, ours, definition()))
    return rule.name if rule is not None else None


def test_the_page_explains_every_rule_and_no_other() -> None:
    blank = [Figures(name) for name in PEERS]
    page = PAGE.read_text(encoding="utf-8")

    assert page.partition("\n### ")[2] == drawn(blank, RULES, 1).partition("\n### ")[2]
    assert len({rule.name for rule in RULES}) == len(RULES) and all(rule.source for rule in RULES)


def test_figures_add_up() -> None:
    course = played([Deed("answer", ROOMS, ""), *answers(assets__rooms="3")], refusing_blanks)

    twice = Figures(JAVA_ROSA).with_course(course).with_course(course)

    assert twice.as_json() | {"by_rule": None} == {
        "households": 2,
        "deeds": 2 * 3,
        "nodes": 2 * course.nodes,
        "by_rule": None,
    }
    assert twice.by_rule["refused"] == 2
    assert "| [refused](#refused) | 2 | – |" in drawn([twice, Figures(WEB_FORMS)], RULES, 1)


def test_a_page_of_one_engine_is_not_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--peers", "nowhere", "--engine", JAVA_ROSA, "--write"])

    assert "the page tells of both engines" in capsys.readouterr().err
