"""The parts of a mail: multiparts taken apart without recursion, transfer encodings undone, limits kept."""

import binascii
import itertools
import re
from dataclasses import dataclass, field

from amends.channels.email import charsets, headers, limits, words
from amends.channels.email.headers import Header, Value

SOFT_BREAK = re.compile(rb"=[ \t]+\r?\n")
NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]+")
BASE64_SIGNS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/= \t\r\n"
UU_BEGIN = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} ?(.{0,255})\r?$", re.MULTILINE)
UU_BLOCK = re.compile(
    rb"^begin [0-7]{3,4} ([^\r\n]{1,255})\r?\n((?:[ -`]{0,64}[ \t]?\r?\n)*+)end[ \t]*\r?(?:\n|\Z)", re.MULTILINE
)
LEADING_BLANKS = re.compile(rb"\A(?:\xef\xbb\xbf)?(?:[ \t]*\r?\n){0,50}")
HTML_BEGINS = re.compile(
    rb"\s{0,100}(?:<\?xml[^>]{0,200}>\s{0,100})?<(?:!doctype\s+html|html|head|body|div|p|table|meta|br|span|font|center|h[1-6]|blockquote)\b",
    re.IGNORECASE,
)
ENCODINGS = {
    "base64": "base64",
    "base-64": "base64",
    "b": "base64",
    "quoted-printable": "quoted-printable",
    "quoted printable": "quoted-printable",
    "quotedprintable": "quoted-printable",
    "qp": "quoted-printable",
    "q": "quoted-printable",
    "x-uuencode": "uuencode",
    "x-uue": "uuencode",
    "uuencode": "uuencode",
    "x-uu": "uuencode",
}
AS_IS = frozenset({"", "7bit", "8bit", "binary", "7-bit", "8-bit", "none", "7", "8", "us-ascii", "utf-8"})


@dataclass(slots=True)
class Part:
    """One part: a leaf with content, or a multipart with children."""

    header: Header
    type: str
    parameters: dict[str, str]
    disposition: str
    octets: bytes
    """The body as it came, still transfer-encoded."""
    depth: int
    parent: "Part | None" = None
    children: "list[Part]" = field(default_factory=list)
    file_name: str = ""
    is_unopened: bool = False
    """A multipart in which no parts were found."""
    problems: list[str] = field(default_factory=list)

    @property
    def is_multipart(self) -> bool:
        """Say whether it was taken apart."""
        return bool(self.children)

    @property
    def content_id(self) -> str:
        """Name by which HTML refers to it, without angle brackets."""
        return self.header.raw("content-id").strip("<> ")

    def content(self) -> bytes:
        """Undo the transfer encoding."""
        encoding = _encoding(self)
        if encoding == "base64":
            return _base64(self)
        if encoding == "quoted-printable":
            return quoted_printable(self.octets)
        if encoding == "uuencode":
            return uudecode(self.octets) or self.octets
        return self.octets


def _encoding(part: Part) -> str:
    """Name the transfer encoding, noting an unknown one."""
    given = part.header.raw("content-transfer-encoding").lower()
    given = headers.COMMENT.sub("", given).split(";")[0].strip(" \"'.,")
    if given in AS_IS:
        return ""
    if given not in ENCODINGS and "unknown transfer encoding" not in part.problems:
        part.problems.append("unknown transfer encoding")
    return ENCODINGS.get(given, "")


def _base64(part: Part) -> bytes:
    """Decode base64 in spite of foreign characters and padding in the middle."""
    octets = part.octets
    foreign = len(octets.translate(None, BASE64_SIGNS))
    padding = octets.find(b"=")
    if foreign or (padding >= 0 and octets[padding : padding + 4_000].strip(b"= \t\r\n")):
        part.problems.append("malformed base64")
        if foreign * 4 > len(octets):
            return octets
    if padding >= 0 and octets[padding : padding + 4_000].strip(b"= \t\r\n"):
        pieces = re.split(rb"=+", NOT_BASE64.sub(b"", octets))
        is_joined = all(len(piece) % 4 != 1 for piece in pieces)
        return b"".join(words.base64_bytes(piece) for piece in (pieces if is_joined else pieces[:1]))
    try:
        return binascii.a2b_base64(octets)
    except binascii.Error:
        part.problems.append("malformed base64")
        return words.base64_bytes(NOT_BASE64.sub(b"", octets).rstrip(b"="))


