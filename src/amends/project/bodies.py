"""Bodies of requests come whole or not at all: half a form would be taken for a form without its photos."""

from __future__ import annotations

from typing import Any, Protocol


class Stream(Protocol):
    """What a server hands over to read a body from."""

    def read(self, size: int = -1, /) -> bytes: ...
    def readline(self, size: int = -1, /) -> bytes: ...


class Whole:
    """A body that says so when it breaks off. Django asks for no more than the length that was announced."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        """Read exactly so much. Errors: ConnectionResetError when less came."""
        if size < 0:
            return self._stream.read()
        found = b""
        while len(found) < size:
            part = self._stream.read(size - len(found))
            if not part:
                raise ConnectionResetError("the body of the request broke off")
            found += part
        return found

    def readline(self, size: int = -1) -> bytes:
        return self._stream.readline(size)


def require_whole(application: Any) -> Any:
    """Wrap a WSGI application."""

    def with_whole_body(environ: dict[str, Any], start_response: Any) -> Any:
        environ["wsgi.input"] = Whole(environ["wsgi.input"])
        return application(environ, start_response)

    return with_whole_body
