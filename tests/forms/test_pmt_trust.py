"""A pack that came later is believed by its signature, in its time, until it is taken back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from forms.pmt import (
    PackRefused,
    Revocations,
    Root,
    Trust,
    load_pack,
    read_revocations,
    require_no_rollback,
    require_valid,
    shipped_roots,
    trust_of,
)
from forms.pmt.sign import main
from forms.signature import BadKeyFile, is_signed, new_key, public_half, sign
from tests.forms.test_pmt_pack import SCHREINER, edited

TODAY = date(2026, 3, 15)
NEWER = edited(lambda document: document.update(version="1.2.0"))
Edit = Callable[[dict[str, Any]], object]


@dataclass(frozen=True)
class Authority:
    """The authority's desk: a root for tests, a certified key, a pack signed with it; all by the command."""

    folder: Path
    roots: tuple[Root, ...]
    key: str

    def run(self, *words: str) -> int:
        return main([word.replace("@", f"{self.folder}/") for word in words])

    def file(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def statement(self, edit: Edit, name: str = "pack.json.sig") -> bytes:
        document = json.loads(self.file(name))
        edit(document)
        return json.dumps(document).encode()

    def certified(self, purpose: str = "score-pack") -> None:
        days = ("--valid-from", "2026-01-01", "--valid-to", "2026-12-31")
        words = ("certify", self.key, "@certificate", "--root-key", "@root.pem", "--name", "Packs 2026")
        assert self.run(*words, "--purpose", purpose, *days) == 0
        assert self.run("sign", "@pack.json", "--key", "@officer.pem", "--certificate", "@certificate") == 0

    def revoked(self, number: int, *words: str) -> Revocations:
        assert self.run("revoke", "@revoked", "--root-key", "@root.pem", "--number", str(number), *words) == 0
        return read_revocations(self.file("revoked"), self.roots, trial=True)

    def trust(self, signature: bytes | None = None, content: bytes = NEWER, **otherwise: Any) -> Trust:
        asked: dict[str, Any] = {"roots": self.roots, "revocations": Revocations(), "today": TODAY, "trial": True}
        return trust_of(content, signature or self.file("pack.json.sig"), **(asked | otherwise))

    def refusal(self, signature: bytes | None = None, content: bytes = NEWER, **otherwise: Any) -> PackRefused:
        with pytest.raises(PackRefused) as caught:
            self.trust(signature, content, **otherwise)
        return caught.value


@pytest.fixture
def authority(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Authority:
    assert main(["test-root", f"{tmp_path}/root.pem", f"{tmp_path}/roots.json"]) == 0
    assert main(["key", f"{tmp_path}/officer.pem"]) == 0
    key = capsys.readouterr().out.split()[-1]
    (root,) = json.loads((tmp_path / "roots.json").read_bytes())
    (tmp_path / "pack.json").write_bytes(NEWER)
    made = Authority(tmp_path, (Root(root["name"], root["key"], root["test_only"]),), key)
    made.certified()
    return made


# ── belief ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_signed_pack_is_believed_and_read(authority: Authority) -> None:
    trust = authority.trust()
    digest = hashlib.sha256(NEWER).hexdigest()
    assert trust == Trust(digest, "Packs 2026", authority.key, "trial root (TEST ONLY)")
    assert load_pack(NEWER, trusted={trust.sha256}).version == "1.2.0"


def test_a_shipped_pack_needs_no_signature() -> None:
    content = SCHREINER.read_bytes()
    trust = trust_of(content, None, (), Revocations(), TODAY)
    assert trust == Trust(hashlib.sha256(content).hexdigest())


def test_without_a_signature_nothing_else_is_believed(authority: Authority) -> None:
    with pytest.raises(PackRefused) as caught:
        trust_of(NEWER, None, authority.roots, Revocations(), TODAY, trial=True)
    assert caught.value.code == "untrusted"


def test_the_repository_believes_no_root_yet() -> None:
    assert all(root.test_only for root in shipped_roots())


def test_a_root_for_tests_is_believed_in_a_trial_alone(authority: Authority) -> None:
    assert authority.refusal(trial=False).code == "test_key"
    assert authority.trust(roots=[Root("real", authority.roots[0].key)], trial=False).root == "real"


def test_one_flipped_byte_is_not_the_pack_that_was_signed(authority: Authority) -> None:
    flipped = bytearray(NEWER)
    flipped[len(flipped) // 2] ^= 1
    assert authority.refusal(content=bytes(flipped)).code == "altered"


def test_another_spelling_of_the_same_pack_is_another_pack(authority: Authority) -> None:
    # given the signed pack with a blank more, and a signature file that names the new hash
    respelt = NEWER + b" "
    signature = authority.statement(lambda document: document.update(sha256=hashlib.sha256(respelt).hexdigest()))
    # then it is not believed, or else what was taken back by its hash could come again
    assert authority.refusal(signature, respelt).code == "signature"


SIGNATURES: dict[str, tuple[Edit, str]] = {
    "a flipped signature": (lambda signed: signed.update(signature="00" * 64), "signature"),
    "a signature that is none": (lambda signed: signed.update(signature="many"), "signature"),
    "a signature as a number": (lambda signed: signed.update(signature=7), "signature"),
    "another purpose": (lambda signed: signed.update(purpose="policy-pack"), "signature"),
    "another format": (lambda signed: signed.update(format="pser-signature/9"), "signature"),
    "a name too many": (lambda signed: signed.update(by="me"), "signature"),
    "no certificate": (lambda signed: signed.update(certificate=None), "signature"),
    "a certificate of another name": (lambda signed: signed["certificate"]["body"].update(name="X"), "signature"),
    "a certificate that is longer": (
        lambda signed: signed["certificate"]["body"].update(valid_to="2036-12-31"),
        "signature",
    ),
    "a certificate without a body": (lambda signed: signed["certificate"].update(body=None), "signature"),
    "a certificate by nobody": (lambda signed: signed["certificate"].update(root="00" * 32), "root"),
}


@pytest.mark.parametrize(("edit", "code"), SIGNATURES.values(), ids=SIGNATURES.keys())
def test_what_is_not_signed_as_it_stands_is_refused(authority: Authority, edit: Edit, code: str) -> None:
    assert authority.refusal(authority.statement(edit)).code == code


@pytest.mark.parametrize("written", [b"[]", b"{}", b'"signature"'])
def test_a_signature_file_of_another_shape_is_refused(authority: Authority, written: bytes) -> None:
    assert authority.refusal(written).code == "signature"


def test_a_signature_file_that_is_no_json_is_refused(authority: Authority) -> None:
    assert authority.refusal(b"PGP").code == "unreadable"


def test_a_key_may_sign_only_what_it_is_certified_for(authority: Authority) -> None:
    authority.certified("policy-pack")
    assert authority.refusal().code == "purpose"


@pytest.mark.parametrize(
    ("today", "code"), [(date(2025, 12, 31), "key_not_yet_valid"), (date(2027, 1, 1), "key_expired")]
)
def test_a_key_is_believed_on_its_days_only(authority: Authority, today: date, code: str) -> None:
    assert authority.refusal(today=today).code == code
    for day in (date(2026, 1, 1), date(2026, 12, 31)):
        assert authority.trust(today=day).key == authority.key


@pytest.mark.parametrize("body", [{"key": "00"}, {"key": "00", "name": "N", "purposes": [], "valid_from": 1}])
def test_a_certificate_that_says_too_little_is_refused(authority: Authority, body: dict[str, Any]) -> None:
    # given a statement of the root itself that is no whole certificate
    key = authority.file("root.pem")
    message = json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
    stated = {"body": body, "root": authority.roots[0].key, "signature": sign(key, "certificate", message)}
    assert authority.refusal(authority.statement(lambda signed: signed.update(certificate=stated))).code == "signature"


# ── taking back ─────────────────────────────────────────────────────────────────────────────────────────


def test_what_the_authority_takes_back_is_believed_no_more(authority: Authority) -> None:
    digest = hashlib.sha256(NEWER).hexdigest()
    assert authority.refusal(revocations=authority.revoked(1, "--key", authority.key)).code == "revoked"
    assert authority.refusal(revocations=authority.revoked(2, "--pack", digest)).code == "revoked"
    shipped = hashlib.sha256(SCHREINER.read_bytes()).hexdigest()
    taken_back = authority.revoked(3, "--pack", shipped)
    with pytest.raises(PackRefused) as caught:
        trust_of(SCHREINER.read_bytes(), None, (), taken_back, TODAY)
    assert caught.value.code == "revoked"


def test_the_number_of_a_list_only_grows(authority: Authority) -> None:
    known = authority.revoked(7)
    assert read_revocations(authority.file("revoked"), authority.roots, known, trial=True) == known
    authority.revoked(6)
    with pytest.raises(PackRefused) as caught:
        read_revocations(authority.file("revoked"), authority.roots, known, trial=True)
    assert (caught.value.code, caught.value.facts) == ("revocations_older", {"number": "6", "known": "7"})


def test_a_list_by_nobody_takes_nothing_back(authority: Authority) -> None:
    authority.revoked(1)
    with pytest.raises(PackRefused) as caught:
        read_revocations(authority.file("revoked"), ())
    assert caught.value.code == "root"


@pytest.mark.parametrize(
    "body", [{}, {"number": "1", "keys": [], "packs": []}, {"number": 1, "keys": [7], "packs": []}]
)
def test_a_certified_statement_is_no_list_unless_it_is_one(authority: Authority, body: dict[str, Any]) -> None:
    message = json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
    signature = sign(authority.file("root.pem"), "revocations", message)
    stated = json.dumps({"body": body, "root": authority.roots[0].key, "signature": signature}).encode()
    with pytest.raises(PackRefused) as caught:
        read_revocations(stated, authority.roots, trial=True)
    assert caught.value.code == "signature"


def test_a_certificate_is_no_list_of_what_was_taken_back(authority: Authority) -> None:
    with pytest.raises(PackRefused) as caught:
        read_revocations(authority.file("certificate"), authority.roots, trial=True)
    assert caught.value.code == "signature"


# ── keys and the command ────────────────────────────────────────────────────────────────────────────────


def test_a_key_file_is_its_owners_alone_and_never_written_over(
    authority: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    path = authority.folder / "officer.pem"
    before = path.read_bytes()
    assert authority.run("key", "@officer.pem") == 1
    assert "officer.pem" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_key_may_be_sealed_with_a_passphrase(tmp_path: Path, authority: Authority) -> None:
    sealed = tmp_path / "sealed.pem"
    assert main(["key", str(sealed), "--passphrase"], lambda _: "Kikar and Sheesham") == 0
    words = ["sign", f"{tmp_path}/pack.json", "--key", str(sealed), "--certificate", f"{tmp_path}/certificate"]
    assert main(words, lambda _: "Kikar") == 1
    assert main(words, lambda _: "Kikar and Sheesham") == 0
    assert authority.refusal().code == "signature"  # another's key than the certified one


def test_what_is_no_ed25519_key_is_told() -> None:
    other = X25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    for file, passphrase in ((other, None), (b"key", None), (new_key(b"one"), None), (new_key(), b"none")):
        with pytest.raises(BadKeyFile):
            public_half(file, passphrase)


def test_what_is_signed_for_one_purpose_is_not_signed_for_another() -> None:
    key = new_key()
    public, signature = public_half(key), sign(key, "certificate", b"body")
    assert is_signed(public, signature, "certificate", b"body")
    assert not is_signed(public, signature, "revocations", b"body")
    assert not is_signed(public, signature, "certificate", b"other")
    assert not is_signed("no key", signature, "certificate", b"body")


# ── taking effect ───────────────────────────────────────────────────────────────────────────────────────


def dated(version: str = "1.10.0", valid_to: str | None = "2026-12-31") -> Any:
    written = edited(lambda document: document.update(version=version, valid={"from": "2026-01-01", "to": valid_to}))
    return load_pack(written, trusted={hashlib.sha256(written).hexdigest()})


@pytest.mark.parametrize(("today", "code"), [(date(2025, 12, 31), "not_yet_valid"), (date(2027, 1, 1), "expired")])
def test_a_pack_takes_effect_on_its_days_only(today: date, code: str) -> None:
    with pytest.raises(PackRefused) as caught:
        require_valid(dated(), today)
    assert caught.value.code == code


def test_the_first_and_the_last_day_are_days_of_a_pack() -> None:
    for today in (date(2026, 1, 1), date(2026, 12, 31)):
        require_valid(dated(), today)
    require_valid(dated(valid_to=None), date(2099, 1, 1))


def test_an_older_version_takes_effect_only_for_a_reason() -> None:
    were = [("schreiner-2009", "1.9.0"), ("schreiner-2009", "1.11.0"), ("punjab-2015", "3.0.0")]
    with pytest.raises(PackRefused) as caught:
        require_no_rollback(dated(), were, "  ")
    assert (caught.value.code, caught.value.facts["latest"]) == ("older", "1.11.0")
    require_no_rollback(dated(), were, "1.11.0 weighs wells twice; letter 17 of the authority")


def test_a_later_version_and_another_pack_are_no_step_back() -> None:
    require_no_rollback(dated(), [("schreiner-2009", "1.9.0"), ("schreiner-2009", "1.10.0")])
    require_no_rollback(dated(), [("punjab-2015", "3.0.0")])
    require_no_rollback(dated(), [])
