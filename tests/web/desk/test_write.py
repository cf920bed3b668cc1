"""Replies, notes and calls: what is written stays, what leaves can be called back for a moment, nothing crosses unseen."""

from datetime import timedelta

import pytest
import time_machine

from amends.complaints.models import Entry
from amends.complaints.queries import reload
from amends.correspondence import drafts, incoming, ports
from amends.correspondence.models import Delivery, Draft, Message, MessageKind
from amends.flows import delivery
from amends.insight import tracking
from amends.organisation.actor import complainant
from amends.promises.models import Promise
from tests.cast import HELEN, TUESDAY, accepted, later

NOW = later(hours=1)


@pytest.fixture(autouse=True)
def _at_work():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def complaint(house):
    return accepted(house).complaint


def reply(client, complaint, text="Dear Mrs Carter, we look into it.", medium="mail", base=None, **more):
    base = complaint.last_sequence if base is None else base
    content = {"r-text": text, "r-medium": medium, "r-base_sequence": base} | {f"r-{k}": v for k, v in more.items()}
    return client.post(f"/desk/complaints/{complaint.number}/reply", content)


class Postbox:
    def __init__(self):
        self.mails = []

    def send(self, mail):
        self.mails.append(mail)

    def close(self):
        pass


@pytest.fixture
def postbox(monkeypatch):
    box = Postbox()
    monkeypatch.setattr(ports, "make_sender", lambda: box)
    return box


def test_a_reply_by_mail_is_held_then_leaves_and_keeps_the_promise_to_write(complaint, at_desk, postbox):
    assert reply(at_desk(), complaint).status_code == 303
    message = Message.objects.get(complaint=complaint, kind=MessageKind.REPLY)
    assert message.delivery == Delivery.PREPARED
    assert message.not_before == NOW + timedelta(seconds=15)
    assert delivery.deliver() == 0
    with time_machine.travel(NOW + timedelta(seconds=16), tick=False):
        assert delivery.deliver() == 1
    assert postbox.mails[0].text == "Dear Mrs Carter, we look into it."
    assert postbox.mails[0].to == HELEN.mail
    assert Promise.objects.get(complaint=complaint, subject="update").standing == "kept"
    assert reload(complaint).customer_wrote_at is None


def test_a_reply_can_be_called_back_and_its_words_are_a_draft_again(complaint, at_desk, postbox):
    handler = at_desk()
    reply(handler, complaint)
    message = Message.objects.get(complaint=complaint, kind=MessageKind.REPLY)
    page = handler.get(f"/desk/complaints/{complaint.number}").content.decode()
    assert "Undo" in page
    answer = handler.post(f"/desk/complaints/{complaint.number}/messages/{message.pk}/recall")
    assert answer.status_code == 303
    with time_machine.travel(later(hours=2), tick=False):
        delivery.deliver()
    assert postbox.mails == []
    assert (
        "Dear Mrs Carter, we look into it." in handler.get(answer["Location"]).context["composer"].reply.initial["text"]
    )


def test_words_that_left_cannot_be_called_back(complaint, at_desk, postbox):
    handler = at_desk()
    reply(handler, complaint)
    message = Message.objects.get(complaint=complaint, kind=MessageKind.REPLY)
    with time_machine.travel(later(hours=2), tick=False):
        delivery.deliver()
    assert handler.post(f"/desk/complaints/{complaint.number}/messages/{message.pk}/recall").status_code == 409


def test_a_customer_who_wrote_meanwhile_is_read_first_and_both_texts_stay(complaint, at_desk):
    base = complaint.last_sequence
    incoming.add(complaint, text="Forget it, I want my money.", by=complainant(None), at=NOW, channel="portal")
    handler = at_desk()
    answer = reply(handler, complaint, text="We send new shoes.", base=base)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Something was written while you wrote." in page
    assert "Forget it, I want my money." in page
    assert "We send new shoes." in page
    assert not Message.objects.filter(complaint=complaint, kind=MessageKind.REPLY).exists()
    assert Draft.objects.get(complaint=complaint).text == "We send new shoes."
    newest = answer.context["composer"].base_sequence
    assert reply(handler, complaint, text="We send new shoes.", base=newest).status_code == 303


