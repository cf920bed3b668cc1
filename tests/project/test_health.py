"""What machines ask of a running installation."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from amends.complaints.models import Outbox
from amends.project import health
from tests.cast import accepted, make_house

pytestmark = pytest.mark.django_db


def test_a_process_lives_without_a_database_query(client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_it_is_ready_when_the_schema_is_this_versions_and_says_how_old_the_oldest_work_is(client: Client) -> None:
    accepted(make_house())
    assert client.get("/readyz").json() == {"ready": True, "after_work_overdue_seconds": pytest.approx(0, abs=30)}
    Outbox.objects.update(due_at=timezone.now() - timedelta(seconds=90))
    assert 89 <= client.get("/readyz").json()["after_work_overdue_seconds"] <= 120


def test_a_database_behind_this_version_is_not_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_is_current", False)
    monkeypatch.setattr("amends.cli.schema.waiting_migrations", lambda: ["complaints.0009_more"])
    answer = client.get("/readyz")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "amends migrate" in answer.json()["reason"]


def test_metrics_hold_counts_and_nothing_personal(client: Client) -> None:
    accepted(make_house())
    text = client.get("/metrics").content.decode()
    assert "amends_complaints_open 1\n" in text
    assert "amends_after_work_waiting 1\n" in text
    assert "Helen" not in text
