"""The link to the registry over HTTP: the only module that knows `requests`.

TLS is checked with the trust of the operating system (a centre behind an inspecting proxy has its authority there),
plain HTTP is for this very machine alone, redirects are never followed (a captive portal redirects), and no answer is
read beyond the size that the protocol allows or longer than its time.
"""

from __future__ import annotations

import ipaddress
import json
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, cast
from urllib.parse import urlsplit
from weakref import WeakSet

import requests
import truststore
import urllib3
from requests.adapters import HTTPAdapter

from sync import batch, receipt
from sync.canonical import JSON
from sync.errors import (
    BadAddress,
    Fact,
    PlainHttpForbidden,
    RegistryAnswersNonsense,
    RegistryRefused,
    RegistryUnreachable,
    SyncFault,
)
from sync.hello import BATCHES_PATH, CLOCK_HEADER, HELLO_PATH
from sync.ports import Clock

_JSON_TYPE = "application/json"
_MAX_JSON_BYTES = 64 << 10
_READ_BYTES = 16 << 10


class HttpTransport:
    """One registry's address; keeps its connection between calls. Close it, or use it in a `with`."""

    def __init__(
        self,
        base_url: str,
        *,
        clock: Clock | None = None,
        connect_seconds: float = 10.0,
        silence_seconds: float = 120.0,
        answer_seconds: float = 300.0,
    ) -> None:
        """Prepare, without connecting.

        Args:
            base_url: `https://…`, or `http://` to the loopback address.
            clock: when given, the desk's time goes with each batch so that the registry can note its skew.
            connect_seconds: how long to try to connect.
            silence_seconds: how long to wait for the next octet; a registry is silent while it judges a batch.
            answer_seconds: how long an answer's body may take as a whole.

        Raises: BadAddress, PlainHttpForbidden.
        """
        self._base_url = base_url.rstrip("/")
        self._host = _allowed_host(self._base_url)
        self._clock = clock
        self._timeout = (connect_seconds, silence_seconds)
        self._answer_seconds = answer_seconds
        self._session = requests.Session()
        self._lines = _Lines()
        self._session.mount("https://", _SystemTrustAdapter(self._lines))
        self._session.mount("http://", _BreakableAdapter(self._lines))
        # A proxy of the environment is how some centres reach the world, but never how they reach themselves.
        self._session.trust_env = not self._base_url.startswith("http://")
        self._session.headers.update({"Accept-Encoding": "identity", "User-Agent": "pser-enumerator"})

    def __enter__(self) -> HttpTransport:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connection."""
        self._session.close()

    def hang_up(self) -> None:
        """Break off the call under way on another thread, and let no other one begin."""
        self._lines.cut()

    def hello(self) -> dict[str, JSON]:
        """Ask the registry who it is and what time it has. Raises: RegistryUnreachable, …Nonsense, …Refused."""
        body = self._call("GET", HELLO_PATH, None, _JSON_TYPE, _MAX_JSON_BYTES)
        return _json_object(body, status=200)

    def send_batch(self, raw: bytes) -> bytes:
        """Deliver a batch, give back the receipt's bytes. Raises: RegistryUnreachable, …Nonsense, …Refused."""
        return self._call("POST", BATCHES_PATH, raw, receipt.MEDIA_TYPE, receipt.MAX_RECEIPT_BYTES)

    def _call(self, method: str, path: str, body: bytes | None, wanted: str, most_bytes: int) -> bytes:
        with (
            _faults_named(self._host),
            self._session.request(
                method,
                self._base_url + path,
                data=body,
                headers=self._headers(body),
                timeout=self._timeout,
                allow_redirects=False,
                stream=True,
            ) as response,
        ):
            kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            if response.status_code == 200 and kind == wanted:
                return self._read(response, most_bytes)
            if response.status_code >= 400 and kind == _JSON_TYPE:
                raise _refusal(response.status_code, self._read(response, _MAX_JSON_BYTES))
            raise _nonsense(response.status_code, kind, "other_answer")

    def _headers(self, body: bytes | None) -> dict[str, str]:
        headers = {} if body is None else {"Content-Type": batch.MEDIA_TYPE}
        if self._clock is not None:
            headers[CLOCK_HEADER] = self._clock().isoformat(timespec="seconds")
        return headers

    def _read(self, response: requests.Response, most_bytes: int) -> bytes:
        """Read the body as sent: a compressed one would hide its size until it is too late."""
        status = response.status_code
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise _nonsense(status, "", "compressed")
        deadline = time.monotonic() + self._answer_seconds
        body = bytearray()
        for piece in response.iter_content(_READ_BYTES):
            body += piece
            if len(body) > most_bytes:
                raise _nonsense(status, "", "too_large")
            if time.monotonic() > deadline:
                raise RegistryUnreachable(reason="timeout", host=self._host)
        return bytes(body)