def test_two_colleagues_do_not_answer_across_one_another(complaint, at_desk):
    base = complaint.last_sequence
    assert reply(at_desk("handler"), complaint, text="First", base=base).status_code == 303
    second = reply(at_desk("lead"), complaint, text="Second", base=base)
    assert second.status_code == 409
    assert "First" in second.content.decode()
    assert "Second" in second.content.decode()


def test_a_promise_said_in_a_reply_is_in_the_register_once_it_left(complaint, at_desk, postbox):
    handler = at_desk()
    answer = reply(
        handler,
        complaint,
        promise="answer",
        promise_words="We write to you with the result.",
        due_on="2026-07-17",
        due_at="16:00",
    )
    assert answer.status_code == 303
    assert not Promise.objects.filter(complaint=complaint, origin="given").exists()
    with time_machine.travel(NOW + timedelta(seconds=20), tick=False):
        delivery.deliver()
    given = Promise.objects.get(complaint=complaint, origin="given")
    assert (given.words, given.standing) == ("We write to you with the result.", "open")
    assert given.due_at.isoformat() == "2026-07-17T15:00:00+00:00"
    assert given.owner_staff.name == "Handler Person"


def test_a_reply_that_names_the_next_date_acknowledges(complaint, at_desk):
    reply(at_desk(), complaint, medium="spoken", promise="call_back", due_on="2026-07-15", due_at="11:00")
    assert reload(complaint).state == "acknowledged"


def test_a_recalled_reply_promised_nothing(complaint, at_desk):
    handler = at_desk()
    reply(handler, complaint, promise="answer", due_on="2026-07-17", due_at="16:00")
    message = Message.objects.get(complaint=complaint, kind=MessageKind.REPLY)
    handler.post(f"/desk/complaints/{complaint.number}/messages/{message.pk}/recall")
    assert not Promise.objects.filter(complaint=complaint, origin="given").exists()


@pytest.mark.parametrize(
    ("due", "words", "proposed"),
    [
        (("2026-07-18", "11:00"), "Nobody works on that day.", ("2026-07-20", "09:00")),
        (("2026-08-31", "11:00"), "That day is a holiday", ("2026-09-01", "09:00")),
        (("2026-07-15", "23:00"), "Nobody works at that time.", ("2026-07-16", "09:00")),
        (("2026-07-13", "11:00"), "This lies in the past.", ("2026-07-14", "11:00")),
    ],
)
def test_a_date_on_which_nobody_is_there_is_refused_and_the_next_opening_proposed(
    complaint, at_desk, due, words, proposed
):
    answer = reply(at_desk(), complaint, promise="update", due_on=due[0], due_at=due[1])
    form = answer.context["composer"].reply
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert (form["due_on"].value(), form["due_at"].value()) == proposed
    assert "we look into it" in answer.content.decode()


def test_fields_that_nobody_filled_stop_the_sending(complaint, at_desk):
    answer = reply(at_desk(), complaint, text="Dear {name}, your {thing} comes.")
    assert answer.status_code == 422
    assert "{name}, {thing}" in answer.content.decode()


def test_words_for_a_messenger_wait_for_the_tick(complaint, at_desk):
    handler = at_desk()
    reply(handler, complaint, medium="paste")
    message = Message.objects.get(complaint=complaint, kind=MessageKind.REPLY)
    assert message.delivery == Delivery.PREPARED
    assert "Copy the words" in handler.get(f"/desk/complaints/{complaint.number}").content.decode()
    handler.post(f"/desk/complaints/{complaint.number}/messages/{message.pk}/sent")
    message.refresh_from_db()
    assert (message.delivery, message.medium) == (Delivery.DEPARTED, "paste")
    assert Promise.objects.get(complaint=complaint, subject="update").standing == "kept"


def test_a_letter_can_be_printed(complaint, at_desk):
    handler = at_desk()
    reply(handler, complaint, medium="letter")
    message = Message.objects.get(complaint=complaint, kind=MessageKind.REPLY)
    page = handler.get(f"/desk/complaints/{complaint.number}/messages/{message.pk}/letter").content.decode()
    assert "Dear Mrs Carter" in page


