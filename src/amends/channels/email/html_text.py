"""HTML of a mail into the text a person reads, with signs of where quoted history begins and ends."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from amends.channels.email import limits
from amends.channels.email.html_tokens import Tag, tokens

BLOCKS = frozenset(
    {
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "center",
            "dd",
            "details",
            "dialog",
            "dir",
            "div",
            "dl",
            "dt",
        ),
        *(
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hgroup",
            "hr",
        ),
        *(
            "html",
            "legend",
            "li",
            "main",
            "menu",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "summary",
            "table",
            "tbody",
            "tfoot",
        ),
        *("thead", "tr", "ul"),
    }
)
SPACED = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "ul", "ol", "table"})
QUOTE_BEGINS = "\ue0a1"
"""A line of its own in marked text: what follows is quoted history, until QUOTE_ENDS."""
QUOTE_ENDS = "\ue0a2"
HISTORY = "\ue0a3"
"""A line of its own in marked text: from here on everything is history."""
MARKS = frozenset({QUOTE_BEGINS, QUOTE_ENDS, HISTORY})
RULE = "_" * 32
CONTAINER = re.compile(
    r"gmail_quote(?!_attribution)|yahoo_quoted|protonmail_quote|zmail_extra|moz-forward-container|tutanota_quote|"
    r"olk_src_body_section|ymail_android_quote|qt_quoted|nylas-quote|front-blockquote|freebirdformbody-quote|"
    r"mailmaster-quote|isReplyContent|ntes_quote|x_gmail_quote",
    re.IGNORECASE,
)
FROM_HERE = re.compile(
    r"^(x_)?(divrplyfwdmsg|appendonsend|stopspelling|mail-editor-reference-message-container|outlookmessageheader|"
    r"replymessagedivider|originalmessage|olkreplybegin|reply-intro|ms-outlook-mobile-reference-message)$",
    re.IGNORECASE,
)
BLANKS = re.compile(r"[ \t\r\n\f\u00a0]+")


@dataclass(slots=True)
class _Page:
    """The text made so far."""

    lines: list[str] = field(default_factory=list)
    current: list[str] = field(default_factory=list)
    depth: int = 0
    preformatted: int = 0
    links: int = 0
    size: int = 0
    bold: list[tuple[int, int]] = field(default_factory=list)
    containers: list[tuple[str, int]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def end_line(self) -> None:
        """Finish the line in hand, if anything stands on it."""
        text = "".join(self.current).strip(" ") if not self.preformatted else "".join(self.current).rstrip(" ")
        self.current.clear()
        if text:
            self.lines.append(self._quoted(text))

    def blank(self) -> None:
        """Leave one blank line, never two."""
        self.end_line()
        if self.lines and self.lines[-1].strip("> ") and self.lines[-1] not in MARKS:
            self.lines.append(self._quoted(""))

    def newline(self) -> None:
        """Break the line; a second break makes a blank line."""
        if self.current:
            self.end_line()
        else:
            self.lines.append(self._quoted(""))

    def mark(self, sign: str) -> None:
        """Set a sign between lines."""
        self.end_line()
        self.lines.append(sign)

    def _quoted(self, text: str) -> str:
        return f"{'>' * min(self.depth, 20)} {text}".rstrip() if self.depth else text


@dataclass(frozen=True, slots=True)
class Rendered:
    """Text of an HTML body: as read, and with marks for the reply splitter."""

    text: str
    marked: str
    links: int
    problems: tuple[str, ...]


def render(source: str) -> Rendered:
    """Turn HTML into text."""
    page = _Page()
    if len(source) > limits.HTML:
        source = source[: limits.HTML]
        page.problems.append("HTML too long")
    for token in tokens(source):
        if isinstance(token, str):
            _text(page, token)
        elif token.is_closing:
            _close(page, token.name)
        else:
            _open(page, token)
        if page.size > limits.TEXT:
            page.problems.append("text too long")
            break
    page.end_line()
    text = _tidy(line for line in page.lines if line not in MARKS)
    return Rendered(text, _tidy(page.lines), page.links, tuple(page.problems))


def _tidy(lines: Iterable[str]) -> str:
    """Join lines with at most two blank ones in a row."""
    return re.sub(r"\n{4,}", "\n\n\n", "\n".join(lines)).strip("\n")


def _text(page: _Page, text: str) -> None:
    """Add running text, blanks folded."""
    page.size += len(text)
    for sign in MARKS:
        text = text.replace(sign, "")
    if page.preformatted:
        first, *rest = text.replace("\r\n", "\n").split("\n")
        page.current.append(first)
        for line in rest:
            page.newline()
            page.current.append(line)
        return
    text = BLANKS.sub(" ", text).replace("\u200b", "").replace("\ufeff", "")
    if text.startswith(" ") and (not page.current or page.current[-1].endswith(" ")):
        text = text[1:]
    if text:
        page.current.append(text)


def _open(page: _Page, tag: Tag) -> None:
    """Act on an opening tag."""
    name = tag.name
    if name == "br":
        page.newline()
        return
    if name in ("b", "strong"):
        page.bold.append((len(page.lines), len(page.current)))
    elif name == "a":
        page.links += 1
    elif name == "img":
        alt = tag.attributes().get("alt", "").strip() if "alt" in tag.source else ""
        if 0 < len(alt) <= 2:
            page.current.append(alt)
    elif name in ("td", "th") and page.current:
        page.current.append(" ")
    if name in BLOCKS:
        (page.blank if name in SPACED else page.end_line)()
        _open_block(page, tag)
    elif page.containers and name == page.containers[-1][0]:
        page.containers[-1] = (name, page.containers[-1][1] + 1)
    elif name == "span" and "id" in tag.source:
        _container(page, tag)


def _open_block(page: _Page, tag: Tag) -> None:
    """Act on an opening tag that begins a line."""
    if tag.name == "li":
        page.current.append("- ")
    elif tag.name == "pre":
        page.preformatted += 1
    if page.containers and tag.name == page.containers[-1][0]:
        page.containers[-1] = (tag.name, page.containers[-1][1] + 1)
    elif "class" in tag.source or "id" in tag.source:
        _container(page, tag)
    if tag.name == "hr":
        page.lines.append(RULE)
    elif tag.name == "blockquote":
        page.depth += 1


def _container(page: _Page, tag: Tag) -> None:
    """Notice the boxes in which programs put what they quote."""
    attributes = tag.attributes()
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    if any(FROM_HERE.match(name) for name in names.split()):
        page.mark(HISTORY)
    elif CONTAINER.search(names) and tag.name != "blockquote":
        page.mark(QUOTE_BEGINS)
        page.containers.append((tag.name, 1))


def _close(page: _Page, name: str) -> None:
    """Act on a closing tag."""
    if name in ("b", "strong") and page.bold:
        _close_bold(page)
    if name == "pre":
        page.end_line()
        page.preformatted = max(0, page.preformatted - 1)
    if name in BLOCKS:
        (page.blank if name in SPACED else page.end_line)()
        if name == "blockquote":
            page.depth = max(0, page.depth - 1)
    if page.containers and page.containers[-1][0] == name:
        count = page.containers[-1][1] - 1
        page.containers[-1] = (name, count)
        if not count:
            page.containers.pop()
            page.mark(QUOTE_ENDS)


def _close_bold(page: _Page) -> None:
    """Set what was bold within one line between asterisks, as mail programs do."""
    line, place = page.bold.pop()
    if line != len(page.lines) or place >= len(page.current):
        return
    bold = "".join(page.current[place:])
    if 0 < len(bold.strip()) <= 200:
        page.current[place:] = [
            bold[: len(bold) - len(bold.lstrip())] + f"*{bold.strip()}*" + (" " if bold.endswith(" ") else "")
        ]
