"""The header of a mail or a part: where it ends, its fields, parameters (RFC 2045, 2231, as broken as they come) and dates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

from amends.channels.email import charsets, limits, words

FIELD = re.compile(rb"([!-9;-~]{1,200}?)[ \t]*:")
FOLD = re.compile(rb"\r?\n(?=[ \t])|\r(?=[ \t])")
BLANK_LINE = re.compile(rb"(?:\A|\n)\r?\n")
KNOWN = frozenset(
    b"from to cc bcc subject date sender reply-to message-id in-reply-to references received return-path mime-version "
    b"content-type content-transfer-encoding content-disposition content-id content-description content-language "
    b"delivered-to resent-from resent-to resent-date comments keywords dkim-signature authentication-results "
    b"received-spf list-id list-unsubscribe precedence auto-submitted importance priority organization user-agent "
    b"status lines newsgroups path envelope-to apparently-to errors-to thread-topic thread-index".split()
)
PARAMETER = re.compile(
    r";?\s*([^\s=;\"]+)\s*=\s*(?:\"((?:[^\"\\]|\\.)*+)(?:\"|$)([^;]*)|([^;]*))|;?([^;=]+)(?=;|$)|;", re.DOTALL
)
SECTION = re.compile(r"^(.+?)\*(\d{1,4})?(\*)?$")
PERCENT = re.compile(rb"%([0-9A-Fa-f]{2})")
WORN_DATE = re.compile(
    r"(\d{1,2})[ -](Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}[ -](\d{4})(?: (\d{1,2}:\d{2}))?(?:.{0,20}([+-]\d{4}))?",
    re.IGNORECASE,
)
MOST_RUBBISH = 2
"""Lines before the first field that are none."""
COMMENT = re.compile(r"\([^()]*\)")
TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(slots=True)
class Header:
    """The fields of one header in order, names in lower case, values unfolded bytes."""

    fields: list[tuple[str, bytes]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    hint: str = ""
    """Charset in which raw eight-bit values are likely to be."""

    def all(self, name: str) -> Iterator[bytes]:
        """Give every value of a field."""
        return (value for given, value in self.fields if given == name)

    def has(self, name: str) -> bool:
        """Say whether a field is there."""
        return any(given == name for given, _ in self.fields)

    def raw(self, name: str) -> str:
        """Give the first value that says something, encoded words left alone; "" when there is none."""
        first = ""
        for value in self.all(name):
            first = words.raw_text(value, self.hint).strip()
            if first:
                break
        return first

    def texts(self, name: str) -> tuple[str, ...]:
        """Give every value of a field, decoded, on one line each."""
        return tuple(one_line(words.decode(words.raw_text(value, self.hint), self.hint)) for value in self.all(name))

    def text(self, name: str) -> str:
        """Give the first value that says something as a person reads it."""
        return one_line(words.decode(self.raw(name), self.hint))


def one_line(text: str) -> str:
    """Put text on one line: no line ends, no control characters, none that turn the direction of writing."""
    text = text if text.isascii() else TURNING.sub("", text)
    return re.sub(r"[\x00-\x08\x0a-\x1f\x7f\u2028\u2029]+", " ", text).strip()


def looks_like_header(octets: bytes) -> bool:
    """Say whether a file begins with a header, or is a bare body."""
    lines = octets[: limits.FIELD_BYTES].split(b"\n", 60)[:60]
    names: list[bytes] = []
    rubbish = 0
    for number, line in enumerate(lines):
        if not line.strip(b"\r"):
            break
        if number == 0 and line.startswith((b"From ", b">From ")):
            continue
        if found := FIELD.match(line):
            names.append(found[1].lower())
        elif not names and rubbish < MOST_RUBBISH:
            rubbish += 1
        elif not line.startswith((b" ", b"\t")) or not names:
            break
    if not names or rubbish:
        return len(KNOWN.intersection(names)) > 1
    return names[0].startswith((b"x-", b"content-", b"list-", b"arc-")) or any(name in KNOWN for name in names)


def split(octets: bytes) -> tuple[Header, int]:
    """Read the header at the beginning of a mail or part; the number says where the body begins."""
    header = Header()
    position, size = 0, 0
    end = len(octets)
    pending: list[bytes] = []
    while position < end:
        stop = octets.find(b"\n", position)
        stop = end if stop < 0 else stop + 1
        line = octets[position:stop]
        if not line.rstrip(b"\r\n"):
            position = stop
            break
        size += len(line)
        is_field = FIELD.match(line) is not None
        if size > limits.HEADER_BYTES or (is_field and len(header.fields) + bool(pending) >= limits.HEADER_FIELDS):
            header.problems.append("header too long")
            position = _after_blank_line(octets, position)
            break
        if line[:1] in (b" ", b"\t") and pending:
            pending.append(line)
        elif is_field:
            _finish(header, pending)
            pending = [line]
        elif position == 0 and line.startswith((b"From ", b">From ")):
            pass
        elif _goes_on(octets, stop):
            header.problems.append("broken header line")
            pending.append(line)
        else:
            header.problems.append("header without an end")
            break
        position = stop
    _finish(header, pending)
    return header, position


def _finish(header: Header, lines: list[bytes]) -> None:
    """Add one field, unfolded."""
    if not lines:
        return
    name, colon, value = b"".join(lines).partition(b":")
    if colon:
        value = FOLD.sub(b"", value.rstrip(b"\r\n"))
        if len(value) > limits.FIELD_BYTES:
            header.problems.append("header field too long")
        header.fields.append((name.strip().decode("latin-1").lower(), value[: limits.FIELD_BYTES]))


def _goes_on(octets: bytes, position: int) -> bool:
    """Say whether more header fields follow a line that is none, before the first blank line."""
    for line in octets[position : position + 4_000].split(b"\n", 4)[:4]:
        if not line.strip(b"\r"):
            return False
        found = FIELD.match(line)
        if found and (found[1].lower() in KNOWN or found[1][:2].lower() == b"x-"):
            return True
    return False


def _after_blank_line(octets: bytes, position: int) -> int:
    """Find where the body begins behind a header that is too long to be read whole."""
    found = BLANK_LINE.search(octets, max(0, position - 1))
    return found.end() if found else len(octets)


@dataclass(frozen=True, slots=True)
class Value:
    """A field such as Content-Type: the word before the first ";" and its parameters."""

    word: str
    parameters: dict[str, str]


def structured(header: Header, name: str) -> Value:
    """Read a field with parameters, the first one that says something."""
    return parameters(header.raw(name), header.hint)


def parameters(text: str, hint: str = "") -> Value:
    """Read "word; name=value; ..." with continuations, charsets, encoded words, missing quotes and missing semicolons."""
    text = text.replace("\0", "")[: limits.FIELD_BYTES]
    head = re.match(r"\s*([^;]*)", text)
    word, rest = (head[1].strip(), text[head.end() :]) if head else ("", text)
    if "=" in word:
        first, _, trailing = word.partition(" ") if "/" in word.split("=", 1)[0] else ("", "", word)
        word, rest = first, f";{trailing}{rest}"
    found: dict[str, str] = {}
    sections: dict[str, dict[int, tuple[str, bool]]] = {}
    for match in PARAMETER.finditer(rest):
        name = (match[1] or "").strip().lower()
        if not name or len(found) + len(sections) > 200:
            continue
        value = _unescaped(match[2]) if match[2] is not None else (match[4] or "").strip()
        if extended := SECTION.match(name):
            number = int(extended[2] or 0)
            sections.setdefault(extended[1], {}).setdefault(
                number, (value.strip('"'), bool(extended[3]) or not extended[2])
            )
        else:
            found.setdefault(name, _parameter_text(value, hint))
    for name, pieces in sections.items():
        found[name] = _joined(pieces, hint)
    return Value(COMMENT.sub("", word).strip().strip("\"';,").lower(), found)


def _unescaped(quoted: str) -> str:
    """Undo the backslashes of a quoted value."""
    return re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL)


def _parameter_text(value: str, hint: str) -> str:
    """Read a plain parameter: encoded words and percent signs that clearly hide text are undone."""
    value = _name_line(words.decode(value, hint))
    if "%" in value and value.isascii():
        octets = PERCENT.sub(lambda found: bytes((int(found[1], 16),)), value.encode("ascii"))
        if not octets.isascii():
            try:
                return _name_line(octets.decode("utf-8"))
            except UnicodeDecodeError:
                return value
    return value


def _joined(pieces: dict[int, tuple[str, bool]], hint: str) -> str:
    """Join the sections of a parameter (RFC 2231), bytes first, for a character may be split between them."""
    charset = ""
    octets, waiting = b"", ""
    for number in sorted(pieces):
        text, is_extended = pieces[number]
        if number == min(pieces) and is_extended and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        if is_extended or charset:
            waiting += text  # not undone yet: careless programs cut inside a percent sign's three letters
            continue
        octets += _unpercented(waiting) + text.encode("utf-8", "replace")
        waiting = ""
    octets += _unpercented(waiting)
    text = charsets.decode(octets, charset, hint).text
    return _name_line(words.decode(text, hint))


def _unpercented(text: str) -> bytes:
    """Undo percent signs."""
    return PERCENT.sub(lambda found: bytes((int(found[1], 16),)), text.encode("utf-8", "replace"))


def _name_line(text: str) -> str:
    """Put a name on one line; a line end inside it was meant as part of the name."""
    return one_line(re.sub(r"[\r\n]+", "_", text))


def date(text: str) -> datetime | None:
    """Read a Date field, with comments, missing zones and old spellings; None when it is no date."""
    plain = text[:400]
    for _ in range(10):
        plain, count = COMMENT.subn(" ", plain)
        if not count:
            break
    plain = re.sub(r"\s*:\s*", ":", re.sub(r"\s+", " ", plain)).strip()
    plain = plain if plain.isascii() else plain.encode("ascii", "ignore").decode("ascii")
    return _rfc_date(plain) or _iso_date(plain) or _worn_date(plain)


def _rfc_date(text: str) -> datetime | None:
    """Read "Fri, 21 Nov 1997 09:55:06 -0600"."""
    try:
        parsed = parsedate_tz(text)
        if parsed is None:
            return None
        offset = parsed[9] or 0
        zone = UTC if not offset else timezone(timedelta(seconds=offset))
        return datetime(*parsed[:5], min(parsed[5], 59), tzinfo=zone)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _worn_date(text: str) -> datetime | None:
    """Read what is left of a date with rubbish in or behind it."""
    found = WORN_DATE.search(text)
    if found is None:
        return None
    return _rfc_date(f"{found[1]} {found[2]} {found[3]} {found[4] or '00:00'}:00 {found[5] or '+0000'}")


def _iso_date(text: str) -> datetime | None:
    """Read "2024-05-01T10:00:00+09:00", which some programs write."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


MESSAGE_ID = re.compile(r"<([^<>]{1,998})>")


def message_ids(text: str) -> tuple[str, ...]:
    """Give the identifiers of Message-ID, In-Reply-To or References, without angle brackets."""
    found = [re.sub(r"\s+", "", identifier) for identifier in MESSAGE_ID.findall(text)]
    if not found and re.fullmatch(r"[^\s<>]+@[^\s<>]+", text.strip()):
        found = [text.strip()]
    return tuple(identifier for identifier in found if identifier)
