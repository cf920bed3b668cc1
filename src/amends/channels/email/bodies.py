"""What of a mail is text to read and what is a file: RFC 8621 section 4.1.4, with the kindness real mails need."""

import re
from dataclasses import dataclass, field

from amends.channels.email import charsets, limits, words
from amends.channels.email.mime import Part, Tree, quoted_printable, take_out_uuencoded

META_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
BASE64_LINES = re.compile(
    rb"(?:[A-Za-z0-9+/]{4,100}={0,2}[ \t]*(?:\r?\n|\Z)|[A-Za-z0-9+/]{6,100}={1,2}(?= )|[ \t]*\r?\n)*+"
)
NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
WHOLLY_BASE64 = re.compile(rb"\s*(?:[A-Za-z0-9+/]{60,76}\r?\n)+[A-Za-z0-9+/]{0,76}={0,2}\s*")
FEW_LETTERS = 5
ESCAPED_LETTERS = re.compile(rb"(?:=[89A-Fa-f][0-9A-Fa-f]){2}")
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(slots=True)
class Bodies:
    """Parts to be read as text, as HTML, and those that are files."""

    texts: list[Part] = field(default_factory=list)
    htmls: list[Part] = field(default_factory=list)
    files: list[Part] = field(default_factory=list)


def sort(tree: Tree) -> Bodies:
    """Sort the leaves of a mail into text, HTML and files."""
    bodies = Bodies()
    if tree.root.is_multipart:
        _place_parts(bodies, tree.root)
    else:
        _place_root(bodies, tree.root)
    for part in list(bodies.texts):
        bodies.files.extend(take_out_uuencoded(part))
    return bodies


def _place_parts(bodies: Bodies, root: Part) -> None:
    """Place the leaves of a multipart."""
    # Explicit stack: (part, kind of the multipart it is in, is within an alternative, is first there).
    waiting: list[tuple[Part, str, bool, bool]] = [(root, "mixed", False, True)]
    while waiting:
        part, kind, in_alternative, is_first = waiting.pop()
        if part.is_multipart:
            inner = part.type.split("/", 1)[1]
            deeper = in_alternative or inner == "alternative"
            children = [(child, inner, deeper, number == 0) for number, child in enumerate(part.children)]
            waiting.extend(reversed(children))
        elif part.is_unopened:
            bodies.texts.append(part)
            bodies.files.append(part)
        elif _is_body(part, kind, is_first):
            (bodies.htmls if part.type == "text/html" else bodies.texts).append(part)
            if part.file_name and part.disposition == "inline" and kind == "mixed":
                bodies.files.append(part)
        else:
            bodies.files.append(part)


def _place_root(bodies: Bodies, root: Part) -> None:
    """Place the only part of a mail: text is text, even when it has a name."""
    if root.is_unopened:
        bodies.texts.append(root)
        bodies.files.append(root)
        return
    if root.type == "text/html":
        bodies.htmls.append(root)
    elif root.type.startswith("text/") and root.disposition != "attachment" and root.type in TEXTUAL:
        bodies.texts.append(root)
    else:
        bodies.files.append(root)


TEXTUAL = frozenset({"text/plain", "text/richtext", "text/enriched", "text/markdown", "text/x-amp-html"})


def _is_body(part: Part, kind: str, is_first: bool) -> bool:
    """Say whether a leaf is part of what the sender wrote, rather than a file sent along."""
    if part.disposition == "attachment" or part.type not in ("text/plain", "text/html"):
        return False
    if is_first or kind == "alternative":
        return True
    return kind != "related" and not part.file_name


def text_of(part: Part) -> charsets.Decoded:
    """Read a text part: its charset as labelled, as HTML itself says, or as found out."""
    label = part.parameters.get("charset", "")
    octets = _uncovered(_octets(part), label)
    if part.type == "text/html" and not charsets.normal_name(label) and (meta := META_CHARSET.search(octets[:4096])):
        label = meta[1].decode("ascii")
    decoded = charsets.decode(_beginning(octets, 3 * (limits.HTML if part.type == "text/html" else limits.TEXT)), label)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    if part.parameters.get("format", "").lower() == "flowed" and part.type == "text/plain":
        text = unflow(text, part.parameters.get("delsp", "").lower() == "yes")
    return charsets.Decoded(text, decoded.charset, decoded.is_damaged)


def _beginning(octets: bytes, size: int) -> bytes:
    """Cut what is too long at the end of a line, so that no character is cut."""
    if len(octets) <= size:
        return octets
    line_end = octets.rfind(b"\n", 0, size) + 1
    return octets[: line_end or size]


def _octets(part: Part) -> bytes:
    """Undo the transfer encoding of a text, as far as it really was encoded: list servers put plain footers under base64."""
    octets = part.content()
    if "malformed base64" not in part.problems or not part.octets.isascii():
        return octets
    encoded = BASE64_LINES.match(part.octets)
    if encoded is None or not encoded[0].strip():
        return part.octets if CONTROLS.search(octets) or charsets.decode(octets, "utf-8").is_damaged else octets
    return words.base64_bytes(NOT_BASE64.sub(b"", encoded[0])) + part.octets[encoded.end() :].lstrip(b" \t")


def _uncovered(octets: bytes, label: str) -> bytes:
    """Undo a transfer encoding that a part does not admit to; text that merely looks like it stays."""
    if not octets.isascii():
        return octets
    if WHOLLY_BASE64.fullmatch(octets):
        found = words.base64_bytes(NOT_BASE64.sub(b"", octets))
    elif len(ESCAPED_LETTERS.findall(octets[:20_000])) > FEW_LETTERS:
        found = quoted_printable(octets)
    else:
        return octets
    is_text = not CONTROLS.search(found) and not charsets.decode(found, label or "utf-8").is_damaged
    return found if is_text else octets


def unflow(text: str, delete_space: bool) -> str:
    """Join the soft line ends of format=flowed (RFC 3676); quotes keep their depth."""
    lines: list[list[str]] = []
    open_depth = -1
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        content = line[depth:].removeprefix(" ")
        is_signature = content == "-- "
        if open_depth == depth and not is_signature:
            lines[-1].append(content)
        else:
            lines.append([">" * depth + (" " if depth else ""), content])
        is_soft = content.endswith(" ") and not is_signature
        open_depth = depth if is_soft else -1
        if is_soft and delete_space:
            lines[-1][-1] = content[:-1]
    return "\n".join("".join(pieces) for pieces in lines)
