"""Brakes hold for all web processes together, and are never in the way of those who are not braked."""

import re
import sqlite3
import threading
import time
from contextlib import closing
from datetime import timedelta

import httpx
import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from amends.organisation import tries
from tests.faults.victims import Process, with_port
from tests.services.smtp_sink import free_port


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the web process does not answer")


def ask_for_the_way(visitor: httpx.Client, port: int) -> int:
    """Say that the reference is lost, as a browser does; give the status. Ten times an hour are free."""
    address = f"http://127.0.0.1:{port}/lost"
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', visitor.get(address).text)
    return visitor.post(address, data={"csrfmiddlewaretoken": token[1], "mail": "nobody@customers.test"}).status_code


def test_two_processes_brake_as_one(migrated_database, tmp_path):
    ports = (free_port(), free_port())
    environment = with_port(migrated_database, 9)
    processes = [Process(environment, tmp_path / "log", "web", "--workers", "1", "--port", str(port)) for port in ports]
    try:
        for process in processes:
            process.start()
        for port in ports:
            wait_for(port)
        with httpx.Client(timeout=30) as visitor:
            answers = [ask_for_the_way(visitor, ports[number % 2]) for number in range(13)]
    finally:
        for process in processes:
            process.stop()
    assert answers == [200] * 10 + [429] * 3


def count_beside(seconds: list[float], answers: list[int | None]) -> None:
    started = time.monotonic()
    answers.append(tries.count("brake:locked", until=timezone.now()))
    seconds.append(time.monotonic() - started)
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_locked_table_holds_nobody_up():
    assert [tries.count("brake:free", until=timezone.now()) for _ in range(3)] == [1, 2, 3]
    said = connection.settings_dict
    seconds: list[float] = []
    answers: list[int | None] = []
    beside = threading.Thread(target=count_beside, args=(seconds, answers))
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(said["NAME"])) as other:
            other.execute("BEGIN IMMEDIATE")
            beside.start()
            beside.join()
    else:
        with psycopg.connect(host=said["HOST"], port=said["PORT"], user=said["USER"], dbname=said["NAME"]) as other:
            other.execute("LOCK TABLE organisation_tries")
            beside.start()
            beside.join()
    assert answers == [None]
    assert seconds[0] < 5
    assert tries.count("brake:free", until=timezone.now()) == 4


@pytest.mark.django_db
def test_counts_are_forgotten_when_their_brake_has_ended():
    now = timezone.now()
    tries.count("brake:old", until=now - timedelta(seconds=1))
    tries.count("brake:new", until=now + timedelta(seconds=60))
    tries.forget(at=now)
    assert (tries.known("brake:old"), tries.known("brake:new")) == (0, 1)


@pytest.mark.django_db
def test_failed_sign_ins_brake_the_address_that_makes_them(client):
    answers = [
        client.post("/sign-in", {"login": f"nobody{number}", "password": "wrong password"}).content.decode()
        for number in range(21)
    ]
    words = "Too many tries from here"
    assert [words in answer for answer in answers] == [False] * 20 + [True]
