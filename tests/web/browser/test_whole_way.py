"""One complaint from a phone to its confirmed end: six people, by clicks and typed words, tracked after each step."""

from __future__ import annotations

import pytest
from PIL import Image
from playwright.sync_api import Page

from amends.complaints.models import Complaint, Participation
from amends.complaints.queries import reload
from amends.complaints.timeline import broken_chains
from amends.correspondence.models import Attachment
from tests.web.browser.conftest import PATIENCE, AtDesk, says

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LOOKED_INTO = "We are looking into it"


def complain(page: Page, server: str, photo: str) -> Complaint:
    """Complain on a phone, with a photo, and go on to the tracking page."""
    page.goto(f"{server}/?brand=default")
    page.click("a.big.first")
    page.fill("[name=what]", "The box stood in the rain and the shoes inside are wet through.")
    page.check("[name=wish][value=REPL]")
    page.set_input_files("#files-album", photo)
    page.wait_for_selector("#files-list .file[data-held]")
    page.fill("[name=name]", "Helen Carter")
    page.fill("[name=phone]", "+44 113 496 0142")
    page.click("#complain .btn-primary")
    page.wait_for_url("**/sent")
    complaint = Complaint.objects.get()
    page.click(f'.stack-8 a[href="/track/{complaint.number}"]')
    page.wait_for_url(f"**/track/{complaint.number}")
    return complaint


def investigate(complaint: Complaint, house, handler: AtDesk, investigator: AtDesk) -> None:
    """Hand it to the investigator, who hears the driver, looks at the photo and finds."""
    handler.do(complaint, "investigate", investigator=house.person("investigator").pk)
    investigator.do(
        complaint,
        "statement",
        side="outside",
        speaker="The driver",
        words="Nobody opened, I left the box at the gate. It began to rain.",
    )
    investigator.do(
        complaint,
        "evidence",
        attachment=Attachment.objects.get().pk,
        words="The photo shows a wet box at the gate.",
        source="The customer's photo",
    )
    investigator.do(
        complaint,
        "find",
        sentence="Our driver left the box outside in the rain.",
        responsibility="logistics",
        cause="S4",
        level="individual",
        reason="The driver says so and the photo shows it.",
    )


def test_from_a_phone_to_the_confirmed_end(house, clock, live_server, open_page, at_desk, tmp_path) -> None:
    photo = tmp_path / "box.jpg"
    Image.new("RGB", (1200, 900), (120, 110, 100)).save(photo)
    helen = open_page("en", phone=True)
    helen.set_default_timeout(PATIENCE)
    complaint = complain(helen, live_server.url, str(photo))
    assert reload(complaint).state == "acknowledged"
    says(
        helen,
        "We have your complaint",
        done="confirmed it and named your contact",
        doing="calls you by",
        yours="look into it",
    )

    handler, investigator = at_desk("handler"), at_desk("investigator")
    clock.pass_by(minutes=20)
    handler.do(complaint, "take-on")
    handler.write(
        complaint, "call", text="She came home at six and found the box at the gate. She needs the shoes on Friday."
    )
    says(helen, "We have your complaint", done="called you", doing="answers you by", yours="look into it")
    handler.do(
        complaint,
        "assess",
        told_cause="They left it in the rain",
        cause="S4",
        level="individual",
        severity="2",
        lane="normal",
        loss="actual",
        is_material=True,
    )
    assert reload(complaint).state == "assessed"
    says(helen, LOOKED_INTO, done="called you", doing="answers you by", yours="Next step: our answer")

    investigate(complaint, house, handler, investigator)
    assert reload(complaint).state == "found"
    assert not list(broken_chains())
    people = Participation.objects.filter(complaint=complaint).values_list("duty", "staff__name")
    assert {("owner", "Handler Person"), ("investigator", "Investigator Person")} <= set(people)
    says(helen, LOOKED_INTO, doing="answers you by", yours="Nothing for now")

    clock.pass_by(hours=1)
    handler.do(
        complaint,
        "propose",
        verdict="upheld",
        reasons="The box must not be left outside, and it rained.",
        words1="We bring you a new pair on Thursday",
        remedy1="REPL",
        extra1="APOL",
        words2="We give you the full price back",
        remedy2="REFD",
        money2="75.00",
        extra2="APOL",
    )
    says(helen, LOOKED_INTO, doing="answers you by", yours="Nothing for now")
    at_desk("lead").do(complaint, "approve", reason="Photo, driver's words and letter read.")
    handler.do(complaint, "send-answer", medium="letter")
    assert reload(complaint).state == "responded"

    says(helen, "Our answer is ready", done="answered you", yours="tell us whether it puts things right")
    assert "Our driver left the box outside in the rain." in helen.inner_text("#answer .letter")
    helen.check("[name=option][value='2']")
    helen.click("#answer .btn-primary")
    helen.wait_for_selector(".flash-success")
    assert "You chose: We give you the full price back" in helen.inner_text("#answer")
    says(helen, "You accepted our answer", done="answered you", yours="Nothing for now")

    handler.do(complaint, "order")
    says(helen, "We are putting it right", doing="puts it right by", yours="Nothing for now")
    pay(complaint, at_desk("payer"))
    assert reload(complaint).state == "remedied"
    says(helen, "Is it put right now?", done="It was put right", yours="Tell us whether it is put right")

    clock.pass_by(days=1)
    at_desk("lead").do(complaint, "plan-follow-up", caller=house.person("caller").pk)
    helen.reload()
    helen.fill("[name=more]", "The money came this morning.")
    helen.click("button[name=answer][value=yes]")
    helen.wait_for_selector(".flash-success")
    caller = at_desk("caller")
    assert "The money came this morning." in caller.open(complaint).inner_text("#record")
    caller.do(complaint, "follow-up", way="phone", outcome="satisfied", words="The money came, thank you.")
    caller.do(complaint, "close", cause="S4", level="individual", lesson="Drivers take a box back when nobody opens.")

    closed = reload(complaint)
    assert (closed.state, closed.outcome, closed.next_promise_id) == ("closed", "satisfied", None)
    says(helen, "This matter is closed", done="asked you whether it is put right", yours="If it is not right after all")
    assert not list(broken_chains())
    people = Participation.objects.filter(complaint=complaint).values_list("duty", "staff__name")
    assert {("owner", "Handler Person"), ("investigator", "Investigator Person"), ("caller", "Caller Person")} <= set(
        people
    )


def pay(complaint: Complaint, payer: AtDesk) -> None:
    """Pay and prove what was ordered."""
    from amends.redress.queries import remedy_list

    for remedy in remedy_list(complaint):
        payer.do(complaint, "deliver", remedy=remedy.pk, words="Paid back to the card, slip 4411.")
