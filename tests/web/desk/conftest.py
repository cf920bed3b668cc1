"""A house with people who can sign in, and complaints made by real actions."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import House, make_house

PASSWORD = "correct horse battery"


@pytest.fixture
def house(db) -> House:
    return make_house()


@pytest.fixture
def at_desk(house):
    """Give a client in which somebody of the house is signed in: at_desk("handler")."""

    def sit_down(name: str = "handler", **options) -> Client:
        client = Client(**options)
        client.force_login(house.person(name))
        return client

    return sit_down
