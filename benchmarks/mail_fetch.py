"""How fast mails come in: a Dovecot with 1,000 mails, stored for good, then read and taken in.

python -m benchmarks.mail_fetch [--mails N] [--json]     DATABASE_URL decides on which database; SQLite without it.
"""

import argparse
import base64
import json
import os
import random
import resource
import sys
import tempfile
import time
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from tests.services.imap_server import DovecotServer, Mailbox

WORDS = (
    "The shoes I bought last week fell apart after two days and nobody answered my call about them.",
    "先日購入したエアコンが冷えません。三日間お電話しましたがつながりません。",
    "我上周买的空调不制冷，打了三次电话都没有人接，请尽快处理。",
    "Kasut yang saya beli minggu lepas sudah koyak dan saya tidak puas hati dengan layanan kedai.",
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=1000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="amends-benchmark-") as directory, DovecotServer() as server:
        os.environ |= {"AMENDS_DATA": directory, "AMENDS_MAIL_FROM": "care@example.net"}
        figures = measure(server.new_mailbox(), options.mails, Path(directory))
    print(json.dumps(figures) if options.json else "\n".join(f"{name:28} {value}" for name, value in figures.items()))
    return 0


def measure(box: Mailbox, count: int, directory: Path) -> dict[str, object]:
    """Deliver, store, read; figures in mails a second."""
    from amends.cli.main import prepare_django
    from amends.cli.schema import bring_up

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.project.settings")
    prepare_django()
    bring_up()
    size = deliver(box, count)
    mailbox = named(box)
    from django.db import connection
    from django.utils import timezone

    from amends.channels.email import fetch, receive
    from amends.complaints.models import Complaint

    started = time.perf_counter()
    run = fetch.store(mailbox)
    stored = time.perf_counter() - started
    # The first start of the reader, and reading the table of languages, are no matter of throughput.
    receive.read(b"From: a@example.com\r\n\r\n" + WORDS[0].encode())
    started, computing = time.perf_counter(), time.process_time()
    read = receive.take_in_waiting(at=timezone.now())
    taken, computing = time.perf_counter() - started, time.process_time() - computing
    assert (run.error, run.stored, read, Complaint.objects.count()) == ("", count, count, count), (run, read)
    return {
        "database": connection.vendor,
        "mails": count,
        "megabytes": round(size / 1e6, 1),
        "stored a second": round(count / stored, 1),
        "read and taken in a second": round(count / taken, 1),
        "megabytes of memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "seconds of computing a mail": round(computing / count, 4),
        "load of the machine": round(os.getloadavg()[0], 1),
    }


def deliver(box: Mailbox, count: int) -> int:
    """Put mails of four languages into the mailbox, every tenth with a file."""
    dice = random.Random(1)
    raws = [written(number, dice) for number in range(count)]
    folder = box.folder("INBOX")
    for number, raw in enumerate(raws):
        (folder / "new" / f"{1_700_000_000 + number}.{number}.benchmark").write_bytes(raw)
    box.server.give(folder / "new")
    return sum(map(len, raws))


def written(number: int, dice: random.Random) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"] = f"Customer {number} <customer{number}@example.com>"
    message["To"] = "care@example.net"
    message["Subject"] = f"Complaint {number}"
    message["Message-ID"] = f"<{number}@example.com>"
    text = "\n\n".join([dice.choice(WORDS)] * dice.randint(1, 12))
    message.set_content(f"{text}\n\n{number}\n")
    if number % 3 == 0:
        message.add_alternative(f"<p>{text}</p>", subtype="html")
    if number % 10 == 0:
        content = base64.b64encode(dice.randbytes(30_000))
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename="receipt.bin")
    return message.as_bytes()


def named(box: Mailbox):  # type: ignore[no-untyped-def]
    from django.utils import timezone

    from amends.correspondence import mailboxes
    from amends.correspondence.models import Tls
    from amends.organisation.actor import SYSTEM
    from amends.organisation.queries import get_brand

    return mailboxes.add(
        "benchmark", host=box.host, port=box.port, tls=Tls.NONE, user=box.user, password=box.password, brand=get_brand(),
        by=SYSTEM, at=timezone.now(),
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
