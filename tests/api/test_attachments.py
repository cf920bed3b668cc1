"""Files by API: taken in whole or not at all, once under a key, refused in words, seen where a photo of the portal is seen."""

from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from amends.complaints.models import Entry
from amends.correspondence import files
from amends.correspondence.models import Attachment, Message, Upload
from amends.intake.models import IdempotentRequest
from amends.organisation.rules import Role
from tests.api.test_take_in import URL, token
from tests.cast import House, accepted, make_house
from tests.web.portal.conftest import PNG

MEGABYTE = 1024 * 1024


class Caller:
    """A program that passes on files to one complaint."""

    def __init__(self, house: House, number: str, role: Role = Role.INTEGRATION, brand=None) -> None:
        self.headers = token(house, role, brand)
        self.address = f"{URL}/{number}/attachments"

    def post(self, *given: tuple[str, bytes], key: str = "", language: str = "en", **fields: str):
        sent = [SimpleUploadedFile(name, content) for name, content in given]
        headers = self.headers | {"Accept-Language": language} | ({"Idempotency-Key": key} if key else {})
        return Client().post(self.address, {"files": sent, **fields}, headers=headers)

    def get(self, path: str = ""):
        return Client().get(self.address + path, headers=self.headers)


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path) -> None:
    settings.AMENDS_DATA = tmp_path


@pytest.fixture
def house(db: None) -> House:
    return make_house()


@pytest.fixture
def complaint(house: House):
    return accepted(house).complaint


@pytest.fixture
def caller(house: House, complaint) -> Caller:
    return Caller(house, complaint.number)


def stored_files() -> set[str]:
    return {str(path.relative_to(files.root())) for path in files.root().glob("files/*/*")}


def test_a_photo_is_on_the_complaint_as_one_of_the_portal_is(caller: Caller, complaint, house: House) -> None:
    answer = caller.post(("床.png", PNG), ("report.pdf", b"%PDF-1.4 words"), text="Two more things.")
    content = answer.json()
    assert answer.status_code == 201, content
    assert [(one["name"], one["content_type"], one["sha256"]) for one in content["attachments"]] == [
        ("床.png", "image/png", sha256(PNG).hexdigest()),
        ("report.pdf", "application/pdf", sha256(b"%PDF-1.4 words").hexdigest()),
    ]
    message = Message.objects.get(pk=content["id"])
    assert (message.text, message.kind, message.is_ours) == ("Two more things.", "addition", False)
    assert Attachment.objects.get(name="床.png").shown
    entry = Entry.objects.filter(complaint=complaint).latest("sequence")
    assert (entry.kind, entry.payload["attachments"], entry.payload["channel"]) == ("message.received", 2, "api")
    client = Client()
    client.force_login(house.person("handler"))
    page = client.get(f"/desk/complaints/{complaint.number}").content.decode()
    assert "床.png" in page
    assert "Two more things." in page
    assert not Upload.objects.filter(used_at=None).exists()


def test_a_file_needs_no_words(caller: Caller) -> None:
    answer = caller.post(("wall.png", PNG))
    assert answer.status_code == 201, answer.content.decode()


def test_the_files_of_a_complaint_can_be_listed_and_read(caller: Caller) -> None:
    made = caller.post(("a.png", PNG), ("b.txt", b"plain words")).json()
    listed = caller.get().json()
    assert [one["id"] for one in listed["attachments"]] == [one["id"] for one in made["attachments"]]
    read = caller.get(f"/{listed['attachments'][1]['id']}")
    assert b"".join(read.streaming_content) == b"plain words"
    assert read["Content-Disposition"].startswith("attachment")
    assert read["X-Content-Type-Options"] == "nosniff"
    assert caller.get("/nobody").status_code == 404


def test_the_same_key_gets_the_same_answer_and_adds_nothing(caller: Caller, complaint) -> None:
    first = caller.post(("a.png", PNG), key="k1", text="Here")
    kept = stored_files()
    again = caller.post(("a.png", PNG), key="k1", text="Here")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert Attachment.objects.filter(complaint=complaint).count() == 1
    assert stored_files() == kept


@pytest.mark.parametrize(
    ("name", "content", "text"), [("a.png", b"other", "Here"), ("b.png", PNG, "Here"), ("a.png", PNG, "There")]
)
def test_the_same_key_with_something_else_is_refused(caller: Caller, name: str, content: bytes, text: str) -> None:
    caller.post(("a.png", PNG), key="k1", text="Here")
    answer = caller.post((name, content), key="k1", text=text)
    assert (answer.status_code, answer.json()["title"]) == (422, "idempotency_key_reused")
    assert Attachment.objects.count() == 1


def test_a_key_of_another_complaint_is_not_this_ones(caller: Caller, house: House) -> None:
    caller.post(("a.png", PNG), key="k1")
    caller.address = f"{URL}/{accepted(house).complaint.number}/attachments"
    assert caller.post(("a.png", PNG), key="k1").status_code == 422


