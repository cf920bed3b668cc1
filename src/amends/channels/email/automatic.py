"""Whether a mail must not be answered automatically, and why: bounce, vacation, list, spam, challenge or loop (RFC 3834)."""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from amends.channels.email import automatic_words, bounces, headers
from amends.channels.email.headers import Header

MOST_HOPS = 40
OWN_MARK = "x-amends-loop"
"""Header that every mail of ours carries; whoever sends it back is answered by silence."""
ANSWERING_MACHINE = (
    "x-autoreply", "x-auto-reply", "x-autorespon", "x-mail-autoreply", "x-fc-machinegenerated", "autoreply", "x-vacation",
    "x-away-message",
)  # fmt: skip
"""How the names of fields begin that only answering machines write."""
LIST_FIELDS = (
    "list-id", "list-unsubscribe", "list-unsubscribe-post", "list-post", "list-help", "list-archive", "mailing-list",
    "x-mailing-list", "x-list",
    "x-mailman-version", "x-campaign", "x-campaignid", "x-campaign-id", "feedback-id", "x-mailer-recptid", "x-google-group-id",
    "x-ml-name", "x-ml-count",
)  # fmt: skip
CHALLENGE_FIELDS = (
    "x-bluebottle-request", "x-trusted-delivery", "x-tmda-fingerprint", "x-boxbe-msgid", "x-boxbe-message", "x-spamarrest",
    "x-challenge", "x-uol-antispam", "x-sendio",
)  # fmt: skip


