"""Rules for templates and scripts: nothing that the content security policy would stop, no text without translation."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from tools.house.source import Found, Source, rule
from tools.words.faults import Untranslated

UNTRANSLATED = Path(__file__).resolve().parent.parent / "untranslated.txt"
SHOWN_ATTRIBUTES = {"title", "alt", "placeholder", "aria-label", "aria-description", "label"}
SILENT_ELEMENTS = {"script", "style", "template"}
COMMENT = re.compile(r"{#.*?#}|{%\s*comment\b.*?%}.*?{%\s*endcomment\s*%}|<!--.*?-->", re.DOTALL)
TRANSLATED_BLOCK = re.compile(r"{%-?\s*blocktrans(?:late)?\b.*?%}.*?{%\s*endblocktrans(?:late)?\s*%}", re.DOTALL)
VERBATIM = re.compile(r"{%\s*verbatim\b.*?%}.*?{%\s*endverbatim\s*%}", re.DOTALL)
TAG_OR_VALUE = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
WORDY_ARGUMENT = re.compile(r"""{%\s*include\b[^%]*?=(["'])([A-Z][^"'%]* [^"'%]*)\1""")
LETTERS = re.compile(r"[^\W\d_]{2,}")


def _lines(source: Source, pattern: str, message: str, flags: int = 0) -> Iterator[Found]:
    text = COMMENT.sub(_blank, source.text)
    for match in re.finditer(pattern, text, flags):
        yield Found(text.count("\n", 0, match.start()) + 1, message)


def _blank(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


@rule("*.html", "*.txt")
def templates_escape_everything(source: Source) -> Iterator[Found]:
    """One |safe in one template is a hole in all pages; plain-text mails (txt) are not HTML and may switch it off."""
    yield from _lines(source, r"\|\s*safe(seq)?\b", "no |safe")
    if source.path.endswith(".html"):
        yield from _lines(source, r"{%\s*autoescape\s+off", "no autoescape off")


@rule("*.html")
def pages_obey_the_security_policy(source: Source) -> Iterator[Found]:
    """No unsafe-inline: an inline script, handler or style would be stopped by the browser, silently."""
    text_of_mail = "/email/" in source.path
    yield from _lines(
        source, r"""<[^>]*?\son[a-z]+\s*=\s*["'{]""", "no on...= handlers: use a script file", re.IGNORECASE
    )
    yield from _lines(source, r"<script\b(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)", "no inline script")
    yield from _lines(
        source, r"""(href|src|action)\s*=\s*["']\s*javascript:""", "no javascript: addresses", re.IGNORECASE
    )
    yield from _lines(
        source, r"""\bhx-on|hx-vals\s*=\s*["']js:|\bx-html\b""", "no evaluated attributes (hx-on, js:, x-html)"
    )
    yield from _lines(
        source, r"""<(script|img|iframe|source)\b[^>]*\bsrc\s*=\s*["']https?:""", "everything is served by us"
    )
    yield from _lines(source, r"""<link\b[^>]*\bhref\s*=\s*["']https?:""", "everything is served by us")
    if not text_of_mail:
        yield from _lines(source, r"<[^>]*?\sstyle\s*=", "no style= attributes: use a class")
        yield from _lines(source, r"<style\b", "no <style>: use the style sheet")


@rule("*.html")
def no_link_leads_nowhere(source: Source) -> Iterator[Found]:
    """A link to # is a promise not kept."""
    yield from _lines(source, r"""href\s*=\s*["']#?["']""", 'no href="#": a link leads somewhere, or it is a button')


@rule("*.js")
def scripts_make_no_code_or_html(source: Source) -> Iterator[Found]:
    """Text of strangers is put into pages as text."""
    pattern = (
        r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\s*\(|new\s+Function|setTimeout\s*\(\s*[\"'])"
    )
    for number, line in enumerate(source.text.splitlines(), start=1):
        if match := re.search(pattern, line):
            yield Found(number, f"no {match[1].strip('( ')}: use textContent or elements")


@rule("*.js")
def scripts_hold_no_sentences(source: Source) -> Iterator[Found]:
    """Scripts are not translated: a sentence comes from the template, in a data attribute."""
    for number, line in enumerate(source.text.splitlines(), start=1):
        for match in re.finditer(r"""(["'`])([A-Z][a-z]+(?: [a-z]+)+[^"'`]*)\1""", line):
            yield Found(number, f"a sentence in a script: {match[2][:40]!r} belongs into a data attribute")


@rule("*.html", "*/templates/*.txt")
def every_text_is_translated(source: Source) -> Iterator[Found]:
    """Letters outside a translate tag are English for everybody; names of things stand in tools/untranslated.txt."""
    known = _untranslated()
    for line, text in _shown_texts(source):
        for name in known:
            text = text.replace(name, " ")
        if LETTERS.search(text):
            yield Found(line, f"not translated: {' '.join(text.split())[:60]!r}")


def _shown_texts(source: Source) -> Iterator[tuple[int, str]]:
    text = source.text
    for pattern in (COMMENT, TRANSLATED_BLOCK, VERBATIM):
        text = pattern.sub(_blank, text)
    for match in WORDY_ARGUMENT.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, match[2]
    text = TAG_OR_VALUE.sub(lambda match: " " + _blank(match), text)
    if source.path.endswith(".txt"):
        yield from enumerate(text.splitlines(), start=1)
    else:
        reader = _ShownTexts()
        reader.feed(text)
        reader.close()
        yield from reader.found


class _ShownTexts(HTMLParser):
    """Collects what a reader of the page would see or hear."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT_ELEMENTS
        is_button = tag == "input" and dict(attrs).get("type") in {"submit", "button", "reset"}
        for name, value in attrs:
            if value and (name in SHOWN_ATTRIBUTES or (is_button and name == "value")):
                self.found.append((self.getpos()[0], value))

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT_ELEMENTS and self._silent > 0

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.found.append((self.getpos()[0] + data[: len(data) - len(data.lstrip())].count("\n"), data))


def _untranslated() -> list[str]:
    return Untranslated(UNTRANSLATED.read_text(encoding="utf-8")).everywhere()