@pytest.mark.parametrize(
    ("name", "content", "status", "code", "words"),
    [
        ("empty.jpg", b"", 422, "file_empty", "empty.jpg"),
        ("setup.exe", b"MZ\x90\x00", 422, "file_is_program", "setup.exe"),
        ("photo.jpg", b"MZ\x90\x00", 422, "file_is_program", "photo.jpg"),
        ("film.mp4", b"x" * (25 * MEGABYTE + 1), 413, "file_too_large", "25 MB"),
    ],
    ids=["empty", "program", "program-renamed", "too-big"],
)
@pytest.mark.parametrize("language", ["en", "ja", "zh-hans", "ms"])
def test_a_bad_file_is_refused_in_words_and_nothing_of_the_request_is_kept(
    caller: Caller, name: str, content: bytes, status: int, code: str, words: str, language: str
) -> None:
    before = stored_files()
    answer = caller.post(("good.png", PNG), (name, content), key="k1", language=language)
    problem = answer.json()
    assert answer["Content-Type"] == "application/problem+json"
    assert (answer.status_code, problem["title"], problem["status"]) == (status, code, status)
    assert words in problem["detail"]
    assert problem["detail"].isascii() == (language in ("en", "ms"))
    assert not Attachment.objects.exists()
    assert not Upload.objects.exists()
    assert not IdempotentRequest.objects.exists()
    assert stored_files() == before
    assert caller.post(("good.png", PNG), key="k1").status_code == 201  # a refusal does not use the key up


def test_the_limit_of_a_file_is_told_as_a_number_too(caller: Caller) -> None:
    facts = caller.post(("film.mp4", b"x" * (25 * MEGABYTE + 1))).json()["facts"]
    assert facts == {"limit": 25 * MEGABYTE, "name": "film.mp4"}


def test_all_files_of_a_complaint_have_a_limit_together(caller: Caller) -> None:
    caller.post(("a.png", PNG))
    Attachment.objects.update(size=100 * MEGABYTE - 10)
    answer = caller.post(("b.png", PNG))
    assert (answer.status_code, answer.json()["title"]) == (413, "file_too_large")
    assert answer.json()["facts"]["limit"] == 100 * MEGABYTE
    assert Attachment.objects.count() == 1


def test_too_many_files_at_once_are_refused_with_the_number(caller: Caller) -> None:
    answer = caller.post(*((f"{number}.png", PNG) for number in range(21)))
    assert (answer.status_code, answer.json()["title"]) == (413, "too_many_files")
    assert "20" in answer.json()["detail"]


def test_a_body_over_everything_is_refused_before_it_is_read(caller: Caller) -> None:
    headers = caller.headers | {"Accept-Language": "ja"}
    answer = Client().generic("POST", caller.address, b"", headers=headers, CONTENT_LENGTH=str(200 * MEGABYTE))
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")
    assert "25" in answer.json()["detail"]
    assert not answer.json()["detail"].isascii()


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"--x\r\n", "multipart/form-data", 400),
        (b"{}", "application/json", 422),
        (b"--x--\r\n", "multipart/form-data; boundary=x", 422),
    ],
    ids=["no-boundary", "json", "no-file"],
)
def test_what_is_no_file_at_all_is_a_problem_document(
    caller: Caller, body: bytes, content_type: str, status: int
) -> None:
    answer = Client().generic("POST", caller.address, body, content_type=content_type, headers=caller.headers)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["detail"]


def test_a_stranger_finds_no_complaint_and_an_auditor_may_not_add(house: House, complaint) -> None:
    stranger = Caller(house, complaint.number, brand=house.other)
    auditor = Caller(house, complaint.number, role=Role.AUDITOR)
    given = Caller(house, complaint.number)
    made = given.post(("a.png", PNG)).json()["attachments"][0]["id"]
    assert stranger.post(("a.png", PNG)).status_code == 404
    assert stranger.get().status_code == 404
    assert stranger.get(f"/{made}").status_code == 404
    assert auditor.post(("a.png", PNG)).status_code == 403
    assert auditor.get(f"/{made}").status_code == 200
    assert Attachment.objects.count() == 1


def test_words_are_added_once_under_a_key(house: House, complaint) -> None:
    headers = token(house) | {"Idempotency-Key": "k1"}
    address, words = f"{URL}/{complaint.number}/messages", {"text": "The second one as well.", "subject": "More"}
    first, again = (Client().post(address, words, content_type="application/json", headers=headers) for _ in range(2))
    assert (first.status_code, first.content) == (201, again.content)
    added = Message.objects.get(complaint=complaint, kind="addition")
    assert (added.text, added.subject) == ("The second one as well.", "More")


@pytest.mark.django_db(transaction=True)
def test_twenty_identical_uploads_at_once_are_one() -> None:
    house = make_house()
    caller = Caller(house, accepted(house).complaint.number)

    def send(_: int) -> tuple[int, bytes]:
        try:
            answer = caller.post(("a.png", PNG), key="double-click")
            return answer.status_code, answer.content
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(send, range(20)))
    assert [status for status, _ in answers] == [201]
    assert Attachment.objects.count() == 1
    assert stored_files() == {Attachment.objects.get().stored}


@pytest.mark.django_db(transaction=True)
def test_different_files_at_once_are_all_there() -> None:
    house = make_house()
    complaint = accepted(house).complaint
    caller = Caller(house, complaint.number)

    def send(number: int) -> int:
        try:
            return caller.post((f"{number}.txt", f"file {number}".encode()), key=f"k{number}").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(send, range(12)))
    assert set(statuses) == {201}
    assert set(Attachment.objects.values_list("name", flat=True)) == {f"{number}.txt" for number in range(12)}


def test_the_api_describes_the_upload(client: Client, house: House) -> None:
    schema = client.get("/api/v1/openapi.json").json()
    act = schema["paths"]["/api/v1/complaints/{reference}/attachments"]["post"]
    assert "multipart/form-data" in act["requestBody"]["content"]
    assert "Idempotency-Key" in {one["name"] for one in act["parameters"]}
    page = client.get("/api/v1/docs").content.decode()
    assert "25 MB a file" in page
    assert "files" in page
