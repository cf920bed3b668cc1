"""Scenes that must play: an old woman on a landline in the heat, and two ringgit short at a till."""

from __future__ import annotations

import re

import pytest

from amends.closure import now
from amends.complaints.models import Complaint
from amends.complaints.queries import reload
from amends.complaints.timeline import broken_chains
from amends.correspondence.models import Message
from amends.organisation.models import Company
from amends.promises.models import Promise
from amends.redress.queries import remedy_list
from tests.cast import later
from tests.web.browser.conftest import AtDesk, fill

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HER_WORDS = "部屋が三十五度あるのに、エアコンが全然冷えません。夜も眠れません。"


def take_the_call(clerk: AtDesk) -> Complaint:
    """Let a clerk of any department take it on the phone; the number is spoken, nothing is sent by a link."""
    page = clerk.page
    page.goto(f"{clerk.server}/desk/behalf")
    fill(page, "channel", "phone")
    fill(page, "name", "森 ハル")
    fill(page, "text", HER_WORDS)
    fill(page, "wish", "早く冷えるようにしてほしい。")
    fill(page, "phone", "+81 6-0000-0142")
    page.click("details.more-fields > summary")
    fill(page, "address", "大阪市中央区 1-2-3")
    fill(page, "needs_words", "固定電話のみ。ゆっくり、大きな声で。")
    page.click("#behalf [data-submit]")
    page.wait_for_url("**/desk/behalf/*")
    complaint = Complaint.objects.get()
    page.click("button[name=medium][value=spoken]")
    page.wait_for_selector("form[action$='/receipt'] button[value=spoken]", state="detached")
    return complaint


def test_an_old_woman_on_a_landline_is_cool_today_and_repaired_tomorrow(house, clock, at_desk) -> None:
    complaint = take_the_call(at_desk("clerk"))
    taken = reload(complaint)
    assert (taken.state, taken.channel, taken.language) == ("acknowledged", "phone", "ja")

    handler = at_desk("handler")
    clock.pass_by(minutes=5)
    assert "ゆっくり、大きな声で" in handler.open(complaint).inner_text("#side")
    handler.page.locator(".why-then > summary").first.click()
    handler.page.locator(".why-then .why li").first.wait_for()
    handler.do(complaint, "take-on")
    handler.write(
        complaint, "call", text="三十五度の部屋にお一人。今日中に扇風機をお届けし、明日技術者が伺うとお伝えした。"
    )
    handler.do(
        complaint,
        "assess",
        told_cause="エアコンが冷えない",
        cause="P1",
        level="company",
        severity="3",
        lane="normal",
        loss="actual",
        is_material=True,
        is_psychological=True,
        loss_per_day="20.00",
        stop_gap="扇風機を今日お届けする",
    )
    assert reload(complaint).severity == 3
    promise_the_visit(handler, complaint)
    assert Promise.objects.filter(complaint=complaint, words="技術者が伺います", standing="open").count() == 1

    find_and_decide(complaint, handler, at_desk("lead"))
    handler.do(complaint, "send-answer", medium="spoken")
    handler.do(
        complaint,
        "agree",
        option="1",
        channel="phone",
        words="はい、直してください。",
        read_back="ご自宅で無料で修理し、お詫びする、でよろしいですね。",
    )
    handler.do(complaint, "order")
    clock.pass_by(days=1)
    keep_the_visit(handler, complaint)
    handler.do(
        complaint,
        "deliver",
        remedy=remedy_list(complaint)[0].pk,
        words="技術者が十時に訪問し、ガスを補充した。十八度の風を確認。",
    )
    assert reload(complaint).state == "remedied"

    clock.pass_by(days=1)
    at_desk("lead").do(complaint, "plan-follow-up", caller=house.person("caller").pk)
    caller = at_desk("caller")
    caller.open(complaint).locator("#side").wait_for()
    caller.do(complaint, "follow-up", way="phone", outcome="satisfied", words="よく冷えます。ありがとう。")
    caller.do(complaint, "close", cause="P1", level="company")
    assert (reload(complaint).state, reload(complaint).outcome) == ("closed", "satisfied")
    assert not Message.objects.filter(complaint=complaint, medium="mail").exists()
    assert not list(broken_chains())


def promise_the_visit(handler: AtDesk, complaint: Complaint) -> None:
    """Promise the technician for tomorrow at noon."""
    page = handler.open(complaint)
    page.click("#side a[href$='/promises']")
    fill(page, "subject", "other")
    fill(page, "words", "技術者が伺います")
    fill(page, "due_on", later(days=1).date().isoformat())
    fill(page, "due_at", "12:00")
    page.click("main form .btn-primary")
    page.wait_for_url("**/desk/complaints/*")


def keep_the_visit(handler: AtDesk, complaint: Complaint) -> None:
    """Say that the technician was there."""
    page = handler.open(complaint)
    page.click("#side .pr:has-text('技術者が伺います') a[href$='/keep']")
    fill(page, "words", "十時に訪問した。")
    page.click("main form .btn-primary")
    page.wait_for_url("**/desk/complaints/*")


def find_and_decide(complaint: Complaint, handler: AtDesk, lead: AtDesk) -> None:
    """Find out why it does not cool, offer what repairs it, and let the lead look at it."""
    handler.do(complaint, "investigate")
    handler.do(complaint, "evidence", words="型番と設置日、同じロットの返品三件。", source="修理台帳")
    handler.do(
        complaint,
        "find",
        sentence="冷媒ガスが出荷時から不足していました。",
        responsibility="producer",
        cause="P1",
        level="company",
        reason="同じロットで三件の返品があり、台帳に同じ原因が書かれている。",
    )
    handler.do(
        complaint,
        "propose",
        verdict="upheld",
        reasons="お買い上げの時から冷媒ガスが不足していました。",
        words1="明日ご自宅で無料で修理いたします",
        remedy1="REPR",
        extra1="APOL",
        words2="新しい機械とお取り替えいたします",
        remedy2="REPL",
        extra2="APOL",
    )
    if reload(complaint).state == "proposed":
        lead.do(complaint, "approve")


def settle_on_the_spot(clerk: AtDesk) -> None:
    """Three fields: what happened, what was done, content."""
    page = clerk.page
    page.goto(f"{clerk.server}/desk/now")
    fill(page, "text", "The till gave RM 2 too little change.")
    fill(page, "done", "Gave the RM 2 back.")
    fill(page, "content", "yes")
    page.click("main form [data-submit]")
    page.locator(".flash-success").first.wait_for()


def test_two_ringgit_short_take_three_fields_and_the_fifth_tells_the_lead_without_a_name(
    house, clock, at_desk, monkeypatch
) -> None:
    monkeypatch.setattr(now, "is_drawn", lambda number: False)
    Company.objects.update(currency="MYR")
    clerk, lead = at_desk("clerk"), at_desk("lead")
    for _ in range(4):
        settle_on_the_spot(clerk)
        clock.pass_by(hours=1)
    lead.page.goto(f"{lead.server}/desk/")
    assert lead.page.locator("section[aria-labelledby=sg-h]").count() == 0
    settle_on_the_spot(clerk)
    lead.page.reload()
    signal = lead.page.locator("section[aria-labelledby=sg-h]").inner_text()
    assert re.search(r"5 settled on the spot in seven days", signal)
    assert "Clerk" not in signal
    settled = set(Complaint.objects.values_list("state", "lane", "outcome"))
    assert settled == {("closed", "now", "satisfied")}
    assert Complaint.objects.count() == 5
    assert not Message.objects.filter(kind="answer").exists()
    assert not Promise.objects.filter(standing="open").exists()
