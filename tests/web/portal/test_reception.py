"""Who receives a customer: a branch by its card, a branch by the language, else the house."""

from __future__ import annotations

import pytest

from amends.complaints.participation import holders_of
from amends.complaints.rules import Duty
from amends.organisation import book
from amends.organisation.actor import SYSTEM
from amends.organisation.models import Branch, Calendar, Staff, Unit
from amends.organisation.rules import Role
from tests.web.portal.conftest import TUESDAY, House, Visitor

OSAKA = "06-0000-0112"


@pytest.fixture
def osaka(house: House) -> Branch:
    """A branch in Osaka: a till with a clerk on duty, and customer care."""
    calendar = Calendar.objects.create(name="Osaka", zone="Asia/Tokyo", country="JP")
    branch = Branch.objects.create(
        brand=house.brand, code="jp-osaka", name="Osaka", country="JP", language="ja", phone=OSAKA, calendar=calendar
    )
    for code, name, role in (("till", "大西 拓也", Role.EMPLOYEE), ("care", "西川 美穂", Role.HANDLER)):
        unit = Unit.objects.create(brand=house.brand, branch=branch, code=code, name=code)
        unit.duty_person = _employed(house, name, role, unit)
        unit.save(update_fields=["duty_person"])
    return branch


def _employed(house: House, name: str, role: Role, unit: Unit) -> Staff:
    return book.add_staff(
        unit.code, name=name, password=None, by=SYSTEM, at=TUESDAY, grants=((role, house.brand, unit),)
    )


def test_who_writes_in_the_language_of_a_branch_is_received_there(osaka):
    visitor = Visitor(language="ja")
    assert OSAKA in visitor.text(visitor.get("/"))
    complaint = visitor.sent(what="ケトルの底から水が漏れます。")
    assert (complaint.branch, complaint.unit.code) == (osaka, "care")
    page = visitor.text(visitor.get(f"/track/{complaint.number}"))
    assert "西川 美穂" in page
    assert f'href="tel:{OSAKA}"' in page


def test_who_scanned_the_card_of_a_branch_is_received_there_in_any_language(osaka):
    visitor = Visitor(language="en")
    complaint = visitor.sent(branch="jp-osaka", what="The kettle leaks.")
    assert (complaint.branch, complaint.unit.code) == (osaka, "care")
    assert holders_of([complaint], Duty.CONTACT)


@pytest.mark.parametrize("language", ["en", "ms"], ids=["the-brand-speaks-it", "nobody-speaks-it"])
def test_everybody_else_is_received_by_the_house(house, osaka, language):
    visitor = Visitor(language=language)
    assert house.brand.phone in visitor.text(visitor.get("/"))
    complaint = visitor.sent(what="The kettle leaks.")
    assert (complaint.branch, complaint.unit) == (None, house.unit)


def test_a_branch_without_anybody_who_works_on_complaints_hands_them_to_the_house(house, osaka):
    Unit.objects.filter(code="care").update(is_active=False)
    complaint = Visitor(language="ja").sent(what="ケトルの底から水が漏れます。")
    assert (complaint.branch, complaint.unit) == (osaka, house.unit)
