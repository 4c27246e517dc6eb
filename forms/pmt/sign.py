"""The authority's command for packs: `python -m forms.pmt.sign`.

Keys are files that their owners keep; none is kept here. A real root is made and held by the authority (`openssl
genpkey -algorithm ed25519 -aes256`); `test-root` makes one for trials and tests, which no other program believes.
"""

from __future__ import annotations

import argparse
import getpass
import hashlib
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from forms.pmt.errors import PackRefused
from forms.pmt.exact_json import canonical, read_exact
from forms.pmt.trust import CERTIFICATE, PURPOSES, REVOCATIONS, SCORE_PACK, SIGNATURE_FORMAT, signed_bytes
from forms.signature import BadKeyFile, new_key, public_half, sign

_PRIVATE = 0o600
_ENCRYPTED = b"ENCRYPTED"


def main(arguments: Sequence[str] | None = None, ask: Callable[[str], str] = getpass.getpass) -> int:
    """Do one of the authority's deeds; 0 when done, 1 when not."""
    words = _parser().parse_args(arguments)
    try:
        words.deed(words, ask)
    except (OSError, PackRefused, BadKeyFile) as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


def make_key(words: argparse.Namespace, ask: Callable[[str], str]) -> None:
    """Make a private key, and print its public half."""
    passphrase = ask("Passphrase for the new key: ").encode() if words.passphrase else None
    made = new_key(passphrase)
    with os.fdopen(os.open(words.key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE), "wb") as file:
        file.write(made)
    print(public_half(made, passphrase))


def make_test_root(words: argparse.Namespace, ask: Callable[[str], str]) -> None:
    """Make a root for tests: its key, and the entry that a list of roots takes."""
    make_key(words, ask)
    public = public_half(words.key.read_bytes())
    _write(words.root, [{"name": f"{words.name} (TEST ONLY)", "key": public, "test_only": True}])


def certify(words: argparse.Namespace, ask: Callable[[str], str]) -> None:
    """Let the root say whose key it is, what it may sign, and until when."""
    body = {
        "key": words.key,
        "name": words.name,
        "purposes": words.purpose,
        "valid_from": words.valid_from.isoformat(),
        "valid_to": words.valid_to.isoformat(),
    }
    _write(words.certificate, _stated(CERTIFICATE, body, words.root_key, ask))


def sign_pack(words: argparse.Namespace, ask: Callable[[str], str]) -> None:
    """Write the signature that travels beside a pack."""
    content = words.pack.read_bytes()
    signature, _ = _signed(words.key, words.purpose, signed_bytes(content), ask)
    _write(
        words.pack.with_name(f"{words.pack.name}.sig"),
        {
            "format": SIGNATURE_FORMAT,
            "purpose": words.purpose,
            "sha256": hashlib.sha256(content).hexdigest(),
            "certificate": read_exact(words.certificate.read_bytes()),
            "signature": signature,
        },
    )


def revoke(words: argparse.Namespace, ask: Callable[[str], str]) -> None:
    """Write the list of everything that is taken back, under a number greater than the last."""
    body = {"number": words.number, "keys": words.revoked_key, "packs": words.revoked_pack}
    _write(words.list, _stated(REVOCATIONS, body, words.root_key, ask))


def _stated(kind: str, body: dict[str, Any], root_key: Path, ask: Callable[[str], str]) -> dict[str, Any]:
    signature, root = _signed(root_key, kind, canonical(body), ask)
    return {"body": body, "root": root, "signature": signature}


def _signed(key: Path, purpose: str, message: bytes, ask: Callable[[str], str]) -> tuple[str, str]:
    """Give the signature, and the public half of the key that made it."""
    key_file = key.read_bytes()
    passphrase = ask(f"Passphrase of {key}: ").encode() if _ENCRYPTED in key_file else None
    return sign(key_file, purpose, message, passphrase), public_half(key_file, passphrase)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m forms.pmt.sign", description=__doc__)
    deeds = parser.add_subparsers(required=True)

    words = _deed(deeds, "key", make_key)
    words.add_argument("key", type=Path, help="the file to write")
    words.add_argument("--passphrase", action="store_true", help="ask for one, and seal the key with it")

    words = _deed(deeds, "test-root", make_test_root)
    words.add_argument("key", type=Path, help="the key file to write")
    words.add_argument("root", type=Path, help="the list of roots to write")
    words.add_argument("--name", default="trial root")
    words.set_defaults(passphrase=False)

    words = _deed(deeds, "certify", certify)
    words.add_argument("key", help="the public key to certify, in hex")
    words.add_argument("certificate", type=Path, help="the file to write")
    words.add_argument("--root-key", type=Path, required=True)
    words.add_argument("--name", required=True, help="whose key it is")
    words.add_argument("--purpose", choices=PURPOSES, action="append", required=True)
    words.add_argument("--valid-from", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
    words.add_argument("--valid-to", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")

    words = _deed(deeds, "sign", sign_pack)
    words.add_argument("pack", type=Path, help="its signature is written beside it, as NAME.sig")
    words.add_argument("--key", type=Path, required=True)
    words.add_argument("--certificate", type=Path, required=True)
    words.add_argument("--purpose", choices=PURPOSES, default=SCORE_PACK)

    words = _deed(deeds, "revoke", revoke)
    words.add_argument("list", type=Path, help="the file to write")
    words.add_argument("--root-key", type=Path, required=True)
    words.add_argument("--number", type=int, required=True, help="greater than that of the list before")
    words.add_argument("--key", dest="revoked_key", action="append", default=[], metavar="HEX", help="a public key")
    words.add_argument("--pack", dest="revoked_pack", action="append", default=[], metavar="SHA256")
    return parser


def _deed(
    deeds: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    deed: Callable[[argparse.Namespace, Callable[[str], str]], None],
) -> argparse.ArgumentParser:
    words = deeds.add_parser(name, help=deed.__doc__)
    words.set_defaults(deed=deed)
    return words


def _write(path: Path, document: Any) -> None:
    path.write_bytes(canonical(document) + b"\n")


if __name__ == "__main__":
    sys.exit(main())
