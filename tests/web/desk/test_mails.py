"""Waiting mails at the desk: seen with the reason, taken in, added or put aside by a click, by those who may."""

import pytest
from django.utils import timezone

from amends.channels.email import receive as channel
from amends.complaints.models import Complaint
from amends.correspondence import outgoing
from amends.correspondence.models import RawMail
from tests.cast import accepted
from tests.channels.email.letters import written


@pytest.fixture
def waiting(house):
    def put(**fields) -> RawMail:
        row, _ = channel.receive(written(**fields), at=timezone.now())
        row.refresh_from_db()
        return row

    return put


def test_the_page_says_why_each_mail_waits(house, at_desk, waiting):
    waiting(x_spam_flag="YES", subject="<b>Hello</b>", text="Buy now")
    waiting(sender="", subject="Nobody")
    page = at_desk("handler").get("/desk/mails").content.decode()
    assert "&lt;b&gt;Hello&lt;/b&gt;" in page
    for words in ("Marked as spam", "It names no sender", "Buy now", "Make a complaint of it"):
        assert words in page


def test_one_click_makes_a_complaint_of_it(house, at_desk, waiting):
    row = waiting(x_spam_flag="YES", text="It leaks")
    answer = at_desk("handler").post(f"/desk/mails/{row.pk}", {"act": "complaint"})
    complaint = Complaint.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/desk/complaints/{complaint.number}")
    assert at_desk("handler").post(f"/desk/mails/{row.pk}", {"act": "complaint"}).status_code == 404
    assert Complaint.objects.count() == 1


def test_one_click_adds_it_to_the_complaint_it_names(house, at_desk, waiting):
    complaint = accepted(house).complaint
    token = outgoing.reply_token(complaint, "helen.carter@example.com", at=timezone.now())
    row = waiting(sender="other@example.org", to=f"care+{token}@example.net", text="From my other address.")
    assert "Add to" in at_desk("handler").get("/desk/mails").content.decode()
    answer = at_desk("handler").post(f"/desk/mails/{row.pk}", {"act": "add", "number": complaint.number})
    assert answer["Location"].endswith(complaint.number)
    assert complaint.messages.filter(text="From my other address.").exists()


def test_a_mail_put_aside_is_gone_from_the_page(house, at_desk, waiting):
    row = waiting(x_spam_flag="YES", subject="Away with it")
    client = at_desk("lead")
    client.post(f"/desk/mails/{row.pk}", {"act": "aside"})
    assert "Away with it" not in client.get("/desk/mails").content.decode()
    assert RawMail.objects.get().standing == "ignored"


def test_the_mail_as_it_came_is_only_ever_a_download(house, at_desk, waiting):
    row = waiting(x_spam_flag="YES", text="<script>alert(1)</script>")
    answer = at_desk("handler").get(f"/desk/mails/{row.pk}/original")
    assert answer["Content-Disposition"].startswith("attachment")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
    assert b"alert(1)" in b"".join(answer.streaming_content)
