"""What the shared partials expect: frozen rows prepared by views, worded for the reader. No reading, no deciding."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One way through the desk: shown in the rail and, if there is room, among the tabs of a phone.

    short: the label on a phone. count: what waits there; is_late turns the count red.
    key: what is typed to go there, for example "g i".
    """

    label: str
    icon: str
    url: str
    is_current: bool = False
    count: int = 0
    is_late: bool = False
    short: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A strip above the page: demo, plain http, a mailbox that fails."""

    icon: str
    words: str
    url: str = ""
    url_words: str = ""


class Heat(StrEnum):
    """How much of a promise's time is used, as colour and shape show it."""

    CALM = "calm"
    HALF = "half"
    NEAR = "near"
    LATE = "late"
    KEPT = "kept"
    BROKEN = "broken"


# Share of the time used from which on the warmer colour is shown.
WARMER_FROM = ((100, Heat.LATE), (75, Heat.NEAR), (50, Heat.HALF), (0, Heat.CALM))


@dataclass(frozen=True, slots=True)
class Countdown:
    """The pill that says how long is left. percent: time used, 0 to 100. due_words: "by 11:00" where a row has room."""

    heat: Heat
    percent: int
    words: str
    due_words: str = ""


def countdown(*, since: datetime, due: datetime, now: datetime, due_words: str = "") -> Countdown:
    """Prepare the pill of an open promise. All three times aware."""
    if now >= due:
        return Countdown(
            Heat.LATE,
            100,
            _("%(span)s late") % {"span": span_words(now - due)},
            due_words,
        )
    whole = max((due - since).total_seconds(), 1.0)
    percent = min(99, max(0, int(100 * (now - since).total_seconds() / whole)))
    heat = next(heat for share, heat in WARMER_FROM if percent >= share)
    return Countdown(heat, percent, _("%(span)s left") % {"span": span_words(due - now)}, due_words)


def kept(words: str = "") -> Countdown:
    """Prepare the mark of a promise that was kept."""
    return Countdown(Heat.KEPT, 100, words or _("Kept"))


def broken(words: str = "") -> Countdown:
    """Prepare the mark of a promise that was closed unkept or kept too late."""
    return Countdown(Heat.BROKEN, 100, words or _("Broken"))


def span_words(span: timedelta) -> str:
    """Word a span with at most two units: minutes below an hour, hours below two days, days above."""
    minutes = max(1, int(span.total_seconds() // 60))
    hours, minutes_over = divmod(minutes, 60)
    days, hours_over = divmod(hours, 24)
    if days >= 2:
        return _days_words(days, hours_over)
    if hours >= 1:
        return _hours_words(hours, minutes_over)
    return ngettext("%(n)s min", "%(n)s min", minutes) % {"n": minutes}


def _days_words(days: int, hours: int) -> str:
    if days >= 4 or not hours:
        return ngettext("%(n)s d", "%(n)s d", days) % {"n": days}
    return _("%(days)s d %(hours)s h") % {"days": days, "hours": hours}


def _hours_words(hours: int, minutes: int) -> str:
    if hours >= 4 or not minutes:
        return ngettext("%(n)s h", "%(n)s h", hours) % {"n": hours}
    return _("%(hours)s h %(minutes)s min") % {
        "hours": hours,
        "minutes": f"{minutes:02d}",
    }


class Standing(StrEnum):
    """Where a stage or step stands."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class Stage:
    """One piece of the stage bar (desk) or the stepper (portal). when: a date in words, dropped on phones."""

    label: str
    standing: Standing
    when: str = ""


def stages(labels: list[str], now: int) -> list[Stage]:
    """Prepare a bar in which the stage at index now is the present one; now = len(labels) means all are done."""
    order = [(label, (index > now) - (index < now)) for index, label in enumerate(labels)]
    return [Stage(label, (Standing.NOW, Standing.NEXT, Standing.DONE)[side]) for label, side in order]


@dataclass(frozen=True, slots=True)
class Act:
    """A link that looks like a button."""

    label: str
    url: str
    icon: str = ""
    is_primary: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """The three lines: what is done, what is being done, what the reader must do. Each a list of sentences."""

    done: list[str]
    doing: list[str]
    yours: list[str]
    acts: list[Act] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tag:
    """A word in a box. tone: "", calm, near, late, note, acc."""

    words: str
    icon: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file beside a message. picture: address of a small picture, "" for other kinds of file."""

    name: str
    url: str
    size: str = ""
    picture: str = ""


class StreamKind(StrEnum):
    """How an entry of the stream looks."""

    IN = "in"
    OUT = "out"
    CALL = "call"
    VISIT = "visit"
    NOTE = "note"
    FACT = "fact"


STREAM_ICONS = {
    StreamKind.IN: "mail",
    StreamKind.OUT: "mail-forward",
    StreamKind.CALL: "phone",
    StreamKind.VISIT: "tool",
    StreamKind.NOTE: "lock",
    StreamKind.FACT: "check",
}


@dataclass(frozen=True, slots=True)
class ChatTurn:
    """What somebody said at once in a pasted chat. who: "" for the messenger itself. is_media: a photo or voice stood here."""

    who: str
    text: str
    at: str = ""
    is_media: bool = False


@dataclass(frozen=True, slots=True)
class StreamEntry:
    """One entry of the stream. title: who, or for a fact the whole sentence. at: time in words. language: of the body.

    iso: the time for machines. anchor: id on the page, so that links can point at it. turns: the body as the chat it is,
    shown first; the body itself is then one click away.
    """

    kind: StreamKind
    title: str
    at: str
    iso: str = ""
    body: str = ""
    icon: str = ""
    language: str = ""
    tags: list[Tag] = field(default_factory=list)
    files: list[Attached] = field(default_factory=list)
    is_new: bool = False
    anchor: str = ""
    turns: list[ChatTurn] = field(default_factory=list)

    @property
    def symbol(self) -> str:
        """The icon, its own or that of its kind."""
        return self.icon or STREAM_ICONS[self.kind]


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise in a list. what: the deed in words. under: reference, person, kind. act: what its owner can press."""

    what: str
    under: str
    countdown: Countdown
    icon: str = "clock-check"
    url: str = ""
    act: Act | None = None


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file that the server already keeps for an unfinished form."""

    id: str
    name: str
    size: str
    picture: str = ""
