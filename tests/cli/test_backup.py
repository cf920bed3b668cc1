"""A backup is whole or none; a restored copy is proven, and sends nothing that may have left before the loss.

Every command is a process of its own, as in production; what needs none is tested in tests/flows/test_resume.py.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tests.faults.oracle import ask
from tests.faults.victims import AMENDS, run

TEXT = "The fan I bought on Friday stopped after one hour."


def command(environment: dict[str, str], *words: str, given: bytes = b"") -> tuple[int, dict[str, Any]]:
    done = subprocess.run([*AMENDS, *words, "--json"], env=environment, input=given, capture_output=True, check=False)
    said = done.stdout.decode().strip()
    assert said, done.stderr.decode()
    return done.returncode, json.loads(said)


def complain(environment: dict[str, str], sender: str) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "care@example.test", "A fan"
    message["Message-ID"] = f"<{sender}>"
    message.set_content(TEXT)
    message.add_attachment(b"\x89PNG\r\n\x1a\n" + os.urandom(3000), maintype="image", subtype="png", filename="fan.png")
    code, said = command(environment, "mail", "receive", given=message.as_bytes())
    assert (code, said["outcome"]) == (0, "complaint")


def sending(environment: dict[str, str], sink) -> dict[str, str]:
    return environment | {"AMENDS_SMTP": f"smtp://127.0.0.1:{sink.port}"}


def waiting(environment: dict[str, str]) -> list[tuple[Any, ...]]:
    rows = "SELECT to_address, delivery, delivery_reason FROM correspondence_message WHERE medium = 'mail' ORDER BY 1"
    return ask(environment, rows)


@pytest.fixture
def house(migrated_database) -> dict[str, str]:
    person = ("staff", "add", "ann@example.test", "--name", "Ann", "--role", "handler")
    run(migrated_database | {"AMENDS_PASSWORD": "a long password"}, *person)
    return migrated_database


@pytest.fixture
def saved(house, tmp_path) -> Path:
    complain(house, "ann@customers.test")
    run(house, "backup", str(tmp_path / "saved"))
    return tmp_path / "saved"


def test_a_restored_copy_is_the_very_record_with_its_files_and_key(house, saved, new_place):
    made = json.loads((saved / "manifest.json").read_text())
    code, said = command(new_place, "restore", str(saved))
    assert (code, said["faults"], said["checkpoint"]) == (0, [], made["checkpoint"])
    proof = run(new_place, "verify", "--expect", made["checkpoint"]["digest"][:16])
    assert proof.startswith("Whole: 1 complaints")
    before, after = (Path(place["AMENDS_DATA"]) for place in (house, new_place))
    assert (after / "secret-key").read_text() == (before / "secret-key").read_text()
    stored = sorted(path.relative_to(before) for path in (before / "store").rglob("*") if path.is_file())
    assert len(stored) >= 2
    assert stored == sorted(path.relative_to(after) for path in (after / "store").rglob("*") if path.is_file())
    assert [(before / one).read_bytes() for one in stored] == [(after / one).read_bytes() for one in stored]
    code, said = command(house, "restore", str(saved))
    assert (code, said["error"].startswith("the database is not empty")) == (1, True)


def test_what_left_after_the_backup_never_leaves_again_by_itself(house, new_place, tmp_path, smtp_sink):
    complain(house, "prepared@customers.test")
    run(house, "worker", "--once")  # its receipt is written and waits: no mail server is named yet
    complain(house, "untouched@customers.test")  # nobody has worked on it when the backup is made
    run(house, "backup", str(tmp_path / "saved"))
    run(sending(house, smtp_sink), "worker", "--once")
    assert len(smtp_sink.sent) == 2

    run(new_place, "restore", str(tmp_path / "saved"))
    restored = sending(new_place, smtp_sink)
    complain(restored, "newcomer@customers.test")
    run(restored, "worker", "--once")
    assert len(smtp_sink.sent) == 2

    assert command(restored, "mail", "resume") == (0, {"unsure": 2})
    run(restored, "worker", "--once")
    assert [sent.recipients for sent in smtp_sink.sent[2:]] == [("newcomer@customers.test",)]
    assert waiting(restored) == [
        ("newcomer@customers.test", "departed", ""),
        ("prepared@customers.test", "uncertain", "restored"),
        ("untouched@customers.test", "uncertain", "restored"),
    ]


def test_a_copy_that_nobody_worked_on_catches_up_before_its_mails_go(house, saved, new_place, smtp_sink):
    run(new_place, "restore", str(saved))
    restored = sending(new_place, smtp_sink)
    assert command(restored, "mail", "resume") == (0, {"unsure": 1})
    run(restored, "worker", "--once")
    assert smtp_sink.sent == []


def spoilt(saved: Path, what: str) -> Path:
    """Give a copy of a backup in which one bit, or a whole file, is not what it was."""
    folder = saved.with_name(f"spoilt-{what}")
    shutil.copytree(saved, folder)
    stored = next(path for path in (folder / "store").rglob("*") if path.is_file())
    named = {"database": next(folder.glob("database.*")), "list": folder / "files.sha256", "file": stored}
    if path := named.get(what):
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    elif what == "missing":
        stored.unlink()
    else:
        (folder / "manifest.json").unlink()
    return folder


def test_a_damaged_backup_is_refused_before_anything_is_written(saved, new_place):
    for what in ("database", "list", "file", "missing", "manifest"):
        code, said = command(new_place, "restore", str(spoilt(saved, what)))
        assert (code, "is damaged" in said["error"] or "no whole backup" in said["error"]) == (1, True), said
    made = json.loads((saved / "manifest.json").read_text())
    newer = made | {"steps": [*made["steps"], "complaints.9999_from_the_future"]}
    (saved / "manifest.json").write_text(json.dumps(newer))
    code, said = command(new_place, "restore", str(saved))
    assert (code, "newer version" in said["error"]) == (1, True)
    assert not (Path(new_place["AMENDS_DATA"]) / "store").exists()
    (saved / "manifest.json").write_text(json.dumps(made | {"holds_key": False}))
    code, said = command(new_place, "restore", str(saved))  # the database is still empty, so this one comes in
    assert (code, said["notes"][0].startswith("the backup holds no key")) == (0, True)


def kill_when(environment: dict[str, str], appears: Path, *words: str) -> None:
    """Start a command and kill it with SIGKILL as soon as something appears on disk."""
    process = subprocess.Popen([*AMENDS, *words], env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
    deadline = time.monotonic() + 60
    while not appears.exists() and process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.001)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_half_a_backup_never_looks_whole_and_half_a_restore_is_run_again(house, saved, new_place, tmp_path):
    large = Path(house["AMENDS_DATA"]) / "store" / "raw" / "ff" / ("f" * 32)
    large.parent.mkdir(parents=True, exist_ok=True)
    large.write_bytes(os.urandom(1 << 20) * 100)
    folder, unfinished = tmp_path / "second", tmp_path / "second.unfinished"
    kill_when(house, unfinished / "store", "backup", str(folder))
    assert (folder.exists(), unfinished.exists()) == (False, True)
    assert "no whole backup" in command(new_place, "restore", str(unfinished))[1]["error"]
    assert "remove it" in command(house, "backup", str(folder))[1]["error"]

    kill_when(new_place, Path(new_place["AMENDS_DATA"]) / "store", "restore", str(saved))
    assert command(new_place, "restore", str(saved))[1]["faults"] == []
    assert ask(new_place, "SELECT why FROM correspondence_mailpause") == [("restored",)]


@pytest.mark.postgresql
def test_without_the_tools_of_postgresql_it_says_what_to_install(migrated_database, tmp_path):
    bare = migrated_database | {"PATH": str(Path(sys.executable).parent)}
    code, said = command(bare, "backup", str(tmp_path / "saved"))
    assert (code, "install them" in said["error"]) == (1, True)
    assert list(tmp_path.glob("saved*")) == []
