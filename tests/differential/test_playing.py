"""A household on two engines of ours, of which one is wrong on purpose: every difference is seen, and told shortly."""

from __future__ import annotations

from typing import Any

from tests.differential.__main__ import told
from tests.differential.comparison import Difference, Matter, submissions
from tests.differential.deeds import MEMBER, Deed, Drawer, so_many
from tests.differential.engines import HOUSEHOLD, JAVA_ROSA, Engine, Line
from tests.differential.playing import Household, fewest
from tests.differential.rules import RULES
from tests.differential.wrong_engines import (
    DISTRICT,
    DIVISION,
    PLOT,
    ROOMS,
    TODAY,
    answers,
    definition,
    forgetting_plots,
    our_line,
    played,
    refusing_blanks,
    straight,
    wrong,
)


def test_a_household_is_drawn_again_from_its_seed_and_asks_only_what_is_asked() -> None:
    def drawn_by(seed: str) -> tuple[Deed, ...]:
        engine = Engine("ours", our_line())
        drawer = Drawer.of(definition(), seed, TODAY)
        return Household(engine, wrong(JAVA_ROSA, straight), definition(), RULES).play(so_many(25, drawer)).deeds

    deeds = drawn_by("1/0")

    assert deeds == drawn_by("1/0") != drawn_by("1/1")
    assert deeds == played(deeds).deeds  # no deed was left out because its question was not asked


def test_many_households_hold_every_manner_of_answer() -> None:
    engine = Engine("ours", our_line())
    seen: set[str] = set()
    for number in range(3):
        engine.begin()
        drawer = Drawer.of(definition(), f"2/{number}", TODAY)
        for _ in range(50):
            deed = drawer.draw(engine)
            engine.ask(deed.op, ref=deed.ref, value=deed.value)
            node = engine.state()[deed.ref] if deed.op == "answer" else {"v": "held"}
            seen.add(f"{deed.op} {node.get('viol', '')}".strip())
            seen |= {"mistyped"} if deed.value and not node["v"] else set()
            seen |= {"given before"} if drawer.said[deed.ref].count(deed.value) > 1 else set()

    assert seen >= {"answer", "answer constraint", "answer required", "mistyped", "given before"}
    assert seen >= {"add_repeat", "remove_repeat", "language"}


def test_engines_that_agree_differ_in_nothing() -> None:
    course = played([Deed("add_repeat", MEMBER), *answers(assets__rooms="3"), Deed("language", value="Urdu (ur)")])

    assert not course.unexplained and course.nodes > 4 * 200
    assert set(course.explained) <= {"begun-apart", "own-number", "not-ended", "own-desk"}


def test_what_differs_is_counted_when_it_comes_up_and_once_more_when_it_is_sent() -> None:
    course = played(answers(assets__rooms="3", assets__walls="1"))

    assert {rule: course.explained[rule] for rule in ("not-ended", "own-desk")} == {"not-ended": 2, "own-desk": 4}


def test_a_wrong_relevance_falls_through_every_rule() -> None:
    course = played([*answers(assets__rooms="3", assets__owns_plot="yes", assets__walls="1")], forgetting_plots)

    assert course.unexplained == (Difference(Matter.RELEVANT, "/data/assets/plot_marla", "", "yes"),)
    assert course.deeds[-1].ref == PLOT, "the household ends where it went wrong"


def test_a_wrong_value_a_missing_node_and_a_wrong_text_are_seen() -> None:
    def miscounting(request: dict[str, Any], line: Line) -> dict[str, Any]:
        reply = straight(request, line)
        if request["op"] == "state":
            reply["nodes"]["/data/derived/member_count"]["v"] = "7"
            del reply["nodes"]["/data/misc/shock"]
        return reply

    def speaking_english(request: dict[str, Any], line: Line) -> dict[str, Any]:
        return straight(request, line) if request["op"] != "language" else {"ok": True}

    found = {(each.matter, each.ref) for each in played([], miscounting).unexplained}
    assert found == {(Matter.VALUE, "/data/derived/member_count"), (Matter.NODE, "/data/misc/shock")}
    course = played([Deed("language", value="Urdu (ur)"), *answers(assets__owns_plot="no")], speaking_english)
    assert {each.matter for each in course.unexplained} == {Matter.LABEL, Matter.CHOICES}


