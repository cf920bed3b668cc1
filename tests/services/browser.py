"""A real Chromium. A page that logs an error, breaks the security policy or asks a stranger for a file fails its test."""

import os
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, Route, sync_playwright

from tools.services import chromium

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
HERE = {"localhost", "127.0.0.1"}

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium_browser() -> Iterator[Browser]:
    """Give the browser, one for each worker, with a profile that is thrown away."""
    program = chromium()
    if program is None:
        pytest.skip("Chromium is not installed")
    # Playwright runs an event loop in this thread; Django would refuse the database in it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, headless=True, args=list(FLAGS))
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_page(chromium_browser: Browser) -> Iterator[OpenPage]:
    """Give a function that opens a page as a new visitor: open_page(language="ja", phone=True, **of_the_context).

    Each page has its own cookies, so that several people can be played at once. `page.problems` collects what the
    browser complained about; the test fails when there is anything left in it at the end.
    """
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def open_one(language: str = "en", *, phone: bool = False, **options: Any) -> Page:
        shape = PHONE if phone else DESKTOP
        context = chromium_browser.new_context(locale=language, **(shape | options))
        contexts.append(context)
        context.set_default_timeout(15_000)
        context.route("**/*", _only_here(problems))
        page = context.new_page()
        _listen(page, problems)
        page.problems = problems
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not problems, "\n".join(problems)


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """Give one page of one visitor on a desktop."""
    return open_page()


def _only_here(problems: list[str]) -> Callable[[Route, Request], None]:
    def decide(route: Route, request: Request) -> None:
        if urlsplit(request.url).hostname in HERE or request.url.startswith(("data:", "blob:")):
            route.continue_()
        else:
            problems.append(f"asked a stranger: {request.url}")
            route.abort()

    return decide


def _listen(page: Page, problems: list[str]) -> None:
    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and "the server responded with a status of" not in message.text:
            problems.append(f"console at {page.url}: {message.text}")

    def on_response(response: Response) -> None:
        is_part = response.request.resource_type in {"stylesheet", "script", "image", "font"}
        if response.status >= 500 or (is_part and response.status >= 400):
            problems.append(f"{response.status} for {response.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: problems.append(f"script error at {page.url}: {error}"))
    page.on("response", on_response)
