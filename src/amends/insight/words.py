"""Codes in the words a member of staff reads, in the active language: states, promises, duties, roles, channels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from babel.core import Locale, UnknownLocaleError
from babel.numbers import format_currency
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from amends.kernel.money import Money
from amends.organisation.rules import Role
from amends.promises.rules import Origin, Standing, Subject, Substance
from amends.taxonomy.rules import cause_names, remedy_names
from amends.text.dates import locale_of
from amends.text.forms_of_address import base

Table = Mapping[str, Callable[[], str]]


def _said(table: Table, code: str) -> str:
    found = table.get(code)
    return found() if found else code


def state(code: str) -> str:
    """Name a state as the desk says it."""
    return _said(STATES, code)


def lane(code: str) -> str:
    return _said(LANES, code)


def kind(code: str) -> str:
    return _said(KINDS_OF_MATTER, code)


def channel(code: str) -> str:
    return _said(CHANNELS, code)


def duty(code: str) -> str:
    return _said(DUTIES, code)


def role(code: str) -> str:
    return _said(ROLES, code)


def outcome(code: str) -> str:
    return _said(OUTCOMES, code)


def severity(code: int | str) -> str:
    return _said(SEVERITIES, str(int(code)))


def standing(code: str) -> str:
    return _said(STANDINGS, code)


def origin(code: str) -> str:
    return _said(ORIGINS, code)


def substance(code: str) -> str:
    return _said(SUBSTANCES, code)


def medium(code: str) -> str:
    return _said(MEDIA, code)


def waiting(code: str) -> str:
    return _said(WAITING, code)


def responsibility(code: str) -> str:
    return _said(RESPONSIBILITIES, code)


def verdict(code: str) -> str:
    return _said(VERDICTS, code)


def reply_channel(code: str) -> str:
    return _said(REPLY_CHANNELS, code)


def remedy(code: str) -> str:
    """Name a remedy in the active language."""
    return named(remedy_names().get(code, {}), get_language() or "en", code)


def cause(code: str) -> str:
    """Name a cause in the active language; one that the house added itself stays a code."""
    return named(cause_names().get(code, {}), get_language() or "en", code)


def money(amount: Money) -> str:
    """Write an amount as the reader's language does: £45.00, RM 45.00, ￥4,500."""
    exact = amount.shown()
    return format_currency(exact.amount, exact.currency, locale=locale_of(get_language() or "en"))


def subject(code: str) -> str:
    """Name what is promised, as a thing to do."""
    return _said(SUBJECTS, code)


def need(code: str) -> str:
    """Name a need a customer stated."""
    return _said(NEEDS, code)


def language(code: str) -> str:
    """Name a language in the reader's language; a code that Babel does not know stays."""
    try:
        name = Locale.parse(code, sep="-").get_display_name(locale_of(get_language() or "en"))
    except (UnknownLocaleError, ValueError):
        return code
    return name or code


def named(names: Mapping[str, str], language: str, fallback: str) -> str:
    """Give a name in a language from a column of names: the exact one, that of its base, English, the fallback."""
    return names.get(language) or names.get(base(language)) or names.get("en") or fallback


def listed(parts: Iterable[str]) -> str:
    """Write things one after the other, as the reader's language sets them apart."""
    return ("、" if base(get_language() or "en") in ("ja", "zh-hans") else ", ").join(parts)


