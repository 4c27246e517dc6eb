"""Running one registry process until it is told to stop; it says where it listens when it really does."""

from __future__ import annotations

import json
import logging
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

_BACKLOG = 128
_MOST_CONNECTIONS = 200
_GRACE_SECONDS = 20


def serve(app: ASGIApp, *, host: str, port: int, announce: Callable[[str], object]) -> None:
    """Listen (port 0 takes a free one), announce one JSON line with the address, and return after SIGTERM or SIGINT."""
    with _listening(host, port) as listener:
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            limit_concurrency=_MOST_CONNECTIONS,
            timeout_graceful_shutdown=_GRACE_SECONDS,
            server_header=False,
        )
        _AnnouncingServer(config, lambda: announce(json.dumps({"url": _url(listener)}))).run(sockets=[listener])


def log_to_stderr() -> None:
    """Counts and codes of our own, warnings of the libraries; standard output stays for the announced address."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("sync.registry").setLevel(logging.INFO)


class _AnnouncingServer(uvicorn.Server):
    """A server that speaks once it listens, and for which being told to stop is a good end."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], object]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._announce()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As the base class, but a stop is not raised again afterwards: the process ends with 0."""
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(_BACKLOG)
    return listener


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
