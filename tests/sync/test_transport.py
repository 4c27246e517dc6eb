from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from sync import receipt
from sync.errors import BadAddress, PlainHttpForbidden, RegistryAnswersNonsense, RegistryRefused, RegistryUnreachable
from sync.transport import HttpTransport
from tests.sync.answering import (
    BODY,
    Behaviour,
    answering,
    drips,
    hangs_up,
    keeps_silent,
    promises_more_than_it_says,
    says,
)

PORTAL = b"<html><body>Welcome to the hotel. Please log in.</body></html>"
RECEIPT = receipt.MEDIA_TYPE


def send(behave: Behaviour) -> bytes:
    with (
        answering(behave) as url,
        HttpTransport(url, connect_seconds=1, silence_seconds=0.5, answer_seconds=0.5) as transport,
    ):
        return transport.send_batch(BODY)


def test_a_receipt_is_handed_back_as_it_came() -> None:
    assert send(says("200 OK", b"PSR1 whatever", RECEIPT)) == b"PSR1 whatever"


@pytest.mark.parametrize(
    "behave",
    [
        says("200 OK", PORTAL),
        says("302 Found", b"", "text/html", "Location: http://127.0.0.1:9/login"),
        says("502 Bad Gateway", PORTAL),
        says("200 OK", b"{}", "application/json"),
        says("500 Oops", b"[1, 2]", "application/json"),
        says("400 Bad Request", b'{"code": 7}', "application/json"),
        says("400 Bad Request", b"{", "application/json"),
        says("200 OK", gzip.compress(b"PSR1"), RECEIPT, "Content-Encoding: gzip"),
        says("200 OK", b"x" * (receipt.MAX_RECEIPT_BYTES + 1), RECEIPT),
        says("204 No Content", b"", RECEIPT),
    ],
    ids=[
        "html",
        "redirect",
        "gateway",
        "json",
        "json list",
        "no code",
        "broken json",
        "compressed",
        "endless",
        "empty",
    ],
)
def test_an_answer_that_no_registry_gives_is_nonsense(behave: Behaviour) -> None:
    with pytest.raises(RegistryAnswersNonsense) as caught:
        send(behave)
    assert caught.value.is_transient


@pytest.mark.parametrize(
    ("behave", "reason"),
    [(promises_more_than_it_says, "cut"), (hangs_up, "cut"), (keeps_silent, "timeout"), (drips, "timeout")],
)
def test_a_cut_connection_is_the_links_fault(behave: Behaviour, reason: str) -> None:
    with pytest.raises(RegistryUnreachable) as caught:
        send(behave)
    assert caught.value.facts == {"reason": reason, "host": "127.0.0.1"}


@pytest.mark.parametrize("cut_after", [0.0, 0.3], ids=["before_it_begins", "while_it_is_silent"])
def test_a_call_that_is_hung_up_ends_at_once(cut_after: float) -> None:
    with answering(keeps_silent) as url, HttpTransport(url, silence_seconds=60) as transport:
        cutting = threading.Timer(cut_after, transport.hang_up)
        cutting.start()
        if not cut_after:
            cutting.join()
        begun = time.monotonic()
        with pytest.raises(RegistryUnreachable) as cut:
            transport.send_batch(BODY)
        took = time.monotonic() - begun
        cutting.join()
    assert cut.value.facts["reason"] == "cut"
    assert took < 1.2  # the other side hangs up by itself after 1.5


def test_a_registry_that_is_stopped_refuses_the_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    with pytest.raises(RegistryUnreachable) as caught, HttpTransport(f"http://127.0.0.1:{port}") as transport:
        transport.hello()
    assert caught.value.facts["reason"] == "refused"


def test_a_name_that_nobody_has_is_told_apart() -> None:
    with (
        pytest.raises(RegistryUnreachable) as caught,
        HttpTransport("https://registry.invalid", connect_seconds=5) as transport,
    ):
        transport.hello()
    assert caught.value.facts["reason"] in {"name", "proxy"}  # a machine behind a proxy leaves names to the proxy


def test_the_registrys_own_no_comes_with_its_code() -> None:
    body = b'{"code": "batch_out_of_order", "facts": {"last_number": 3, "last_digest": "ab", "status": 1, "list": []}}'

    with pytest.raises(RegistryRefused) as caught:
        send(says("409 Conflict", body, "application/json"))

    assert caught.value.refusal == "batch_out_of_order"
    assert caught.value.facts == {
        "refusal": "batch_out_of_order",
        "status": 409,
        "last_number": 3,
        "last_digest": "ab",
    }
    assert not caught.value.is_transient


def test_a_busy_registry_is_asked_again() -> None:
    with pytest.raises(RegistryRefused) as caught:
        send(says("503 Busy", b'{"code": "busy", "facts": {}}', "application/json"))
    assert caught.value.is_transient


@pytest.mark.parametrize("address", ["http://registry.example", "http://192.168.1.7:8000"])
def test_plain_http_is_for_this_machine_alone(address: str) -> None:
    with pytest.raises(PlainHttpForbidden) as caught:
        HttpTransport(address)
    assert caught.value.facts["host"]


@pytest.mark.parametrize(
    "address",
    [
        *("", "notaurl", "https://", "http://", "http:///v1", "127.0.0.1:80", "ftp://127.0.0.1", "http://[::1"),
        *("https://[bad]", "https://x.example:port", "https://x.example:99999", "https://x example", "https://:443"),
    ],
)
def test_what_is_no_address_is_called_so(address: str) -> None:
    with pytest.raises(BadAddress) as caught:
        HttpTransport(address)
    assert caught.value.facts["reason"]


@pytest.mark.parametrize(
    "address", ["http://localhost:1", "http://127.0.0.1:1/", "http://[::1]:1", "https://x.example"]
)
def test_loopback_and_tls_are_allowed(address: str) -> None:
    HttpTransport(address).close()


def test_a_certificate_that_the_system_does_not_trust_ends_the_call(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path))

    def behave(connection: socket.socket) -> None:
        context.wrap_socket(connection, server_side=True).recv(16)

    with answering(behave) as url, HttpTransport(url.replace("http:", "https:")) as transport:
        transport._session.trust_env = False  # a proxy of the test machine has no way to its loopback
        with pytest.raises(RegistryUnreachable) as caught:
            transport.hello()
    assert caught.value.facts["reason"] == "tls"


def self_signed(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .sign(key, hashes.SHA256())
        .public_bytes(serialization.Encoding.PEM)
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "impostor.pem"
    path.write_bytes(private + certificate)
    return path
