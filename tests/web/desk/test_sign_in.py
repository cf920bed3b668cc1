"""Members of staff come in by the one door, strangers do not, and nobody can lock a colleague out."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from amends.organisation import book
from amends.organisation.actor import SYSTEM
from tests.cast import TUESDAY
from tests.web.desk.conftest import PASSWORD


@pytest.fixture(autouse=True)
def _fresh_brakes():
    cache.clear()


@pytest.fixture
def handler(house):
    person = house.person("handler")
    book.set_password(person, PASSWORD, by=SYSTEM, at=TUESDAY)
    return person


def sign_in(client, login, password=PASSWORD, **more):
    return client.post(
        "/sign-in", {"login": login, "password": password, **more}, REMOTE_ADDR=more.pop("ip", "192.0.2.7")
    )


@pytest.mark.parametrize("login", ["handler@kazami.example", "HANDLER@kazami.example"])
def test_a_member_of_staff_signs_in_with_user_name_or_mail(handler, client, login):
    answer = sign_in(client, login)
    assert answer.status_code == 302
    assert answer["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200


def test_a_wrong_password_is_refused_without_saying_what_was_wrong(handler, client):
    known = sign_in(client, "handler@kazami.example", "wrong wrong wrong")
    unknown = sign_in(client, "nobody@kazami.example", "wrong wrong wrong")
    assert known.status_code == unknown.status_code == 200
    assert "The name or the password is not right." in known.content.decode()
    assert "The name or the password is not right." in unknown.content.decode()
    assert client.get("/desk/").status_code == 302


def test_the_session_gets_another_id_at_sign_in(handler, client):
    session = client.session
    session["x"] = "1"
    session.save()
    before = session.session_key
    client.cookies["amends"] = before
    sign_in(client, "handler@kazami.example")
    assert client.cookies["amends"].value not in ("", before)


@pytest.mark.parametrize(
    ("wanted", "led"),
    [
        ("/desk/inbox", "/desk/inbox"),
        ("https://evil.example/", "/desk/"),
        ("//evil.example/", "/desk/"),
        ("javascript:alert(1)", "/desk/"),
    ],
)
def test_the_way_back_stays_on_our_host(handler, client, wanted, led):
    assert sign_in(client, "handler@kazami.example", next=wanted)["Location"] == led


def test_a_page_of_the_desk_leads_to_the_sign_in_and_back(client, db):
    answer = client.get("/desk/inbox?view=all")
    assert answer.status_code == 302
    assert answer["Location"] == "/sign-in?next=/desk/inbox%3Fview%3Dall"


def test_a_part_of_a_page_tells_htmx_to_go_to_the_sign_in(client, db):
    answer = client.get("/desk/inbox", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer["HX-Redirect"].startswith("/sign-in")


def test_signing_out_ends_the_session(handler, client):
    sign_in(client, "handler@kazami.example")
    key = client.cookies["amends"].value
    client.post("/sign-out")
    stolen = Client()
    stolen.cookies["amends"] = key
    assert stolen.get("/desk/").status_code == 302


def test_nobody_is_signed_out_by_a_mere_link(handler, client):
    sign_in(client, "handler@kazami.example")
    assert client.get("/sign-out").status_code == 200
    assert client.get("/desk/").status_code == 200


def test_somebody_who_left_cannot_go_on(handler, client):
    sign_in(client, "handler@kazami.example")
    handler.is_active = False
    handler.save(update_fields=["is_active"])
    assert client.get("/desk/").status_code == 302
    assert sign_in(Client(), "handler@kazami.example").status_code in (200, 302)
    assert client.get("/desk/").status_code == 302


def test_guessing_is_slowed_down_where_it_comes_from_and_the_victim_still_gets_in(handler):
    guesser = Client()
    answers = [sign_in(guesser, "handler@kazami.example", "guess guess guess", ip="203.0.113.5") for _ in range(25)]
    assert "Too many tries" in answers[-1].content.decode()
    right = Client()
    answer = right.post(
        "/sign-in", {"login": "handler@kazami.example", "password": PASSWORD}, REMOTE_ADDR="198.51.100.4"
    )
    assert answer.status_code == 302


def test_there_is_no_signing_up(client, db):
    for path in ("/sign-up", "/signup", "/accounts/signup/", "/sign-in/signup"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "desk-me",
        "mfa_index",
        "mfa_list_webauthn",
        "account_set_password",
    ],
)
def test_ones_own_pages_open(at_desk, name):
    answer = at_desk("handler").get(reverse(name))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"


def test_the_language_is_the_persons_own(at_desk, house):
    client = at_desk("handler")
    assert client.post("/desk/me/language", {"language": "ja", "next": "/desk/inbox"})["Location"] == "/desk/inbox"
    assert 'lang="ja"' in client.get("/desk/").content.decode()
    assert client.post("/desk/me/language", {"language": "xx", "next": "//evil.example"})["Location"] == "/desk/"
    assert house.person("handler").language == "ja"
