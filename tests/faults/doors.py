"""The ways into a running server, each with one thing to send: the same again and again, as somebody does who got no answer."""

import json
import re
import subprocess
import sys
import uuid
from collections.abc import Sequence
from typing import Any

import httpx

from tests.faults.senders import HIDDEN, digest, photo
from tests.faults.victims import CONTACT, PASSWORD

# What each door's thing is in the database, by a word or a digest that nothing else has.
STORED = {
    "api": "SELECT count(*) FROM correspondence_message WHERE text LIKE '%{}%'",
    "photo": "SELECT count(*) FROM correspondence_attachment WHERE sha256 = '{}'",
    "portal": "SELECT count(*) FROM correspondence_message WHERE text LIKE '%{}%'",
    "portal-photo": "SELECT count(*) FROM correspondence_attachment WHERE sha256 = '{}'",
    "desk": "SELECT count(*) FROM correspondence_message WHERE text LIKE '%{}%'",
}


class Doors:
    """A program, a customer and a member of staff who are at work already when the trouble begins."""

    def __init__(
        self, port: int, token: str, environment: dict[str, str], language: str, look_from: Sequence[str] = ()
    ) -> None:
        """look_from: words before a command that can see the database, where we cannot."""
        self.environment, self._look_from = environment, look_from
        self._address = f"http://127.0.0.1:{port}"
        self._program = self._client(language, Authorization=f"Bearer {token}")
        self.customer, self.staff = self._client(language), self._client(language)
        self.marks = {name: uuid.uuid4().hex for name in STORED}
        self.photos = {name: photo() for name in STORED if name.endswith("photo")}
        self.marks |= {name: digest(content) for name, content in self.photos.items()}
        self.reference = self._taken_in()
        self._form = self._open(self.customer, "/complain")
        self._sign_in()

    def send(self) -> dict[str, httpx.Response]:
        """Send everything once, each through its door."""
        return {"api": self.api(), "photo": self.photo(), "portal": self.portal(), "desk": self.desk()}

    def api(self, text: str = "") -> httpx.Response:
        told = {"text": f"It leaks. {self.marks['api']} {text}"}
        return self._program.post("/api/v1/complaints", json=told, headers={"Idempotency-Key": self.marks["api"]})

    def photo(self) -> httpx.Response:
        return self._program.send(self.asked_photo())

    def portal(self) -> httpx.Response:
        return self.customer.send(self.asked_portal())

    def asked_photo(self) -> httpx.Request:
        """Write the request that adds a photo by the API."""
        files = [("files", ("wall.png", self.photos["photo"]))]
        headers = {"Idempotency-Key": self.marks["photo"]}
        address = f"/api/v1/complaints/{self.reference}/attachments"
        return self._program.build_request("POST", address, files=files, headers=headers)

    def asked_portal(self) -> httpx.Request:
        """Write the request that sends the portal's form with a photo."""
        told = self._form | {"what": f"It leaks. {self.marks['portal']}"}
        files = [("files", ("floor.png", self.photos["portal-photo"]))]
        return self.customer.build_request("POST", "/complain", data=told, files=files)

    def desk(self) -> httpx.Response:
        address = f"/desk/complaints/{self.reference}"
        return self.staff.post(f"{address}/note", data=self._note | {"n-text": f"Seen. {self.marks['desk']}"})

    def look(self) -> dict[str, httpx.Response]:
        """Look at something through each door."""
        return {
            "api": self._program.get(f"/api/v1/complaints/{self.reference}"),
            "portal": self.customer.get("/"),
            "desk": self.staff.get(f"/desk/complaints/{self.reference}"),
        }

    def stored(self) -> dict[str, int]:
        """Count what is in the database of each thing that was sent."""
        counts = ", ".join(f"({sql.format(self.marks[name])})" for name, sql in STORED.items())
        return dict(zip(STORED, self.ask(f"SELECT {counts}")[0], strict=True))

    def ask(self, statement: str) -> list[list[Any]]:
        """Ask the database of the server, outside of it."""
        words = [*self._look_from, sys.executable, "-m", "tests.faults.oracle", statement]
        done = subprocess.run(words, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        rows: list[list[Any]] = json.loads(done.stdout)
        return rows

    def _client(self, language: str, **headers: str) -> httpx.Client:
        return httpx.Client(base_url=self._address, headers={"Accept-Language": language, **headers}, timeout=60)

    def _taken_in(self) -> str:
        answer = self._program.post("/api/v1/complaints", json={"text": "The first one, while all is well."})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["reference"])

    def _sign_in(self) -> None:
        hidden = self._open(self.staff, "/sign-in")
        answer = self.staff.post("/sign-in", data=hidden | {"login": CONTACT, "password": PASSWORD})
        assert answer.status_code in (302, 303), answer.text
        self._note = self._open(self.staff, f"/desk/complaints/{self.reference}")

    @staticmethod
    def _open(client: httpx.Client, path: str) -> dict[str, str]:
        page = client.get(path)
        assert page.status_code == 200, page.text
        found = {name: re.search(rf'name="{name}" value="([^"]+)"', page.text) for name in HIDDEN}
        return {name: match[1] for name, match in found.items() if match}


def is_told_to_wait(answer: httpx.Response, language: str) -> bool:
    """Say whether somebody is asked to try again, in words that a person reads or in a document for programs."""
    is_document = answer.headers["Content-Type"] == "application/problem+json"
    words: Any = answer.json()["detail"] if is_document else answer.text
    return (
        answer.status_code == 503
        and answer.headers.get("Retry-After", "").isdigit()
        and (is_document == answer.request.url.path.startswith("/api/"))
        and (is_document or f'<html lang="{language}"' in answer.text)
        and "Traceback" not in answer.text
        and not words.isascii()
    )