class Why(StrEnum):
    """Why nobody but a person may answer."""

    NOTHING = ""
    BOUNCE = "bounce"
    VACATION = "vacation"
    LIST = "list"
    SPAM = "spam"
    CHALLENGE = "challenge"
    LOOP = "loop"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The reason, whether delivery failed, and the report if there is one."""

    why: Why
    is_bounce: bool = False
    report: bounces.Report | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """What of a mail the judgement looks at."""

    header: Header
    subject: str
    sender: str
    text: str
    """All readable text."""
    written: str
    """The newly written part."""


def judge(letter: Letter, report: bounces.Report | None) -> Verdict:
    """Decide whether a mail may be answered by a machine; the first reason that holds is given."""
    if report is None:
        report = _worded_report(letter)
    if report is not None:
        if _is_challenge(letter):
            return Verdict(Why.CHALLENGE, False, report)
        why = Why.SPAM if report.kind == "abuse" else Why.BOUNCE
        return Verdict(why, report.kind == "failure", report)
    for why, holds in (
        (Why.LOOP, _is_loop),
        (Why.CHALLENGE, _is_challenge),
        (Why.SPAM, _is_spam),
        (Why.VACATION, _is_vacation),
        (Why.LIST, _is_list),
    ):
        if holds(letter):
            return Verdict(why)
    return Verdict(Why.NOTHING)


def _worded_report(letter: Letter) -> bounces.Report | None:
    """Recognise a bounce by header fields and words."""
    header = letter.header
    if _is_vacation_by_field(letter) and automatic_words.VACATION_SUBJECT.match(letter.subject):
        return None
    if failed := header.raw("x-failed-recipients"):
        recipients = tuple(part.strip() for part in failed.split(",") if "@" in part)
        return bounces.Report("failure", recipients)
    return bounces.read_plain(letter.subject, letter.sender, letter.text, _has_null_path(header))


def _has_null_path(header: Header) -> bool:
    """Say whether the envelope sender was empty, which only machines may use."""
    return any(b"".join(value.split()) in (b"<>", b'""', b"<<>>") for value in header.all("return-path"))


def _is_loop(letter: Letter) -> bool:
    """Say whether the mail went round: our own mark, a loop field, too many hops, the same delivery twice."""
    header = letter.header
    if header.has(OWN_MARK) or header.has("x-loop") or header.has("x-ms-exchange-inbox-rules-loop"):
        return True
    deliveries = [value.strip().lower() for value in header.all("delivered-to")]
    return sum(1 for _ in header.all("received")) > MOST_HOPS or len(deliveries) - len(set(deliveries)) >= 2


def _is_challenge(letter: Letter) -> bool:
    """Say whether a spam guard asks us to prove that we are human."""
    if any(letter.header.has(name) for name in CHALLENGE_FIELDS):
        return True
    beginning = letter.written[:3_000]
    found = len({match.lower()[:20] for match in automatic_words.CHALLENGE.findall(beginning) if match})
    hits = sum(1 for _ in automatic_words.CHALLENGE.finditer(beginning)) or found
    by_subject = automatic_words.CHALLENGE_SUBJECT.search(letter.subject) is not None
    return (by_subject and hits >= 1) or (hits >= 2 and _is_machine(letter))


def _is_machine(letter: Letter) -> bool:
    """Say whether any field shows a program at work."""
    header = letter.header
    precedence = header.raw("precedence").lower()
    return (
        _submitted(header) not in ("", "no")
        or precedence in ("bulk", "junk", "list", "auto_reply", "auto-reply")
        or header.has("x-auto-response-suppress")
        or _has_null_path(header)
        or automatic_words.NO_REPLY.match(letter.sender.split("@", 1)[0]) is not None
        or _has_answering_machine(header)
    )


def _submitted(header: Header) -> str:
    """Give the word of Auto-Submitted, without comments and parameters."""
    return headers.structured(header, "auto-submitted").word


def _has_answering_machine(header: Header) -> bool:
    """Say whether a field is there that only answering machines write."""
    return any(name.startswith(ANSWERING_MACHINE) for name, _ in header.fields)


def _is_spam(letter: Letter) -> bool:
    """Say whether a filter on the way has marked the mail."""
    header = letter.header
    flags = (
        header.raw(name).lower() for name in ("x-spam-flag", "x-spam", "x-barracuda-spam-flag", "x-spam-result-flag")
    )
    if any(flag.startswith(("yes", "true", "spam")) for flag in flags):
        return True
    if header.raw("x-spam-status").lower().startswith("yes") or header.raw("x-bogosity").lower().startswith(
        ("spam", "yes")
    ):
        return True
    level = header.raw("x-ms-exchange-organization-scl") or header.raw("x-scl")
    if re.fullmatch(r"[5-9]", level.strip()) or header.raw("x-dspam-result").lower() == "spam":
        return True
    return automatic_words.SPAM_SUBJECT.match(letter.subject) is not None or _is_false_answer(letter)


def _is_false_answer(letter: Letter) -> bool:
    """Say whether a mail pretends to answer, says next to nothing, and carries a date far from that of its delivery.

    Pictures sent by machines look like this; a person who only sends a photo has a right clock or a subject.
    """
    header = letter.header
    if (
        not re.fullmatch(r"(?i)(?:re|fw|fwd)\s*:?", letter.subject)
        or header.has("in-reply-to")
        or header.has("references")
    ):
        return False
    sent = headers.date(header.raw("date"))
    received = headers.date(header.raw("received").rpartition(";")[2])
    is_elsewhen = sent is not None and received is not None and abs(received - sent) > timedelta(days=90)
    return is_elsewhen and len(letter.text.strip()) <= 30


def _is_vacation_by_field(letter: Letter) -> bool:
    """Say whether a field calls the mail an automatic answer."""
    header = letter.header
    if _submitted(header).startswith("auto-replied") or _has_answering_machine(header):
        return True
    if (
        header.raw("precedence").lower() in ("auto_reply", "auto-reply")
        or header.raw("x-precedence").lower() == "auto_reply"
    ):
        return True
    return header.raw("x-autogenerated").lower() == "reply" or header.raw("preference").lower() == "auto_reply"


def _is_vacation(letter: Letter) -> bool:
    """Say whether a machine answers for somebody who is away."""
    beginning = letter.written[:600]
    if _is_vacation_by_field(letter):
        return True
    if automatic_words.VACATION_SUBJECT.match(letter.subject):
        # A person may answer an answering machine; its words stay in the subject then.
        is_first = not _is_answer_by_subject(letter)
        return is_first or _is_machine(letter) or automatic_words.VACATION_BODY.search(beginning) is not None
    if len(letter.written) <= 3_000 and automatic_words.VACATION_BODY.search(beginning):
        return (
            _is_machine(letter) or _is_answer(letter) or automatic_words.UNATTENDED.search(letter.written) is not None
        )
    return False


def _is_answer(letter: Letter) -> bool:
    """Say whether the mail answers another one, as vacation programs do at once."""
    return letter.header.has("in-reply-to") or letter.header.has("references") or _is_answer_by_subject(letter)


def _is_answer_by_subject(letter: Letter) -> bool:
    """Say whether the subject begins as that of an answer."""
    return re.match(r"(?i)re\s*:", letter.subject) is not None


def _is_list(letter: Letter) -> bool:
    """Say whether the mail went to many, or comes from a program nobody reads behind."""
    header = letter.header
    if any(header.has(name) for name in LIST_FIELDS):
        return True
    if header.raw("precedence").lower() in ("bulk", "list", "junk") or header.raw("x-precedence").lower() in (
        "bulk",
        "list",
    ):
        return True
    if _submitted(header) not in ("", "no"):
        return True
    suppressed = header.raw("x-auto-response-suppress").lower()
    if any(word in suppressed for word in ("all", "oof", "autoreply")):
        return True
    if automatic_words.DAEMON.match(letter.sender.split("@", 1)[0]) or automatic_words.NO_REPLY.match(
        letter.sender.split("@", 1)[0]
    ):
        return True
    return _has_null_path(header)
