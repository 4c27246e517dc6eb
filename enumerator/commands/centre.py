"""Commands about the desk itself: its set-up, its officers, its registry."""

from __future__ import annotations

import argparse
from pathlib import Path

from enumerator.commands.command import (
    PASSPHRASE,
    SIGNED_IN,
    STORE,
    Command,
    argument,
    centre_code,
    officer_code,
)
from enumerator.commands.signed_in import own_passphrase, passphrase_from, signed_in, signed_in_with
from enumerator.domain.centre import Centre
from enumerator.domain.officer import NewOfficer, Role
from enumerator.named_file import named
from enumerator.settings import store_folder
from enumerator.store.folder import replace_file
from enumerator.surroundings import Surroundings
from enumerator.workflow.enrol import enrolment_request, trust_registry
from enumerator.workflow.sign_in import set_up_desk


def _set_up(words: argparse.Namespace, world: Surroundings) -> int:
    passphrase = passphrase_from(words.passphrase_file, world, "Passphrase for the first supervisor: ")
    supervisor = NewOfficer(words.supervisor, words.name, Role.SUPERVISOR, passphrase)
    centre = Centre(words.centre, words.centre_name, words.centre_name_ur)
    folder = store_folder(words.store)
    set_up_desk(folder, centre=centre, desk=words.desk, supervisor=supervisor, clock=world.clock, trial=words.trial)
    world.say(f"Desk {words.desk} of centre {words.centre} is set up; {words.supervisor} may sign in.")
    return 0


def _list_officers(words: argparse.Namespace, world: Surroundings) -> int:
    with signed_in(words, world) as desk:
        for officer in desk.officers.list():
            state = "active" if officer.active else "suspended"
            world.say(f"{officer.code}  {officer.role.value:18}  {state:9}  {officer.name}")
    return 0


def _add_officer(words: argparse.Namespace, world: Surroundings) -> int:
    with signed_in(words, world) as desk:
        passphrase = passphrase_from(words.new_passphrase_file, world, f"Passphrase for {words.code}: ")
        added = desk.officers.add(NewOfficer(words.code, words.name, Role(words.role), passphrase))
        world.say(f"{added.code} may sign in. Hand the registry a new enrolment file before their surveys travel.")
    return 0


def _suspend_officer(words: argparse.Namespace, world: Surroundings) -> int:
    with signed_in(words, world) as desk:
        desk.officers.suspend(words.code)
        world.say(f"{words.code} may not sign in any more.")
    return 0


def _change_passphrase(words: argparse.Namespace, world: Surroundings) -> int:
    old = own_passphrase(words, world)
    with signed_in_with(old, words, world) as desk:
        desk.officers.change_passphrase(old, passphrase_from(words.new_passphrase_file, world, "New passphrase: "))
        world.say("The new passphrase holds from now on.")
    return 0


def _request_enrolment(words: argparse.Namespace, world: Surroundings) -> int:
    with signed_in(words, world) as desk:
        with named("enrolment"):
            replace_file(Path(words.file), enrolment_request(desk).to_bytes())
        world.say("Hand this file to the registry; it holds public keys only.")
    return 0


def _trust_registry(words: argparse.Namespace, world: Surroundings) -> int:
    with signed_in(words, world) as desk:
        with named("registry_card"):
            card = Path(words.file).read_bytes()
        trust = trust_registry(desk, card)
        world.say(f"This desk now seals to registry {trust.registry_id} and believes its receipts.")
    return 0


_NEW_PASSPHRASE = argument(
    "--new-passphrase-file", "file with the new passphrase; else it is asked for", metavar="FILE"
)

COMMANDS = (
    Command(
        "set-up",
        "make this desk's encrypted store, with its first supervisor",
        (
            STORE,
            PASSPHRASE,
            argument(
                "--centre",
                "the centre's code: district (4 digits) and centre (3)",
                type=centre_code,
                required=True,
                metavar="CODE",
            ),
            argument("--centre-name", "its name in English", required=True, metavar="NAME"),
            argument("--centre-name-ur", "its name in Urdu", default="", metavar="NAME"),
            argument(
                "--desk",
                "the desk's number within the centre",
                type=int,
                choices=range(1, 100),
                metavar="1-99",
                default=1,
            ),
            argument("--supervisor", "the first supervisor's code", type=officer_code, required=True, metavar="CODE"),
            argument("--name", "the first supervisor's name", required=True),
            argument("--trial", "mark everything TRIAL", action="store_true"),
        ),
        _set_up,
    ),
    Command("officers list", "list the officers of this desk", SIGNED_IN, _list_officers),
    Command(
        "officers add",
        "give an officer a key to this desk",
        (
            *SIGNED_IN,
            argument("code", "centre, dash, two digits: 0603017-04", type=officer_code),
            argument("--name", "the officer's name", required=True),
            argument(
                "--role", "what the officer is", choices=[role.value for role in Role], default=Role.OFFICER.value
            ),
            _NEW_PASSPHRASE,
        ),
        _add_officer,
    ),
    Command(
        "officers suspend",
        "take an officer off this desk",
        (*SIGNED_IN, argument("code", "the officer's code")),
        _suspend_officer,
    ),
    Command("officers passphrase", "change one's own passphrase", (*SIGNED_IN, _NEW_PASSPHRASE), _change_passphrase),
    Command(
        "enrol request",
        "write the file with which the registry admits this desk",
        (*SIGNED_IN, argument("file", "the file to write", metavar="FILE")),
        _request_enrolment,
    ),
    Command(
        "enrol trust",
        "believe a registry from its registry.json",
        (*SIGNED_IN, argument("file", "the registry's card", metavar="FILE")),
        _trust_registry,
    ),
)
