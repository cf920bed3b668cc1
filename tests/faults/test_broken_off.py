"""A connection that breaks off in the middle of a photo: half a photo is none, and the whole one sent again counts once."""

import socket

import httpx
import pytest

from tests.faults.doors import Doors
from tests.faults.victims import Web, prepared, with_port


@pytest.fixture
def doors(migrated_database, tmp_path):
    environment = with_port(migrated_database, 9)
    token = prepared(environment)
    web = Web(environment, tmp_path / "log")
    web.process.start()
    try:
        web.wait_until_it_answers()
        yield Doors(web.port, token, environment, "en")
    finally:
        web.process.stop()


def broken_off(request: httpx.Request, *, at: int) -> bytes:
    """Send the head of a request and so many bytes of its body, then nothing more; give what is answered, if anything."""
    body = request.read()
    assert at < len(body)
    head = f"{request.method} {request.url.raw_path.decode()} HTTP/1.1\r\n".encode()
    fields = b"".join(name + b": " + value + b"\r\n" for name, value in request.headers.raw)
    with socket.create_connection((request.url.host, request.url.port or 80), timeout=30) as connection:
        connection.sendall(head + fields + b"\r\n" + body[:at])
        connection.shutdown(socket.SHUT_WR)
        answer = b""
        while part := connection.recv(65536):
            answer += part
    return answer


def cuts(request: httpx.Request, photo: bytes) -> list[int]:
    """Choose where to break off: before the photo, in it, and between its end and the end of the form."""
    begin = request.read().index(photo)
    return [begin - 10, begin + 1, begin + len(photo) // 2, begin + len(photo), begin + len(photo) + 8]


@pytest.mark.sqlite  # nothing of it depends on the database
def test_half_a_photo_is_none(doors: Doors) -> None:
    asked = {"photo": doors.asked_photo(), "portal": doors.asked_portal()}
    for name, request in asked.items():
        photo = doors.photos["photo" if name == "photo" else "portal-photo"]
        for at in cuts(request, photo):
            answer = broken_off(request, at=at)
            assert not answer or answer.split()[1].startswith((b"4", b"5")), (name, at, answer[:300])
            assert doors.stored() == dict.fromkeys(doors.marks, 0), (name, at)
    assert (doors.photo().status_code, doors.portal().status_code) == (201, 303)
    assert doors.stored() == dict.fromkeys(doors.marks, 1) | {"api": 0, "desk": 0}
