"""The first run: opened by the code on the terminal, done once, closed for ever."""

import pytest
from django.test import Client

from amends.organisation import book, queries, set_up
from amends.organisation.models import Brand, Company, Staff

pytestmark = pytest.mark.django_db
TOLD = {
    "company": "Kedai Ahmad",
    "country": "MY",
    "subdivision": "07",
    "zone": "Asia/Kuala_Lumpur",
    "currency": "myr",
    "language": "ms",
    "languages": ["ms", "en"],
    "unit": "Kaunter",
    "days": ["0", "1", "2", "3", "4", "5"],
    "opens": "10:00",
    "closes": "19:00",
    "name": "Ahmad bin Ali",
    "email": "Ahmad@example.com",
    "username": "Ahmad",
    "password": "kedai kecil di tepi jalan",
}


@pytest.fixture
def code() -> str:
    book.ensure_ground()
    return set_up.new_code()


def test_from_an_empty_house_to_the_desk(client: Client, code: str) -> None:
    answer = client.post("/setup", TOLD | {"code": code.lower().replace("-", " ")})
    assert (answer.status_code, answer["Location"]) == (303, "/desk/")
    company, brand = Company.objects.get(), queries.get_brand()
    assert (company.name, company.currency, brand.prefix) == ("Kedai Ahmad", "MYR", "KA")
    assert (brand.calendar.zone, brand.calendar.pattern["weekly"]["5"]) == ("Asia/Kuala_Lumpur", [["10:00", "19:00"]])
    ahmad = Staff.objects.get()
    assert (ahmad.username, ahmad.language) == ("ahmad", "ms")
    assert queries.default_unit(brand).duty_person == ahmad
    assert client.get("/desk/").status_code == 200


def test_afterwards_it_is_not_there_for_anybody(client: Client, code: str) -> None:
    client.post("/setup", TOLD | {"code": code})
    for somebody in (client, Client()):
        assert somebody.get("/setup").status_code == 404
        assert somebody.post("/setup", TOLD | {"code": code}).status_code == 404
    Staff.objects.update(is_active=False)
    assert Client().get("/setup").status_code == 404
    assert Brand.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"code": "AAAA-BBBB-CCCC"},
        {"code": ""},
        {"password": "short"},
        {"password": "12345678901"},
        {"currency": "XQX"},
        {"closes": "09:00"},
        {"zone": "Mars/Base"},
    ],
)
def test_what_cannot_be_is_said_beside_the_form_with_everything_kept(client: Client, code: str, changes) -> None:
    answer = client.post("/setup", TOLD | {"code": code} | changes)
    assert answer.status_code == 422
    assert "Kedai Ahmad" in answer.content.decode()
    assert not Staff.objects.exists()
    assert client.get("/setup").status_code == 200


def test_without_a_printed_code_nothing_opens(client: Client) -> None:
    book.ensure_ground()
    assert client.post("/setup", TOLD | {"code": ""}).status_code == 422
    assert client.post("/setup", TOLD | {"code": "0"}).status_code == 422
    assert not Staff.objects.exists()