def test_a_note_stays_in_the_house(complaint, at_desk):
    handler = at_desk()
    handler.post(f"/desk/complaints/{complaint.number}/note", {"n-text": "CANARY seen at the counter"})
    assert "CANARY" in handler.get(f"/desk/complaints/{complaint.number}").content.decode()
    tracked = tracking.read(reload(complaint))
    assert "CANARY" not in repr(tracked.messages) + repr(tracked.facts)
    assert "CANARY" not in repr([entry.payload for entry in Entry.objects.all()])


def test_a_call_keeps_the_promise_to_call_and_its_record_stays_in_the_house(complaint, at_desk):
    handler = at_desk()
    answer = handler.post(
        f"/desk/complaints/{complaint.number}/call", {"c-text": "CANARY She told it whole.", "c-spoken_at": "10:30"}
    )
    assert answer.status_code == 303
    assert Promise.objects.get(complaint=complaint, subject="understanding_call").standing == "kept"
    assert "CANARY" not in repr(tracking.read(reload(complaint)).messages)


def test_nobody_answered_keeps_nothing(complaint, at_desk):
    at_desk().post(f"/desk/complaints/{complaint.number}/call", {"c-nobody": "on"})
    assert Promise.objects.get(complaint=complaint, subject="understanding_call").standing == "open"
    assert Message.objects.get(complaint=complaint, kind="note").text == "Called; nobody answered."


def test_what_was_promised_rashly_on_the_phone_is_put_at_risk(complaint, at_desk):
    at_desk().post(
        f"/desk/complaints/{complaint.number}/call",
        {"c-text": "I told her", "c-promise": "remedy", "c-promise_words": "We replace it", "c-due_on": "2026-07-17"},
    )
    promise = Promise.objects.get(complaint=complaint, subject="remedy")
    assert (promise.standing, promise.substance) == ("at_risk", "substantive")


def test_drafts_survive_and_colleagues_see_them(complaint, at_desk):
    handler = at_desk()
    address = f"/desk/complaints/{complaint.number}/draft/reply"
    assert handler.post(address, {"r-text": "Half a sent", "r-base_sequence": "3"}).status_code == 204
    assert (
        handler.get(f"/desk/complaints/{complaint.number}").context["composer"].reply.initial["text"] == "Half a sent"
    )
    assert (
        "Handler Person has a draft here"
        in at_desk("lead").get(f"/desk/complaints/{complaint.number}").content.decode()
    )
    handler.post(address, {"r-text": " ", "r-base_sequence": "3"})
    assert not Draft.objects.exists()


def test_an_auditor_reads_but_writes_nothing(complaint, at_desk):
    auditor = at_desk("auditor")
    assert auditor.get(f"/desk/complaints/{complaint.number}").status_code == 200
    for act, content in (
        ("reply", {"r-text": "x", "r-medium": "mail", "r-base_sequence": complaint.last_sequence}),
        ("note", {"n-text": "x"}),
        ("call", {"c-text": "x"}),
        ("draft/note", {"n-text": "x"}),
    ):
        assert auditor.post(f"/desk/complaints/{complaint.number}/{act}", content).status_code == 403
    assert at_desk("stranger").post(f"/desk/complaints/{complaint.number}/note", {"n-text": "x"}).status_code == 404


def test_the_key_of_the_customer_is_not_shown_to_staff(house, at_desk):
    from amends.complaints import tracking as door
    from amends.flows import receipt
    from amends.organisation.actor import SYSTEM

    complaint = accepted(house).complaint
    receipt.hand_over_receipt(complaint, medium="slip", by=SYSTEM, at=TUESDAY)
    page = at_desk().get(f"/desk/complaints/{complaint.number}").content.decode()
    assert "Receipt to Mrs Helen Carter" in page
    assert door.key_for(complaint.pk) not in page
    assert door.token_for(complaint.pk) not in page


def test_empty_words_are_refused_in_the_box(complaint, at_desk):
    answer = reply(at_desk(), complaint, text="  ")
    assert answer.status_code == 422
    assert "There are no words yet." in answer.content.decode()


def test_a_draft_is_gone_when_its_words_were_sent(complaint, at_desk, house):
    drafts.save(complaint, kind=MessageKind.REPLY, text="Dear", base_sequence=1, staff=house.person("handler"), at=NOW)
    reply(at_desk(), complaint)
    assert not Draft.objects.exists()
