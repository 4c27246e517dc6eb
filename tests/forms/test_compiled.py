"""A form that was compiled once need not be compiled again; a file that is anything else is never used."""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from forms import compiled as compiling
from forms import edition
from forms.compiled import load_form
from forms.definition import FormDefinition, Kind
from forms.edition import load_edition, precompile
from forms.interview import Interview
from forms.packing import BadPack, pack, unpack
from forms.xform import parse_xform
from tests.forms.foreign_forms import foreign, written
from tests.forms.small_forms import noon

ROOT = Path(__file__).resolve().parents[2]
CSV = "jr://file-csv/villages.csv"
VILLAGES = b"name,label,tehsil\nkot,Kot,a\nbhera,Bhera,b\nmiani,Miani,a\n"
FORM = written(
    "<tehsil>a</tehsil><village/><roster jr:template=''><age/></roster><count/><today/>",
    "<bind nodeset='/data/roster/age' type='int' constraint='. &lt; 120' jr:constraintMsg=\"jr:itext('old')\"/>"
    "<bind nodeset='/data/count' calculate='count(/data/roster[age != \"\"])'/>"
    "<bind nodeset='/data/today' calculate='today()' pser:missing='refused'/>"
    f"<instance id='villages' src='{CSV}'/>"
    "<setvalue ref='/data/tehsil' event='odk-instance-first-load' value=\"concat('a', '')\"/>",
    "<select1 ref='/data/village'><itemset nodeset=\"instance('villages')/root/item[tehsil = /data/tehsil]\">"
    "<value ref='name'/><label ref='label'/></itemset></select1><input ref='/data/tehsil'/><input ref='/data/none'/>"
    "<group ref='/data/roster'><repeat nodeset='/data/roster'><input ref='/data/roster/age'>"
    "<label>Age in <output value='/data/tehsil'/></label></input></repeat></group>",
    model="<itext><translation lang='English (en)'><text id='old'><value>Too old</value></text></translation></itext>",
).encode()


def _load(kept: Path) -> FormDefinition:
    return load_form(FORM, {CSV: VILLAGES}, kept)


def _filled(definition: FormDefinition) -> tuple[object, ...]:
    interview = Interview.start(definition, clock=noon)
    interview.add_repeat("/data/roster")
    ages = f"/data/roster[{interview.instances('/data/roster')}]/age"
    changes = [interview.answer(ages, age) for age in ("130", "x", "30")]
    interview.answer("/data/village", "miani")
    told = interview.label(ages), interview.choices("/data/village"), interview.message(ages)
    return changes, told, interview.serialise(), interview.submission()


def _shown(definition: FormDefinition) -> tuple[object, ...]:
    interview = Interview.start(definition, clock=noon)
    questions = interview.questions()
    labels = [interview.label(ref, language) for ref in questions for language in definition.languages]
    return definition.content_hash, definition.order, definition.graph, questions, labels


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A folder with the form in it."""
    folder = tmp_path / "kept"
    _load(folder)
    return folder


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What was compiled since."""
    made: list[bytes] = []

    def counted(xform: bytes, resources: dict[str, bytes]) -> FormDefinition:
        made.append(xform)
        return parse_xform(xform, resources)

    monkeypatch.setattr(compiling, "parse_xform", counted)
    return made


def test_a_kept_form_is_not_compiled_again_and_asks_the_same(kept: Path, count: list[bytes]) -> None:
    again = _load(kept)

    assert count == []
    assert _filled(again) == _filled(parse_xform(FORM, {CSV: VILLAGES}))
    assert again.remarks == parse_xform(FORM, {CSV: VILLAGES}).remarks


def test_without_a_folder_a_form_is_compiled_and_nothing_is_written(tmp_path: Path, count: list[bytes]) -> None:
    assert load_form(FORM, {CSV: VILLAGES}).form_id == "foreign"
    assert load_form(written("<a/>").encode()).form_id == "foreign"

    assert len(count) == 2
    assert not list(tmp_path.iterdir())


def test_another_form_or_another_list_is_another_file(kept: Path, count: list[bytes]) -> None:
    load_form(FORM, {CSV: VILLAGES + b"x,X,a\n"}, kept)
    load_form(FORM.replace(b"Too old", b"Too young"), {CSV: VILLAGES}, kept)

    assert len(count) == 2
    assert len(list(kept.glob("*.form"))) == 3


