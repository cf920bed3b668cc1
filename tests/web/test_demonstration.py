"""The demo's own pages: what it would have sent, and how to leave it; nowhere else do they exist."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from amends.correspondence import postbox
from amends.correspondence.ports import OutgoingMail

AT = datetime(2026, 7, 14, 9, 0, tzinfo=UTC)
PAGES = ("/demo/outbox", "/demo/real")


@pytest.fixture
def demo(settings, tmp_path: Path) -> None:
    settings.AMENDS_IS_DEMO = True
    settings.AMENDS_DATA = tmp_path


def _file(to: str, subject: str, *, minute: int = 0) -> None:
    mail = OutgoingMail(
        to=to,
        from_name="Kazami",
        from_address="care@kazami.example",
        reply_to="care+1@kazami.example",
        subject=subject,
        text="Dear Mrs Carter,\n\nlook at https://care.example/t/1 <b>now</b>",
        html="",
        message_id="<1@kazami.example>",
        language="en",
    )
    postbox.file(mail, at=AT.replace(minute=minute))


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_outside_the_demo_its_pages_do_not_exist(page: str) -> None:
    assert Client().get(page).status_code == 404


@pytest.mark.django_db
def test_the_outbox_shows_the_newest_mail_first_and_narrows_to_one_address(demo) -> None:
    _file("helen@example.com", "We have your complaint", minute=1)
    _file("owen@example.net", "Our answer", minute=2)
    shown = Client().get("/demo/outbox").content.decode()
    assert shown.index("Our answer") < shown.index("We have your complaint")
    narrowed = Client().get("/demo/outbox", {"to": "HELEN@example.com"}).content.decode()
    assert "We have your complaint" in narrowed
    assert "Our answer" not in narrowed


@pytest.mark.django_db
def test_a_mail_is_shown_as_words_and_never_as_html(demo) -> None:
    _file("helen@example.com", "We have your complaint")
    name = postbox.filed_list()[0].name
    shown = Client().get(f"/demo/outbox/{name}").content.decode()
    assert "&lt;b&gt;now&lt;/b&gt;" in shown
    assert 'href="https://care.example/t/1"' in shown
    assert Client().get("/demo/outbox/secret-key").status_code == 404


@pytest.mark.django_db
def test_every_page_of_the_demo_says_that_it_is_one_and_how_to_leave_it(demo) -> None:
    for page in ("/", "/complain", "/sign-in", *PAGES):
        assert "/demo/outbox" in Client().get(page, follow=True).content.decode()
    assert "amends serve" in Client().get("/demo/real").content.decode()
