"""A complainant with a real browser: four languages, phone and desktop, with scripts and without, read by axe."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from PIL import Image

from amends.complaints import tracking
from amends.complaints.models import Complaint
from amends.correspondence.models import Attachment, Message
from amends.intake.queries import abandoned
from tests.worlds import remedied_complaint, responded_complaint

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = (Path(__file__).resolve().parents[2] / "vendor/axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WORDS = {
    "en": "The air conditioner drips since the third day.",
    "ja": "三日目からエアコンの水が垂れています。",
    "zh-CN": "空调从第三天开始滴水。",
    "ms": "Penghawa dingin menitis sejak hari ketiga.",
}


def assert_clean(page) -> None:
    """Let axe read the page, and look that nothing runs out at the side."""
    page.evaluate(AXE)
    found = page.evaluate(f"axe.run(document, {{runOnly: {json.dumps(RULES)}}})")
    told = [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found["violations"]]
    assert not told, f"{page.url}: {told}"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{page.url} runs out at the side"


@pytest.fixture
def photos(tmp_path):
    """Give two photos as a phone makes them."""
    paths = [tmp_path / "room.jpg", tmp_path / "floor.png"]
    for path in paths:
        Image.new("RGB", (1600, 1200), (150, 130, 110)).save(path)
    return [str(path) for path in paths]


@pytest.mark.parametrize(
    ("language", "shape", "theme"),
    [
        ("en", "phone", "light"),
        ("en", "desktop", "dark"),
        ("ja", "phone", "dark"),
        ("zh-CN", "phone", "light"),
        ("ms", "desktop", "light"),
    ],
)
def test_from_the_first_page_to_tracking(house, live_server, open_page, photos, language, shape, theme):
    page = open_page(language, phone=shape == "phone", color_scheme=theme)
    page.goto(live_server.url)
    assert_clean(page)
    page.click(f'a[href="{reverse("portal-complain")}"] >> nth=0')
    page.fill("[name=what]", WORDS[language])
    page.check("[name=wish][value=REPR]")
    page.set_input_files("#files-album", photos)
    page.wait_for_selector("#files-list .file[data-held] >> nth=1")
    page.fill("[name=name]", "Priya Nair")
    page.click("#complain .btn-primary")
    page.wait_for_url("**/sent")
    assert_clean(page)
    complaint = Complaint.objects.get()
    assert f"{complaint.number[:3]}-{complaint.number[3:6]}-{complaint.number[6:]}" in page.inner_text(".slip")
    page.click(f'.stack-8 a[href="/track/{complaint.number}"]')
    assert WORDS[language] in page.inner_text("main")
    assert_clean(page)
    assert Attachment.objects.filter(complaint=complaint).count() == 2


def test_a_wrong_address_is_said_and_nothing_is_lost(house, live_server, open_page, photos):
    page = open_page("en", phone=True)
    page.goto(f"{live_server.url}/complain")
    page.fill("[name=what]", WORDS["en"])
    page.set_input_files("#files-album", photos[:1])
    page.wait_for_selector("#files-list .file[data-held]")
    page.fill("[name=mail]", "no address")
    page.click("#complain .btn-primary")
    page.wait_for_selector(".errs")
    assert page.evaluate("document.activeElement.classList.contains('errs')")
    assert page.input_value("[name=what]") == WORDS["en"]
    assert "room.jpg" in page.inner_text("#files-list")
    assert_clean(page)
    page.fill("[name=mail]", "")
    page.click("#complain .btn-primary")
    page.wait_for_url("**/sent")
    assert Attachment.objects.count() == 1


def test_changing_the_language_keeps_what_was_typed(house, live_server, open_page):
    page = open_page("en")
    page.goto(f"{live_server.url}/complain")
    page.fill("[name=what]", WORDS["en"])
    page.fill("[name=phone]", "012-345")
    page.click("summary.lang")
    page.click("button[name=language][value=ja]")
    page.wait_for_selector("html[lang=ja]")
    assert page.input_value("[name=what]") == WORDS["en"]
    assert page.input_value("[name=phone]") == "012-345"
    assert page.is_visible("[name=phonetic]")


def test_what_is_typed_survives_a_reload_of_the_tab(house, live_server, open_page):
    page = open_page("en")
    page.goto(f"{live_server.url}/complain")
    page.fill("[name=what]", WORDS["en"])
    page.check("[name=wish][value=REFD]")
    page.reload()
    assert page.input_value("[name=what]") == WORDS["en"]
    assert page.is_checked("[name=wish][value=REFD]")


def test_a_too_big_file_is_refused_before_it_is_sent(house, live_server, open_page, tmp_path):
    film = tmp_path / "film.mp4"
    with film.open("wb") as file:
        file.truncate(25 * 1024 * 1024 + 1)
    page = open_page("en", phone=True)
    page.goto(f"{live_server.url}/complain")
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.url.endswith("/files") else None)
    page.set_input_files("#files-album", str(film))
    page.wait_for_selector("#files-list .late")
    assert "too big" in page.inner_text("#files-list")
    assert not sent


def test_a_file_that_fails_on_the_way_is_said(house, live_server, open_page, tmp_path):
    empty = tmp_path / "empty.jpg"
    empty.write_bytes(b"")
    page = open_page("en")
    page.goto(f"{live_server.url}/complain")
    page.set_input_files("#files-album", str(empty))
    page.wait_for_selector("#files-list .late")
    assert "is empty" in page.inner_text("#files-list")
    page.problems[:] = [one for one in page.problems if "422" not in one]


def test_everything_works_without_scripts(house, live_server, open_page, photos):
    page = open_page("en", phone=True, java_script_enabled=False)
    page.goto(live_server.url)
    page.click("a.big.first")
    page.fill("[name=what]", WORDS["en"])
    page.set_input_files("input[name=files]", photos)
    page.fill("[name=mail]", "no address")
    page.click("#complain .btn-primary")
    assert "room.jpg" in page.inner_text("#files-list")
    page.fill("[name=mail]", "")
    page.click("summary.lang")
    page.click("button[name=language][value=ms]")
    assert page.input_value("[name=what]") == WORDS["en"]
    page.click("#complain .btn-primary")
    page.wait_for_url("**/sent")
    page.click(".stack-8 a.btn-primary")
    page.fill("[name=what]", "More.")
    page.click("#add-form .btn-primary")
    page.wait_for_selector(".flash-success")
    assert Attachment.objects.count() == 2
    assert Message.objects.filter(kind="addition", text="More.").count() == 1


def test_the_keyboard_alone_is_enough(house, live_server, open_page):
    page = open_page("en")
    page.goto(f"{live_server.url}/complain")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.focus("[name=what]")
    page.keyboard.type(WORDS["en"])
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#complain .btn-primary')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/sent")
    assert Complaint.objects.get().subject.startswith("The air conditioner")


def test_other_pages_are_clean_too(house, live_server, open_page):
    page = open_page("ja", phone=True)
    for path in ("/stuck", "/track", "/lost", "/card?brand=default&branch=my-penang", "/track/1000000009", "/t/none"):
        page.goto(live_server.url + path)
        assert_clean(page)


def test_leaving_the_form_is_counted_once_and_sending_it_is_not(house, live_server, open_page):
    page = open_page("en")
    page.goto(f"{live_server.url}/complain")
    page.fill("[name=what]", WORDS["en"])
    page.fill("[name=name]", "Priya")
    with page.expect_response("**/complain/left"):
        page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    page.goto(f"{live_server.url}/complain")
    page.click("#complain .btn-primary")
    page.wait_for_url("**/sent")
    assert abandoned(house.brand, since=date(2020, 1, 1))["reach"] == 1
    assert sum(abandoned(house.brand, since=date(2020, 1, 1)).values()) == 1


def test_an_answer_is_read_and_accepted_on_a_phone(live_server, open_page):
    world = responded_complaint()
    page = open_page("en", phone=True)
    page.goto(f"{live_server.url}/t/{tracking.token_for(world.complaint.pk)}")
    assert page.url == f"{live_server.url}/track/{world.complaint.number}"
    assert_clean(page)
    page.check("[name=option][value='2']")
    page.click("#answer .btn-primary")
    page.wait_for_selector(".flash-success")
    assert "You chose" in page.inner_text("#answer")
    assert_clean(page)
    assert world.reload().state == "agreed"


def test_saying_that_it_is_put_right_is_clean_on_a_desktop(live_server, open_page):
    world = remedied_complaint()
    page = open_page("en")
    page.goto(f"{live_server.url}/t/{tracking.token_for(world.complaint.pk)}")
    assert_clean(page)
    page.click("button[name=answer][value=yes]")
    page.wait_for_selector(".flash-success")
    assert Message.objects.filter(complaint=world.complaint, text="It is put right.").count() == 1
    page.click("text=Withdraw this complaint")
    assert_clean(page)
