"""Whom a mail is believed to be from, and what it may be added to: only a whole token, only from its own recipient."""

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from amends.channels.email.authentication import judge
from amends.closure import actions as closure
from amends.complaints.models import Complaint, Entry, Participation
from amends.correspondence import outgoing
from amends.correspondence.mails import tokens_in
from amends.correspondence.models import Message, RawMail
from amends.correspondence.rules import Proof
from amends.customers.models import ContactPoint
from amends.organisation.actor import SYSTEM
from amends.text.plain_names import plain
from tests.channels.email.letters import ANN, OURS, TRUSTED_FAIL, TRUSTED_PASS

pytestmark = pytest.mark.django_db
TOKEN = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def complaint(take) -> Complaint:
    return take().complaint


@pytest.fixture
def reply_to(complaint) -> str:
    """The address that a letter to Ann asks her to answer to."""
    token = outgoing.reply_token(complaint, ANN, at=timezone.now())
    return f"care+{token}@example.net"


def words(complaint) -> list[str]:
    return list(
        Message.objects.filter(complaint=complaint, is_ours=False).order_by("id").values_list("text", flat=True)
    )


@pytest.mark.parametrize(
    ("results", "is_verified"),
    [("", False), (TRUSTED_PASS, True), ("evil.test; dmarc=pass header.from=example.com", False)],
)
def test_a_reply_from_the_tokens_own_recipient_is_added_and_measured(take, complaint, reply_to, results, is_verified):
    row = take(to=reply_to, text="One thing more.", authentication_results=results)
    assert (row.standing, row.complaint, row.message.is_verified) == ("addition", complaint, is_verified)
    assert words(complaint) == ["The kettle leaks.", "One thing more."]
    assert Complaint.objects.count() == 1
    complaint.refresh_from_db()
    assert complaint.customer_wrote_at is not None


@pytest.mark.parametrize("field", ["cc", "delivered_to"])
def test_the_token_counts_wherever_our_address_stands(take, complaint, reply_to, field):
    assert take(to="other@example.org", **{field: reply_to}).complaint == complaint


@given(st.integers(0, 31), st.integers(1, 32), st.sampled_from(["", "0", "x", " ", "+", TOKEN]))
def test_s_c1_nothing_but_the_whole_token_counts(start, end, more):
    part = TOKEN[start:end]
    for candidate in {part + more, more + part, TOKEN + more, f"{TOKEN}.{more}", part} - {TOKEN}:
        assert TOKEN not in tokens_in((f"care+{candidate}@example.net", candidate, f"{candidate}@example.net"))
    assert tokens_in((f"care+{TOKEN}@example.net",)) == (TOKEN,)
    assert tokens_in((TOKEN, f"{TOKEN}@example.net", f"+{TOKEN}@example.net", f"a+{TOKEN}@b@c", f"a+b+{TOKEN}@c")) == ()


def test_s_c1_a_token_that_was_never_given_out_opens_nothing(take, complaint):
    row = take(to=f"care+{TOKEN}@example.net", text="Let me in.")
    assert row.complaint != complaint
    assert words(complaint) == ["The kettle leaks."]


@pytest.mark.parametrize("results", ["", TRUSTED_PASS.replace("example.com", "example.net")])
def test_s_c2_a_mail_from_an_address_of_staff_is_set_aside_and_never_speaks_for_us(
    take, duty_person, complaint, results
):
    sent = Message.objects.create(
        complaint=complaint, kind="reply", is_ours=True, channel="mail", author="system", occurred_at=timezone.now(),
        mail_id="<known@example.net>",
    )  # fmt: skip
    before = Entry.objects.count()
    row = take(sender="Mei <mei@example.net>", in_reply_to=sent.mail_id, authentication_results=results)
    assert (row.standing, row.reason) == ("quarantine", "staff_address")
    assert (Entry.objects.count(), Message.objects.filter(complaint=complaint).count()) == (before, 2)


