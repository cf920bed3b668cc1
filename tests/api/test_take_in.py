"""The API: takes complaints in for good, answers the same twice, refuses in problem documents."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from amends.complaints.models import Complaint
from amends.customers.book import Person
from amends.organisation import book
from amends.organisation.actor import SYSTEM
from amends.organisation.rules import Role
from tests.cast import TUESDAY, House, accepted, make_house

URL = "/api/v1/complaints"
WORDS_PERSON = Person(name="森 理恵", mail="m@example.com", phone="+81 6 1234 5678")
WORDS = {"text": "靴が壊れました。返金してください。", "complainant": {"name": "森 理恵", "email": "m@example.com"}}


@pytest.fixture
def house(db: None) -> House:
    return make_house()


@pytest.fixture
def bearer(house: House) -> dict[str, str]:
    return token(house)


def token(house: House, role: Role = Role.INTEGRATION, brand=None) -> dict[str, str]:
    _, secret = book.make_token("till", role=role, brand=brand or house.brand, by=SYSTEM, at=TUESDAY)
    return {"Authorization": f"Bearer {secret}"}


def post(client: Client, headers: dict[str, str], content: object = WORDS, **more: str):
    return client.post(URL, json.dumps(content), content_type="application/json", headers=headers | more)


def test_a_complaint_is_answered_with_reference_link_and_promises(client: Client, bearer: dict[str, str]) -> None:
    answer = post(client, bearer)
    content = answer.json()
    assert answer.status_code == 201
    assert set(content) == {"reference", "tracking_url", "state", "received_at", "promises"}
    assert content["state"] == "accepted"
    assert content["tracking_url"].startswith("http://")
    assert {promise["subject"] for promise in content["promises"]} == {"acknowledgement", "update", "answer"}
    assert set(content["promises"][0]) == {"subject", "origin", "substance", "standing", "due"}
    stored = Complaint.objects.get()
    assert (stored.language, stored.channel) == ("ja", "api")
    read = client.get(f"{URL}/{content['reference']}", headers=bearer).json()
    assert (read["text"], read["complainant"]["email"]) == (WORDS["text"], "m@example.com")


def test_the_same_key_gets_the_same_answer_and_another_body_a_refusal(client: Client, bearer: dict[str, str]) -> None:
    first = post(client, bearer, **{"Idempotency-Key": "k1"})
    again = post(client, bearer, **{"Idempotency-Key": "k1"})
    other = post(client, bearer, {"text": "something else"}, **{"Idempotency-Key": "k1"})
    assert (first.status_code, again.status_code, other.status_code) == (201, 201, 422)
    assert first.json() == again.json()
    assert other.json()["title"] == "idempotency_key_reused"
    assert Complaint.objects.count() == 1


def test_a_key_belongs_to_its_token(client: Client, house: House) -> None:
    answers = [post(client, token(house), **{"Idempotency-Key": "k1"}).json()["reference"] for _ in range(2)]
    assert len(set(answers)) == 2


def test_an_external_id_is_known_for_ever(client: Client, bearer: dict[str, str]) -> None:
    first, again = (post(client, bearer, WORDS | {"external_id": "shop-7"}) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["reference"] == again.json()["reference"]


@pytest.mark.django_db(transaction=True)
def test_fifty_identical_requests_at_once_make_one_complaint_and_fifty_identical_answers() -> None:
    house = make_house()
    headers = token(house) | {"Idempotency-Key": "double-click"}

    def send(_: int) -> tuple[int, str]:
        try:
            answer = post(Client(), headers)
            return answer.status_code, answer.content.decode()
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        answers = set(pool.map(send, range(50)))
    assert len(answers) == 1
    assert next(iter(answers))[0] == 201
    assert Complaint.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        ({"text": " "}, 422, "nothing_told"),
        ({}, 422, "invalid_request"),
        ({"text": "x", "language": "e" * 21}, 422, "invalid_request"),
        ({"text": "x", "role": "admin"}, 422, "invalid_request"),
        ({"text": "x", "unit": "nowhere"}, 404, "not_found"),
        ({"text": "x" * 200_001}, 422, "invalid_request"),
        ({"text": "x", "occurred_on": "yesterday"}, 422, "invalid_request"),
    ],
)
def test_bad_input_is_a_problem_document(
    client: Client, bearer: dict[str, str], content: dict[str, object], status: int, code: str
) -> None:
    answer = post(client, bearer, content)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (answer.status_code, answer.json()["title"]) == (status, code)
    assert answer.json()["detail"]
    assert Complaint.objects.count() == 0


def test_broken_json_is_refused_in_words(client: Client, bearer: dict[str, str]) -> None:
    answer = client.post(URL, b"{", content_type="application/json", headers=bearer)
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize("header", ["", "Bearer wrong", "Basic YTpi", "Bearer "])
def test_without_a_valid_token_there_is_nothing(client: Client, house: House, header: str) -> None:
    answer = post(client, {"Authorization": header})
    assert answer.status_code == 401
    assert Complaint.objects.count() == 0


def test_a_revoked_token_is_dead_at_once(client: Client, house: House) -> None:
    row, secret = book.make_token("till", role=Role.INTEGRATION, brand=house.brand, by=SYSTEM, at=TUESDAY)
    headers = {"Authorization": f"Bearer {secret}"}
    assert post(client, headers).status_code == 201
    row.revoked_at = TUESDAY
    row.save(update_fields=["revoked_at"])
    assert post(client, headers).status_code == 401


def test_another_brand_sees_nothing_of_ours(client: Client, house: House, bearer: dict[str, str]) -> None:
    reference = accepted(house).complaint.number
    stranger = token(house, brand=house.other)
    for path in (f"/{reference}", f"/{reference}/timeline"):
        assert client.get(URL + path, headers=bearer).status_code == 200
        assert client.get(URL + path, headers=stranger).status_code == 404
    assert client.get(URL, headers=stranger).json()["complaints"] == []
    assert client.get("/api/v1/promises", headers=stranger).json()["promises"] == []
    assert client.get("/api/v1/search?q=helen.carter@example.com", headers=stranger).json() == []


def test_pages_follow_one_another_without_gap_or_double(client: Client, house: House, bearer: dict[str, str]) -> None:
    numbers = {accepted(house).complaint.number for _ in range(7)}
    seen: list[str] = []
    after = ""
    while True:
        page = client.get(f"{URL}?limit=3&after={after}", headers=bearer).json()
        seen += [one["reference"].replace("KZ-", "").replace("-", "") for one in page["complaints"]]
        if not page["next"]:
            break
        after = page["next"]
    assert len(seen) == 7
    assert set(seen) == numbers


def test_lists_take_the_same_number_of_queries_for_two_and_twenty(
    client: Client, house: House, bearer: dict[str, str], django_assert_num_queries
) -> None:
    for _ in range(2):
        accepted(house)
    with django_assert_num_queries(2):  # token, page
        client.get(URL, headers=bearer)
    for _ in range(18):
        accepted(house)
    with django_assert_num_queries(2):
        assert len(client.get(URL, headers=bearer).json()["complaints"]) == 20


@pytest.mark.parametrize(
    "typed",
    [
        "HELEN.CARTER@example.com",
        "0113 496 0142",
        "+44 (113) 496-0142",
        "０１１３４９６０１４２",
        "helen carter",
        "Ｈｅｌｅｎ",
        "gb 20417",
        "GB-20417",
    ],
)
def test_look_up_by_what_people_have_in_hand(client: Client, house: House, bearer: dict[str, str], typed: str) -> None:
    complaint = accepted(house, order_number="GB-20417").complaint
    accepted(house, person=WORDS_PERSON)
    hits = client.get("/api/v1/search", {"q": typed}, headers=bearer).json()
    assert [hit["reference"].replace("KZ-", "").replace("-", "") for hit in hits] == [complaint.number]


@pytest.mark.parametrize("form", ["{0}", "KZ-{0}", "kz {1}-{2}-{3}", "{1} {2} {3}", "#{0}"])
def test_look_up_by_reference_in_any_form(client: Client, house: House, bearer: dict[str, str], form: str) -> None:
    number = accepted(house).complaint.number
    hits = client.get(
        "/api/v1/search", {"q": form.format(number, number[:3], number[3:6], number[6:])}, headers=bearer
    ).json()
    assert [hit["matched"] for hit in hits] == ["reference"]


def test_the_api_describes_itself_to_machines_and_people(client: Client, house: House) -> None:
    schema = client.get("/api/v1/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    assert "/api/v1/complaints" in schema["paths"]
    page = client.get("/api/v1/docs")
    assert page.status_code == 200
    for path in schema["paths"]:
        assert path in page.content.decode()