def quoted_printable(octets: bytes) -> bytes:
    """Decode quoted-printable; blanks behind a soft line break are forgiven."""
    return binascii.a2b_qp(SOFT_BREAK.sub(b"=\n", octets))


def uudecode(octets: bytes) -> bytes | None:
    """Decode the first uuencoded file in a body; None when there is none."""
    begin = UU_BEGIN.search(octets)
    if begin is None:
        return None
    pieces = []
    for line in octets[begin.end() :].split(b"\n"):
        line = line.rstrip(b"\r")
        if line == b"end":
            break
        if not line or line == b"`":
            continue
        try:
            pieces.append(binascii.a2b_uu(line))
        except binascii.Error:
            count = (((line[0] - 32) & 63) * 4 + 5) // 3
            try:
                pieces.append(binascii.a2b_uu(line[:count]))
            except binascii.Error:
                continue
    return b"".join(pieces)


def take_out_uuencoded(part: Part) -> list[Part]:
    """Take files that were written right into a text out of it; they come as parts of their own."""
    if (b"\nbegin " not in part.octets and not part.octets.startswith(b"begin ")) or _encoding(part):
        return []
    files = []
    for found in itertools.islice(UU_BLOCK.finditer(part.octets), limits.ATTACHMENTS):
        header = Header([("content-transfer-encoding", b"uuencode")])
        name = charsets.decode(found[1], part.header.hint).text.strip()
        files.append(
            Part(header, "application/octet-stream", {}, "attachment", found[0], part.depth, part, file_name=name)
        )
    if files:
        part.octets = UU_BLOCK.sub(b"", part.octets, count=limits.ATTACHMENTS)
    return files


@dataclass(slots=True)
class Tree:
    """All parts of one mail."""

    root: Part
    problems: list[str] = field(default_factory=list)
    parts: int = 0

    def note(self, problem: str) -> None:
        """Remember a problem once."""
        if problem not in self.problems:
            self.problems.append(problem)


def read(octets: bytes) -> Tree:
    """Take a mail apart."""
    if len(octets) > limits.SIZE:
        octets, cut = octets[: limits.SIZE], True
    else:
        cut = False
    if b"\r" in octets and b"\n" not in octets:
        octets = octets.replace(b"\r", b"\n")
    begun = LEADING_BLANKS.sub(b"", octets.lstrip(b"\0"), count=1)
    if headers.looks_like_header(begun):
        octets = begun
        header, start = headers.split(octets)
    else:
        header, start = _bare(octets), 0
    tree = Tree(_part(header, octets[start:], None, "text/plain"))
    if cut:
        tree.note("mail too large")
    _grow(tree)
    for problem in header.problems:
        tree.note(problem)
    return tree


def _bare(octets: bytes) -> Header:
    """Make the header of a file that has none: it is a body."""
    header = Header()
    beginning = LEADING_BLANKS.sub(b"", octets[:2000], count=1)
    if octets.startswith(b"\x78\x9f\x3e\x22"):
        header.fields.append(("content-type", b"application/ms-tnef"))
    elif HTML_BEGINS.match(beginning):
        header.fields.append(("content-type", b"text/html"))
    return header


def _part(header: Header, octets: bytes, parent: Part | None, default: str) -> Part:
    """Make one part with its type and names."""
    value = headers.structured(header, "content-type") if header.has("content-type") else Value(default, {})
    kind = value.word
    if kind and "/" not in kind:
        kind = {"text": "text/plain", "html": "text/html", "multipart": "multipart/mixed"}.get(kind, default)
    header.hint = value.parameters.get("charset", "")
    if not kind:
        kind = "text/plain" if not value.parameters.get("name") else "application/octet-stream"
    placed = headers.structured(header, "content-disposition")
    name = placed.parameters.get("filename") or value.parameters.get("name") or placed.parameters.get("name") or ""
    if value.parameters.get("charset") and header.has("content-disposition"):
        name = headers.one_line(name)
    return Part(
        header, kind, value.parameters, placed.word, octets, parent.depth + 1 if parent else 0, parent, file_name=name
    )


