"""HTML into tags and text in one pass whose cost grows with the length only, whatever is broken in it."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

NAME = re.compile(r"(/?)([A-Za-z][A-Za-z0-9:_-]{0,40})")
ATTRIBUTE = re.compile(r"([A-Za-z_][\w:.-]{0,60})\s{0,20}(?:=\s{0,20}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
QUOTE = re.compile("[\"']")
RAW = frozenset({"script", "style", "title", "template", "noembed", "noframes", "iframe", "textarea", "xml"})
LONGEST_TAG = 20_000


@dataclass(frozen=True, slots=True)
class Tag:
    """An opening or closing tag; attributes are read when asked for."""

    name: str
    is_closing: bool
    source: str

    def attributes(self) -> dict[str, str]:
        """Read the attributes."""
        return {
            found[1].lower(): html.unescape(found[2] or found[3] or found[4] or "")
            for found in ATTRIBUTE.finditer(self.source)
        }


class _Finder:
    """Look for one sign again and again without searching the same stretch twice."""

    def __init__(self, text: str, sign: str) -> None:
        self.text, self.sign, self.last = text, sign, -2

    def after(self, position: int) -> int:
        """Give the next place at or behind a position, or the length of the text."""
        if self.last < position:
            found = self.text.find(self.sign, position)
            self.last = found if found >= 0 else len(self.text)
        return self.last


def tokens(text: str) -> Iterator[Tag | str]:
    """Give tags and runs of text (entities undone) in order; comments and scripts are left out."""
    opening, closing = _Finder(text, "<"), _Finder(text, ">")
    comment_end = _Finder(text, "-->")
    raw_ends = _RawEnds(text)
    quotes = {sign: _Finder(text, sign) for sign in "\"'"}
    position, length = 0, len(text)
    start = 0
    while (position := opening.after(position)) < length:
        if text.startswith("<!--", position):
            end = comment_end.after(position + 4)
            end = end + 3 if end < length else closing.after(position) + 1
            tag = None
        elif text.startswith(("<!", "<?"), position):
            end, tag = closing.after(position) + 1, None
        elif found := NAME.match(text, position + 1):
            end = _tag_end(text, found.end(), closing, quotes)
            tag = Tag(found[2].lower(), bool(found[1]), text[found.end() : end - 1])
        else:
            position += 1
            continue
        if start < position:
            yield html.unescape(text[start:position])
        position = start = min(end, length)
        if tag is None:
            continue
        yield tag
        if tag.name in RAW and not tag.is_closing and not tag.source.endswith("/"):
            position = start = raw_ends.after(tag.name, start)
    if start < length:
        yield html.unescape(text[start:])


def _tag_end(text: str, position: int, closing: _Finder, quotes: dict[str, _Finder]) -> int:
    """Find where a tag ends: a ">" outside quotes, but never far away."""
    end = closing.after(position)
    limit = position + LONGEST_TAG
    if end < limit and not QUOTE.search(text, position, end):
        return end + 1
    while end < len(text):
        first = min((quotes[sign].after(position), sign) for sign in quotes)
        if first[0] > end or text[first[0] - 1] not in "= \t\r\n":
            if first[0] > end:
                return end + 1
            position = first[0] + 1
            continue
        close = quotes[first[1]].after(first[0] + 1)
        if close >= len(text) or close > limit:
            return end + 1
        position = close + 1
        end = closing.after(position)
    return min(closing.after(position), len(text)) + 1


class _RawEnds:
    """Find where scripts and styles end; one without an end is remembered, so that it is not sought again and again."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.endless: set[str] = set()

    def after(self, name: str, position: int) -> int:
        """Give where the closing tag begins; an unclosed element hides nothing but itself."""
        if name in self.endless:
            return position
        found = re.compile(rf"</{re.escape(name)}\b", re.IGNORECASE).search(self.text, position)
        if found is None:
            self.endless.add(name)
            return position
        return found.start()
