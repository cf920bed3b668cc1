"""A database that is behind or away is one line for whoever typed the command, never a traceback."""

import json
import os
import subprocess
import sys

import pytest

COMMANDS = ["token create shop", "mail fetch", "import complaints rows.csv"]


def run(tmp_path, command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("AMENDS_", "DATABASE_"))}
    (tmp_path / "rows.csv").write_text("text\nThe sole came off.\n")
    return subprocess.run(
        [sys.executable, "-m", "amends.cli.main", *command.split(), "--json"],
        env=plain | {"AMENDS_DATA": str(tmp_path / "data")} | environment,
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_a_database_without_tables_says_what_to_run(tmp_path, command):
    done = run(tmp_path, command)
    assert done.returncode == 1
    assert json.loads(done.stdout)["error"].endswith("steps behind this version; run: amends migrate")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", ["migrate", *COMMANDS[:1]])
def test_a_database_that_is_away_is_one_line_and_to_be_tried_later(tmp_path, command):
    done = run(tmp_path, command, DATABASE_URL="postgres://amends:secret@127.0.0.1:1/amends")
    assert done.returncode == 75
    assert "cannot be used now" in json.loads(done.stdout)["error"]
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr + done.stdout
