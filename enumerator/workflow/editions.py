"""Editions at a desk: which there are, how a survey manager's workbook becomes one, and which is asked from now on."""

from __future__ import annotations

import shutil
from dataclasses import dataclass

from enumerator.domain.permissions import Deed, require
from enumerator.errors import EditionChanged, EditionExists, EditionLacks, EditionUnknown, GoldenDiffers
from enumerator.store import Desk
from enumerator.store.folder import disk_faults, sync_folder
from enumerator.workflow.interview import MEMBER
from enumerator.workflow.packs import pack_in_force
from enumerator.workflow.questionnaire import current_edition, edition_of, name_in_force, shipped_edition
from forms import Edition, editions
from forms.definition import Question
from forms.golden import read_golden, replay
from forms.installed import folder_hash, same_but_for_capitals
from forms.workbook import Examination, install

MAKING = ".making"
READ_OF_EVERY_HOUSEHOLD = (
    "/data/registration/applicant_cnic",
    "/data/registration/declaration",
    "/data/registration/consent",
    "/data/registration/documents_seen",
    "/data/basic/head_name",
    "/data/basic/head_name_ur",
    "/data/basic/head_gender",
    "/data/contact/mobile_1",
    "/data/address/current/locality",
    "/data/address/current/tehsil",
    "/data/address/current/other_district",
    f"{MEMBER}/full_name",
    f"{MEMBER}/id_number",
    f"{MEMBER}/relation",
    f"{MEMBER}/sex",
    f"{MEMBER}/age",
    f"{MEMBER}/education/class_now",
    f"{MEMBER}/education/education_level",
    f"{MEMBER}/education/school_status",
    f"{MEMBER}/work/occupation",
    f"{MEMBER}/work/not_working_reason",
    "/data/livelihood/iban",
)
"""What lists, slips, exports, the desk's own checks and the windows look up by name."""


@dataclass(frozen=True, slots=True)
class EditionStanding:
    """One edition as a desk has it.

    Attributes:
        name: "pser/2025".
        title, version, languages, questions: what the form says of itself; blank where it is not whole.
        in_force: whether new households are asked in it.
        shipped: whether it came with the program.
        drafts: how many drafts are on it.
        whole: False where its files are not what was installed; then nothing can be asked in it.
    """

    name: str
    title: str
    version: str
    languages: tuple[str, ...]
    questions: int
    in_force: bool
    shipped: bool
    drafts: int
    whole: bool = True


def standing_editions(desk: Desk) -> tuple[EditionStanding, ...]:
    """Tell every edition of this desk: those that came with the program, then the others as they were installed."""
    shipped = editions()
    return tuple(_standing(desk, name, shipped=name in shipped) for name in (*shipped, *desk.editions.all()))


def install_questionnaire(desk: Desk, examination: Examination) -> str:
    """Make an edition of an examined workbook; it is not in force by that. The same form twice is no fault.

    Policy and score packs come from the edition in force, as far as they fit. An edition whose files were changed
    or lost is made whole by installing its workbook again.

    Returns: the edition's name.

    Raises:
        NotPermitted: not a supervisor.
        EditionExists: another form has this name; it needs a new version.
        FormFault: the workbook has errors, or a list is missing.
        DiskFull, StoreReadOnly: nothing was installed.
    """
    require(desk.officer, Deed.INSTALL_EDITION)
    folder = desk.editions.folder
    making = folder / MAKING
    with disk_faults():
        shutil.rmtree(making, ignore_errors=True)  # of a start that was cut short
        try:
            # Made aside from where editions lie: what the store does not know of is never taken for one.
            made = install(examination, making, _followed(desk))
            name, form, content = made.relative_to(making).as_posix(), _form_hash(examination), folder_hash(made)
            installed = desk.editions.all()
            known, other = installed.get(name), same_but_for_capitals(name, (*editions(), *installed))
            if other or name in editions() or (known is not None and known.form != form):
                raise EditionExists(edition=other or name)
            home = folder / name
            if known is None or not home.is_dir() or folder_hash(home) != known.content:
                shutil.rmtree(home, ignore_errors=True)
                home.parent.mkdir(parents=True, exist_ok=True)
                made.replace(home)
                sync_folder(home.parent)
                desk.editions.add(name, form=form, content=content)
        finally:
            shutil.rmtree(making, ignore_errors=True)
    return name


def put_in_force(desk: Desk, name: str) -> None:
    """Ask new households in this edition from now on; drafts stay on theirs.

    Raises:
        NotPermitted: not a supervisor.
        EditionUnknown, EditionChanged: it is not here, or not what was installed.
        EditionLacks: it does not ask what this program reads of every household.
        EditionNotScored: no score pack fits it.
        GoldenDiffers: its golden households come out otherwise; `departures` says where.
    """
    require(desk.officer, Deed.PUT_IN_FORCE)
    edition = edition_of(desk, name)
    lacking = next((path for path in READ_OF_EVERY_HOUSEHOLD if path not in edition.definition.nodes), None)
    if lacking is not None:
        raise EditionLacks(edition=name, ref=lacking)
    pack_in_force(desk, edition)
    departures = [
        departure for golden in read_golden(edition.folder) for departure in replay(edition.definition, golden)
    ]
    if departures:
        raise GoldenDiffers(name, departures)
    desk.editions.put_in_force(name)


def _followed(desk: Desk) -> Edition:
    """Load the edition whose policy and packs a new one takes over; in place of one that is not whole, the shipped."""
    try:
        return current_edition(desk)
    except (EditionUnknown, EditionChanged):
        return shipped_edition()


def _form_hash(examination: Examination) -> str:
    return examination.identity.content_hash if examination.identity else ""


def _standing(desk: Desk, name: str, *, shipped: bool) -> EditionStanding:
    in_force, drafts = name == name_in_force(desk), desk.editions.drafts().get(name, 0)
    try:
        form = edition_of(desk, name).definition
    except EditionChanged:
        return EditionStanding(name, "", "", (), 0, in_force, shipped, drafts, whole=False)
    asked = sum(isinstance(node, Question) and node.asked for node in form.nodes.values())
    return EditionStanding(name, form.title, form.edition, form.languages, asked, in_force, shipped, drafts)
