"""The page of a complaint holds the case: stream, promises, people; and nothing leaves by it that should not."""

import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amends.complaints import participation
from amends.complaints.rules import Duty
from amends.correspondence import files, incoming, outgoing
from amends.correspondence.incoming import File
from amends.organisation.actor import SYSTEM, complainant
from tests.cast import accepted, later


def test_the_stream_tells_what_happened_in_words(house, at_desk):
    complaint = accepted(house).complaint
    outgoing.note(
        complaint,
        text="Seen: the box is soaked.",
        by=house.actor("handler"),
        at=later(hours=1),
        staff_id=house.person("handler").pk,
    )
    with time_machine.travel(later(hours=1), tick=False):
        page = at_desk("handler").get(f"/desk/complaints/{complaint.number}").content.decode()
    for words in (
        "The box stood in the rain",
        "Mrs Helen Carter",
        "Accepted (Portal)",
        "Seen: the box is soaked.",
        "Staff only",
        "Final answer",
        "Call to understand",
        "helen.carter@example.com",
    ):
        assert words in page


def test_words_of_strangers_are_text_and_nothing_else(house, at_desk):
    complaint = accepted(house, text="<script>alert(1)</script><b>x</b>", subject="<img src=x>").complaint
    page = at_desk("handler").get(f"/desk/complaints/{complaint.number}").content.decode()
    assert "<script>alert(1)" not in page
    assert "<img src=x>" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_reference_is_taken_in_any_form(house, at_desk):
    number = accepted(house).complaint.number
    handler = at_desk("handler")
    for typed in (number, f"KZ-{number[:3]}-{number[3:6]}-{number[6:]}", f"{number[:3]}-{number[3:6]}-{number[6:]}"):
        assert handler.get(f"/desk/complaints/{typed}").status_code == 200


def test_files_are_downloads_for_those_who_may_see_the_complaint(house, at_desk):
    complaint = accepted(house).complaint
    stored = files.store([b"<html>evil</html>"], name="evil.html")
    incoming.add(
        complaint,
        text="Here",
        by=complainant(None),
        at=later(hours=1),
        channel="portal",
        files=[File(stored=stored, name="evil.html", content_type="application/octet-stream")],
    )
    token = complaint.attachments.get().token
    answer = at_desk("handler").get(f"/desk/complaints/{complaint.number}/files/{token}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == b"<html>evil</html>"
    assert at_desk("stranger").get(f"/desk/complaints/{complaint.number}/files/{token}").status_code == 404
    other = accepted(house).complaint
    assert at_desk("handler").get(f"/desk/complaints/{other.number}/files/{token}").status_code == 404


def test_the_page_asks_the_database_as_often_for_20_messages_as_for_2(house, at_desk):
    complaint = accepted(house).complaint
    handler = at_desk("handler")

    def add(count):
        for index in range(count):
            incoming.add(complaint, text=f"More {index}", by=complainant(None), at=later(hours=1), channel="portal")
            participation.begin(
                complaint, Duty.ASKED, staff=house.person(list(house.staff)[index % 8]), by=SYSTEM, at=later(hours=1)
            )

    add(2)
    handler.get(f"/desk/complaints/{complaint.number}")
    with CaptureQueriesContext(connection) as few:
        handler.get(f"/desk/complaints/{complaint.number}")
    add(18)
    with CaptureQueriesContext(connection) as many:
        handler.get(f"/desk/complaints/{complaint.number}")
    assert len(many) == len(few)