@pytest.mark.parametrize("spoof", ["=?utf-8?Q?ann?=@example.com", "=?utf-8?Q?attacker?Q?ann?=@example.com"])
def test_s_c3_an_encoded_word_inside_an_address_is_no_identity(take, complaint, reply_to, spoof):
    row = take(sender=spoof, to=reply_to, text="Spoofed.")
    assert (row.standing, row.reason) == ("quarantine", "doubtful_sender")
    assert words(complaint) == ["The kettle leaks."]


def test_s_c4_reply_to_makes_nobody_somebody_else(take, complaint, reply_to):
    row = take(sender="mallory@evil.test", to=reply_to, reply_to=ANN)
    assert (row.standing, row.reason, row.complaint) == ("quarantine", "token_of_another", complaint)
    new = take(sender="mallory@evil.test", reply_to=ANN)
    assert new.complaint.customer.contact_points.get().value == "mallory@evil.test"


@pytest.mark.parametrize("field", ["in_reply_to", "references"])
def test_s_c5_the_right_reply_header_from_a_stranger_adds_nothing(take, complaint, field):
    sent = Message.objects.create(
        complaint=complaint, kind="reply", is_ours=True, channel="mail", author="system", occurred_at=timezone.now(),
        mail_id="<known@example.net>",
    )  # fmt: skip
    state, entries = complaint.state, Entry.objects.count()
    row = take(sender="mallory@evil.test", subject=f"Re: {complaint.number}", **{field: sent.mail_id})
    assert (row.standing, row.reason, row.complaint) == ("quarantine", "reply_without_token", complaint)
    complaint.refresh_from_db()
    assert (complaint.state, Entry.objects.count(), words(complaint)) == (state, entries, ["The kettle leaks."])
    assert not Participation.objects.filter(complaint=complaint, duty="watcher").exists()


def test_s_c6_a_number_in_the_subject_never_threads(take, complaint):
    row = take(subject=f"Re: your complaint {complaint.number}", sender="mallory@evil.test")
    assert row.complaint != complaint
    assert words(complaint) == ["The kettle leaks."]


def test_a_reply_of_the_complainant_without_the_token_is_a_new_complaint_that_names_the_old_one(take, complaint):
    Message.objects.create(
        complaint=complaint, kind="reply", is_ours=True, channel="mail", author="system", occurred_at=timezone.now(),
        mail_id="<known@example.net>",
    )  # fmt: skip
    row = take(in_reply_to="<known@example.net>", text="Any news?")
    assert row.standing == "accepted"
    [entry] = Entry.objects.filter(complaint=row.complaint, kind="repeat.suspected")
    assert (entry.payload["other"], entry.payload["ground"]) == (str(complaint.pk), "answers_our_mail")


def test_s_c7_people_in_copy_become_nobody(take, complaint, reply_to):
    take(to=f"{reply_to}, list@mirror.test", cc="watcher@evil.test", text="In copy.")
    assert not ContactPoint.objects.filter(key__in=["watcher@evil.test", "list@mirror.test"]).exists()
    assert not Participation.objects.filter(complaint=complaint).exists()


@pytest.mark.parametrize("sender", ["no-reply@slack.test", "noreply@accounts.test", "Slack <donotreply@slack.test>"])
def test_s_c8_a_verification_mail_to_a_case_is_never_shown_to_the_complainant(take, complaint, reply_to, sender):
    row = take(sender=sender, to=reply_to, subject="Confirm your email", text="Your code is 123456")
    assert (row.standing, row.reason) == ("quarantine", "no_human_sender")
    assert words(complaint) == ["The kettle leaks."]


def test_s_c9_a_spoofed_reply_with_somebody_in_copy_tells_them_nothing(take, complaint, reply_to):
    row = take(to=reply_to, cc="attacker@evil.test", authentication_results=TRUSTED_FAIL)
    assert (row.standing, row.reason, row.complaint) == ("quarantine", "failed_authentication", complaint)
    assert not Message.objects.filter(to_address="attacker@evil.test").exists()
    assert words(complaint) == ["The kettle leaks."]


def test_a_failed_authentication_in_the_name_of_a_known_party_waits(take, complaint):
    row = take(authentication_results=TRUSTED_FAIL, text="Refund to another account.")
    assert (row.standing, row.reason) == ("quarantine", "failed_authentication")


