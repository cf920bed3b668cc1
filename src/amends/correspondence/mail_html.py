"""HTML of a mail made harmless: only words, lists, tables and links are left; cleaning is the last step before storing."""

from __future__ import annotations

from html import escape

import nh3

MOST_CHARACTERS = 1_000_000
TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4",
    "h5", "h6", "hr", "i", "li", "ol", "p", "pre", "q", "s", "small", "span", "strong", "sub", "sup", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"dir", "lang", "title"},
    "a": {"href"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
SCHEMES = {"http", "https", "mailto", "tel"}


def sanitise(html: str) -> str:
    """Clean HTML that a stranger wrote: no script, style, form, picture or anything that loads from elsewhere."""
    return nh3.clean(
        html[:MOST_CHARACTERS].replace("\x00", ""),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
        strip_comments=True,
    )


_PAGE = (
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>{title}</title><style>body{{font:16px/1.6 sans-serif;max-width:60em;margin:0 auto;padding:16px;"
    "overflow-wrap:anywhere}}td,th{{vertical-align:top}}</style></head><body>{body}</body></html>"
)
# Nothing runs, nothing loads, nothing is sent; the page may only be framed by ours.
POLICY = (
    "sandbox; default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'self'"
)


def page(html: str, *, title: str, language: str) -> str:
    """Make the page on which the HTML of a mail is shown, cleaned once more; it leaves only together with POLICY."""
    return _PAGE.format(language=escape(language or "und"), title=escape(title), body=sanitise(html))
