"""What somebody wrote this time, parted from what the mail quotes; nothing is dropped, the full text stays beside it."""

import itertools
import re
from dataclasses import dataclass

from amends.channels.email import html_text, limits, reply_words, signatures
from amends.channels.email.tables import alternatives, one_of

WORD = re.compile(r"\w")
LINE = 1_000
"""Characters of a line that are looked at."""
DATE = re.compile(
    one_of(r"""
        \d{4} ?[-/.年년] ?\d{1,2} ?[-/.月월] ?\d{1,2}|\d{1,2}月\d{1,2}日
        \d{1,2}[./-] ?\d{1,2}[./-] ?(?:\d{4}|\d{2})\b
        \b\d{1,2}\.? (?:de |d['’])?\S{2,14},? (?:de |del )?\d{4}
        \b[^\W\d]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{4}\. [^\W\d]{3,12}\.? \d{1,2}
    """)
)
TIME = re.compile(r"\d{1,2} ?[:.hH時时点] ?\d{2}(?!\d)")
ADDRESS = re.compile(r"[^\s<>\"]{1,80}@[^\s<>\"]{2,80}")
WROTE = alternatives(reply_words.WROTE)
ENDS_AS_ATTRIBUTION = re.compile(rf"(?:{WROTE})\)?\s*(?:[:：]|-{{2,}})?\s*(?:<br>)?$|[:：]$", re.IGNORECASE)
ENDS_WITH_WROTE = re.compile(
    rf"(?:^|[\s>\"'”」』)）,、，\d：:さ様氏]|님이 |[^\x00-\x7f])(?:{WROTE})\)?\s*(?:[:：]|-{{2,}})?\s*$", re.IGNORECASE
)
VERB_FIRST = re.compile(r"\b(?:schrieb|schreef|skrev)\s\S.{0,80}[:：]$", re.IGNORECASE)
TURNING = dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Signs that turn the direction of writing: programs put them around names, swindlers between letters."""
BEGINS_AS_ATTRIBUTION = re.compile(
    r"^[-\s*]*(?:on|am|le|el|il|em|op|den|pada|dne|dňa|dnia|w dniu|in data|vào|в|на|po|ke|ti|ma|to|pe|la|su|mon|tue|wed|thu|fri|"
    r"sat|sun|lun|mar|mer|jeu|ven|sam|dim|tir|ons|tor|fre|lør|søn|man)\b|^[-\s*]*(?:在|于|於|\d{1,4}[-/.年 ])|^.{1,80}において[、,]?$",
    re.IGNORECASE,
)
SEPARATOR = re.compile(
    rf"^\W{{0,3}}?[-=_*—–━─―#+]{{2,}}\s*(?:{alternatives(reply_words.ORIGINAL)})[^\w]{{0,3}}\s*[-=_*—–━─―#+]{{2,}}",
    re.IGNORECASE,
)
FORWARD_BEGINS = re.compile(rf"^\W*(?:{alternatives(reply_words.FORWARD_BEGINS)})\s*[:：]?\W*$", re.IGNORECASE)
NOTES_FORWARD = re.compile(
    r"^-{2,}\s*(?:forwarded|weitergeleitet|reenviado|転送) ?(?:by|von|por|者)\b.{0,200}$", re.IGNORECASE
)
DASHED_WORDS = re.compile(r"^[-=_*]{3,}\s*[^\s=_*-].{0,60}?[-=_*]{3,}[:：]?$")
REPLY_ABOVE = re.compile(r"^##-? .{5,120} -?##$")
"""What help desks write above everything that is old."""
RULE = re.compile(r"^[_\-=*━─―＿－＝~]{8,}$")
LABELS = {
    "from": reply_words.FROM,
    "date": reply_words.DATE,
    "to": reply_words.TO,
    "subject": reply_words.SUBJECT,
}
LABEL = re.compile(
    r"^[\s*_|>]*(?:"
    + "|".join(f"(?P<{kind}>{alternatives(table)})" for kind, table in LABELS.items())
    + r")[\s*_]*[:：|]",
    re.IGNORECASE,
)
ARMOUR = re.compile(
    r"^-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Za-z]{1,30}: ?\S.{0,80}\n)*\n?"
    r"|^-----BEGIN PGP SIGNATURE-----\n[^-]{0,5000}-----END PGP SIGNATURE-----$",
    re.MULTILINE,
)
"""What a signing program writes around words."""
QUOTED = re.compile(r"^\s{0,3}[>＞»](?!\s?[:：]\s*$)|^\s{0,3}[A-Za-z]{1,3}> |^\s{0,2}\|\s?>")
FOOTER = re.compile(rf"^[\s*_\[(<-]{{0,3}}(?:{reply_words.FOOTER})[.。!\])>]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reply:
    """What was newly written, the signature under it, and whether anything was set aside."""

    text: str
    signature: str
    has_history: bool


def split(text: str) -> Reply:
    """Part a mail's text (or marked text of HTML) into what is new and what is quoted.

    When nothing would be left (a bare forward), all of it counts as new.
    """
    bare = ARMOUR.sub("", text) if "-----BEGIN PGP SIGN" in text else text
    blanks = bare.translate(TURNING).replace("\u00a0", " ").replace("\u3000", " ")
    everything = [line.rstrip() for line in blanks.split("\n")]
    lines, cut_by_mark = _without_marks(everything[: limits.REPLY_LINES])
    history = _history_start(lines)
    above, below = signatures.cut(lines[:history])
    if any(QUOTED.match(line) for line in below.split("\n")):
        above, below = lines[:history], ""
    kept, has_quotes = _without_quotes(above)
    if history == len(lines) and not cut_by_mark:
        kept += [line for line in everything[limits.REPLY_LINES :] if line not in html_text.MARKS]
    kept, signature = signatures.cut(kept)
    signature = "\n".join(filter(None, (signature, below.strip(), _footers(lines[history:]))))
    written = "\n".join(kept).strip("\n")
    if not written.strip():
        whole = [line for line in text.split("\n") if line not in html_text.MARKS]
        return Reply("\n".join(whole).strip("\n"), "", False)
    return Reply(written, signature, cut_by_mark or has_quotes or history < len(lines))


def _footers(lines: list[str]) -> str:
    """Give the footers of apps that stand between an answer and its history: they sign the answer."""
    signs = itertools.takewhile(lambda line: not line.strip() or FOOTER.match(line.strip()[:LINE]), lines)
    return "\n".join(line for line in signs if line.strip())


def _without_marks(lines: list[str]) -> tuple[list[str], bool]:
    """Turn the marks of HTML into plain quoting."""
    kept: list[str] = []
    boxes: list[int] = []
    for line in lines:
        if line == html_text.HISTORY:
            while kept and (not kept[-1].strip() or RULE.match(kept[-1])):
                kept.pop()
            if kept:
                return kept, True
        elif line == html_text.QUOTE_BEGINS:
            boxes.append(len(kept))
        elif line == html_text.QUOTE_ENDS:
            if boxes:
                _quote_box(kept, boxes.pop())
        else:
            kept.append(line)
    for start in boxes:
        _quote_box(kept, start)
    return kept, False


def _quote_box(lines: list[str], start: int) -> None:
    """Quote a box that a program made for history, unless quotes inside it say themselves what is old."""
    if not any(QUOTED.match(line) for line in lines[start:]):
        lines[start:] = [f"> {line}" for line in lines[start:]]


def _history_start(lines: list[str]) -> int:
    """Find the line from which on everything is history not marked by ">"; the number of lines when there is none."""
    candidates = 0
    for number, line in enumerate(lines):
        stripped = line.strip()
        if not stripped or len(stripped) > LINE or QUOTED.match(line):
            continue
        start = _begins_history(lines, number, stripped)
        if start is None and candidates < limits.ATTRIBUTIONS and ENDS_AS_ATTRIBUTION.search(stripped[-60:]):
            candidates += 1
            attribution = _attribution(lines, number)
            start = attribution if attribution is not None and not _is_followed_by_quote(lines, number) else None
        if start is not None:
            is_answer = any(before.strip() and not QUOTED.match(before) for before in lines[:start])
            return start if is_answer else len(lines)
    return len(lines)


def _begins_history(lines: list[str], number: int, stripped: str) -> int | None:
    """Give the first line of the history that this line announces; None when it announces none."""
    if RULE.match(stripped):
        return number if _labels(lines, number + 1) >= 2 or _is_list_footer(lines, number + 1) else None
    if not WORD.search(stripped):
        return None
    if len(stripped) <= 200 and (
        SEPARATOR.match(stripped)
        or FORWARD_BEGINS.match(stripped)
        or NOTES_FORWARD.match(stripped)
        or REPLY_ABOVE.match(stripped)
    ):
        return number
    if DASHED_WORDS.match(stripped) and _labels(lines, number + 1) >= 2:
        return number
    if LABEL.match(stripped) and _labels(lines, number) >= 3:
        return number
    if len(stripped) <= 120 and FOOTER.match(stripped) and _footer_ends(lines, number):
        return number
    return None


def _labels(lines: list[str], number: int) -> int:
    """Count the kinds of header labels in the block that begins here; 0 when it does not name a sender or says too little."""
    kinds: set[str] = set()
    blanks = foreign = 0
    for line in lines[number : number + 14]:
        stripped = line.strip()
        if not stripped:
            blanks += 1
            if kinds or blanks > 2:
                break
            continue
        found = LABEL.match(stripped[:200])
        if found and found.lastgroup:
            kinds.add(found.lastgroup)
            foreign = 0
        elif not kinds or foreign >= 2:
            break
        else:
            foreign += 1
    return len(kinds) if "from" in kinds or len(kinds) >= 3 else 0


def _is_list_footer(lines: list[str], number: int) -> bool:
    """Say whether the footer of a mailing list follows."""
    block = " ".join(lines[number : number + 4]).lower()
    return any(words in block for words in reply_words.LIST_FOOTERS)


def _footer_ends(lines: list[str], number: int) -> bool:
    """Say whether an app's footer stands where apps put it: after a blank line, before the history or the end."""
    before = lines[number - 1].strip() if number else ""
    following = [(at, line) for at, line in enumerate(lines[number + 1 : number + 6], number + 1) if line.strip()]
    if not following:
        return True
    at, line = following[0]
    if QUOTED.match(line) or "http" in lines[number]:
        return True
    stripped = line.strip()
    if SEPARATOR.match(stripped) or RULE.match(stripped) or _labels(lines, at) >= 2 or FOOTER.match(stripped):
        return True
    ends = (end for end in range(at, min(at + 4, len(lines))) if ENDS_AS_ATTRIBUTION.search(lines[end].strip()))
    return not before and any(_attribution(lines, end) is not None for end in ends)


