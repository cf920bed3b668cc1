"""`amends mail parse` shows how mails are read."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

from amends.channels.email.command import main, parse_files

FOLDER = Path(__file__).parent / "mails"
KEYS = [
    "subject",
    "from",
    "to",
    "date",
    "message_id",
    "text",
    "reply_text",
    "html",
    "attachments",
    "auto",
    "why",
    "bounce",
    "problems",
]


def test_a_mail_on_standard_input_gives_one_document():
    out = io.StringIO()
    assert parse_files([], io.BytesIO((FOLDER / "iphone-ja.eml").read_bytes()), out) == 0
    document = json.loads(out.getvalue())
    assert list(document) == KEYS
    assert document["from"] == [["森 理恵", "mori@example.ne.jp"]]
    assert document["to"] == [["Kazami Care", "care@kazami.example"]]
    assert document["date"] == "2024-05-01T10:23:45+09:00"
    assert document["message_id"] == "m1@example.com"
    assert document["auto"] is False


def test_files_give_one_line_each_and_a_missing_one_its_error():
    out = io.StringIO()
    paths = [str(FOLDER / "vacation-ja.eml"), str(FOLDER / "none.eml"), str(FOLDER / "photo-name-continued.eml")]
    assert parse_files(paths, io.BytesIO(), out) == 1
    vacation, missing, photo = map(json.loads, out.getvalue().splitlines())
    assert (vacation["file"], vacation["auto"], vacation["why"]) == (paths[0], True, "vacation")
    assert (missing["file"], list(missing)) == (paths[1], ["file", "error"])
    assert photo["attachments"] == [
        {"name": "水漏れの写真（居間の床と壁）2024年5月1日撮影.jpg", "type": "image/jpeg", "size": 210}
    ]


def test_it_runs_without_settings_and_makes_nothing(tmp_path):
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "AMENDS", "DATABASE"))
    }
    done = subprocess.run(
        [sys.executable, "-m", "amends.channels.email.command"],
        input=(FOLDER / "qq-zh.eml").read_bytes(),
        capture_output=True,
        cwd=tmp_path,
        env=environment,
        check=True,
    )
    assert "地板都泡坏了" in json.loads(done.stdout)["reply_text"]
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_option_is_wrong_use(capsys):
    assert main(["--colour"]) == 2
    assert "usage" in capsys.readouterr().err
