from __future__ import annotations

import json
from pathlib import Path

import pytest

from enumerator.errors import InputFault
from enumerator.trial.household import MEMBER, SampleHousehold, read_household, require_fitting, text
from enumerator.workflow.questionnaire import shipped_edition
from forms import Missing

WHOLE = {
    "answers": {"/data/assets/rooms": "2", "/data/assets/has_freezer": {"missing": "dont_know"}},
    "members": [{"relation": "HEAD", "work/income_last_month": {"missing": "refused"}}, {"relation": "CHILD"}],
}


def written(folder: Path, content: object) -> Path:
    file = folder / "household.json"
    file.write_text(json.dumps(content), "utf-8")
    return file


def test_a_household_is_read_with_its_missing_answers(tmp_path: Path) -> None:
    household = read_household(written(tmp_path, WHOLE))

    assert household.answer_to("/data/assets/rooms") == "2"
    assert household.answer_to("/data/assets/has_freezer") is Missing.DONT_KNOW
    assert household.answer_to(f"{MEMBER}[1]/work/income_last_month") is Missing.REFUSED
    assert household.answer_to(f"{MEMBER}[2]/relation") == "CHILD"
    assert household.answer_to("/data/assets/walls") is None
    assert household.answer_to(f"{MEMBER}[2]/name") is None


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        ([], "other_shape"),
        ("text", "other_shape"),
        ({"answers": {}}, "other_shape"),
        ({"answers": [], "members": [{}]}, "other_shape"),
        ({"answers": {"/data/assets/rooms": 2}, "members": [{}]}, "other_shape"),
        ({"answers": {"/data/assets/rooms": {"missing": "forgotten"}}, "members": [{}]}, "other_shape"),
        ({"answers": {"/data/assets/rooms": {"absent": "refused"}}, "members": [{}]}, "other_shape"),
        ({"answers": {"/data/assets/rooms": None}, "members": [{}]}, "other_shape"),
        ({"answers": {}, "members": ["HEAD"]}, "other_shape"),
        ({"answers": {}, "members": []}, "no_members"),
    ],
)
def test_another_shape_is_refused(tmp_path: Path, content: object, finding: str) -> None:
    with pytest.raises(InputFault) as caught:
        read_household(written(tmp_path, content))
    assert caught.value.facts == {"part": "answers", "finding": finding}


def test_a_file_that_is_absent_cut_or_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cut.json").write_text('{"answers": {', "utf-8")
    (tmp_path / "latin.json").write_bytes(b'{"answers": {"\xe9": ""}}')
    findings = {}
    for name in ("absent.json", "cut.json", "latin.json"):
        with pytest.raises(InputFault) as caught:
            read_household(tmp_path / name)
        findings[name] = caught.value.facts["finding"]
    assert findings == {"absent.json": "cannot_be_read", "cut.json": "other_shape", "latin.json": "cannot_be_read"}


def test_a_household_that_fits_the_questionnaire_passes(tmp_path: Path) -> None:
    require_fitting(read_household(written(tmp_path, WHOLE)), shipped_edition().definition)


@pytest.mark.parametrize(
    ("household", "entry", "finding"),
    [
        (SampleHousehold("", {"/data/assets/roooms": "2"}, [{}]), 1, "no_such_question"),
        (SampleHousehold("", {"/data/assets": "2"}, [{}]), 1, "no_such_question"),
        (SampleHousehold("", {}, [{"relation": "HEAD"}, {"nickname": "x"}]), 2, "no_such_question"),
        (SampleHousehold("", {"/data/registration/consent": Missing.REFUSED}, [{}]), 1, "missing_not_allowed"),
        (SampleHousehold("", {"/data/assets/rooms": "1"}, [{"gender": Missing.REFUSED}]), 2, "missing_not_allowed"),
    ],
)
def test_an_entry_that_fits_no_question_is_told_by_its_place_never_by_its_words(
    household: SampleHousehold, entry: int, finding: str
) -> None:
    with pytest.raises(InputFault) as caught:
        require_fitting(household, shipped_edition().definition)
    assert caught.value.facts == {"part": f"answers, entry {entry}", "finding": finding}


def test_the_words_of_a_missing_answer_are_blank() -> None:
    assert (text({"a": "b"}, "a"), text({"a": Missing.REFUSED}, "a"), text({}, "a")) == ("b", "", "")
