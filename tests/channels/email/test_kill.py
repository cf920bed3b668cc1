"""Fetchers and receivers killed without warning: what was acknowledged is there, once, with its bytes."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

from tests.channels.email.letters import PNG, with_photo

pytestmark = [pytest.mark.usefixtures("migrated_database")]
ASK = """
import hashlib
import json
from amends.cli.main import prepare_django
prepare_django()
from amends.complaints.models import Complaint
from amends.correspondence import files
from amends.correspondence.models import Attachment, RawMail
from amends.complaints import timeline
held = {}
for one in Attachment.objects.all():
    held.setdefault(str(one.complaint_id), []).append([hashlib.sha256(files.read(one.stored)).hexdigest(), bool(one.shown)])
rows = [[files.read(row.stored).decode(), row.standing, str(row.complaint_id)] for row in RawMail.objects.all()]
print(json.dumps({"rows": rows, "complaints": Complaint.objects.count(), "held": held, "broken": len(list(timeline.broken_chains()))}))
"""


def run(environment, *words, **options) -> str:
    done = subprocess.run(
        [sys.executable, *words], env={"PYTHONPATH": os.getcwd(), **environment}, check=True, capture_output=True, text=True,
        timeout=570, **options,
    )  # fmt: skip
    return done.stdout


def raw_number(raw: str) -> bytes:
    """Give what tells a mail's photo from those of the others."""
    found = re.search(r"Killed (\d+)\.", raw)
    assert found
    return found[1].encode()


def killed(number: int) -> bytes:
    return with_photo(text=f"Killed {number}.", photo=str(number).encode())


def assert_whole(environment, raws) -> None:
    """Each mail is there once, with its bytes, as one complaint with its photo; every chain holds."""
    found = json.loads(run({**environment, "DJANGO_SETTINGS_MODULE": "amends.project.settings"}, "-c", ASK))
    assert Counter(raw for raw, _, _ in found["rows"]) == Counter(raw.decode() for raw in raws)
    assert {standing for _, standing, _ in found["rows"]} == {"accepted"}
    assert len({complaint for _, _, complaint in found["rows"]}) == len(raws)
    photos = {complaint: [[sha256(PNG + raw_number(raw)).hexdigest(), True]] for raw, _, complaint in found["rows"]}
    assert found["held"] == photos
    assert (found["complaints"], found["broken"]) == (len(raws), 0)


def fetched_under_kills(environment, mailbox, tmp_path, *, mails, rounds) -> None:
    raws = [killed(number) for number in range(mails)]
    for raw in raws:
        mailbox.deliver(raw)
    where = ["--host", mailbox.host, "--port", str(mailbox.port), "--tls", "none", "--user", mailbox.user]
    add = ["-m", "amends.cli.main", "mail", "boxes", "add", "care", *where, "--after", "delete"]
    run({**environment, "AMENDS_PASSWORD": mailbox.password}, *add)
    run(environment, "-m", "tests.channels.email.kills", "fetch", str(rounds), "1", str(tmp_path / "ledger"))
    assert_whole(environment, raws)
    assert mailbox.messages() == []


def received_under_kills(environment, tmp_path, *, mails, rounds) -> None:
    raws = [killed(number) for number in range(mails)]
    paths = [tmp_path / f"{number}.eml" for number in range(mails)]
    for path, raw in zip(paths, raws, strict=True):
        path.write_bytes(raw)
    ledger = tmp_path / "ledger"
    run(environment, "-m", "tests.channels.email.kills", "receive", str(rounds), "7", str(ledger), *map(str, paths))
    lines = [json.loads(line) for line in ledger.read_text().splitlines()]
    tries = Counter(line["try"] for line in lines if "try" in line)
    assert sorted(line["ack"] for line in lines if "ack" in line) == list(range(mails))
    assert sum(tries.values()) > mails
    assert_whole(environment, raws)


@pytest.mark.dovecot
def test_r_11_a_fetcher_killed_again_and_again_ends_with_every_mail_once(migrated_database, mailbox, tmp_path):
    fetched_under_kills(migrated_database, mailbox, tmp_path, mails=8, rounds=4)


def test_a_receiver_killed_again_and_again_ends_with_every_mail_once(migrated_database, tmp_path):
    received_under_kills(migrated_database, tmp_path, mails=4, rounds=4)


@pytest.mark.long
@pytest.mark.dovecot
def test_r_11_a_fetcher_killed_a_hundred_and_fifty_times(migrated_database, mailbox, tmp_path: Path):
    fetched_under_kills(migrated_database, mailbox, tmp_path, mails=300, rounds=150)


@pytest.mark.long
def test_a_receiver_killed_a_hundred_and_fifty_times(migrated_database, tmp_path: Path):
    received_under_kills(migrated_database, tmp_path, mails=60, rounds=150)
