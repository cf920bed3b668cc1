"""Every mail of our own corpus is understood (build_mails.py writes it)."""

import json
from pathlib import Path

import pytest

from amends.channels.email.parsing import parse
from tests.channels.email import build_mails

FOLDER = Path(__file__).parent / "mails"
ROWS = [json.loads(line) for line in (FOLDER / "expected.jsonl").read_text(encoding="utf-8").splitlines()]


def test_the_corpus_is_as_its_sources_write_it():
    for mail in build_mails.mails():
        assert (FOLDER / f"{mail.name}.eml").read_bytes() == mail.raw, (
            f"{mail.name}: python -m tests.channels.email.build_mails"
        )
    assert len(ROWS) == len(list(FOLDER.glob("*.eml"))) >= 400


@pytest.mark.parametrize("row", ROWS, ids=[row["file"].removesuffix(".eml") for row in ROWS])
def test_a_mail_is_understood(row):
    mail = parse((FOLDER / row["file"]).read_bytes())
    seen = {
        **mail.to_json(),
        "reply_to": [[person.name, person.address] for person in mail.reply_to],
        "first_sender": [mail.from_[0].name, mail.from_[0].address] if mail.from_ else [],
        "sender": [[person.name, person.address] for person in mail.sender],
        "signature": mail.signature,
        "sender_is_plain": mail.sender_is_plain,
        "report": mail.report,
        "failed": list(mail.failed_recipients),
        "status": mail.failure_status,
        "reported": mail.reported_message_id,
    }
    for what, wanted in row.items():
        if what == "attachments":
            _assert_files(wanted, mail)
        elif what == "problems":
            assert set(wanted) <= set(mail.problems)
        elif what.endswith("_contains"):
            assert wanted in str(seen[what.removesuffix("_contains")])
        elif what == "no_gaps":
            assert "\ufffd" not in mail.text + mail.subject + mail.from_[0].name
        elif what != "file":
            assert seen[what] == wanted, what
    assert mail.is_automatic == bool(mail.why)
    assert "\0" not in json.dumps(mail.to_json(), ensure_ascii=False)


def _assert_files(wanted, mail):
    """Compare name, type (None: any) and, where given, size."""
    assert [file[0] for file in wanted] == [file.name for file in mail.attachments]
    for file, got in zip(wanted, mail.attachments, strict=True):
        assert file[1] in (None, got.type)
        assert len(file) < 3 or file[2] == got.size
