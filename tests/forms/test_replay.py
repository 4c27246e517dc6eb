"""The server of recorded interviews: every request has its reply, and none ends it."""

from __future__ import annotations

import base64
import io
import json
from typing import Any

import pytest

from forms import replay
from forms.interview import Interview
from forms.replay import Player
from tests.forms.foreign_forms import written

FORM = written(
    "<a/><t/><row><q/></row><orx:meta><orx:instanceID/></orx:meta>",
    """<bind nodeset="/data/a" type="int" required="true()" constraint=". &lt; 5" jr:constraintMsg="Too many"/>
    <bind nodeset="/data/t" calculate="now() &gt; 0"/>
    <bind nodeset="/data/orx:meta/orx:instanceID" jr:preload="uid"/>""",
    """<input ref="/data/a"><label ref="jr:itext('a')"/></input>
    <repeat nodeset="/data/row"><select1 ref="/data/row/q"><label>Q</label>
    <item><label>Yes</label><value>y</value></item></select1></repeat>""",
    model="""<itext><translation lang="en"><text id="a"><value>How many?</value></text></translation>
    <translation lang="ur"><text id="a"><value>کتنے؟</value></text></translation></itext>""",
)


class Asker:
    def __init__(self) -> None:
        self.player = Player()

    def __call__(self, op: str, s: int = 0, **request: object) -> Any:
        reply = self.player.reply(json.dumps({"op": op, "s": s, **request}))
        json.dumps(reply)
        return reply


@pytest.fixture
def ask() -> Asker:
    asker = Asker()
    assert asker("load", form_xml=FORM) == {"ok": True}
    return asker


def test_an_answer_tells_what_it_changed(ask: Asker) -> None:
    reply = ask("answer", ref="/data/a", value="7")

    assert reply["ok"] and "/data/a" in reply["refs"] and reply["structure"] == ()
    node = ask("state")["nodes"]["/data/a"]
    assert node == {"v": "7", "nr": False, "ro": False, "rq": True, "viol": "constraint"}
    assert ask("message", ref="/data/a") == {"ok": True, "constraint": "Too many", "required": None}
    assert ask("validate") == {"ok": True, "outcome": "constraint", "ref": "/data/a"}
    ask("answer", ref="/data/a", value="3")
    assert ask("validate") == {"ok": True, "outcome": "ok", "ref": None}
    assert ask("answer", ref="/data/a")["ok"]
    assert ask("state")["nodes"]["/data/a"]["viol"] == "required"


def test_instances_come_go_and_change_places(ask: Asker) -> None:
    assert ask("add_repeat", ref="/data/row")["structure"] == ("/data/row",)
    ask("answer", ref="/data/row[2]/q", value="y")
    ask("move_repeat", ref="/data/row[2]", value="1")
    assert ask("state")["nodes"]["/data/row[1]/q"]["v"] == "y"
    ask("remove_repeat", ref="/data/row[2]")
    assert ask("questions")["questions"] == ("/data/a", "/data/row[1]/q")
    assert ask("progress") == {"ok": True, "relevant": 2, "answered": 1, "required_open": 1}
    assert ask("progress", ref="/data/row[1]")["required_open"] == 0


def test_texts_are_told_in_the_language_chosen(ask: Asker) -> None:
    assert ask("label", ref="/data/a")["label"] == "How many?"
    assert ask("language", value="ur")["ok"]
    assert ask("label", ref="/data/a")["label"] == "کتنے؟"
    assert ask("choices", ref="/data/row[1]/q")["choices"][0]["value"] == "y"