def _attribution(lines: list[str], end: int) -> int | None:
    """Give the first line of "On ... wrote:" that ends on this line, wrapped over up to four; None when it is no such line."""
    followed = _is_followed_by_quote(lines, end)
    valid: list[int] = []
    for start in range(end, max(-1, end - 4), -1):
        if not lines[start].strip() or QUOTED.match(lines[start]):
            break
        joined = " ".join(line.strip() for line in lines[start : end + 1])
        if len(joined) <= 500 and _is_attribution(joined, followed):
            if _is_complete(joined):
                return start
            valid.append(start)
    return next((start for start in valid if BEGINS_AS_ATTRIBUTION.match(lines[start])), valid[0] if valid else None)


def _is_complete(text: str) -> bool:
    """Say whether an attribution can have nothing more on the line before: it has a day and somebody, and no address first."""
    has_somebody = ADDRESS.search(text) is not None or TIME.search(text) is not None
    return has_somebody and DATE.search(text) is not None and not re.match(r"[<(]+\S+@", text)


def _is_attribution(text: str, is_followed: bool) -> bool:
    """Say whether a line announces a quote: strictly, or more freely when quoted lines do follow."""
    wrote = ENDS_WITH_WROTE.search(text[-60:]) is not None
    has_date, has_address = DATE.search(text) is not None, ADDRESS.search(text) is not None
    has_time = TIME.search(text) is not None
    if wrote and (has_address or (has_date and has_time)):
        return True
    if has_date and has_time and VERB_FIRST.search(text):
        return True
    if text.endswith((":", "：")) and has_date and has_address:
        return True
    return is_followed and len(text) <= 300 and (wrote or has_address or (has_date and text.endswith((":", "："))))