def _grow(tree: Tree) -> None:
    """Split multiparts until only leaves are left, in a loop: no mail can exhaust the stack."""
    waiting = [tree.root]
    while waiting:
        part = waiting.pop()
        tree.parts += 1
        for problem in part.header.problems:
            tree.note(problem)
        if not part.type.startswith("multipart/"):
            continue
        if part.depth >= limits.DEPTH:
            tree.note("parts nested too deeply")
            part.type = "text/plain"
            continue
        left = limits.PARTS - tree.parts - len(waiting)
        pieces, preamble = _pieces(tree, part, left)
        default = "message/rfc822" if part.type == "multipart/digest" else "text/plain"
        for piece in pieces:
            header, start = _piece_header(piece)
            part.children.append(_part(header, piece[start:], part, default))
        if not part.children:
            tree.note("multipart without parts")
            _give_up(part, preamble)
        else:
            part.octets = b""
        waiting.extend(reversed(part.children))


def _piece_header(piece: bytes) -> tuple[Header, int]:
    """Read the header of a part, which may be missing altogether."""
    if piece.startswith((b"\n", b"\r\n")):
        return Header(), piece.index(b"\n") + 1
    return headers.split(piece)


def _give_up(part: Part, preamble: bytes) -> None:
    """Read a multipart that has no parts as the text it holds, and keep it as a file."""
    part.is_unopened = True
    part.octets = preamble if preamble.strip() else part.octets


def _pieces(tree: Tree, part: Part, left: int) -> tuple[list[bytes], bytes]:
    """Cut a multipart at its boundary lines; also give what stood before the first."""
    body = part.octets
    boundary = part.parameters.get("boundary", "").encode("latin-1", "replace").rstrip()
    if not boundary:
        boundary = _likely_boundary(body)
    if not boundary:
        return [], body
    cuts, is_closed = _cuts(body, boundary)
    if not cuts and _encoding(part) in ("base64", "quoted-printable"):
        part.octets = body = part.content()
        part.header.fields = [pair for pair in part.header.fields if pair[0] != "content-transfer-encoding"]
        cuts, is_closed = _cuts(body, boundary)
    if not cuts and (other := _likely_boundary(body)):
        tree.note("wrong boundary")
        cuts, is_closed = _cuts(body, other)
    if not is_closed:
        tree.note("missing end of multipart")
    most = max(left, 0) + is_closed
    if len(cuts) > most:
        tree.note("too many parts")
        cuts, is_closed = cuts[:most], True
    ends = [start for start, _ in cuts[1:]]
    ends.append(len(body))
    pieces = [body[start:end] for (_, start), end in zip(cuts, ends, strict=False)]
    pieces = [
        _without_last_line_end(piece) if number < len(pieces) - 1 else piece for number, piece in enumerate(pieces)
    ]
    return _last(pieces, is_closed), body[: cuts[0][0]] if cuts else body


def _last(pieces: list[bytes], is_closed: bool) -> list[bytes]:
    """Drop the epilogue, or an empty rest behind an unclosed boundary."""
    if pieces and (is_closed or not pieces[-1].strip()):
        return pieces[:-1] if len(pieces) > 1 or is_closed else pieces
    return pieces


def _without_last_line_end(piece: bytes) -> bytes:
    """Take off the line end that belongs to the boundary."""
    return piece[:-2] if piece.endswith(b"\r\n") else piece[:-1] if piece.endswith(b"\n") else piece


def _cuts(body: bytes, boundary: bytes) -> tuple[list[tuple[int, int]], bool]:
    """Find the boundary lines: where each begins, and where the text behind it begins; whether the end was marked."""
    mark = b"--" + boundary
    cuts = []
    position = body.find(mark)
    while position >= 0:
        end = body.find(b"\n", position)
        end = len(body) if end < 0 else end + 1
        rest = body[position + len(mark) : end].strip()
        if (position == 0 or body[position - 1 : position] == b"\n") and rest in (b"", b"--"):
            cuts.append((position, end))
            if rest:
                return cuts, True
        position = body.find(mark, end)
    return cuts, False


def _likely_boundary(body: bytes) -> bytes:
    """Find the boundary of a multipart that forgot to name it: a line of dashes and letters before a part header."""
    found = re.search(
        rb"^--([^\s][^\r\n]{0,200}?)[ \t]*\r?\n(?=content-[a-z-]{1,40}:)", body[:100_000], re.MULTILINE | re.IGNORECASE
    )
    return found[1] if found else b""