STATES: Table = {
    "accepted": lambda: pgettext("state", "Accepted"),
    "acknowledged": lambda: pgettext("state", "Acknowledged"),
    "assessed": lambda: pgettext("state", "Assessed"),
    "investigating": lambda: pgettext("state", "Being investigated"),
    "found": lambda: pgettext("state", "Finding made"),
    "proposed": lambda: pgettext("state", "Decision proposed"),
    "approved": lambda: pgettext("state", "Decision approved"),
    "responded": lambda: pgettext("state", "Answered"),
    "agreed": lambda: pgettext("state", "Agreed"),
    "disputed": lambda: pgettext("state", "Disputed"),
    "lapsed": lambda: pgettext("state", "No reply"),
    "remedying": lambda: pgettext("state", "Putting right"),
    "remedied": lambda: pgettext("state", "Put right"),
    "following_up": lambda: pgettext("state", "Following up"),
    "second_round": lambda: pgettext("state", "Second round"),
    "internal_review": lambda: pgettext("state", "Internal review"),
    "external": lambda: pgettext("state", "With outside body"),
    "closed": lambda: pgettext("state", "Closed"),
    "withdrawn": lambda: pgettext("state", "Withdrawn"),
    "merged": lambda: pgettext("state", "Merged"),
}
LANES: Table = {
    "now": lambda: pgettext("lane", "Now"),
    "normal": lambda: pgettext("lane", "Normal"),
    "careful": lambda: pgettext("lane", "Careful"),
}
KINDS_OF_MATTER: Table = {
    "complaint": lambda: pgettext("kind", "Complaint"),
    "question": lambda: pgettext("kind", "Question"),
    "opinion": lambda: pgettext("kind", "Opinion"),
    "praise": lambda: pgettext("kind", "Praise"),
    "stuck": lambda: pgettext("kind", "Stuck"),
}
CHANNELS: Table = {
    "portal": lambda: pgettext("channel", "Portal"),
    "mail": lambda: pgettext("channel", "E-mail"),
    "phone": lambda: pgettext("channel", "Phone"),
    "counter": lambda: pgettext("channel", "Counter"),
    "letter": lambda: pgettext("channel", "Letter"),
    "fax": lambda: pgettext("channel", "Fax"),
    "messenger": lambda: pgettext("channel", "Messenger"),
    "chat": lambda: pgettext("channel", "Chat"),
    "api": lambda: pgettext("channel", "Another program"),
    "import": lambda: pgettext("channel", "Import"),
}
DUTIES: Table = {
    "receiver": lambda: pgettext("duty", "Took it in"),
    "contact": lambda: pgettext("duty", "Contact"),
    "owner": lambda: pgettext("duty", "Owner"),
    "investigator": lambda: pgettext("duty", "Investigator"),
    "asked": lambda: pgettext("duty", "Asked for a statement"),
    "approver": lambda: pgettext("duty", "Approver"),
    "payer": lambda: pgettext("duty", "Payer"),
    "caller": lambda: pgettext("duty", "Follow-up caller"),
    "reviewer": lambda: pgettext("duty", "Reviewer"),
    "accused": lambda: pgettext("duty", "Complained about"),
}
ROLES: Table = {
    Role.EMPLOYEE: lambda: pgettext("role", "Employee"),
    Role.HANDLER: lambda: pgettext("role", "Handler"),
    Role.LEAD: lambda: pgettext("role", "Team lead"),
    Role.MANAGER: lambda: pgettext("role", "Manager"),
    Role.PAYER: lambda: pgettext("role", "Payer"),
    Role.SAFETY: lambda: pgettext("role", "Safety"),
    Role.LEGAL: lambda: pgettext("role", "Legal"),
    Role.AUDITOR: lambda: pgettext("role", "Auditor"),
    Role.ADMIN: lambda: pgettext("role", "Administrator"),
    Role.INTEGRATION: lambda: pgettext("role", "Another program"),
}
OUTCOMES: Table = {
    "satisfied": lambda: pgettext("outcome", "Satisfied"),
    "explained_and_content": lambda: pgettext("outcome", "Explained and content"),
    "mollified": lambda: pgettext("outcome", "Mollified"),
    "dissatisfied": lambda: pgettext("outcome", "Not satisfied"),
    "unreachable": lambda: pgettext("outcome", "Not reached"),
}
SEVERITIES: Table = {
    "1": lambda: pgettext("severity", "Minor"),
    "2": lambda: pgettext("severity", "Ordinary"),
    "3": lambda: pgettext("severity", "Serious"),
    "4": lambda: pgettext("severity", "Safety"),
}
SUBJECTS: Table = {
    Subject.ACKNOWLEDGEMENT: lambda: pgettext("promise", "Acknowledge, naming contact and next date"),
    Subject.UNDERSTANDING_CALL: lambda: pgettext("promise", "Call to understand"),
    Subject.UPDATE: lambda: pgettext("promise", "Write in own words: understood, plan, date"),
    Subject.ANSWER: lambda: pgettext("promise", "Final answer"),
    Subject.REMEDY: lambda: pgettext("promise", "Put it right"),
    Subject.CALL_BACK: lambda: pgettext("promise", "Call back"),
    Subject.FOLLOW_UP: lambda: pgettext("promise", "Ask whether it is put right"),
    Subject.OTHER: lambda: pgettext("promise", "Something else"),
}
STANDINGS: Table = {
    Standing.OPEN: lambda: pgettext("promise", "Open"),
    Standing.AT_RISK: lambda: pgettext("promise", "At risk"),
    Standing.KEPT: lambda: pgettext("promise", "Kept"),
    Standing.LATE: lambda: pgettext("promise", "Kept late"),
    Standing.BROKEN: lambda: pgettext("promise", "Broken"),
    Standing.RENEGOTIATED: lambda: pgettext("promise", "Another date agreed"),
    Standing.WITHDRAWN: lambda: pgettext("promise", "No longer needed"),
}
ORIGINS: Table = {
    Origin.GIVEN: lambda: pgettext("promise", "given"),
    Origin.STANDARD: lambda: pgettext("promise", "our standard"),
    Origin.STATUTORY: lambda: pgettext("promise", "by law"),
}
SUBSTANCES: Table = {
    Substance.PROCEDURAL: lambda: pgettext("promise", "procedural"),
    Substance.SUBSTANTIVE: lambda: pgettext("promise", "of substance"),
}
MEDIA: Table = {
    "mail": lambda: pgettext("medium", "by e-mail"),
    "slip": lambda: pgettext("medium", "on a printed slip"),
    "spoken": lambda: pgettext("medium", "spoken"),
    "screen": lambda: pgettext("medium", "shown on screen"),
    "letter": lambda: pgettext("medium", "by letter"),
    "paste": lambda: pgettext("medium", "through a messenger"),
    "api": lambda: pgettext("medium", "through another program"),
}
WAITING: Table = {
    "customer": lambda: _("Waiting for the customer"),
    "third_party": lambda: _("Waiting for somebody outside"),
}
RESPONSIBILITIES: Table = {
    "producer": lambda: pgettext("responsibility", "Producer"),
    "seller": lambda: pgettext("responsibility", "Seller"),
    "service": lambda: pgettext("responsibility", "Service staff"),
    "logistics": lambda: pgettext("responsibility", "Carrier or partner"),
    "platform": lambda: pgettext("responsibility", "Platform"),
    "policy": lambda: pgettext("responsibility", "Company policy"),
    "shared": lambda: pgettext("responsibility", "Shared"),
    "customer": lambda: pgettext("responsibility", "Customer"),
    "nobody": lambda: pgettext("responsibility", "Nobody"),
    "unproven": lambda: pgettext("responsibility", "Not proven"),
}
NEEDS: Table = {
    "large_print": lambda: pgettext("need", "Large print"),
    "slow_loud_call": lambda: pgettext("need", "Speak slowly and loudly"),
    "interpreter": lambda: pgettext("need", "An interpreter"),
    "female_technician": lambda: pgettext("need", "A woman for visits"),
    "not_at_prayer_time": lambda: pgettext("need", "Not at prayer times"),
    "call_relative": lambda: pgettext("need", "Call a relative instead"),
}
VERDICTS: Table = {
    "upheld": lambda: pgettext("verdict", "Upheld"),
    "partly": lambda: pgettext("verdict", "Upheld in part"),
    "not_upheld": lambda: pgettext("verdict", "Not upheld"),
    "explained": lambda: pgettext("verdict", "Explained"),
}
REPLY_CHANNELS: Table = {
    "web": lambda: pgettext("reply", "on the web"),
    "phone": lambda: pgettext("reply", "on the phone, read back"),
    "counter": lambda: pgettext("reply", "at the counter"),
    "mail": lambda: pgettext("reply", "by e-mail"),
    "letter": lambda: pgettext("reply", "by letter"),
    "messenger": lambda: pgettext("reply", "by messenger"),
}
