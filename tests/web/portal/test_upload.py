"""Files: refused in words before and after, kept for a day, bound to one browser, used once, never run."""

import io
import json

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from amends.complaints.models import Complaint
from amends.correspondence import files, uploads
from amends.correspondence.models import Attachment, Upload
from tests.web.portal.conftest import PNG, TUESDAY

MEGABYTE = 1024 * 1024


def test_the_limits_are_said_before_anybody_chooses(visitor):
    page = visitor.text(visitor.get("/complain"))
    assert "At most 25 MB a file and 100 MB together" in page
    assert page.index("At most 25 MB") < page.index('type="file"')


def test_a_file_sent_ahead_gets_an_address_nobody_can_guess(visitor):
    answer = visitor.upload()
    assert answer.status_code == 201
    assert len(answer.json()["id"]) == 43
    assert Upload.objects.get().sha256


@pytest.mark.parametrize(
    ("name", "content", "status", "words"),
    [
        ("empty.jpg", b"", 422, "is empty"),
        ("setup.exe", b"MZ\x90\x00", 422, "is a program"),
        ("photo.jpg", b"MZ\x90\x00", 422, "is a program"),
        ("photo.jpg.js", b"alert(1)", 422, "is a program"),
        ("film.mp4", b"x" * (25 * MEGABYTE + 1), 413, "at most 25 MB"),
    ],
    ids=["empty", "program", "program-renamed", "script", "too-big"],
)
def test_a_wrong_file_is_refused_in_words_and_not_kept(visitor, name, content, status, words):
    answer = visitor.upload(name, content)
    assert answer.status_code == status
    assert words in answer.json()["error"]
    assert not Upload.objects.exists()
    assert not list(files.root().glob("files/*/.*.part"))


def test_a_too_big_file_in_a_form_without_scripts_loses_neither_words_nor_other_files(visitor):
    big = SimpleUploadedFile("film.mp4", b"x" * (25 * MEGABYTE + 1))
    answer = visitor.complain(what="The floor is wet.", files=[SimpleUploadedFile("wall.png", PNG), big])
    page = visitor.text(answer)
    assert answer.status_code == 422
    assert "film.mp4" in page
    assert "at most 25 MB" in page
    assert "The floor is wet." in page
    assert page.count('name="held" value="') == 2  # the kept one, and the empty pattern for scripts
    assert not Complaint.objects.exists()


def test_all_files_together_have_a_limit(visitor):
    visitor.upload()
    Upload.objects.update(size=100 * MEGABYTE - 10)
    answer = visitor.upload("second.png")
    assert answer.status_code == 413
    assert "at most 100 MB" in answer.json()["error"]


def test_a_body_over_everything_is_not_read(visitor):
    answer = visitor.client.generic("POST", "/complain", b"", CONTENT_LENGTH=str(200 * MEGABYTE))
    assert answer.status_code == 413
    assert "25 MB" in visitor.text(answer)


def test_a_form_holds_a_number_of_files(visitor):
    for number in range(uploads.MOST_FILES):
        assert visitor.upload(f"{number}.png").status_code == 201
    assert visitor.upload("more.png").status_code == 413


def test_no_file_at_all_is_said(visitor):
    assert visitor.post("/complain/files", {}, HTTP_ACCEPT="application/json").status_code == 422


def test_another_browser_cannot_use_or_drop_my_file(visitor, another):
    held = visitor.upload().json()["id"]
    thief = another(address="198.51.100.9")
    stolen = thief.sent(held=[held])
    thief.complain(held=[held], drop=held)
    assert not Attachment.objects.filter(complaint=stolen).exists()
    assert Attachment.objects.filter(complaint=visitor.sent(held=[held])).count() == 1


def test_a_file_is_used_once(visitor):
    held = visitor.upload().json()["id"]
    first, second = visitor.sent(held=[held]), visitor.sent(held=[held])
    assert Attachment.objects.filter(complaint=first).count() == 1
    assert not Attachment.objects.filter(complaint=second).exists()


def test_a_file_nobody_sent_is_gone_after_a_day(visitor):
    with time_machine.travel(TUESDAY, tick=False):
        held = visitor.upload().json()["id"]
        place = files.located(Upload.objects.get().stored)
    with time_machine.travel(TUESDAY + uploads.KEPT_FOR, tick=False):
        complaint = visitor.sent(held=[held])
        assert not Attachment.objects.filter(complaint=complaint).exists()
    assert place.exists()
    assert uploads.forget_old(at=TUESDAY + uploads.KEPT_FOR * 2) == 1
    assert not place.exists()


def test_forgetting_spares_the_files_of_complaints(visitor):
    with time_machine.travel(TUESDAY, tick=False):
        complaint = visitor.sent(held=[visitor.upload().json()["id"]])
    uploads.forget_old(at=TUESDAY + uploads.KEPT_FOR * 2)
    assert files.located(Attachment.objects.get(complaint=complaint).stored).exists()


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..\\..\\boot.ini", "/abs/olute.txt", "a\x00b.txt", "%2e%2e%2fx.txt"]
)
def test_a_name_never_leads_out_of_the_store(visitor, name):
    answer = visitor.upload(name, b"plain words")
    assert answer.status_code == 201
    stored = Upload.objects.get()
    assert "/" not in stored.name.replace("%2f", "")
    assert files.located(stored.stored).is_relative_to(files.root())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.jpg", b"<html><script>window.pwned=1</script>"),
        ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="window.pwned=1"/>'),
        ("mixed.gif", b"GIF89a/*<script>window.pwned=1</script>*/"),
        ("report.pdf", b"%PDF-1.4 /JS (app.alert(1))"),
    ],
    ids=["html", "svg", "polyglot", "pdf"],
)
def test_a_file_leaves_only_as_a_download_in_a_sandbox(visitor, name, content):
    complaint = visitor.sent(files=SimpleUploadedFile(name, content, content_type="text/html"))
    stored = Attachment.objects.get(complaint=complaint)
    answer = visitor.get(f"/track/{complaint.number}/files/{stored.token}")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Type"] in {"application/octet-stream", "image/gif", "application/pdf"}
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"


def test_the_shown_copy_of_a_photo_holds_no_position(visitor):
    photo = io.BytesIO()
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (5.0, 24.0, 0.0)}
    exif[0x010E] = "secret place"
    Image.new("RGB", (64, 48), "red").save(photo, "JPEG", exif=exif)
    complaint = visitor.sent(files=SimpleUploadedFile("wall.jpg", photo.getvalue()))
    stored = Attachment.objects.get(complaint=complaint)
    answer = visitor.get(f"/track/{complaint.number}/pictures/{stored.token}")
    shown = Image.open(io.BytesIO(b"".join(answer.streaming_content)))
    assert answer["Content-Type"] == "image/jpeg"
    assert not shown.getexif()
    assert files.read(stored.stored) == photo.getvalue()


def test_a_picture_that_claims_to_be_huge_gets_no_copy_and_harms_nobody(visitor):
    bomb = PNG.replace(b"\x00\x00\x00\x01\x00\x00\x00\x01\x08", b"\x00\x00\xff\xff\x00\x00\xff\xff\x08")
    complaint = visitor.sent(files=SimpleUploadedFile("bomb.png", bomb))
    assert Attachment.objects.get(complaint=complaint).shown == ""


def test_a_broken_answer_is_still_json(visitor):
    answer = visitor.upload("empty.jpg", b"")
    assert json.loads(answer.content)["error"]
