"""Who sends from outside: a program with a token, and a person with a browser. Both repeat the same until it is answered."""

import io
import random
import re
import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any

import httpx
from PIL import Image

WORDS = "The shoes leaked after two days. 二日で水漏れしました。"
HIDDEN = ("csrfmiddlewaretoken", "token")
Write = Callable[..., None]  # Ledger.write
Step = Callable[[], bool]


def digest(content: bytes) -> str:
    """Give the name under which the ledger knows a content."""
    return sha256(content).hexdigest()


def photo() -> bytes:
    """Take a photo of which there is no second one."""
    written = io.BytesIO()
    Image.frombytes("RGB", (24, 16), random.randbytes(24 * 16 * 3)).save(written, "PNG")
    return written.getvalue()


class Sender(ABC):
    """Sends one complaint with its photos after another."""

    def __init__(self, port: int, write: Write) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.write = write
        self.key = self.text = ""

    def new(self) -> Iterator[Step]:
        """Think of another complaint; give the steps to take, each of them until it says yes."""
        self.key = uuid.uuid4().hex
        self.text = f"{self.key} {WORDS}"
        self.write(kind="try", key=self.key, sha256=digest(self.text.encode()))
        yield from self.steps()

    @abstractmethod
    def steps(self) -> Iterator[Step]:
        """Give what is done one after another."""

    def take(self, step: Step) -> bool:
        """Take a step; whatever happens to the connection, it is taken again."""
        try:
            return step()
        except httpx.HTTPError:
            return False

    def photos(self, number: int) -> list[bytes]:
        """Take photos that are about to be sent."""
        taken = [photo() for _ in range(number)]
        for one in taken:
            self.write(kind="photo", key=self.key, sha256=digest(one))
        return taken

    def acknowledged(self, reference: str) -> None:
        self.write(kind="ack", key=self.key, reference=reference)

    def acknowledged_photos(self, sent: list[bytes]) -> None:
        for one in sent:
            self.write(kind="photo_ack", key=self.key, sha256=digest(one))

    def is_good(self, answer: httpx.Response, expected: int) -> bool:
        """Say whether an answer is the one hoped for; "try later" may be said, anything else is written down."""
        if answer.status_code == expected:
            return True
        if answer.status_code != 503 or not answer.headers.get("Retry-After"):
            body = answer.content[:300].decode(errors="replace")
            self.write(kind="bad", key=self.key, status=answer.status_code, address=str(answer.url), body=body)
        return False


class Program(Sender):
    """Sends by the API: the complaint under a key, then a photo under a key."""

    def __init__(self, port: int, token: str, write: Write) -> None:
        super().__init__(port, write)
        self._token, self._reference = token, ""

    def steps(self) -> Iterator[Step]:
        yield self._complain
        sent = self.photos(1)
        yield lambda: self._send(sent)

    def _complain(self) -> bool:
        told = {"text": self.text, "language": "en", "complainant": {"email": f"{self.key}@example.test"}}
        answer = self._post("/api/v1/complaints", json=told)
        if not self.is_good(answer, 201):
            return False
        self._reference = answer.json()["reference"]
        self.acknowledged(self._reference)
        return True

    def _send(self, sent: list[bytes]) -> bool:
        files = [("files", (f"{number}.png", one)) for number, one in enumerate(sent)]
        answer = self._post(f"/api/v1/complaints/{self._reference}/attachments", files=files)
        if not self.is_good(answer, 201):
            return False
        assert [one["sha256"] for one in answer.json()["attachments"]] == [digest(one) for one in sent]
        self.acknowledged_photos(sent)
        return True

    def _post(self, path: str, **content: Any) -> httpx.Response:
        purpose = path.rpartition("/")[2]
        headers = {"Authorization": f"Bearer {self._token}", "Idempotency-Key": f"{self.key} {purpose}"}
        return httpx.post(self.address + path, headers=headers, timeout=30, **content)


class Browser(Sender):
    """Sends by the portal: the form with photos, then a photo more on the page of the complaint; without scripts."""

    def steps(self) -> Iterator[Step]:
        # Each from another address: the brake counts by address.
        came_from = ".".join(str(random.randrange(1, 255)) for _ in range(4))
        self._client = httpx.Client(base_url=self.address, headers={"X-Forwarded-For": came_from}, timeout=30)
        self._hidden: dict[str, str] = {}
        yield lambda: self._open("/complain")
        told = {"what": self.text, "mail": f"{self.key}@example.test"}
        first = self.photos(2)
        yield lambda: self._send("/complain", told, first)
        yield self._read_reference
        yield lambda: self._open(self._page)
        more = self.photos(1)
        yield lambda: self._send(f"{self._page}/add", {"what": ""}, more)

    def _open(self, path: str) -> bool:
        """Open a page with a form and remember what it hides."""
        answer = self._client.get(path)
        if not self.is_good(answer, 200):
            return False
        form = re.search(r'<form[^>]*enctype="multipart/form-data".*', answer.text, re.DOTALL)
        assert form, path
        found = (re.search(rf'name="{name}" value="([^"]+)"', form[0]) for name in HIDDEN)
        self._hidden = {name: match[1] for name, match in zip(HIDDEN, found, strict=True) if match}
        return True

    def _send(self, path: str, told: dict[str, str], sent: list[bytes]) -> bool:
        files = [("files", (f"{number}.png", one)) for number, one in enumerate(sent)]
        if not self.is_good(self._client.post(path, data=self._hidden | told, files=files), 303):
            return False
        self.acknowledged_photos(sent)
        return True

    def _read_reference(self) -> bool:
        answer = self._client.get("/sent")
        if not self.is_good(answer, 200):
            return False
        number = re.sub(r"\D", "", re.findall(r"\b\d{3}-\d{3}-\d{4}\b", answer.text)[0])
        self.acknowledged(number)
        self._page = f"/track/{number}"
        return True
