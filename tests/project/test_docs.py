"""The operator's page names every setting and every command."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from amends.project import environment

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
COMMANDS = sorted(set(re.findall(r"`amends ((?:[a-z]+(?:-[a-z]+)?)(?: [a-z]+(?:-[a-z]+)?)*)", PAGE)))


def settings_read() -> set[str]:
    """Give the names with which environment.py asks for values."""
    tree = ast.parse(Path(environment.__file__).read_text(encoding="utf-8"))
    return {
        ast.literal_eval(call.args[0])
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "value"
    }


def test_every_setting_stands_in_the_table_of_the_operators_page() -> None:
    read = settings_read()
    assert "AMENDS_URL" in read
    told = set(re.findall(r"^\| `([A-Z_]+)` \|", PAGE, re.MULTILINE))
    assert told == read


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_on_the_operators_page_is_there(words: str) -> None:
    asked = [sys.executable, "-m", "amends.cli.main", *words.split(), "--help"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"usage: amends {words}")
