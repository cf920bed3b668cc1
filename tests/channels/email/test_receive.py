"""Receiving a mail: stored first, then a complaint, an addition, or set aside; the same bytes count once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from amends.channels.email import receive as channel
from amends.complaints.models import Complaint, Entry
from amends.correspondence import files, raw_mails
from amends.correspondence.models import Message, RawMail
from amends.organisation.models import Brand, Unit
from amends.organisation.queries import default_unit, get_brand
from amends.promises.models import Promise
from tests.channels.email.letters import written

pytestmark = pytest.mark.django_db


def test_a_mail_from_a_person_becomes_a_complaint_with_promises(take):
    row = take(subject="Kettle", text="The kettle leaks.\r\n\r\nPlease help.")
    assert (row.standing, row.reason) == ("accepted", "")
    complaint = row.complaint
    assert (complaint.state, complaint.channel, complaint.subject) == ("accepted", "mail", "Kettle")
    assert complaint.customer.name == "Ann Lee"
    assert row.message.text.startswith("The kettle leaks.")
    assert row.message.is_verified is False
    assert Promise.objects.filter(complaint=complaint).exists()
    assert Entry.objects.filter(complaint=complaint, kind="complaint.accepted").count() == 1


def test_the_bytes_are_kept_as_they_came(take):
    raw = written(text="Bytes.")
    assert files.read(take(raw).stored) == raw


def test_the_same_bytes_are_accepted_once_and_then_known(db):
    raw = written()
    first, was_known = channel.receive(raw, at=timezone.now())
    assert not was_known
    again, was_known = channel.receive(raw, at=timezone.now())
    assert was_known
    assert again.complaint == first.complaint
    assert (Complaint.objects.count(), RawMail.objects.count()) == (1, 1)


def test_an_equal_message_id_with_other_bytes_is_stored_and_marked_as_possible_repeat(take):
    one = take(message_id="<same@example.com>", text="One.")
    two = take(message_id="<same@example.com>", text="Two.")
    assert one.complaint != two.complaint
    [entry] = Entry.objects.filter(kind="repeat.suspected")
    assert (str(entry.complaint_id), entry.payload["other"]) == (str(two.complaint_id), str(one.complaint_id))
    assert entry.payload["ground"] == "same_message_id"


def test_a_mail_without_anything_in_it_waits_in_quarantine(take):
    row = take(b"From: ann@example.com\r\n\r\n")
    assert (row.standing, row.reason) == ("quarantine", "empty")


def test_a_bare_photo_is_a_complaint(take):
    row = take(
        b"From: ann@example.com\r\nTo: care@example.net\r\nContent-Type: image/png; name=shoe.png\r\n"
        b"Content-Disposition: attachment; filename=shoe.png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==\r\n"
    )
    assert row.standing == "accepted"
    [file] = row.complaint.attachments.all()
    assert (file.name, file.content_type) == ("shoe.png", "image/png")
    assert file.shown


def test_html_is_kept_clean(take):
    row = take(
        b"From: ann@example.com\r\nTo: care@example.net\r\nSubject: x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        b"<p onclick=alert(1)>It <b>leaks</b><script>alert(1)</script><img src=http://evil.test/x>"
        b"<a href='javascript:alert(1)'>here</a></p>\r\n"
    )
    assert row.message.html == '<p>It <b>leaks</b><a rel="noopener noreferrer nofollow">here</a></p>\n'
    assert "leaks" in row.message.text


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("先日購入したエアコンが冷えません。", "ja"),
        ("我买的空调不制冷，请尽快处理。", "zh-Hans"),
        ("Kasut yang saya beli minggu lepas sudah koyak dan saya tidak puas hati.", "ms"),
        ("The shoes I bought last week fell apart.", "en"),
    ],
)
def test_the_language_is_told_from_the_words(take, words, language):
    assert take(text=words).complaint.language == language


def test_quoted_text_is_kept_apart_and_nothing_is_dropped(take):
    row = take(
        text="It still leaks.\r\n\r\nOn Mon, 1 Jan 2024, Shop <a@shop.test> wrote:\r\n> Hello\r\n> Dear customer"
    )
    assert row.message.text == "It still leaks."
    assert "Dear customer" in row.message.quoted
    assert Message.objects.filter(complaint=row.complaint).count() == 1


def stored(count: int) -> None:
    """Store mails that nobody has read yet."""
    for number in range(count):
        kept = raw_mails.keep(written(sender=f"Ann <ann{number}@example.com>", text="It leaks."), at=timezone.now())
        kept.row.lease_until = None
        kept.row.save()


def test_what_is_the_same_for_a_batch_of_mails_is_looked_up_once(db):
    def queries_for(count: int) -> int:
        stored(count)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert channel.take_in_waiting(at=timezone.now()) == count
        return sum(query["sql"].startswith(("SELECT", "UPDATE", "INSERT")) for query in captured.captured_queries)

    queries_for(1)
    assert queries_for(8) - queries_for(1) <= 7 * 12


def test_what_changes_in_the_settings_counts_for_the_next_batch(db):
    brand = get_brand()
    stored(1)
    channel.take_in_waiting(at=timezone.now())
    first = default_unit(brand)
    Unit.objects.filter(pk=first.pk).update(is_default=False)
    second = Unit.objects.create(brand=brand, name="Second", code="second", is_default=True)
    Brand.objects.filter(pk=brand.pk).update(mail_address="ann1@example.com")
    stored(2)
    channel.take_in_waiting(at=timezone.now())
    assert [complaint.unit for complaint in Complaint.objects.order_by("received_at")] == [first, second]
    assert RawMail.objects.get(reason="own_address").sender.endswith("<ann1@example.com>")
