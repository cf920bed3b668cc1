"""Take the pictures of the README and the guides from a demo that runs. The result is committed.

``AMENDS_DATA=FOLDER amends demo`` makes one; then ``python -m tools.pictures --url http://localhost:8000 --data FOLDER``.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tools.services import chromium

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
MOST_BYTES = 250_000
PASSWORD = "kazami-demo"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
LINK = re.compile(r"https?://[^\s<>\"]+(/t/[A-Za-z0-9_.~-]+)")


def main() -> int:
    """Take all pictures. Returns 1 where one is too big for a page of the documents."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--url", required=True, help="of the demo")
    parser.add_argument("--data", type=Path, required=True, help="its folder")
    options = parser.parse_args()
    program = chromium()
    if program is None:
        sys.exit("Chromium is not installed")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, headless=True, args=list(FLAGS))
        take(browser, options.url, options.data)
        browser.close()
    too_big = [one for one in sorted(PICTURES.glob("*.png")) if one.stat().st_size > MOST_BYTES]
    for one in too_big:
        print(f"{one.name} is bigger than {MOST_BYTES} bytes", file=sys.stderr)
    return 1 if too_big else 0


def take(browser: Browser, url: str, folder: Path) -> None:
    """Take one picture after another."""
    page = phone(browser, "en")
    page.goto(f"{url}/")
    shoot(page, "portal-start-en")
    page = phone(browser, "ja")
    page.goto(f"{url}/complain")
    fill_in(page)
    shoot(page, "complain-ja")
    page = phone(browser, "zh-CN")
    page.goto(url + tracking_link(folder, "zh-hans"))
    shoot(page, "tracking-zh-hans")
    page = desk(browser, url, "grace@kazami.example", "en-GB")
    shoot(page, "desk-home-en")
    page.goto(f"{url}/desk/inbox")
    page.locator("a[data-row]").first.click()
    page.locator(".ib[aria-current=true]").wait_for()
    shoot(page, "desk-inbox-en")
    page.goto(f"{url}/desk/inbox?view=all&state=found")
    page.goto(url + first_complaint(page))
    shoot(page, "desk-complaint-en")
    page = desk(browser, url, "nurul@kazami.example", "ms")
    shoot(page, "desk-home-ms")
    page.goto(f"{url}/desk/behalf")
    shoot(page, "desk-behalf-ms")


def phone(browser: Browser, language: str) -> Page:
    """Give the phone of a customer."""
    context = browser.new_context(
        locale=language,
        viewport={"width": 390, "height": 844},
        device_scale_factor=1.5,
        is_mobile=True,
        has_touch=True,
    )
    return context.new_page()


def desk(browser: Browser, url: str, who: str, language: str) -> Page:
    """Sign somebody in at a desktop and give the first page of the desk."""
    context = browser.new_context(locale=language, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{url}/sign-in")
    page.locator("input[name=login]").fill(who)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/desk/")
    return page


def fill_in(page: Page) -> None:
    """Write what a customer would write."""
    page.locator("textarea").first.fill("先週買ったケトルの底から水が漏れます。昨日は床が水びたしになりました。")


def first_complaint(page: Page) -> str:
    """Find the address of the first complaint in the inbox whose next promise is not late."""
    found = page.locator("a[data-row]:not(:has(.cd-late))").first.get_attribute("href")
    if not found:
        raise RuntimeError("the inbox shows no complaint")
    return urlsplit(found).path


def tracking_link(folder: Path, language: str) -> str:
    """Find the way to a complaint in a language, from the newest reminder: one whose answer waits for its customer."""
    for path in sorted((folder / "outbox").iterdir(), reverse=True):
        mail = json.loads(path.read_text(encoding="utf-8"))
        if mail["language"] == language and "答复" in mail["subject"] and (found := LINK.search(mail["text"])):
            return found[1]
    raise RuntimeError(f"no mail in {language} holds a link")


def shoot(page: Page, name: str) -> None:
    """Save what is seen, without the strip that says it is a demo."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelectorAll('.site-bar[role=note]').forEach(strip => strip.remove())")
    page.screenshot(path=PICTURES / f"{name}.png", animations="disabled", caret="hide")
    with Image.open(PICTURES / f"{name}.png") as picture:
        picture.convert("RGB").quantize(256).save(PICTURES / f"{name}.png", optimize=True)  # a third of the bytes
    print(f"{name}.png", (PICTURES / f"{name}.png").stat().st_size)


if __name__ == "__main__":
    sys.exit(main())
