"""The import contracts catch what they are there for: a small tree that breaks each of them, and one that breaks none."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = re.findall(
    r"[a-z]+", (ROOT / ".importlinter").read_text().split("layers =\n", 1)[1].split("broken_contract")[0]
)

BREACHES = {
    "Read from right to left": ("intake/queries.py", "from amends.triage import rules"),
    "Inside a package": ("triage/rules.py", "from amends.triage import queries"),
    "Rules, facts, kernel and text": ("promises/rules.py", "import django.db"),
    "Actions are called by flows": ("triage/actions.py", "from amends.intake import actions"),
    "Channels do not know one another": ("channels/phone/__init__.py", "import amends.channels.email"),
    "Catalogue and taxonomy": ("taxonomy/queries.py", "from amends.catalogue import rules"),
}
RIGHT = [
    ("triage/queries.py", "from amends.intake import queries, rules"),
    ("intake/actions.py", "from amends.intake import queries, rules\nfrom amends.complaints import lifecycle"),
    ("flows/reactions.py", "from amends.intake import actions"),
    ("web/views.py", "from amends.intake import actions"),
    ("customers/models.py", "from amends.catalogue import models"),
]


def write(root: Path, path: str, text: str) -> None:
    file = root / "amends" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(file.read_text() + text if file.exists() else text)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    write(tmp_path, "__init__.py", "")
    for package in PACKAGES:
        for module in ("__init__", "rules", "facts", "models", "queries"):
            write(tmp_path, f"{package}/{module}.py", "")
    for path in ("intake/actions.py", "triage/actions.py", "complaints/lifecycle.py", "channels/email/__init__.py"):
        write(tmp_path, path, "")
    for path, text in RIGHT:
        write(tmp_path, path, f"{text}\n")
    return tmp_path


def verdicts(tree: Path) -> dict[str, str]:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [program, "--config", ROOT / ".importlinter", "--no-cache"], cwd=tree, capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(tree)},
    )  # fmt: skip
    return dict(re.findall(r"^(.+) (KEPT|BROKEN)$", done.stdout, flags=re.MULTILINE))


def test_a_right_tree_keeps_every_contract(tree):
    assert set(verdicts(tree).values()) == {"KEPT"}
    assert len(verdicts(tree)) == len(BREACHES)


def test_each_breach_breaks_its_contract(tree):
    for path, text in BREACHES.values():
        write(tree, path, f"{text}\n")
    broken = [name for name, verdict in verdicts(tree).items() if verdict == "BROKEN"]
    assert [contract for contract in BREACHES if not any(name.startswith(contract) for name in broken)] == []


def test_a_package_without_a_place_breaks_the_layers(tree):
    write(tree, "somewhere/__init__.py", "")
    [layers] = [verdict for name, verdict in verdicts(tree).items() if name.startswith("Read from")]
    assert layers == "BROKEN"
