"""Small servers that are no registry: they take one connection after another and say what they were told to say."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Behaviour = Callable[[socket.socket], None]

BODY = b"PSB1 in a test"

_REQUEST_BYTES = 1 << 20


@contextmanager
def answering(behave: Behaviour) -> Iterator[str]:
    """Serve `behave` for each connection on a loopback port; gives the address."""
    listener = socket.create_server(("127.0.0.1", 0))
    done = threading.Event()

    def serve() -> None:
        while not done.is_set():
            with suppress(OSError):
                connection, _ = listener.accept()
                with connection, suppress(OSError):
                    behave(connection)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        done.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(timeout=5)


def says(status: str, body: bytes, kind: str = "text/html", *more: str) -> Behaviour:
    """Answer with this status, type and body."""
    head = "\r\n".join(
        [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", "Connection: close", *more]
    )

    def behave(connection: socket.socket) -> None:
        hear(connection)
        connection.sendall(head.encode() + b"\r\n\r\n" + body)

    return behave


def hear(connection: socket.socket) -> None:
    """Read the whole request: to close with octets unread would reset the connection under the answer."""
    heard = b""
    while not (heard.startswith(b"GET") and heard.endswith(b"\r\n\r\n")) and not heard.endswith(BODY):
        heard += connection.recv(_REQUEST_BYTES)


def promises_more_than_it_says(connection: socket.socket) -> None:
    hear(connection)
    connection.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/vnd.pser.receipt\r\nContent-Length: 1000\r\n\r\nPSR1"
    )


def hangs_up(connection: socket.socket) -> None:
    connection.recv(16)


def keeps_silent(connection: socket.socket) -> None:
    hear(connection)
    time.sleep(1.5)


def drips(connection: socket.socket) -> None:
    hear(connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/vnd.pser.receipt\r\n\r\n")
    for _ in range(40):
        connection.sendall(b"x")
        time.sleep(0.05)
