"""Where else a customer can turn, by country and language. A brand's own policy `outside_bodies` wins.

Read 2026-11: Japan caa.go.jp (188), China 12315.cn, Malaysia kpdn.gov.my and ttpm.kpdn.gov.my, UK
citizensadvice.org.uk, Singapore case.org.sg.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from amends.complaints.models import Complaint
from amends.text.forms_of_address import base

BODIES: Mapping[str, Mapping[str, str]] = {
    "JP": {
        "en": "the consumer affairs centre near you (consumer hotline 188)",
        "ja": "お近くの消費生活センター（消費者ホットライン188）",
        "zh-hans": "附近的日本消费生活中心（消费者热线188）",
        "ms": "pusat hal ehwal pengguna Jepun yang terdekat (talian 188)",
    },
    "CN": {
        "en": "the 12315 platform (hotline 12315)",
        "ja": "中国の消費者ホットライン12315",
        "zh-hans": "全国12315平台（电话12315）",
        "ms": "platform pengguna China 12315 (talian 12315)",
    },
    "MY": {
        "en": "the Tribunal for Consumer Claims Malaysia (TTPM) or KPDN (1800-886-800)",
        "ja": "マレーシア消費者請求審判所（TTPM）またはKPDN（1800-886-800）",
        "zh-hans": "马来西亚消费者索赔仲裁庭（TTPM）或KPDN（1800-886-800）",
        "ms": "Tribunal Tuntutan Pengguna Malaysia (TTPM) atau KPDN (1800-886-800)",
    },
    "GB": {
        "en": "Citizens Advice (consumer helpline 0808 223 1133)",
        "ja": "英国のCitizens Advice（消費者相談電話 0808 223 1133）",
        "zh-hans": "英国Citizens Advice（消费者热线0808 223 1133）",
        "ms": "Citizens Advice United Kingdom (talian pengguna 0808 223 1133)",
    },
    "SG": {
        "en": "the Consumers Association of Singapore (CASE, 6277 5100)",
        "ja": "シンガポール消費者協会（CASE、6277 5100）",
        "zh-hans": "新加坡消费者协会（CASE，6277 5100）",
        "ms": "Persatuan Pengguna Singapura (CASE, 6277 5100)",
    },
    "": {
        "en": "the consumer protection body of your country",
        "ja": "お住まいの国の消費者保護機関",
        "zh-hans": "您所在国家的消费者保护机构",
        "ms": "badan perlindungan pengguna negara anda",
    },
}
# By any of these a letter names the body, whichever words stand around it.
MARKS: Mapping[str, tuple[str, ...]] = {
    "JP": ("188", "消費生活センター", "consumer affairs"),
    "CN": ("12315", "消费者协会", "消协"),
    "MY": ("TTPM", "KPDN", "Tribunal Tuntutan Pengguna", "Tribunal for Consumer Claims"),
    "GB": ("Citizens Advice", "Trading Standards", "Ombudsman"),
    "SG": ("CASE", "Consumers Association of Singapore"),
    "": tuple(BODIES[""].values()),
}


def country_of(complaint: Complaint) -> str:
    """Give the country whose bodies count: the branch's, else that of the calendar of the brand."""
    branch = complaint.branch.country if complaint.branch else ""
    country = branch or complaint.brand.calendar.country
    return country if country in BODIES else ""


def name_of(complaint: Complaint, language: str) -> str:
    """Name the body for a letter in a language."""
    own = _own(complaint)
    names = own or BODIES[country_of(complaint)]
    return names.get(base(language)) or names.get("en") or next(iter(names.values()))


def is_named(complaint: Complaint, text: str) -> bool:
    """Say whether a letter names where else the customer can turn."""
    plain = _plain(text)
    own = _own(complaint)
    marks = tuple(own.values()) if own else (*MARKS[country_of(complaint)], *BODIES[country_of(complaint)].values())
    return any(_plain(mark) in plain for mark in marks)


def _own(complaint: Complaint) -> dict[str, str]:
    own = complaint.brand.policies.get("outside_bodies") or {}
    return {str(key): str(value) for key, value in own.items() if value}


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
