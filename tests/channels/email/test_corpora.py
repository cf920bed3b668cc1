"""The shared corpora are read at the bars of docs/trust.md; without them beside the checkout there is nothing to test."""

import json
from pathlib import Path

import pytest

from amends.channels.email import addresses
from amends.channels.email.parsing import parse
from benchmarks import corpora, mutants

MAILS = corpora.find_mails() or Path("absent")
pytestmark = pytest.mark.skipif(not MAILS.exists(), reason="the shared corpora are not beside this checkout")


@pytest.fixture(scope="module")
def figures():
    return corpora.measure(MAILS)


def _share(figures, *kinds, without="second opinion"):
    chosen = [counted for name, counted in figures.items() if name.startswith(kinds) and without not in name]
    return sum(counted.right for counted in chosen) / sum(counted.compared for counted in chosen)


def test_no_mail_of_the_corpora_is_parked(figures):
    assert sum(counted.mails for counted in figures.values()) == 399
    assert {name: counted.crashes for name, counted in figures.items() if counted.crashes} == {}


def test_values_are_read_right(figures):
    assert _share(figures, "mime", "ruby-mail-spec") >= 0.99


@pytest.mark.parametrize("kinds", [("reply-text: email-reply-parser",), ("reply-text: talon", "reply-html: talon")])
def test_what_is_new_is_parted_from_what_is_quoted(figures, kinds):
    assert _share(figures, *kinds) >= 0.85


def test_signatures_are_found(figures):
    assert _share(figures, "signature") == 1


def test_every_winmail_gives_the_names_inside(figures):
    assert _share(figures, "tnef") == 1


def test_no_bounce_and_no_answering_machine_is_answered():
    files = [row["file"] for row in corpora.rows(MAILS) if row["kind"] == "bounce"]
    reports = [
        "mimekit/messages/bounce.txt",
        "mimekit/messages/disposition-notification.txt",
        "mimekit/messages/feedback-report.txt",
    ]
    reports += [f"mimekit/messages/delivery-status{tail}.txt" for tail in ("", "2", "-no-blank-line")]
    reports += [
        row["file"] for row in corpora.rows(MAILS) if row["file"].startswith(("flanker/bounce", "flanker/complaints"))
    ]
    assert len(files) == 35
    assert [file for file in files + reports if not parse((MAILS / file).read_bytes()).is_automatic] == []


def test_bad_addresses_never_stand_for_anybody():
    text = (MAILS / "flanker/addresses/mailbox_invalid.txt").read_text(encoding="utf-8")
    lines = [line.split("   ")[0] for line in text.splitlines() if line.strip() and not line.startswith(("#", " "))]
    assert len(lines) > 80
    for line in lines:
        mail = parse(b"From: " + line.encode() + b"\r\n\r\nx")
        assert not mail.sender_is_plain, line


def test_good_addresses_are_read():
    text = (MAILS / "flanker/addresses/mailbox_valid.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if "@" in line and not line.startswith("#")]
    plain = [line for line in lines if addresses.PLAIN.fullmatch(line)]
    assert len(plain) > 100
    assert [line for line in plain if not parse(b"From: " + line.encode() + b"\r\n\r\nx").sender_is_plain] == []


def test_a_thousand_mutants_are_taken():
    outcome = mutants.run(1_000, 1, only_own=False, largest=100_000)
    assert outcome.crashes == []
    assert outcome.mutants == 1_000


@pytest.mark.long
def test_ten_thousand_mutants_are_taken_quickly_and_in_little_memory(tmp_path):
    outcome = mutants.run_apart(10_000, 1)
    (tmp_path / "mutants.json").write_text(json.dumps(outcome), encoding="utf-8")
    assert outcome["crashes"] == []
    assert outcome["slowest_seconds"] <= 5
    assert outcome["peak_megabytes"] <= 300