def test_interviews_are_kept_opened_again_and_corrected(ask: Asker) -> None:
    ask("answer", ref="/data/a", value="2")
    ask("save_and_reopen", new_s=1)
    ask("new_instance", new_s=2)
    ask("edit_instance", new_s=3)
    saved = ask("xml")["xml"]
    ask("load", s=4, form_xml=FORM, instance_xml=saved)
    ask("load", s=5, form_xml=FORM, edit_xml=saved)
    ask("load", s=6, form_xml=FORM, last_saved_xml=saved)

    def value(s: int, name: str = "a") -> Any:
        return ask("state", s=s)["nodes"].get(f"/data/{name}", {}).get("v")

    assert [value(s) for s in range(7)] == ["2", "2", "", "2", "2", "2", ""]
    assert value(3, "meta/deprecatedID") == value(5, "meta/deprecatedID") == value(0, "meta/instanceID")
    assert json.loads(ask("json")["json"])["answers"]["a"] == "2"
    ask("reset")
    assert not ask("xml")["ok"]


def test_lists_arrive_as_text_or_in_base64() -> None:
    content = "name,label\nx,Ex\n"
    form = written(
        "<q/>",
        '<bind nodeset="/data/q" calculate="count(instance(\'p\')/root/item)"/>',
        model='<instance id="p" src="jr://file-csv/p.csv"/>',
    )
    for sent in (content, "base64:" + base64.b64encode(content.encode()).decode()):
        ask = Asker()
        assert ask("load", form_xml=form, resources={"jr://file-csv/p.csv": sent}) == {"ok": True}
        assert ask("state")["nodes"]["/data/q"]["v"] == "1"


@pytest.mark.parametrize(
    "line",
    [
        "",
        "no json",
        "7",
        "[]",
        "{}",
        '{"op": "dance"}',
        '{"op": "load", "s": 0}',
        '{"op": "load", "s": 0, "form_xml": 5}',
        '{"op": "load", "s": 0, "form_xml": "<a/>"}',
        '{"op": "load", "s": 0, "form_xml": "", "resources": {"a": "base64:!"}}',
        '{"op": "answer", "s": 9, "ref": "/data/a"}',
        '{"op": "answer", "s": [], "ref": "/data/a"}',
        '{"op": "answer"}',
        '{"op": ["answer"]}',
        "null",
        '"op"',
        '{"op": "state"',
        '{"op": "load", "s": 0, "form_xml": "<a/>", "resources": [1]}',
        '{"op": "move_repeat", "s": 0, "ref": "/data/row[1]", "value": 1e400}',
        pytest.param("[" * 100_000, id="deep"),
        b'{"op": "\xff"}',
        b"\xff\xfe",
    ],
)
def test_a_request_that_makes_no_sense_is_refused_by_name(line: str | bytes) -> None:
    reply = Player().reply(line)

    assert reply["ok"] is False and ": " in str(reply["error"])


def test_the_server_goes_on_until_its_input_ends(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    requests = ["broken", json.dumps({"op": "load", "s": 0, "form_xml": FORM}), json.dumps({"op": "validate", "s": 0})]
    lines = [b"\xff", *(request.encode() for request in requests)]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\n".join(lines))))

    assert replay.main() == 0

    replies = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [reply["ok"] for reply in replies] == [False, False, True, True]
    assert replies[3]["outcome"] == "required"


@pytest.mark.parametrize("fault", [MemoryError(), RecursionError("too deep"), RuntimeError("odd"), OSError("gone")])
def test_what_becomes_too_much_for_one_request_is_its_own_fault(
    ask: Asker, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr(Interview, "answer", fail)
        reply = ask("answer", ref="/data/a", value="1")

    assert reply["ok"] is False and str(reply["error"]).startswith(type(fault).__name__)
    assert ask("state")["ok"]


def test_a_form_that_cannot_be_opened_leaves_the_interview_before_it(ask: Asker) -> None:
    other = written("<b/>")

    assert not ask("load", form_xml=other, instance_xml="<no/>")["ok"]

    assert "/data/a" in ask("state")["nodes"]
    assert ask("new_instance", new_s=1)["ok"]
    assert "/data/a" in ask("state", s=1)["nodes"]
