"""What must hold after the kills: every acknowledged complaint is there once, with its words, and heard of once."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
from PIL import Image

from tests.faults.ledger import Ledger
from tests.faults.victims import AMENDS, CONTACT
from tests.services.smtp_sink import SmtpSink

STORED = """
SELECT c.number, m.text FROM complaints_complaint c JOIN correspondence_message m ON m.complaint_id = c.id
WHERE m.kind = 'complaint'
"""
FILES = """
SELECT c.number, a.sha256, a.size, a.stored, a.shown
FROM correspondence_attachment a JOIN complaints_complaint c ON c.id = a.complaint_id
"""
# What waits under a lease is due now: as if the minute had passed for which a killed worker kept it.
PASS_A_MINUTE = (
    "UPDATE complaints_outbox SET due_at = recorded FROM (SELECT min(recorded_at) AS recorded FROM complaints_entry) e "
    "WHERE done_at IS NULL",
    "UPDATE correspondence_message SET not_before = occurred_at "
    "WHERE delivery IN ('sending', 'uncertain') AND not_before IS NOT NULL",
)
WAITING = """
SELECT (SELECT count(*) FROM complaints_outbox WHERE done_at IS NULL)
     + (SELECT count(*) FROM correspondence_message WHERE delivery IN ('prepared', 'sending'))
"""
UNSURE = "SELECT to_address FROM correspondence_message WHERE delivery_reason = 'uncertain' OR attempts > 1"


def ask(environment: dict[str, str], *statements: str) -> list[tuple[Any, ...]]:
    """Run statements on the database of a run, outside of the system; give the rows of the last."""
    if url := environment.get("DATABASE_URL"):
        with psycopg.connect(url) as connection:
            cursor = connection.cursor()
            for statement in statements:
                cursor.execute(statement)  # type: ignore[arg-type, unused-ignore]
            return cursor.fetchall() if cursor.description else []
    with (
        closing(sqlite3.connect(Path(environment["AMENDS_DATA"]) / "amends.sqlite3", timeout=30)) as embedded,
        embedded,
    ):
        return [embedded.execute(statement).fetchall() for statement in statements][-1]


def let_time_pass_and_drain(environment: dict[str, str]) -> None:
    """Let leases of killed workers run out and do all that is due."""
    for _ in range(20):
        ask(environment, *PASS_A_MINUTE)
        subprocess.run([*AMENDS, "worker", "--once"], env=environment, capture_output=True, check=True)
        if ask(environment, WAITING) == [(0,)]:
            return
    raise AssertionError(f"{ask(environment, WAITING)} things still wait after the drain")


def examine_photos(ledger: Ledger, environment: dict[str, str], key_of: dict[str, str]) -> dict[str, list[str]]:
    """Compare photos: each acknowledged one is there once, on its complaint, byte for byte and with a copy to show.

    key_of: which complaint a number is, by its words. Gives what must not be, by name.
    """
    tried = {line["sha256"]: line["key"] for line in ledger.lines("photo")}
    stored = ask(environment, FILES)
    times = Counter(row[1] for row in stored)
    wrong: dict[str, list[str]] = {
        "photos_lost": sorted({line["sha256"] for line in ledger.lines("photo_ack")} - set(times)),
        "photos_doubled": sorted(one for one, count in times.items() if count > 1),
        "photos_nobody_sent": sorted(set(times) - set(tried)),
        "photos_of_others": [row[1] for row in stored if tried.get(row[1]) != key_of.get(row[0])],
        "photos_damaged": [],
    }
    store = Path(environment["AMENDS_DATA"]) / "store"
    for _, known_as, size, path, shown in stored:
        content = (store / path).read_bytes()
        if (sha256(content).hexdigest(), len(content)) != (known_as, size) or not shown:
            wrong["photos_damaged"].append(known_as)
        else:
            Image.open(store / shown).load()
    return wrong


def examine(ledger: Ledger, environment: dict[str, str], sink: SmtpSink) -> dict[str, Any]:
    """Compare ledger, database and sink; give figures, and stop at whatever must not be."""
    tried = {line["key"]: line["sha256"] for line in ledger.lines("try")}
    acked = {line["key"]: re.sub(r"\D", "", line["reference"]) for line in ledger.lines("ack")}
    stored = ask(environment, STORED)
    by_key: dict[str, list[str]] = {}
    for number, text in stored:
        key = text.split(" ", 1)[0]
        by_key.setdefault(key, []).append(number)
        assert sha256(text.encode()).hexdigest() == tried[key], f"other words are stored under {key}"
    lost = sorted(key for key, number in acked.items() if number not in by_key.get(key, []))
    doubled = sorted(key for key, numbers in by_key.items() if len(numbers) > 1)
    mails = Counter(address.partition("@")[0] for sent in sink.sent for address in sent.recipients)
    told_staff = mails.pop(CONTACT.partition("@")[0], 0)  # that a customer wrote again; Home tells them too
    unsure = {row[0].partition("@")[0] for row in ask(environment, UNSURE)}
    unheard = sorted(key for key in by_key if not mails[key])
    told_twice = sorted(key for key, times in mails.items() if times > (2 if key in unsure else 1))
    strangers = sorted(set(mails) - set(by_key))
    key_of = {number: key for key, numbers in by_key.items() for number in numbers}
    proof = subprocess.run([*AMENDS, "verify", "--json"], env=environment, capture_output=True, text=True, check=False)
    figures = {
        "acked": len(acked), "stored": len(stored), "lost": len(lost), "duplicates": len(doubled),
        "mails": sum(mails.values()), "unheard": len(unheard), "told_twice": len(told_twice),
        "told_staff": told_staff, "photos_acked": len(ledger.lines("photo_ack")),
        "photos_stored": ask(environment, "SELECT count(*) FROM correspondence_attachment")[0][0],
        "bad_answers": len(ledger.lines("bad")),
    }  # fmt: skip
    wrong = {"lost": lost, "doubled": doubled, "unheard": unheard, "told_twice": told_twice, "strangers": strangers}
    wrong |= examine_photos(ledger, environment, key_of) | {"bad": [str(line) for line in ledger.lines("bad")[:5]]}
    assert not any(wrong.values()), (figures, wrong)
    assert json.loads(proof.stdout)["whole"], proof.stdout
    assert len(acked) == len(set(acked.values())) > 0, figures
    return figures


if __name__ == "__main__":  # for databases that only a process beside us can see
    print(json.dumps(ask(dict(os.environ), *sys.argv[1:]), default=str))
