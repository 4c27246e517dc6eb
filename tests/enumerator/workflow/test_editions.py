"""Editions at a desk: a workbook is installed, put in force once its golden households come out right, and guarded."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from enumerator.errors import (
    EditionChanged,
    EditionExists,
    EditionLacks,
    EditionNotScored,
    EditionUnknown,
    GoldenDiffers,
    NotPermitted,
)
from enumerator.store import Desk
from enumerator.workflow.editions import (
    READ_OF_EVERY_HOUSEHOLD,
    EditionStanding,
    install_questionnaire,
    put_in_force,
    standing_editions,
)
from enumerator.workflow.finish import finish
from enumerator.workflow.interview import begin_interview, resume_interview
from enumerator.workflow.issue_slip import slip_content
from enumerator.workflow.questionnaire import (
    SHIPPED_EDITION,
    current_edition,
    edition_of,
    name_in_force,
    scoring_pack,
    shipped_edition,
)
from enumerator.workflow.score_policy import score_policy
from enumerator.workflow.score_view import score_view
from forms.errors import FormFault
from forms.installed import folder_hash
from forms.workbook import Examination, install
from tests.enumerator.store.centre import BILAL, SAIRA, USMAN
from tests.enumerator.workflow.workbooks import ASKED, DROPPED, NEXT, with_words
from tests.enumerator.workflow.world import World, ask


def test_an_installed_edition_stands_beside_the_one_in_force(enrolled: World, next_year: Examination) -> None:
    with enrolled.sign_in(SAIRA) as desk:
        assert install_questionnaire(desk, next_year) == NEXT

        shipped, installed = standing_editions(desk)
        title = shipped_edition().definition.title
        languages = shipped_edition().definition.languages
        assert shipped == EditionStanding(
            SHIPPED_EDITION, title, "2025.1", languages, shipped.questions, in_force=True, shipped=True, drafts=0
        )
        assert installed == EditionStanding(
            NEXT, title, "2025.2", languages, shipped.questions, in_force=False, shipped=False, drafts=0
        )
        assert current_edition(desk).name == SHIPPED_EDITION
        assert told(desk) == [("edition_installed", NEXT)]


def test_from_then_on_households_are_asked_in_it_and_drafts_stay_on_theirs(in_force: World) -> None:
    with in_force.sign_in(BILAL) as desk:
        (before,) = desk.surveys.all()
        begun = begin_interview(desk, in_force.clock)

        assert desk.surveys.row(begun.number).edition == NEXT
        assert ASKED in begun.interview.definition.nodes
        assert DROPPED not in begun.interview.definition.nodes
        assert desk.surveys.row(before.number).edition == SHIPPED_EDITION
        assert DROPPED in resume_interview(desk, before.number, in_force.clock).interview.definition.nodes
        assert {each.name: (each.in_force, each.drafts) for each in standing_editions(desk)} == {
            SHIPPED_EDITION: (False, 1),
            NEXT: (True, 1),
        }


def test_a_household_of_an_installed_edition_is_finished_scored_and_gets_its_slip(in_force: World) -> None:
    with in_force.sign_in(BILAL) as desk:
        asking = ask(desk, 5, in_force.clock)
        asking.answer(ASKED, "yes")
        row = finish(desk, asking, in_force.clock)
        revision = desk.surveys.revision(row.number, 1)

        assert revision.edition == NEXT
        (scored,) = desk.surveys.scores(row.number, 1)
        assert scored.pack_hash == scoring_pack(edition_of(desk, NEXT)).hash
        assert score_policy(desk, NEXT) == score_policy(desk, SHIPPED_EDITION)
        assert score_view(desk, row.number, 1).pack is not None
        slip = slip_content(desk, revision, 1, in_force.clock)
        assert (slip.edition, slip.helpline) == (NEXT, "0800-02345")


def test_a_supervisor_may_go_back_to_what_came_with_the_program(in_force: World) -> None:
    with in_force.sign_in(USMAN) as desk:
        put_in_force(desk, SHIPPED_EDITION)
        assert name_in_force(desk) == SHIPPED_EDITION
        assert told(desk)[-2:] == [("put_in_force", NEXT), ("put_in_force", SHIPPED_EDITION)]


def test_only_a_supervisor_installs_and_puts_in_force(installed: World, next_year: Examination) -> None:
    with installed.sign_in(BILAL) as desk:
        before = told(desk)
        with pytest.raises(NotPermitted):
            install_questionnaire(desk, replace(next_year))
        with pytest.raises(NotPermitted):
            put_in_force(desk, NEXT)
        assert name_in_force(desk) == SHIPPED_EDITION
        assert told(desk) == before


def test_the_same_workbook_twice_is_no_fault_and_leaves_no_second_line(
    installed: World, next_year: Examination
) -> None:
    with installed.sign_in(SAIRA) as desk:
        assert install_questionnaire(desk, next_year) == NEXT
        assert told(desk) == [("edition_installed", NEXT)]
        assert [path.name for path in desk.editions.folder.iterdir()] == ["pser_2025"]


def test_another_form_under_the_same_name_is_refused(installed: World, next_year: Examination) -> None:
    other = with_words(next_year, {b"Does the household have a fan?": b"Has the household a fan?"})
    with installed.sign_in(SAIRA) as desk:
        with pytest.raises(EditionExists):
            install_questionnaire(desk, other)
        assert edition_of(desk, NEXT).definition.content_hash == identity(next_year)
        assert told(desk) == [("edition_installed", NEXT)]


def test_a_name_that_came_with_the_program_cannot_be_taken(enrolled: World, next_year: Examination) -> None:
    assert next_year.identity is not None
    taking = replace(next_year, identity=replace(next_year.identity, form_id="pser", version="2025"))
    with enrolled.sign_in(SAIRA) as desk:
        with pytest.raises((EditionExists, FormFault)):
            install_questionnaire(desk, taking)
        assert len(standing_editions(desk)) == 1


def test_a_name_that_differs_in_capitals_alone_is_taken_too(installed: World, next_year: Examination) -> None:
    other = with_words(next_year, {b'id="pser_2025"': b'id="PSER_2025"'}, form_id="PSER_2025")
    with installed.sign_in(SAIRA) as desk:
        with pytest.raises(EditionExists) as told_of:
            install_questionnaire(desk, other)
        assert told_of.value.facts == {"edition": NEXT}
        assert [each.name for each in standing_editions(desk)] == [SHIPPED_EDITION, NEXT]
        assert standing_editions(desk)[-1].whole


def test_a_workbook_with_errors_is_not_installed(enrolled: World) -> None:
    with enrolled.sign_in(SAIRA) as desk:
        with pytest.raises(FormFault):
            install_questionnaire(desk, Examination(Path("broken.xlsx"), ()))
        assert len(standing_editions(desk)) == 1


@pytest.mark.parametrize("file", ["form.xml", "policy.json", "packs/schreiner-2009.json", "golden"])
def test_a_file_changed_on_the_disk_is_refused_until_the_workbook_is_installed_again(
    in_force: World, next_year: Examination, file: str
) -> None:
    place = in_force.store / "editions" / NEXT / file
    place = next(place.iterdir()) if place.is_dir() else place
    place.write_bytes(place.read_bytes() + b"\n")

    with in_force.sign_in(SAIRA) as desk:
        for deed in deeds_on_it(desk, in_force):
            with pytest.raises(EditionChanged):
                deed()
        standing = standing_editions(desk)[-1]
        assert (standing.name, standing.in_force, standing.whole, standing.title) == (NEXT, True, False, "")

        install_questionnaire(desk, next_year)
        for deed in deeds_on_it(desk, in_force):
            deed()


def test_an_edition_whose_folder_is_gone_is_refused_and_can_be_installed_again(
    in_force: World, next_year: Examination
) -> None:
    shutil.rmtree(in_force.store / "editions")
    with in_force.sign_in(SAIRA) as desk:
        with pytest.raises(EditionChanged):
            current_edition(desk)
        install_questionnaire(desk, next_year)
        assert current_edition(desk).definition.content_hash == identity(next_year)


def test_a_folder_that_nobody_installed_is_no_edition(enrolled: World, next_year: Examination) -> None:
    with enrolled.sign_in(SAIRA) as desk:
        home = install(next_year, desk.editions.folder, shipped_edition())
        (home / "policy.json").write_text("{}", "utf-8")
        with pytest.raises(EditionUnknown):
            put_in_force(desk, NEXT)
        assert len(standing_editions(desk)) == 1

        install_questionnaire(desk, next_year)
        assert score_policy(desk, NEXT) == score_policy(desk, SHIPPED_EDITION)


def test_an_edition_whose_golden_households_come_out_otherwise_is_not_put_in_force(
    enrolled: World, next_year: Examination
) -> None:
    with enrolled.sign_in(SAIRA) as desk:
        home = install(next_year, desk.editions.folder, shipped_edition())
        golden = min((home / "golden").glob("*.json"))
        written = json.loads(golden.read_text("utf-8"))
        ref = next(iter(written["expected"]))
        written["expected"][ref] = "never"
        golden.write_text(json.dumps(written), "utf-8")
        desk.editions.add(NEXT, form=identity(next_year), content=folder_hash(home))

        with pytest.raises(GoldenDiffers) as told_of:
            put_in_force(desk, NEXT)

        (departure,) = told_of.value.departures
        assert (departure.household, departure.ref, departure.expected) == (golden.stem, ref, "never")
        assert told_of.value.facts == {"edition": NEXT, "departures": 1}
        assert name_in_force(desk) == SHIPPED_EDITION
        assert begin_interview(desk, enrolled.clock).interview.definition is shipped_edition().definition


def test_an_edition_that_no_pack_fits_is_not_put_in_force(enrolled: World, next_year: Examination) -> None:
    foreign = with_words(next_year, {b'id="pser_2025"': b'id="pser_2031"'}, form_id="pser_2031")
    with enrolled.sign_in(SAIRA) as desk:
        name = install_questionnaire(desk, foreign)
        with pytest.raises(EditionNotScored):
            put_in_force(desk, name)
        assert name_in_force(desk) == SHIPPED_EDITION


def test_an_edition_that_lacks_what_lists_and_windows_read_is_not_put_in_force(
    enrolled: World, next_year: Examination
) -> None:
    lacking = with_words(next_year, {b"head_name_ur": b"head_name_sd"})
    with enrolled.sign_in(SAIRA) as desk:
        install_questionnaire(desk, lacking)
        with pytest.raises(EditionLacks) as told_of:
            put_in_force(desk, NEXT)
        assert told_of.value.facts == {"edition": NEXT, "ref": "/data/basic/head_name_ur"}
        assert name_in_force(desk) == SHIPPED_EDITION


def test_our_own_questionnaire_has_everything_that_is_read_of_every_household() -> None:
    assert set(READ_OF_EVERY_HOUSEHOLD) <= set(shipped_edition().definition.nodes)


def test_an_edition_that_is_nowhere_is_told_by_its_name(enrolled: World) -> None:
    with enrolled.sign_in(SAIRA) as desk:
        with pytest.raises(EditionUnknown) as told_of:
            put_in_force(desk, "pser/2099")
        assert told_of.value.facts == {"edition": "pser/2099"}


def deeds_on_it(desk: Desk, world: World) -> tuple[Callable[[], object], ...]:
    return (
        lambda: current_edition(desk),
        lambda: begin_interview(desk, world.clock),
        lambda: put_in_force(desk, NEXT),
    )


def told(desk: Desk) -> list[tuple[str, str]]:
    """The journal's lines about editions."""
    return [
        (line.trace.value, str(line.facts["edition"]))
        for line in desk.audit.lines()
        if line.trace.value in ("edition_installed", "put_in_force")
    ]


def identity(examination: Examination) -> str:
    assert examination.identity is not None
    return examination.identity.content_hash