def test_a_submission_and_a_validation_that_differ_are_seen() -> None:
    def keeping_all_to_itself(request: dict[str, Any], line: Line) -> dict[str, Any]:
        reply = straight(request, line)
        if request["op"] == "xml":
            reply["xml"] = reply["xml"].replace("<rooms>3</rooms>", "")
        return reply | ({"outcome": "ok", "ref": None} if request["op"] == "validate" else {})

    found = played(answers(assets__rooms="3"), keeping_all_to_itself).unexplained

    assert Difference(Matter.SENT, ROOMS, "3", "not sent") in found
    assert [each.theirs for each in found if each.matter is Matter.OUTCOME] == ["ok"]


def test_submissions_are_the_same_however_they_are_written() -> None:
    ours = '<data xmlns="http://www.w3.org/2002/xforms"><a></a><r><b>1</b></r><r><b>2</b></r></data>'
    theirs = '<d:data xmlns:d="urn:x"><d:a /><d:r><d:b>1</d:b></d:r><d:r><d:b>3</d:b></d:r></d:data>'

    assert list(submissions(ours, theirs, {"/data/r"})) == [Difference(Matter.SENT, "/data/r[2]/b", "2", "3")]


def test_after_a_refusal_both_go_on_with_what_the_other_engine_kept() -> None:
    first, blank, last = Deed("answer", ROOMS, "3"), Deed("answer", ROOMS, ""), Deed("answer", PLOT, "yes")

    course = played([first, blank, last], refusing_blanks)

    assert not course.unexplained and course.explained["refused"] == 1
    assert course.deeds == (first, blank, Deed("answer", ROOMS, "3", mends="refused"), last)


def test_a_stale_choice_goes_when_its_list_is_opened_and_ours_comes_back_alone() -> None:
    stale: dict[str, str] = {}

    def stale_until_opened(request: dict[str, Any], line: Line) -> dict[str, Any]:
        """Clears a district for good, and only when its list is opened."""
        if request["op"] == "choices" and request["ref"] == DISTRICT and stale:
            stale.clear()
            straight({"op": "answer", "s": HOUSEHOLD, "ref": DISTRICT, "value": ""}, line)
        if request["op"] == "answer" and request["ref"] == DIVISION and request["value"] == "02":
            stale[DISTRICT] = "0101"
        reply = straight(request, line)
        if request["op"] == "state" and stale:
            reply["nodes"][DISTRICT] |= {"v": stale[DISTRICT], "viol": ""}
        return reply

    to_and_fro = [Deed("answer", DIVISION, "01"), Deed("answer", DISTRICT, "0101")]
    to_and_fro += [Deed("answer", DIVISION, "02"), Deed("answer", DIVISION, "01")]
    course = played(to_and_fro, stale_until_opened)

    assert not course.unexplained
    assert [deed.mends for deed in course.deeds if deed.mends] == ["stale-choice", "restored-choice"]


def test_what_a_mend_does_not_take_away_is_unexplained() -> None:
    def stubborn(request: dict[str, Any], line: Line) -> dict[str, Any]:
        reply = straight(request, line)
        if request["op"] == "state":
            reply["nodes"][ROOMS]["v"] = "4"
        return reply | ({"rc": 1} if request["op"] == "answer" and not request["value"] else {})

    course = played([Deed("answer", ROOMS, "x")], stubborn)

    assert [(each.matter, each.ref) for each in course.unexplained] == [(Matter.VALUE, ROOMS)]


def test_a_household_that_fails_is_told_with_the_fewest_deeds_that_show_it() -> None:
    deeds = [
        *(Deed("add_repeat", MEMBER) for _ in range(3)),
        *answers(assets__rooms="3", assets__owns_plot="yes", assets__walls="1", misc__shock="no"),
        Deed("remove_repeat", f"{MEMBER}[2]"),
    ]

    course = played(deeds, forgetting_plots)
    lines = told(course, Engine("ours", our_line()), wrong(JAVA_ROSA, forgetting_plots))

    assert fewest(course.deeds, lambda fewer: bool(played(fewer, forgetting_plots).unexplained)) == (deeds[4],)
    assert list(lines) == [
        "answer /data/assets/owns_plot 'yes'",
        "→ relevance of /data/assets/plot_marla: ours '', theirs 'yes'",
    ]


def test_deeds_at_questions_that_are_no_longer_asked_are_passed_over() -> None:
    alone = played([Deed("answer", "/data/assets/plot_marla", "3"), Deed("remove_repeat", f"{MEMBER}[5]")])

    assert not alone.deeds and not alone.unexplained