def _broken(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def apply(path: Path) -> None:
        path.write_bytes(change(path.read_bytes()))

    return apply


def _payload(content: bytes) -> Callable[[bytes], bytes]:
    """A file that passes for whole, with other content in it."""

    def change(file: bytes) -> bytes:
        start = compiling._CHECKED - hashlib.sha256().digest_size
        return file[:start] + hashlib.sha256(content).digest() + content

    return change


class _Orders:
    def __reduce__(self) -> tuple[object, ...]:
        return os.system, ("exit 1",)


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(_broken(lambda file: b""), id="empty"),
        pytest.param(_broken(lambda file: file[:100]), id="cut short in its head"),
        pytest.param(_broken(lambda file: file[:-1]), id="cut short at its end"),
        pytest.param(_broken(lambda file: file[:-9] + b"\0" + file[-8:]), id="one byte changed"),
        pytest.param(_broken(lambda file: file + b"\0"), id="one byte more"),
        pytest.param(_broken(lambda file: b"x" + file[1:]), id="another kind of file"),
        pytest.param(_broken(_payload(b"junk")), id="junk that passes for whole"),
        pytest.param(_broken(_payload(pickle.dumps(_Orders()))), id="orders that pass for a form"),
        pytest.param(_broken(_payload(pickle.dumps({"a": 1}))), id="something that is no form"),
        pytest.param(_broken(_payload(b"\x80\x05cforms.definition\nFormDefinition\n.")), id="the class, not a form"),
        pytest.param(_broken(_payload(b"\x80\x05\x95\xff\xff\xff\xff\xff\xff\xff\x7f.")), id="an endless frame"),
        pytest.param(lambda path: path.chmod(0o666), id="open to everybody"),
        pytest.param(lambda path: path.unlink(), id="gone"),
        pytest.param(lambda path: (path.unlink(), path.mkdir()), id="a folder"),
    ],
)
def test_a_spoilt_file_is_never_used_and_made_anew(
    kept: Path, count: list[bytes], spoil: Callable[[Path], None]
) -> None:
    (path,) = kept.glob("*.form")
    spoil(path)

    again = _load(kept)

    assert len(count) == 1
    assert _filled(again) == _filled(parse_xform(FORM, {CSV: VILLAGES}))
    if not path.is_dir():
        _load(kept)
        assert len(count) == 1, "and the new file serves"


def test_a_file_under_the_name_of_another_form_is_not_used(kept: Path, count: list[bytes]) -> None:
    other = written("<a/>").encode()
    load_form(other, {}, kept)
    mine, theirs = sorted(kept.glob("*.form"), key=lambda path: path.stat().st_size)
    shutil.copy(mine, theirs)

    assert _load(kept).order == parse_xform(FORM, {CSV: VILLAGES}).order
    assert len(count) == 2


def test_another_engine_does_not_use_it(kept: Path, count: list[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "engine", lambda: "of next year")

    _load(kept)

    assert len(count) == 1


def test_an_engine_that_does_not_know_what_it_is_keeps_nothing(
    tmp_path: Path, count: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiling, "engine", lambda: "")

    _load(tmp_path)
    _load(tmp_path)

    assert len(count) == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="modes are not Windows'")
def test_the_file_is_its_owners_alone(kept: Path) -> None:
    (path,) = kept.iterdir()

    assert path.stat().st_mode & 0o777 == 0o600
    assert kept.stat().st_mode & 0o777 == 0o700


def test_a_file_of_somebody_else_is_not_used(kept: Path, count: list[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "getuid", lambda: 4711, raising=False)

    _load(kept)

    assert len(count) == 1


def test_windows_closes_a_desks_folder_itself(kept: Path, count: list[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")

    _load(kept)

    assert count == []


def test_a_folder_that_takes_nothing_costs_no_more_than_the_time(tmp_path: Path, count: list[bytes]) -> None:
    taken = tmp_path / "a file"
    taken.write_bytes(b"")

    assert _load(taken).form_id == "foreign"
    assert len(count) == 1


def test_forms_of_former_years_go(kept: Path) -> None:
    for year in range(compiling.MAX_KEPT + 4):
        old = kept / f"{year}.form"
        old.write_bytes(b"")
        os.utime(old, (year, year))

    load_form(written("<a/>").encode(), {}, kept)

    assert len(list(kept.glob("*.form"))) == compiling.MAX_KEPT
    assert not (kept / "0.form").exists()


def test_our_own_questionnaire_is_kept_without_reading_its_sheets_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = load_edition("pser/2025", tmp_path).definition
    edition._compiled.cache_clear()
    monkeypatch.setattr(edition, "compile_sheets", lambda folder: pytest.fail("the sheets were read"))

    again = load_edition("pser/2025", tmp_path).definition

    assert again is not fresh
    assert _shown(again) == _shown(fresh)
    edition._compiled.cache_clear()


def test_a_frozen_program_brings_its_questionnaires_compiled(tmp_path: Path) -> None:
    """The package without sources, as a frozen program has it: what the build noted of the engine stands in."""
    home = tmp_path / "forms"
    precompile(home / "kept")

    assert compiling._engine(home) == compiling.engine()
    assert compiling._engine(tmp_path / "elsewhere") == ""
    assert len(list((home / "kept").glob("*.form"))) == len(edition.editions())


def test_what_the_program_brings_is_used_before_anything_is_compiled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    precompile(tmp_path)
    edition._compiled.cache_clear()
    assert not edition.came_compiled("pser/2025")
    monkeypatch.setattr(edition, "_SHIPPED", tmp_path)
    monkeypatch.setattr(edition, "compile_sheets", lambda folder: pytest.fail("the sheets were read"))

    assert edition.came_compiled("pser/2025")
    assert load_edition("pser/2025").definition.form_id == "pser_2025"
    edition._compiled.cache_clear()


def test_a_kept_questionnaire_opens_without_the_converter(tmp_path: Path) -> None:
    asked = (
        "import sys; from pathlib import Path; from forms.edition import load_edition\n"
        "load_edition('pser/2025', Path(sys.argv[1]))\n"
        "print('pyxform' in sys.modules)"
    )

    compiling_it, opening_it = (
        subprocess.run([sys.executable, "-c", asked, tmp_path], cwd=ROOT, capture_output=True, check=True)
        for _ in range(2)
    )

    assert compiling_it.stdout.strip() == b"True"
    assert opening_it.stdout.strip() == b"False"


def test_only_a_definition_is_unpacked() -> None:
    with pytest.raises(BadPack):
        unpack(pickle.dumps([Kind.TEXT.value]))
    assert unpack(pack(foreign("<a/>"))).order == ("/data", "/data/a")
