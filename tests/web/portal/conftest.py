"""A house with one brand, two branches and a person on duty; visitors who come to its portal."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from amends.complaints.models import Complaint
from amends.organisation import book
from amends.organisation.actor import SYSTEM
from amends.organisation.models import Branch, Brand, Staff, Unit
from amends.organisation.rules import Role

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde\x00\x00\x00"
    b"\x0cIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00\x00IEND\xaeB`\x82"
)
TUESDAY = datetime(2026, 7, 14, 9, 0, tzinfo=UTC)


@dataclass
class House:
    """The brand, its default unit and the person on duty there."""

    brand: Brand
    unit: Unit
    grace: Staff


@pytest.fixture
def house(db: None) -> House:
    """Give a house that can take complaints in, its brakes released."""
    cache.clear()
    brand = book.ensure_ground()
    brand.name, brand.prefix, brand.phone = "Kazami", "KZ", "1-800-88-4471"
    brand.names = {"ja": "カザミ", "zh-hans": "风见"}
    brand.save(update_fields=["name", "prefix", "phone", "names"])
    brand.calendar.zone, brand.calendar.country = "Asia/Kuala_Lumpur", "MY"
    brand.calendar.save(update_fields=["zone", "country"])
    unit = Unit.objects.get(brand=brand, is_default=True)
    grace = book.add_staff(
        "grace", name="Grace Lim", password=None, by=SYSTEM, at=timezone.now(), grants=((Role.HANDLER, brand, None),)
    )
    unit.duty_person = grace
    unit.save(update_fields=["duty_person"])
    Branch.objects.create(brand=brand, code="my-penang", name="George Town", country="MY")
    return House(brand, unit, grace)


class Visitor:
    """Somebody at the portal, with a browser of their own."""

    def __init__(self, address: str = "203.0.113.7", language: str = "en") -> None:
        self.client = Client(REMOTE_ADDR=address, HTTP_ACCEPT_LANGUAGE=language)

    def get(self, path: str, **extra: Any) -> Any:
        return self.client.get(path, **extra)

    def post(self, path: str, told: dict[str, Any], **extra: Any) -> Any:
        return self.client.post(path, told, **extra)

    def token(self, path: str = "/complain") -> str:
        """Give the token of a fresh form."""
        found = re.search(r'name="token" value="([^"]+)"', self.text(self.get(path)))
        assert found
        return found[1]

    def complain(self, **told: Any) -> HttpResponse:
        """Send the form as a browser would."""
        return self.post("/complain", {"token": told.pop("token", None) or self.token(), "what": "It leaks.", **told})

    def sent(self, **told: Any) -> Complaint:
        """Send a good complaint and give what it became."""
        answer = self.complain(**told)
        assert answer.status_code == 303, self.text(answer)
        return Complaint.objects.order_by("-id")[0]

    def upload(self, name: str = "wall.png", content: bytes = PNG) -> HttpResponse:
        from django.core.files.uploadedfile import SimpleUploadedFile

        self.get("/complain")
        return self.post("/complain/files", {"file": SimpleUploadedFile(name, content)}, HTTP_ACCEPT="application/json")

    @staticmethod
    def text(answer: HttpResponse) -> str:
        return answer.content.decode()


@pytest.fixture
def visitor(house: House) -> Visitor:
    """Give one visitor."""
    return Visitor()


@pytest.fixture
def another(house: House) -> Callable[..., Visitor]:
    """Give a way to more visitors: another(address="198.51.100.9", language="ja")."""
    return Visitor
