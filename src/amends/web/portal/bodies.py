"""Where else a complainant can turn, by country: free or nearly free, named with how to reach them. Read on 2026-11."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amends.complaints.models import Complaint


@dataclass(frozen=True, slots=True)
class Body:
    """A body outside the house. name: its own; never translated. reach: a phone number or a note."""

    name: str
    url: str
    reach: str = ""


BODIES: dict[str, tuple[Body, ...]] = {
    "MY": (
        Body("Tribunal Tuntutan Pengguna Malaysia (TTPM)", "https://ttpm.kpdn.gov.my/"),
        Body("National Consumer Complaints Centre (NCCC)", "https://nccc.org.my/"),
    ),
    "JP": (
        Body(
            "消費者ホットライン",
            "https://www.caa.go.jp/policies/policy/local_cooperation/local_consumer_administration/hotline/",
            "188",
        ),
    ),
    "CN": (Body("全国12315平台", "https://www.12315.cn/", "12315"),),
    "SG": (Body("Consumers Association of Singapore (CASE)", "https://www.case.org.sg/", "6277 5100"),),
    "GB": (
        Body(
            "Citizens Advice consumer helpline",
            "https://www.citizensadvice.org.uk/consumer/get-more-help/if-you-need-more-help-about-a-consumer-issue/",
            "0808 223 1133",
        ),
    ),
}


def of_complaint(complaint: Complaint) -> tuple[Body, ...]:
    """Give the bodies for a complaint: the brand's own where it names some, else those of the country of the house."""
    own = complaint.brand.policies.get("outside_bodies") or {}
    if words := own.get(get_language() or "en") or own.get("en"):
        return (Body(str(words), ""),)
    country = (complaint.branch.country if complaint.branch else "") or complaint.brand.calendar.country
    return of_country(country)


def of_country(code: str) -> tuple[Body, ...]:
    """Give the bodies of a country; () where we know none by name."""
    return BODIES.get(code.upper(), ())


def general_words() -> str:
    """Say where to ask where we know no body by name."""
    return _(
        "The consumer advice centre of your country or town can tell you who else can help, usually free of charge."
    )