class _Lines:
    """The open connections of one transport. A closed session leaves the one in use alone, and with it who waits."""

    def __init__(self) -> None:
        self._sockets: WeakSet[socket.socket] = WeakSet()
        self._are_cut = False

    def cut(self) -> None:
        """End all of them; whoever reads from one reads its end."""
        self._are_cut = True
        for line in tuple(self._sockets):
            with suppress(OSError):  # it has ended by itself meanwhile
                # Not the method of a TLS socket, which takes the encryption away under the reader's hands.
                socket.socket.shutdown(line, socket.SHUT_RDWR)

    def hold(self, kind: type[Any]) -> type[Any]:
        """Give a class of connections whose sockets are known here."""
        lines = self

        class Held(kind):  # type: ignore[misc] # whichever class the pool has for its scheme
            is_held = True

            def connect(self) -> None:
                super().connect()
                lines._sockets.add(self.sock)
                if lines._are_cut:
                    lines.cut()

        return Held


class _BreakableAdapter(HTTPAdapter):
    """Makes connections that can be cut from outside."""

    def __init__(self, lines: _Lines) -> None:
        self._lines = lines
        super().__init__()

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:
        pool: Any = super().get_connection_with_tls_context(*args, **kwargs)
        if not getattr(pool.ConnectionCls, "is_held", False):
            pool.ConnectionCls = self._lines.hold(pool.ConnectionCls)
        return pool


class _SystemTrustAdapter(_BreakableAdapter):
    """TLS with the operating system's authorities instead of the list that comes with `requests`."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, ssl_context=_system_trust(), **kwargs)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        return super().proxy_manager_for(proxy, ssl_context=_system_trust(), **kwargs)

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """The base class would add the bundled authorities to the context; the context decides alone."""
        conn.cert_reqs = "CERT_REQUIRED"


def _system_trust() -> ssl.SSLContext:
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _allowed_host(base_url: str) -> str:
    try:
        parts = urlsplit(base_url)
        host, _port = parts.hostname, parts.port  # a port that is none is noticed only when it is asked for
    except ValueError as error:
        raise BadAddress(reason="malformed") from error
    if parts.scheme not in ("https", "http"):
        raise BadAddress(reason="other_scheme")
    if not host or any(letter.isspace() for letter in base_url):
        raise BadAddress(reason="no_host")
    if parts.scheme == "http" and not _is_loopback(host):
        raise PlainHttpForbidden(host=host)
    return host


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@contextmanager
def _faults_named(host: str) -> Iterator[None]:
    """Turn what `requests` raises into our own fault, by the classes of the chain and never by its words."""
    try:
        yield
    except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
        raise RegistryUnreachable(reason=_reason(error), host=host) from error


_REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (requests.exceptions.ProxyError, "proxy"),
    (requests.exceptions.SSLError, "tls"),
    (requests.exceptions.Timeout, "timeout"),
    (urllib3.exceptions.ReadTimeoutError, "timeout"),
    (urllib3.exceptions.NameResolutionError, "name"),
    (socket.gaierror, "name"),
    (urllib3.exceptions.NewConnectionError, "refused"),
    (ConnectionRefusedError, "refused"),
)


def _reason(error: BaseException) -> str:
    chain = list(_chain(error))
    return next((reason for kind, reason in _REASONS if any(isinstance(link, kind) for link in chain)), "cut")


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception, what it wraps and what it came from; `requests` hides the cause in its arguments."""
    seen: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        link = waiting.pop(0)
        if isinstance(link, BaseException) and link not in seen:
            seen.append(link)
            waiting += [*link.args, getattr(link, "reason", None), link.__cause__, link.__context__]
    return iter(seen)


def _refusal(status: int, body: bytes) -> SyncFault:
    answer = _json_object(body, status=status)
    code, facts = answer.get("code"), answer.get("facts")
    if not isinstance(code, str) or not isinstance(facts, dict):
        return _nonsense(status, _JSON_TYPE, "no_code")
    plain = {name: value for name, value in facts.items() if isinstance(value, str | int)}
    taken = {"refusal", "status", "self"}
    return RegistryRefused(code, status=status, **cast("dict[str, Fact]", {n: plain[n] for n in plain.keys() - taken}))


def _json_object(body: bytes, *, status: int) -> dict[str, JSON]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise _nonsense(status, _JSON_TYPE, "not_json") from error
    if not isinstance(value, dict):
        raise _nonsense(status, _JSON_TYPE, "not_an_object")
    return value


def _nonsense(status: int, kind: str, reason: str) -> RegistryAnswersNonsense:
    return RegistryAnswersNonsense(status=status, content_type=kind, reason=reason)
