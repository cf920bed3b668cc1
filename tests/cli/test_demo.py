"""The example company: made by the same actions as in life, whole, and never where somebody's real work lies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from amends.cli.demo import loading, photos, play, story
from amends.cli.demo.staff import sign_ins
from amends.complaints import checkpoints, timeline
from amends.complaints.models import AcceptedKey, Complaint, Entry, Outbox
from amends.complaints.rules import ENDED, State
from amends.correspondence import postbox, templates
from amends.correspondence.models import Delivery, Message
from amends.insight import tracking
from amends.organisation import queries as organisation
from amends.promises.models import RUNNING, Promise
from tests.services.smtp_sink import free_port


@pytest.fixture(scope="module")
def small_company(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[loading.Loaded]:
    """Load the small company once for all tests that look at it, and take it away again."""
    with _company("small", django_db_blocker, tmp_path_factory.mktemp("demo")) as loaded:
        yield loaded


@pytest.fixture
def full_company(django_db_setup, django_db_blocker, tmp_path) -> Iterator[loading.Loaded]:
    with _company("full", django_db_blocker, tmp_path) as loaded:
        yield loaded


@contextmanager
def _company(size: str, blocker: Any, folder: Path) -> Iterator[loading.Loaded]:
    before = settings.AMENDS_DATA
    settings.AMENDS_DATA = folder
    with blocker.unblock(), transaction.atomic():
        yield loading.load(size=size, now=timezone.now(), tell=lambda done, of: None)
        transaction.set_rollback(True)
    settings.AMENDS_DATA = before


@pytest.mark.django_db
def test_every_story_of_the_company_has_come_as_far_as_it_is_told(small_company) -> None:
    told = {one.id: one for one in story.chosen("small")}
    found = {row.key: row.complaint for row in AcceptedKey.objects.filter(scope="demo").select_related("complaint")}
    assert {key: one.state for key, one in found.items()} == {
        key: play.GOES_ON.get(one.state, one.state) for key, one in told.items()
    }
    merged = [one for one in found.values() if one.state == "merged"]
    assert merged
    assert all(one.merged_into and one.merged_into.is_open for one in merged)
    ways = [tracking.together_with(one, at=timezone.now()) for one in merged]
    assert all(way and way.is_theirs for way in ways)


@pytest.mark.long
@pytest.mark.django_db
def test_the_full_company_holds_every_state_that_lasts(full_company) -> None:
    states = Counter(Complaint.objects.values_list("state", flat=True))
    assert set(states) == {state.value for state in State} - set(play.GOES_ON)
    assert full_company.stories == len(story.all_stories()) == sum(states.values())
    assert not Outbox.objects.filter(Q(done_at=None) | Q(gave_up_at__isnull=False)).exists()
    assert not list(timeline.broken_chains())


@pytest.mark.django_db
def test_every_open_complaint_of_the_company_has_a_running_promise_with_an_owner(small_company) -> None:
    running = Promise.objects.filter(standing__in=RUNNING)
    opened = Complaint.objects.exclude(state__in=ENDED)
    assert opened.exists()
    for complaint in opened:
        assert complaint.next_promise_id
        next_one = running.get(pk=complaint.next_promise_id)
        assert next_one.owner_staff_id or next_one.owner_unit_id
        assert next_one.due_at == min(running.filter(complaint=complaint).values_list("due_at", flat=True))


@pytest.mark.django_db
def test_the_record_of_the_company_is_whole_and_honest(small_company) -> None:
    assert not list(timeline.broken_chains())
    assert not list(checkpoints.broken())
    assert not Entry.objects.filter(occurred_at__gt=F("recorded_at")).exists()
    assert not Outbox.objects.filter(Q(done_at=None) | Q(gave_up_at__isnull=False)).exists()


@pytest.mark.django_db
def test_mails_of_the_company_end_in_its_own_outbox(small_company) -> None:
    gone = Message.objects.filter(medium="mail", delivery=Delivery.DEPARTED)
    filed = postbox.filed_list(limit=10_000)
    assert len(filed) == gone.count() > 0
    assert {mail.to for mail in filed} == set(gone.values_list("to_address", flat=True))
    assert all(mail.to.endswith(("@example.com", "@example.net", "@example.org")) for mail in filed)
    assert postbox.find_filed(filed[0].name) == filed[0]
    assert postbox.find_filed("../amends.sqlite3") is None


@pytest.mark.django_db
def test_the_small_company_speaks_four_languages(small_company) -> None:
    told = Counter(one.language for one in story.chosen("small"))
    found = Counter(Complaint.objects.values_list("language", flat=True))
    assert found == told
    assert set(found) == set(story.LANGUAGES)
    assert small_company.stories == len(story.chosen("small")) == story.SMALL


@pytest.mark.django_db
def test_the_company_has_texts_to_start_a_reply_from_in_every_language_and_a_till(small_company) -> None:
    brand = organisation.get_brand()
    for language in story.LANGUAGES:
        rows = list(templates.for_language(brand, language))
        assert len(rows) == 3
        assert not {field for row in rows for field in templates.fields_in(row.text)} - set(templates.FIELDS)
    till = organisation.find_till(small_company.till_secret)
    assert till
    assert till.unit.code == "gb-leeds-till"


def test_photos_are_the_same_at_every_run_and_of_a_size_to_send() -> None:
    for name in photos.DRAWINGS:
        drawn = photos.photo(name, 0)
        assert drawn == photos.photo(name, 0)
        assert drawn.startswith(b"\xff\xd8")
        assert 25_000 < len(drawn) < 90_000


def test_a_demo_refuses_a_folder_with_somebodys_real_work(tmp_path: Path) -> None:
    (tmp_path / "amends.sqlite3").write_bytes(b"somebody's work")
    done = _demo(tmp_path)
    assert done.returncode == 1
    assert "no demo" in json.loads(done.stdout)["error"]
    assert (tmp_path / "amends.sqlite3").read_bytes() == b"somebody's work"


def test_sign_ins_name_every_role_and_no_address_twice() -> None:
    people = sign_ins()
    assert len({one["email"] for one in people}) == len(people) > 30
    assert {one["role"] for one in people} == {
        "manager", "handler", "lead", "payer", "admin", "safety", "legal", "auditor",
    }  # fmt: skip


def _demo(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"AMENDS_DATA": str(folder)}
    command = [str(Path(sys.executable).with_name("amends")), "demo", "--json", "--no-serve", *arguments]
    environment.pop("DATABASE_URL", None)
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_what_was_loaded_is_served_by_the_same_command(migrated_database):
    port = free_port()
    script = (
        "from amends.cli import demonstration, main; main.prepare_django(); "
        f"from amends.cli import schema; assert not schema.is_empty(); demonstration._serve({port})"
    )
    words = [sys.executable, "-c", script]
    process = subprocess.Popen(words, env=migrated_database | {"AMENDS_URL": f"http://localhost:{port}"})
    try:
        deadline = time.monotonic() + 90
        while not answers(port):
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=5).status_code == 200
    except httpx.TransportError:
        return False
