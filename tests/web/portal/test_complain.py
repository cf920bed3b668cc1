"""The form: what it takes, what it refuses without losing anything, and that it counts once."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from amends.complaints import tracking
from amends.complaints.models import Complaint, Entry, Outbox
from amends.correspondence.models import Attachment, Message
from amends.customers.models import ContactPoint
from amends.intake.models import AbandonedForm
from amends.intake.queries import abandoned
from amends.promises.models import Promise
from tests.web.portal.conftest import PNG, TUESDAY, Visitor


def test_a_complaint_gets_reference_key_contact_and_dated_promises(visitor):
    answer = visitor.complain(what="The floor is wet.", name="Priya Nair", title="Ms", mail="priya@example.com")
    assert (answer.status_code, answer["Location"]) == (303, "/sent")
    complaint = Complaint.objects.get()
    page = visitor.text(visitor.get("/sent"))
    key = tracking.key_for(complaint.pk, complaint.track_version)
    assert f"KZ-{complaint.number[:3]}-{complaint.number[3:6]}-{complaint.number[6:]}" in page
    assert key[:10] in page
    assert key[10:] in page
    assert "Grace Lim" in page
    assert "Ms Priya Nair" in page
    assert Promise.objects.filter(complaint=complaint).count() >= 2
    assert Message.objects.get(is_ours=False).text == "The floor is wet."
    assert Outbox.objects.filter(complaint=complaint).exists()


def test_who_leaves_no_address_has_the_receipt_on_the_page_they_see(visitor):
    complaint = visitor.sent(what="Nobody helped me carry it.")
    assert complaint.state == "acknowledged"
    assert complaint.customer is None
    assert Message.objects.get(is_ours=True).medium == "screen"


def test_who_leaves_a_mail_address_waits_for_the_mail(visitor):
    complaint = visitor.sent(mail="priya@example.com")
    assert complaint.state == "accepted"


def test_everything_optional_is_kept(visitor):
    complaint = visitor.sent(
        wish=["REPR", "INFO"],
        wish_words="before Friday",
        occurred_on="2026-01-02",
        branch="my-penang",
        place="ground floor",
        product="KX-28SL",
        order="MY-20417",
        serial="A77",
        name="Nor Hayati",
        title="Puan",
        phone="012-345 6789",
        needs=["large_print", "call_relative"],
        needs_words="my son Amir",
    )
    assert complaint.wish == "Repair it, Explain why\nbefore Friday"
    assert str(complaint.occurred_on) == "2026-01-02"
    assert complaint.branch.code == "my-penang"
    assert (complaint.place_words, complaint.order_number) == ("ground floor", "MY-20417")
    assert complaint.product_words == "KX-28SL · A77"
    assert complaint.customer.title == "Puan"
    assert complaint.customer.needs == ["large_print", "call_relative"]
    assert complaint.customer.needs_words == "my son Amir"
    assert ContactPoint.objects.get(customer=complaint.customer).key == "+60123456789"


def test_somebody_can_write_for_somebody_else(visitor):
    complaint = visitor.sent(name="Amir", mail="amir@example.com", other_name="Nor Hayati")
    assert complaint.customer.name == "Nor Hayati"
    assert complaint.representative.name == "Amir"


def test_photos_alone_are_a_complaint(visitor):
    complaint = visitor.sent(what="", files=SimpleUploadedFile("wall.png", PNG))
    assert Attachment.objects.get(complaint=complaint).name == "wall.png"


def test_nothing_told_is_refused_and_nothing_is_stored(visitor):
    answer = visitor.complain(what="   ")
    assert answer.status_code == 422
    assert "Tell us in a few words what happened" in visitor.text(answer)
    assert not Complaint.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("mail", "priya at example", "not a mail address"),
        ("phone", "call me", "not a phone number"),
        ("occurred_on", "2999-01-01", "not in the past"),
        ("occurred_on", "yesterday", "valid date"),
        ("branch", "moon", "valid choice"),
        ("what", "x" * 20_001, "at most 20000 fit"),
    ],
    ids=["mail", "phone", "future", "no-date", "branch", "too-long"],
)
def test_a_wrong_field_is_said_beside_it_and_everything_typed_stays(visitor, field, value, words):
    answer = visitor.complain(**{"what": "The floor is wet.", "name": "Priya Nair", "wish": ["REFD"], field: value})
    page = visitor.text(answer)
    assert answer.status_code == 422
    assert words in page
    assert f'id="id_{field}_error"' in page
    assert 'value="Priya Nair"' in page
    assert re.search(r'value="REFD"[^>]*checked', page)
    assert value[:50] in page or field == "branch"
    assert not Complaint.objects.exists()


def test_files_of_a_refused_form_are_kept_and_sent_with_the_next(visitor):
    answer = visitor.complain(mail="wrong", files=SimpleUploadedFile("wall.png", PNG))
    page = visitor.text(answer)
    held = re.findall(r'name="held" value="([^"]+)"', page)
    assert answer.status_code == 422
    assert len(held) == 1
    assert len(held[0]) >= 22
    assert "wall.png" in page
    complaint = visitor.sent(held=held)
    assert Attachment.objects.get(complaint=complaint).name == "wall.png"


def test_a_file_can_be_taken_away_again_without_sending(visitor):
    held = visitor.upload().json()["id"]
    answer = visitor.complain(what="half a sentence", held=[held], drop=held)
    page = visitor.text(answer)
    assert answer.status_code == 200
    assert "half a sentence" in page
    assert "wall.png" not in page
    assert not Complaint.objects.exists()


def test_the_language_changes_without_losing_a_word_or_a_file(visitor):
    held = visitor.upload().json()["id"]
    answer = visitor.complain(what="The floor is wet.", mail="not yet", wish=["REPR"], held=[held], language="ja")
    page = visitor.text(answer)
    assert answer.status_code == 200
    assert '<html lang="ja"' in page
    assert "The floor is wet." in page
    assert 'value="not yet"' in page
    assert re.search(r'value="REPR"[^>]*checked', page)
    assert "wall.png" in page
    assert "id_mail_error" not in page
    assert answer.cookies["language"].value == "ja"
    assert '<html lang="ja"' in visitor.text(visitor.get("/"))
    assert not Complaint.objects.exists()


@pytest.mark.parametrize(
    ("asked", "given"),
    [("ja-JP,ja;q=0.9", "ja"), ("zh-CN", "zh-Hans"), ("ms-MY", "ms"), ("de-DE,en;q=0.5", "en"), ("", "en")],
    ids=["ja", "zh", "ms", "german", "none"],
)
def test_the_browser_s_language_is_the_first_choice(another, asked, given):
    visitor = another(language=asked)
    assert f'<html lang="{given}"' in visitor.text(visitor.get("/complain"))
    assert visitor.sent().language == given


def test_the_same_form_twice_is_one_complaint(visitor):
    token = visitor.token()
    first = visitor.complain(token=token, what="It leaks.")
    second = visitor.complain(token=token, what="It leaks.")
    assert (first.status_code, second.status_code) == (303, 303)
    assert Complaint.objects.count() == 1
    assert Message.objects.filter(is_ours=False).count() == 1


def test_a_form_with_only_a_photo_sent_twice_is_one_complaint(visitor):
    token, held = visitor.token(), visitor.upload().json()["id"]
    answers = [visitor.complain(token=token, what="", held=[held]) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert Complaint.objects.count() == 1
    assert Attachment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_clicks_at_the_same_moment_are_one_complaint(visitor):
    token = visitor.token()

    def click(_: int) -> int:
        try:
            return Visitor().complain(token=token, what="It leaks.").status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(click, range(6)))
    assert answers == [303] * 6
    assert Complaint.objects.count() == 1
    assert Entry.objects.filter(kind="complaint.accepted").count() == 1


def test_a_filled_honeypot_asks_again_and_loses_nothing(visitor):
    answer = visitor.complain(what="The floor is wet.", website="https://spam.example")
    page = visitor.text(answer)
    assert answer.status_code == 422
    assert "send once more" in page
    assert "The floor is wet." in page
    assert "spam.example" not in page
    assert not Complaint.objects.exists()


def test_a_form_without_its_token_is_refused(visitor):
    assert visitor.post("/complain", {"what": "It leaks."}).status_code == 422
    assert not Complaint.objects.exists()


def test_what_was_written_is_shown_as_text(visitor):
    complaint = visitor.sent(what='<img src=x onerror="window.pwned=1">{{ 7*7 }}', name="<b>Priya</b>")
    page = visitor.text(visitor.get(f"/track/{complaint.number}"))
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page
    assert "<b>Priya" not in page


def test_a_card_of_a_branch_leads_to_its_form(visitor):
    page = visitor.text(visitor.get("/card?brand=default&branch=my-penang"))
    assert "George Town" in page
    code = visitor.get("/card/code.svg?brand=default&branch=my-penang")
    assert code["Content-Type"] == "image/svg+xml"
    start = visitor.text(visitor.get("/?brand=default&branch=my-penang"))
    assert "/complain?brand=default&amp;branch=my-penang" in start
    form = visitor.text(visitor.get("/complain?brand=default&branch=my-penang"))
    assert re.search(r'<option value="my-penang" selected', form)


def test_somebody_who_is_stuck_is_promised_a_call_within_minutes(visitor):
    with time_machine.travel(TUESDAY.replace(hour=3), tick=False):  # eleven in the morning at the house
        token = visitor.token("/stuck")
        answer = visitor.post("/stuck", {"token": token, "what": "The app hangs", "phone": "012-345 6789"})
        page = visitor.text(visitor.get("/sent"))
    complaint = Complaint.objects.get()
    promise = Promise.objects.get(complaint=complaint, subject="call_back")
    assert answer.status_code == 303
    assert complaint.kind == "stuck"
    assert (promise.due_at - TUESDAY.replace(hour=3)).total_seconds() == 15 * 60
    assert "Grace\u00a0Lim calls you by today at 11:15." in page


def test_who_is_stuck_must_be_reachable(visitor):
    answer = visitor.post("/stuck", {"token": visitor.token("/stuck"), "what": "The app hangs"})
    assert answer.status_code == 422
    assert "so that we can call you" in visitor.text(answer)


def test_a_flood_from_one_address_is_braked_and_others_go_on(visitor, another):
    with time_machine.travel(TUESDAY, tick=False):
        answers = [visitor.post("/complain", {"what": ""}).status_code for _ in range(121)]
        assert answers[:120] == [422] * 120
        assert answers[120] == 429
        assert visitor.complain()["Retry-After"] == "60"
        assert another(address="198.51.100.9").complain().status_code == 303
    with time_machine.travel(TUESDAY.replace(minute=2), tick=False):
        assert visitor.complain().status_code == 303


def test_a_form_left_unsent_is_counted_by_its_part_and_nothing_else(visitor, house):
    for part in ("what", "reach", "reach"):
        assert visitor.post("/complain/left", {"part": part}).status_code == 204
    assert visitor.post("/complain/left", {"part": "elsewhere"}).status_code == 422
    counts = abandoned(house.brand, since=date(2020, 1, 1))
    assert counts == {"what": 1, "wish": 0, "files": 0, "details": 0, "reach": 2, "needs": 0}
    assert {field.name for field in AbandonedForm._meta.fields} == {"id", "brand", "on", "part", "times"}
