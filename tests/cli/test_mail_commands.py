"""`amends mail`: exit codes that a mail server can rely on, mailboxes without a password in sight, what is held back."""

import io
import json
import subprocess
import sys

import pytest
from django.utils import timezone

from amends.cli.main import main
from amends.correspondence.models import Mailbox, Message, RawMail
from tests.channels.email.letters import written


def said(capsys):
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def stdin(monkeypatch):
    def give(raw: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))

    return give


@pytest.mark.django_db
def test_receive_says_what_became_of_a_mail(stdin, capsys):
    raw = written()
    stdin(raw)
    assert main(["mail", "receive", "--json"]) == 0
    first = said(capsys)
    assert first["outcome"] == "complaint"
    assert len(first["reference"].replace("-", "")) >= 10
    stdin(raw)
    assert main(["mail", "receive", "--json"]) == 0
    again = said(capsys)
    assert (again["outcome"], again["reference"]) == ("duplicate", first["reference"])
    stdin(written(x_spam_flag="YES"))
    assert main(["mail", "receive", "--json"]) == 0
    assert said(capsys)["outcome"] == "quarantine"


@pytest.mark.django_db
def test_receive_asks_for_another_try_while_the_disk_takes_nothing(stdin, capsys, settings, tmp_path):
    settings.AMENDS_DATA = tmp_path
    (tmp_path / "store").write_text("a file stands where the store should be")
    stdin(written())
    assert main(["mail", "receive", "--json"]) == 75
    assert RawMail.objects.count() == 0


@pytest.mark.parametrize(
    ("setting", "value"),
    [("AMENDS_URL", "no address"), ("DATABASE_URL_FILE", "/nowhere/secret"), ("AMENDS_DATA", "/proc/nowhere")],
)
def test_receive_lets_the_mail_server_keep_the_mail_while_a_setting_is_wrong(setting, value, own_database):
    done = subprocess.run(
        [sys.executable, "-m", "amends.cli.main", "mail", "receive", "--json"], input=written(),
        env=own_database | {setting: value}, capture_output=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 75, done.stderr
    assert value in json.loads(done.stdout)["error"]
    assert b"Traceback" not in done.stderr


def test_receive_asks_for_another_try_while_the_database_is_away(own_database, tmp_path):
    environment = own_database | {"DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none"}
    done = subprocess.run(
        [sys.executable, "-m", "amends.cli.main", "mail", "receive", "--json"], input=written(), env=environment,
        capture_output=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 75, done.stderr
    assert "error" in json.loads(done.stdout)


def test_receive_asks_for_another_try_before_the_first_migrate(own_database):
    done = subprocess.run(
        [sys.executable, "-m", "amends.cli.main", "mail", "receive", "--json"], input=written(), env=own_database,
        capture_output=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 75, done.stderr


@pytest.mark.django_db
def test_boxes_are_added_and_listed_without_their_password(monkeypatch, capsys):
    monkeypatch.setenv("AMENDS_PASSWORD", "CANARY-password")
    words = ["mail", "boxes", "add", "care", "--host", "imap.example.net", "--user", "care@example.net", "--json"]
    assert main(words) == 0
    assert main(["mail", "boxes", "list", "--json"]) == 0
    out = capsys.readouterr()
    assert "CANARY" not in out.out + out.err
    box = Mailbox.objects.get()
    assert (box.port, box.tls, "CANARY" in box.secret) == (993, "tls", False)
    assert main(words) == 1
    assert main([*words[:4][:3], "moving", *words[4:], "--after", "move"]) == 1


@pytest.mark.django_db
@pytest.mark.dovecot
def test_a_box_is_tried_and_fetched(mailbox, monkeypatch, capsys):
    monkeypatch.setenv("AMENDS_PASSWORD", mailbox.password)
    where = ["--host", mailbox.host, "--port", str(mailbox.port), "--tls", "none", "--user", mailbox.user]
    main(["mail", "boxes", "add", "care", *where])
    mailbox.deliver(written())
    capsys.readouterr()
    assert main(["mail", "boxes", "test", "care", "--json"]) == 0
    assert said(capsys) == {"name": "care", "error": "", "mails": 1}
    assert main(["mail", "fetch", "--json"]) == 0
    [run] = said(capsys)["mailboxes"]
    assert (run["mailbox"], run["stored"], run["read"], run["error"]) == ("care", 1, 1, "")
    Mailbox.objects.update(port=9)
    assert main(["mail", "fetch", "--mailbox", "care", "--json"]) == 1
    assert said(capsys)["mailboxes"][0]["error"] == "cannot_connect"
    assert main(["mail", "fetch", "--mailbox", "nowhere"]) == 1


@pytest.mark.django_db
def test_a_mail_that_was_held_back_is_listed_and_let_go(stdin, capsys):
    stdin(written())
    main(["mail", "receive"])
    message = Message.objects.get()
    Message.objects.filter(pk=message.pk).update(
        is_ours=True, delivery="suppressed", medium="mail", kind="receipt", occurred_at=timezone.now()
    )
    capsys.readouterr()
    assert main(["mail", "held", "--json"]) == 0
    assert [row["id"] for row in said(capsys)["mails"]] == [str(message.pk)]
    assert main(["mail", "send-again", str(message.pk)]) == 0
    message.refresh_from_db()
    assert (message.delivery, message.attempts) == ("prepared", 0)
    assert main(["mail", "send-again", str(message.pk)]) == 1
    assert main(["mail", "send-again", "no-id"]) == 1


def test_parse_touches_no_database(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "amends.cli.main", "mail", "parse"], input=written(subject="Kettle"), cwd=tmp_path,
        env={"PATH": ""}, capture_output=True, timeout=120,
    )  # fmt: skip
    assert json.loads(done.stdout)["subject"] == "Kettle"
    assert list(tmp_path.iterdir()) == []