def test_our_own_address_is_never_a_complainant(take):
    for sender in (OURS, "Care <CARE+x@Example.net>"):
        assert take(sender=sender).reason == "own_address"
    assert Complaint.objects.count() == 0


@pytest.mark.parametrize("name", ["Visit https://evil.test now", "BUY 100 PILLS", "evil.com", "x" * 61, "a@b.test"])
def test_a_display_name_that_is_no_name_is_not_repeated(take, name):
    assert plain(name) == ""
    row = take(sender=f'"{name}" <{ANN}>')
    assert row.standing in ("accepted", "quarantine")
    assert row.complaint is None or row.complaint.customer.name == ""


@pytest.mark.parametrize("name", ["Ann Lee", "Siti binti Omar", "髙橋 花子", "王小明", "D'Arcy-Smith", "José Á. Ñ"])
def test_a_name_stays_a_name(name):
    assert plain(name) == name


@pytest.mark.parametrize(
    ("fields", "proof"),
    [
        ([], Proof.NONE),
        (["mx.example.net; dmarc=pass header.from=example.com"], Proof.PASS),
        (["mx.example.net 1; dmarc=pass (p=none) header.from=example.com; spf=fail"], Proof.PASS),
        (["mx.example.net; dmarc=fail header.from=example.com"], Proof.FAIL),
        (["mx.example.net; dmarc=pass header.from=evil.test"], Proof.NONE),
        (["evil.test; dmarc=pass header.from=example.com"], Proof.NONE),
        (["mx.example.net.evil.test; dmarc=pass header.from=example.com"], Proof.NONE),
        (["mx.example.net; dmarc=fail header.from=example.com", "mx.example.net; dmarc=pass header.from=example.com"], Proof.FAIL),
        (["mx.example.net; dkim=pass header.d=example.com"], Proof.PASS),
        (["mx.example.net; dkim=pass header.i=@mail.example.com"], Proof.NONE),
        (["mx.example.net; dkim=pass header.d=evil.test; dkim=pass header.d=example.com"], Proof.PASS),
        (["mx.example.net; dkim=pass header.d=com"], Proof.NONE),
        (["mx.example.net; spf=pass smtp.mailfrom=example.com"], Proof.NONE),
        (["mx.example.net; spf=fail smtp.mailfrom=example.com"], Proof.FAIL),
        (["mx.example.net; none"], Proof.NONE),
        (["mx.example.net; dkim=pass (dmarc=pass header.from=example.com)"], Proof.NONE),
    ],
)  # fmt: skip
def test_only_our_own_servers_word_about_the_senders_own_domain_counts(fields, proof):
    assert judge(fields, ANN, {"mx.example.net"}) is proof


def test_a_sender_proven_twice_is_one_customer(take):
    first = take(authentication_results=TRUSTED_PASS, text="One.")
    second = take(authentication_results=TRUSTED_PASS, text="Two.")
    third = take(text="Three, unproven.")
    assert first.complaint.customer == second.complaint.customer
    assert third.complaint.customer != first.complaint.customer


def test_every_mail_is_in_exactly_one_place(take, complaint, reply_to):
    take(to=reply_to)
    take(to=reply_to, sender="mallory@evil.test")
    assert sorted(RawMail.objects.values_list("standing", flat=True)) == ["accepted", "addition", "quarantine"]


@pytest.mark.parametrize("is_theirs", [True, False])
def test_words_for_a_merged_complaint_reach_the_page_of_nobody_but_their_writer(take, complaint, reply_to, is_theirs):
    other = take(text="It leaks here too.").complaint
    if is_theirs:
        Complaint.objects.filter(pk=other.pk).update(customer=complaint.customer)
    closure.merge(complaint, into=other, words="One kettle", by=SYSTEM, at=timezone.now())
    row = take(to=reply_to, text="One thing more.")
    assert row.complaint == (other if is_theirs else complaint)
    assert ("One thing more." in words(other)) is is_theirs
