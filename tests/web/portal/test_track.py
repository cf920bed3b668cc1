"""The complainant's door: link, key, cookie; who stands outside, and what never passes."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from amends.complaints import tracking
from amends.complaints.models import Complaint
from amends.correspondence import outgoing
from amends.correspondence.models import Attachment, MessageKind
from amends.correspondence.outgoing import Letter
from amends.flows import clear, lost
from amends.flows.receipt import hand_over_receipt
from amends.kernel.fact import Audience
from amends.organisation.actor import SYSTEM
from amends.organisation.queries import actor_of
from tests.web.portal.conftest import PNG, TUESDAY

CANARY = "canary-4711-not-for-customers"


def link_of(complaint: Complaint) -> str:
    return f"/t/{tracking.token_for(complaint.pk, complaint.track_version)}"


def key_of(complaint: Complaint) -> str:
    return tracking.key_for(complaint.pk, complaint.track_version)


def test_a_link_is_exchanged_for_a_cookie_and_leaves_the_address(visitor, another):
    complaint = visitor.sent()
    other_device = another(address="198.51.100.9")
    answer = other_device.get(link_of(complaint))
    assert (answer.status_code, answer["Location"]) == (303, f"/track/{complaint.number}")
    assert answer["Cache-Control"] == "no-store"
    cookie = answer.cookies["track"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    page = other_device.get(answer["Location"])
    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store"


def test_a_page_without_the_cookie_opens_for_nobody(visitor, another):
    complaint = visitor.sent(what="My secret trouble")
    stranger = another(address="198.51.100.9")
    for path in ("", "/code.svg", "/code.png"):
        answer = stranger.get(f"/track/{complaint.number}{path}")
        assert answer.status_code == 404
        assert "secret trouble" not in stranger.text(answer)
    assert stranger.post(f"/track/{complaint.number}/add", {"what": "x"}).status_code == 404
    assert stranger.get("/sent")["Location"] == "/track"


def test_a_stranger_cannot_tell_a_taken_number_from_a_free_one(visitor, another):
    complaint = visitor.sent()
    stranger = another(address="198.51.100.9")
    csrf = re.compile(r'(csrf[^>]*(value|content)=)"[^"]+"')
    pages = [
        csrf.sub("", stranger.text(stranger.get(f"/track/{number}"))) for number in (complaint.number, "1000000000")
    ]
    assert pages[0].replace(complaint.number, "N") == pages[1].replace("1000000000", "N")


@pytest.mark.parametrize(
    "wrong",
    ["", "x", "%20", "%00", "A" * 26, "../../etc/passwd", "％", "_" * 26, "0" * 5000],
    ids=["none", "short", "blank", "nul", "letters", "path", "wide", "wildcard", "long"],
)
def test_a_wrong_link_opens_nothing_and_names_the_way(visitor, wrong):
    visitor.sent()
    answer = visitor.client.get(f"/t/{wrong}")
    assert answer.status_code == 404
    assert "track" not in answer.cookies


def test_no_part_or_variant_of_a_token_opens(visitor):
    token = tracking.token_for(visitor.sent().pk)
    for variant in (token[:-1], token + "0", token[1:], token[::-1], token + " "):
        assert tracking.find_by_token(variant, at=timezone.now()) is None


@pytest.mark.parametrize(
    "typed",
    [
        lambda number, key: (number, key),
        lambda number, key: (f"KZ-{number[:3]}-{number[3:6]}-{number[6:]}", key.lower()),
        lambda number, key: (f" kz {number[:3]} {number[3:6]} {number[6:]} ", key.replace("-", " ")),
        lambda number, key: (number.translate({48 + n: 0xFF10 + n for n in range(10)}), key.replace("-", "")),
        lambda number, key: (f"#{number[:5]}.{number[5:]}", key.replace("0", "O").replace("1", "l")),
    ],
    ids=["plain", "shown", "spaced", "wide", "look-alikes"],
)
def test_reference_and_key_open_however_they_are_typed(visitor, another, typed):
    complaint = visitor.sent()
    reference, key = typed(complaint.number, key_of(complaint))
    answer = another().post("/track", {"reference": reference, "key": key})
    assert (answer.status_code, answer["Location"]) == (303, f"/track/{complaint.number}")


def test_a_wrong_key_is_refused_in_the_same_words_as_a_wrong_reference(visitor, another):
    complaint = visitor.sent()
    stranger = another(address="198.51.100.9")
    wrong_key = stranger.post("/track", {"reference": complaint.number, "key": "0000-0000-0000-0000"})
    wrong_number = stranger.post("/track", {"reference": "1000000009", "key": key_of(complaint)})
    words = "No complaint has this reference together with this key"
    assert (wrong_key.status_code, wrong_number.status_code) == (422, 422)
    assert words in stranger.text(wrong_key)
    assert words in stranger.text(wrong_number)
    assert f'value="{complaint.number}"' in stranger.text(wrong_key)


def test_guessing_is_braked_and_the_victim_is_not_locked_out(visitor, another):
    complaint = visitor.sent()
    guesser = another(address="198.51.100.66")
    with time_machine.travel(timezone.now(), tick=False):
        tries = [
            guesser.post("/track", {"reference": complaint.number, "key": f"{n:016d}"}).status_code for n in range(25)
        ]
        assert tries[:20] == [422] * 20
        assert tries[20:] == [429] * 5
        assert guesser.get(link_of(complaint)).status_code == 429
        victim = another(address="203.0.113.99")
        assert victim.post("/track", {"reference": complaint.number, "key": key_of(complaint)}).status_code == 303


def test_a_link_ends_when_nothing_can_be_reopened_any_more(visitor, another):
    complaint = visitor.sent()
    open_for = tracking.EXPIRES_AFTER_CLOSING
    complaint.closed_at = TUESDAY
    assert not tracking.has_expired(complaint, at=TUESDAY + open_for)
    assert tracking.has_expired(complaint, at=TUESDAY + open_for + timedelta(seconds=1))


def test_a_revoked_link_opens_nothing_even_with_the_cookie(visitor):
    complaint = visitor.sent()
    assert visitor.get(f"/track/{complaint.number}").status_code == 200
    Complaint.objects.filter(pk=complaint.pk).update(track_version=2, track_digest=tracking.digest_for(complaint.pk, 2))
    assert visitor.get(f"/track/{complaint.number}").status_code == 404
    assert visitor.get(link_of(complaint)).status_code == 404


def test_one_browser_keeps_several_complaints(visitor):
    numbers = [visitor.sent().number for _ in range(3)]
    assert [visitor.get(f"/track/{number}").status_code for number in numbers] == [200] * 3


def test_what_is_for_staff_never_passes(visitor, house):
    complaint = visitor.sent(what="It leaks.", files=SimpleUploadedFile("wall.png", PNG))
    grace = actor_of(house.grace)
    complaint.refresh_from_db()
    note = outgoing.note(complaint, text=CANARY, by=grace, at=timezone.now(), staff_id=house.grace.pk)
    held_back = Letter(kind=MessageKind.REPLY, text=f"{CANARY} not sent yet", medium="mail")
    outgoing.prepare(complaint, held_back, clearance=clear.own_words(held_back.text), by=grace, at=timezone.now())
    secret = Attachment.objects.create(
        complaint=complaint,
        message=note,
        token="x" * 43,
        name=f"{CANARY}.txt",
        content_type="text/plain",
        size=1,
        sha256="0" * 64,
        stored="files/none",
        audience=Audience.STAFF,
        received_at=timezone.now(),
    )
    pages = [visitor.text(visitor.get(path)) for path in (f"/track/{complaint.number}", "/sent")]
    assert "It leaks." in pages[0]
    assert not any(CANARY in page for page in pages)
    assert visitor.get(f"/track/{complaint.number}/files/{secret.token}").status_code == 404


def test_a_file_of_another_complaint_is_not_given(visitor, another):
    mine = visitor.sent(files=SimpleUploadedFile("wall.png", PNG))
    theirs = another(address="198.51.100.9").sent(files=SimpleUploadedFile("wall.png", PNG))
    token = Attachment.objects.get(complaint=theirs).token
    assert visitor.get(f"/track/{mine.number}/files/{token}").status_code == 404


def test_the_three_lines_say_done_being_done_and_yours(visitor):
    with time_machine.travel(TUESDAY.replace(hour=2), tick=False):  # ten in the morning at the house
        complaint = visitor.sent(phone="012-345 6789")
        page = visitor.text(visitor.get(f"/track/{complaint.number}"))
    assert "We received it, today at 10:00." in page
    assert "Grace\u00a0Lim calls you by today at 18:00." in page
    assert re.search("Grace\u00a0Lim answers you by Tuesday 28 July, 18:00\\.", page)
    assert "Nothing for now." in page
    assert "Next step: we look into it." in page


def test_a_late_promise_is_admitted(visitor):
    with time_machine.travel(TUESDAY.replace(hour=2), tick=False):
        complaint = visitor.sent(phone="012-345 6789")
    with time_machine.travel(TUESDAY + timedelta(days=1), tick=False):
        page = visitor.text(visitor.get(f"/track/{complaint.number}"))
    assert "Grace\u00a0Lim should have called you by yesterday at 18:00. We are late and we are sorry" in page


def test_an_addition_arrives_once_with_its_files(visitor):
    complaint = visitor.sent()
    page = visitor.text(visitor.get(f"/track/{complaint.number}"))
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found
    told = {"token": found[1], "what": "Now the wallpaper lifts too.", "held": [visitor.upload().json()["id"]]}
    answers = [visitor.post(f"/track/{complaint.number}/add", told) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    page = visitor.text(visitor.get(f"/track/{complaint.number}"))
    assert page.count("Now the wallpaper lifts too.") == 1
    assert Attachment.objects.filter(complaint=complaint).count() == 1
    assert "Received and put with your complaint" in page


def test_an_empty_addition_is_refused_and_a_wrong_file_loses_nothing(visitor):
    complaint = visitor.sent()
    address = f"/track/{complaint.number}/add"
    token = visitor.token(f"/track/{complaint.number}")
    assert visitor.post(address, {"token": token, "what": " "}).status_code == 422
    bad = {"token": token, "what": "See the film.", "files": SimpleUploadedFile("setup.exe", b"MZ")}
    answer = visitor.post(address, bad)
    assert answer.status_code == 422
    assert "See the film." in visitor.text(answer)
    assert "is a program" in visitor.text(answer)


def test_the_code_leads_to_the_link_and_only_for_its_owner(visitor):
    complaint = visitor.sent()
    svg = visitor.get(f"/track/{complaint.number}/code.svg")
    png = visitor.get(f"/track/{complaint.number}/code.png")
    assert svg["Content-Type"] == "image/svg+xml"
    assert png.content.startswith(b"\x89PNG")
    assert svg["Cache-Control"] == png["Cache-Control"] == "no-store"
    assert b"style=" not in svg.content


def test_no_secret_stands_in_any_address_of_a_page(visitor):
    complaint = visitor.sent()
    token, key = tracking.token_for(complaint.pk), key_of(complaint)
    for path in ("/sent", f"/track/{complaint.number}"):
        page = visitor.text(visitor.get(path))
        addresses = re.findall(r'(?:href|src|action)="([^"]+)"', page)
        assert addresses
        assert not [one for one in addresses if token in one or key in one or key.replace("-", "") in one]
    assert token not in visitor.text(visitor.get(f"/track/{complaint.number}"))


def test_a_lost_reference_is_answered_the_same_whether_it_exists_or_not(visitor, another):
    visitor.sent(mail="priya@example.com")
    somebody = another(address="198.51.100.9")
    known = somebody.post("/lost", {"mail": "priya@example.com"})
    unknown = somebody.post("/lost", {"mail": "nobody@example.com"})
    csrf = re.compile(r'(value|content)="[A-Za-z0-9]{64}"')
    assert known.status_code == unknown.status_code == 200
    assert csrf.sub("", somebody.text(known)) == csrf.sub("", somebody.text(unknown))
    assert "priya" not in somebody.text(known)


def test_every_page_stays_out_of_caches_and_frames(visitor):
    complaint = visitor.sent()
    paths = ["/", "/complain", "/stuck", "/track", "/lost", "/card", "/sent", f"/track/{complaint.number}"]
    for path in paths:
        answer = visitor.get(path)
        assert answer.status_code == 200, path
        assert answer["Cache-Control"] == "no-store", path
        policy = answer["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        page = visitor.text(answer)
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=", page), path


def test_looking_never_writes(another):
    fresh = another(address="192.0.2.1")
    for path in ("/", "/complain", "/stuck", "/track", "/lost", "/card"):
        with CaptureQueriesContext(connection) as seen:
            fresh.get(path)
        written = [query for query in seen if query["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]
        assert not written, path


def test_a_long_record_takes_as_many_queries_as_a_short_one(visitor):
    complaint = visitor.sent()

    def say_more(times: int) -> None:
        for number in range(times):
            token = visitor.token(f"/track/{complaint.number}")
            visitor.post(f"/track/{complaint.number}/add", {"token": token, "what": f"More {number}"})
        visitor.get(f"/track/{complaint.number}")  # takes the thanks for the last one away

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert visitor.get(f"/track/{complaint.number}").status_code == 200
        return len(seen)

    say_more(1)
    short = queries()
    say_more(20)
    assert queries() == short


def test_the_way_back_goes_to_the_known_address_once_an_hour(visitor):
    complaint = visitor.sent(mail="priya@example.com")
    assert lost.send_way("priya@example.com", at=timezone.now()) is None  # its receipt is on the way already
    acknowledge_by_hand(complaint)
    sent = lost.send_way(" PRIYA@example.com ", at=timezone.now())
    assert sent is not None
    assert sent.to_address == "priya@example.com"
    assert link_of(complaint) in sent.text
    assert lost.send_way("priya@example.com", at=timezone.now()) is None
    assert lost.send_way("stranger@example.com", at=timezone.now()) is None


def acknowledge_by_hand(complaint: Complaint) -> None:
    """Hand the receipt over on paper, as a shop does."""
    complaint.refresh_from_db()
    hand_over_receipt(complaint, medium="slip", by=SYSTEM, at=timezone.now())
    complaint.refresh_from_db()
    assert complaint.state == "acknowledged"
