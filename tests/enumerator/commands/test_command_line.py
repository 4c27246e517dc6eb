from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence

import pytest

from enumerator.app import run
from enumerator.commands.command import Command, centre_code, officer_code, parser
from enumerator.commands.families import MODULES, commands_for
from enumerator.commands.table import COMMANDS, as_markdown


@pytest.mark.parametrize("command", COMMANDS, ids=[command.name for command in COMMANDS])
def test_every_command_says_what_it_does_and_what_it_takes(
    command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parser(COMMANDS).parse_args([*command.name.split(), "--help"])

    assert ended.value.code == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert f"{command.says}." in shown
    for argument in command.arguments:
        assert argument.says in shown
        assert argument.name in shown or argument.more["metavar"] in shown


def test_the_help_of_the_program_and_of_a_group_name_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    for group in ("", *sorted({command.name.partition(" ")[0] for command in COMMANDS if " " in command.name})):
        with pytest.raises(SystemExit):
            parser(COMMANDS).parse_args([*group.split(), "--help"])
        shown = capsys.readouterr().out
        of_group = [command.name for command in COMMANDS if command.name.startswith(f"{group} " if group else "")]
        assert all(name.removeprefix(f"{group} ").partition(" ")[0] in shown for name in of_group)


def test_no_two_commands_share_a_name() -> None:
    names = [command.name for command in COMMANDS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("command", COMMANDS, ids=[command.name for command in COMMANDS])
def test_a_typed_command_is_found_in_the_module_that_its_family_names(command: Command) -> None:
    words = command.name.split()
    assert words[0] in MODULES
    assert command in commands_for(words)


@pytest.mark.parametrize("words", [[], ["--help"], ["fly"], ["--language", "ur", "window"]])
def test_other_words_are_looked_up_in_the_whole_table(words: Sequence[str]) -> None:
    assert commands_for(words) == COMMANDS


def test_the_windows_wait_for_no_library_that_only_other_commands_need() -> None:
    heavy = ("openpyxl", "pypdf", "requests", "pyxform", "sqlite_utils", "segno")
    words = f"import sys, enumerator.ui.application; print(*sorted(set(sys.modules) & set({heavy})))"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == []


def test_the_table_for_the_documents_has_a_row_a_command() -> None:
    rows = as_markdown().splitlines()[2:]
    assert [row.split("`")[1] for row in rows] == [command.name for command in COMMANDS]


@pytest.mark.parametrize(
    "words",
    [
        ["officers"],
        ["fly"],
        ["households", "show", "--officer", "0603017-01"],
        ["--language", "fr", "self-check"],
        ["return", "--officer", "0603017-01", "0603-017-01-000001-9"],
        ["set-up", "--centre", "06", "--centre-name", "x", "--supervisor", "0603017-01", "--name", "x"],
        ["set-up", "--centre", "0603017", "--centre-name", "x", "--supervisor", "saira", "--name", "x"],
        ["set-up", "--desk", "0", "--centre", "0603017", "--centre-name", "x", "--supervisor", "a", "--name", "x"],
        ["officers", "add", "--officer", "0603017-01", "bilal", "--name", "x"],
        ["main-job", "--households", "many"],
    ],
)
def test_wrong_words_end_with_2_and_the_usage(words: Sequence[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(words)
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: enumerator")


def test_codes_are_taken_in_urdu_digits_too() -> None:
    assert centre_code(" ۰۶۰۳۰۱۷ ") == "0603017"
    assert officer_code("۰۶۰۳۰۱۷-۰۴") == "0603017-04"


@pytest.mark.parametrize("text", ["", "060301", "06030171", "0603017-04", "06o3017"])
def test_what_is_no_centres_code_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        centre_code(text)


@pytest.mark.parametrize("text", ["", "0603017", "0603017-4", "0603017-004", "0603017 04", "0603017-04\n-"])
def test_what_is_no_officers_code_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        officer_code(text)
