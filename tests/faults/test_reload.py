"""What the page says to somebody who was sending while the database was locked is true: they reload it, and it is sent."""

import os
import re

import pytest
from playwright.sync_api import expect

from tests.faults.doors import STORED
from tests.faults.oracle import ask
from tests.faults.senders import photo
from tests.faults.test_trouble import held_by_somebody_else
from tests.faults.victims import Web, with_port

WORDS = "床が濡れています。"


@pytest.mark.sqlite
def test_reloading_the_page_of_a_locked_database_sends_the_form_again(migrated_database, tmp_path, open_page) -> None:
    environment = with_port(migrated_database, 9) | {"AMENDS_DATABASE_WAIT": "1"}
    web = Web(environment, tmp_path / "log")
    web.process.start()
    try:
        web.wait_until_it_answers()
        page = open_page("ja", phone=True)
        page.set_default_timeout(60_000)
        page.goto(f"http://127.0.0.1:{web.port}/complain")
        page.fill("textarea[name=what]", WORDS)
        page.set_input_files("input[type=file]", {"name": "floor.png", "mimeType": "image/png", "buffer": photo()})
        expect(page.locator("input[name=held]:not([value=''])")).to_have_count(1, timeout=60_000)
        with held_by_somebody_else(environment):
            page.click("form#complain button.btn-primary[type=submit]")
            expect(page.locator("h1")).to_have_text("ただいま混み合っています", timeout=60_000)
        if pictures := os.environ.get("AMENDS_TEST_PICTURES"):
            page.screenshot(path=f"{pictures}/503-phone.png")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert ask(environment, STORED["portal"].format(WORDS)) == [(0,)]
        page.reload()
        expect(page).to_have_url(re.compile("/sent$"), timeout=60_000)
        assert ask(environment, STORED["portal"].format(WORDS)) == [(1,)]
        assert ask(environment, "SELECT count(*) FROM correspondence_attachment") == [(1,)]
        page.problems.clear()  # the browser noted the 503 as well
    finally:
        web.process.stop()
