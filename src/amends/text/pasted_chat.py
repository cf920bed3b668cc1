"""Chats pasted from a messenger taken apart into turns: who, when, what. WhatsApp, LINE, WeChat, or "name: words"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from itertools import pairwise

MOST_CHARACTERS = 400_000
MOST_TURNS = 5_000
_MARKS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u3000]")


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody said at once. at: as the phone showed it, None where it did not; who: "" for the messenger itself.

    is_media: a photo, a voice message, a sticker stood here that is not among the words.
    """

    who: str
    text: str
    at: datetime | None = None
    is_media: bool = False


@dataclass(frozen=True, slots=True)
class Chat:
    """A pasted chat. form: whatsapp, line, wechat, names, or "" when it is none and `turns` is empty."""

    form: str
    turns: tuple[Turn, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """Give everybody who speaks, in the order they first do."""
        return tuple(dict.fromkeys(turn.who for turn in self.turns if turn.who))


def read(text: str, *, zone: tzinfo = UTC) -> Chat:
    """Take a pasted chat apart. zone: of the phone it was copied from."""
    plain = _BLANKS.sub(" ", _MARKS.sub("", text[:MOST_CHARACTERS])).replace("\r\n", "\n").replace("\r", "\n")
    lines = plain.split("\n")
    for form, reader in _READERS:
        turns = tuple(_bounded(reader(lines, zone)))
        if any(turn.who for turn in turns):
            return Chat(form, turns)
    return Chat("")


def _bounded(turns: Iterator[Turn]) -> Iterator[Turn]:
    """Trim the turns and say which stand for a photo, a voice message, a sticker."""
    for number, turn in enumerate(turns):
        if number >= MOST_TURNS:
            return
        words = turn.text.strip()
        is_media = bool(_MEDIA.match(words) or _FILE.search(words))
        if words or turn.who:
            yield replace(turn, text=words, is_media=is_media)


_OMITTED = "omitted|diabaikan|dikecualikan|tidak disertakan|disingkirkan"
_MEDIA = re.compile(
    rf"(?:<(?:media (?:{_OMITTED})|メディア(?:なし|は含まれていません)|省略多媒体文件|已略去多媒体|attached: [^>]*)>"
    r"|(?:image|audio|video|sticker|gif|document|contact card|photo|imej|gambar|stiker|dokumen) "
    rf"(?:{_OMITTED})"
    r"|\[(?:写真|動画|スタンプ|ボイスメッセージ|音声|ファイル|アルバム|photos?|video|sticker|voice message|file"
    r"|图片|视频|语音|动画表情|表情|文件|位置|照片)[^\]]{0,80}\])$",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"^[^\n]{1,120}\.\w{2,5} \((?:file attached|fail dilampirkan|ファイル添付|文件附件)\)", re.IGNORECASE
)

# ---- WhatsApp: "12/03/2026, 14:05 - Ann: words" (Android), "[12/03/2026, 2:05:33 PTG] Ann: words" (iOS)
_WHATSAPP = re.compile(
    r"\[?(?P<a>\d{1,4})[/.-](?P<b>\d{1,2})[/.-](?P<c>\d{1,4}),? {1,2}(?P<before>(?:午前|午後|上午|下午|中午|凌晨|晚上)? ?)"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))? ?(?P<half>[AaPp]\.? ?[Mm]\.?|PG|PTG|TGH|MLM)?"
    r"(?:\] ?| - )(?P<rest>.*)"
)
_SPEAKER = re.compile(r"(?P<who>[^:\n]{1,60}?): ?(?P<words>.*)")
_LATER_HALF = ("p", "午後", "下午", "中午", "晚上")


def _whatsapp(lines: list[str], zone: tzinfo) -> Iterator[Turn]:
    found = [_WHATSAPP.fullmatch(line) for line in lines]
    if not any(found):
        return
    date_of = _date_order([match for match in found if match])
    turn: Turn | None = None
    for line, match in zip(lines, found, strict=True):
        if match is None:
            turn = replace(turn, text=f"{turn.text}\n{line}") if turn else None
            continue
        if turn:
            yield turn
        speaker = _SPEAKER.fullmatch(match["rest"])
        who, words = (speaker["who"].strip(), speaker["words"]) if speaker else ("", match["rest"])
        turn = Turn(who.removeprefix("~").strip(), words, _moment(date_of(match), match, zone))
    if turn:
        yield turn


_Date = tuple[int, int, int]
_Order = Callable[["re.Match[str]"], _Date]


def _year_first(match: re.Match[str]) -> _Date:
    return int(match["a"]), int(match["b"]), int(match["c"])


def _day_first(match: re.Match[str]) -> _Date:
    return int(match["c"]), int(match["b"]), int(match["a"])


def _month_first(match: re.Match[str]) -> _Date:
    return int(match["c"]), int(match["a"]), int(match["b"])


def _date_order(found: list[re.Match[str]]) -> _Order:
    """Tell 12/03 from 03/12: by a number that can be no month, else by the order in which time runs forward."""
    if len(found[0]["a"]) == 4:
        return _year_first
    if any(int(match["a"]) > 12 for match in found):
        return _day_first
    if any(int(match["b"]) > 12 for match in found):
        return _month_first

    def runs_back(order: _Order) -> int:
        return sum(order(second) < order(first) for first, second in pairwise(found))

    return _month_first if runs_back(_month_first) < runs_back(_day_first) else _day_first


