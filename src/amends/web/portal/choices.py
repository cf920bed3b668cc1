"""What complainants can tick, worded in their language; the codes are kept, the words are for reading."""

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from amends.insight import words
from amends.organisation import queries as organisation
from amends.organisation.models import Brand
from amends.organisation.names import name_of

TITLES = {
    "en": ("Ms", "Mr", "Mrs", "Mx", "Dr"),
    "ja": (),
    "zh-hans": ("女士", "先生"),
    "ms": ("Encik", "Puan", "Cik", "Tuan", "Dr.", "Dato'", "Datuk", "Datin", "Tan Sri", "Puan Sri", "Haji", "Hajah"),
}


def wishes() -> list[tuple[str, str]]:
    """Give what people ask for most; codes are those of the remedies."""
    return [
        ("REPR", pgettext("wish", "Repair it")),
        ("REPL", pgettext("wish", "Exchange it")),
        ("REFD", pgettext("wish", "Money back")),
        ("CORR", pgettext("wish", "Correct the bill")),
        ("INFO", pgettext("wish", "Explain why")),
        ("APOL", pgettext("wish", "Apologise")),
    ]


def needs() -> list[tuple[str, str]]:
    """Give the needs somebody may state, with consent."""
    return [
        ("large_print", pgettext("need", "Large print")),
        ("slow_loud_call", pgettext("need", "Speak slowly and loudly")),
        ("interpreter", pgettext("need", "An interpreter")),
        ("female_technician", pgettext("need", "A woman for visits")),
        ("not_at_prayer_time", pgettext("need", "Not at prayer times")),
        ("call_relative", pgettext("need", "Call a relative instead")),
    ]


def branches(brand: Brand) -> list[tuple[str, str]]:
    """Give the shops of a brand, with an empty choice first."""
    language = get_language() or "en"
    rows = organisation.branch_list(brand)
    return [("", _("Not sure, or online")), *((row.code, name_of(row, language)) for row in rows)]


def titles() -> tuple[str, ...]:
    """Give forms of address to choose from; another can always be typed."""
    return TITLES.get(get_language() or "en", TITLES["en"])


def wish_words(codes: list[str], own: str) -> str:
    """Write down a wish: what was ticked, then the person's own words."""
    named = dict(wishes())
    ticked = words.listed(named[code] for code in codes if code in named)
    return "\n".join(part for part in (ticked, own.strip()) if part)
