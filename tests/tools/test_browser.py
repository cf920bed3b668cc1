"""The browser of the tests notices what a person would: errors, stopped scripts, missing files."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

PAGES = {
    "/good": "<!doctype html><html lang=en><title>Good</title><p id=x>見て</p>",
    "/inline": "<!doctype html><title>Inline</title><script>document.title = 'ran'</script>",
    "/stranger": "<!doctype html><title>Stranger</title><img src='http://stranger.example.com/x.png'>",
    "/missing": "<!doctype html><title>Missing</title><link rel=stylesheet href=/nothing.css>",
}

pytestmark = pytest.mark.browser


class _Site(BaseHTTPRequestHandler):
    def do_GET(self):
        found = self.path in PAGES
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", "default-src 'self'; img-src *")
        self.end_headers()
        self.wfile.write(PAGES.get(self.path, "").encode())

    def log_message(self, *args):
        pass


@pytest.fixture
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_good_page_has_no_problems(open_page, site):
    page = open_page("ja", phone=True)
    page.goto(f"{site}/good")
    assert page.inner_text("#x") == "見て"
    assert page.evaluate("navigator.language") == "ja"
    assert page.problems == []


@pytest.mark.parametrize(
    ("path", "word"), [("/inline", "Content Security Policy"), ("/stranger", "stranger"), ("/missing", "404")]
)
def test_a_bad_page_has_problems(open_page, site, path, word):
    page = open_page()
    page.goto(site + path, wait_until="networkidle")
    assert any(word in problem for problem in page.problems), page.problems
    page.problems.clear()