def _moment(date: _Date, match: re.Match[str], zone: tzinfo) -> datetime | None:
    year, month, day = date
    hour = _hour(int(match["hour"]), f"{match['before']}{match['half'] or ''}".strip().lower())
    try:
        return datetime(
            year + 2000 if year < 100 else year,
            month,
            day,
            hour,
            int(match["minute"]),
            int(match["second"] or 0),
            tzinfo=zone,
        )
    except ValueError:
        return None


def _hour(hour: int, half: str) -> int:
    """Read an hour of twelve; Malay: PG morning, TGH noon, PTG afternoon, MLM night."""
    if not half or hour > 12:
        return hour
    is_later = (half.startswith(_LATER_HALF) and half != "pg") or half in ("tgh", "mlm")
    if half == "mlm" and hour in (12, 1, 2, 3):
        is_later = False
    return hour % 12 + (12 if is_later else 0)


# ---- LINE: a date on a line of its own, then "14:05<tab>name<tab>words"; several lines stand in quotes
_LINE_DAY = re.compile(
    r"(?:(?P<y>\d{4})[./](?P<m>\d{1,2})[./](?P<d>\d{1,2}) ?(?:\([日月火水木金土]\)|[日月火水木金土]曜日|[A-Z][a-z]+day)"
    r"|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (?P<m2>\d{1,2})/(?P<d2>\d{1,2})/(?P<y2>\d{4}))"
)
_LINE_TURN = re.compile(
    r"(?P<before>午前|午後)?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?P<second>)(?P<half>[AP]M)?"
    r"(?:\t(?P<who>[^\t]{1,60})\t|\t| (?P<who2>[^ \t]{1,40}) )(?P<words>.*)"
)


def _line(lines: list[str], zone: tzinfo) -> Iterator[Turn]:
    day: _Date | None = None
    turn: Turn | None = None
    for line in lines:
        if match := _LINE_DAY.fullmatch(line.strip()):
            day = (int(match["y"] or match["y2"]), int(match["m"] or match["m2"]), int(match["d"] or match["d2"]))
            if turn:
                yield _unquoted(turn)
            turn = None
        elif day and (match := _LINE_TURN.fullmatch(line)):
            if turn:
                yield _unquoted(turn)
            turn = Turn(match["who"] or match["who2"] or "", match["words"], _moment(day, match, zone))
        elif turn:
            turn = replace(turn, text=f"{turn.text}\n{line}")
    if turn:
        yield _unquoted(turn)


def _unquoted(turn: Turn) -> Turn:
    words = turn.text.strip()
    is_quoted = "\n" in words and words.startswith('"') and words.endswith('"')
    return replace(turn, text=words[1:-1].replace('""', '"') if is_quoted else turn.text)


# ---- WeChat: "name 2026/3/12 14:05:33" or, below a dated rule, "name  14:05"; the words follow on lines of their own
_WECHAT_RULE = re.compile(r"[—–-]{3,} *(?P<a>\d{4})[-/年](?P<b>\d{1,2})[-/月](?P<c>\d{1,2})日? *[—–-]{3,}")
_WECHAT_HEAD = re.compile(
    r"(?P<who>[^\n]{1,40}?):? +(?:(?P<a>\d{4})[-/年](?P<b>\d{1,2})[-/月](?P<c>\d{1,2})日? +)?(?P<before>上午|下午|晚上|凌晨|中午)? ?"
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?P<half>)"
)


def _wechat(lines: list[str], zone: tzinfo) -> Iterator[Turn]:
    day: _Date | None = None
    turn: Turn | None = None
    for line in lines:
        if match := _WECHAT_RULE.fullmatch(line.strip()):
            day = _year_first(match)
            continue
        match = _WECHAT_HEAD.fullmatch(line.strip())
        if match and (match["a"] or day):
            if turn:
                yield turn
            date = _year_first(match) if match["a"] else day
            turn = Turn(match["who"].strip(), "", _moment(date, match, zone) if date else None)
        elif turn:
            turn = replace(turn, text=f"{turn.text}\n{line}")
    if turn:
        yield turn


# ---- Anything else: "name: words", believed when names come back or most lines have one
_NAMED = re.compile(r"(?P<who>[^\s:：][^:：\n]{0,39})[:：](?!//)[ \t]*(?P<words>.*)")


def _names(lines: list[str], zone: tzinfo) -> Iterator[Turn]:
    found = [_NAMED.fullmatch(line.strip()) for line in lines]
    names = [match["who"].strip() for match in found if match]
    filled = sum(1 for line in lines if line.strip())
    comes_back = len(names) > len(set(names)) and len(set(names)) <= 6
    if len(names) < 2 or not (comes_back or (len(names) == filled and len(set(names)) == 2)):
        return
    turn: Turn | None = None
    for line, match in zip(lines, found, strict=True):
        if match:
            if turn:
                yield turn
            turn = Turn(match["who"].strip(), match["words"])
        elif turn:
            turn = replace(turn, text=f"{turn.text}\n{line}")
    if turn:
        yield turn


_READERS: tuple[tuple[str, Callable[[list[str], tzinfo], Iterator[Turn]]], ...] = (
    ("whatsapp", _whatsapp),
    ("line", _line),
    ("wechat", _wechat),
    ("names", _names),
)