def _is_followed_by_quote(lines: list[str], end: int) -> bool:
    """Say whether the next line that says something is quoted by ">"."""
    following = (line for line in lines[end + 1 : end + 5] if line.strip())
    return QUOTED.match(next(following, "")) is not None


def _without_quotes(lines: list[str]) -> tuple[list[str], bool]:
    """Take off quoted lines and what announces them; quotes between answers stay, they are what is answered."""
    kinds = ["q" if QUOTED.match(line) else "t" if line.strip() else " " for line in lines]
    candidates = 0
    for number, kind in enumerate(kinds):
        if (
            kind != "t"
            or candidates >= limits.ATTRIBUTIONS
            or not ENDS_AS_ATTRIBUTION.search(lines[number].strip()[-60:])
        ):
            continue
        if _is_followed_by_quote(lines, number):
            candidates += 1
            start = _attribution(lines, number)
            if start is not None:
                kinds[start : number + 1] = ["a"] * (number + 1 - start)
    if "q" not in kinds:
        return lines, False
    last = max((number for number, kind in enumerate(kinds) if kind == "t"), default=-1)
    if last < 0:
        return [], True
    blocks = re.findall(r"[qa ]*q[qa ]*", "".join(kinds[: last + 1]))
    first = kinds.index("t")
    is_only_below = len(blocks) == 1 and "q" in kinds[:first]
    if is_only_below:
        return [line for line, kind in zip(lines, kinds, strict=True) if kind in "t "], True
    return [line for line, kind in list(zip(lines, kinds, strict=True))[: last + 1] if kind != "a"], True
