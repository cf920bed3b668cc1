"""Read the tree, ask every rule, leave out what is allowed with a reason, print one line per violation."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.house import core_rules, python_rules, safety_rules, template_rules
from tools.house.source import RULES, TREE_RULES, Source, Violation

ROOT = Path(__file__).resolve().parents[2]
TREE = ROOT / "src" / "amends"
ALLOWED = Path(__file__).with_name("allowed.txt")
MODULES = (core_rules, python_rules, safety_rules, template_rules)
READ = {".py", ".html", ".txt", ".js", ".css"}
NOT_OURS = {"vendor", "__pycache__", "locale"}

Allowance = tuple[str, str]  # rule, path


def main() -> int:
    violations = sorted(check_tree(), key=lambda v: (v.path, v.line, v.rule))
    for violation in violations:
        print(f"src/amends/{violation}")
    if violations:
        print(f"{len(violations)} house rule violations (reasons: tools/house; exceptions: tools/house/allowed.txt)")
    return 1 if violations else 0


def check_tree() -> Iterator[Violation]:
    """Every violation in src/amends that no line of allowed.txt excuses, and every such line that excuses nothing."""
    allowed = read_allowed(ALLOWED.read_text(encoding="utf-8"))
    excused: set[Allowance] = set()
    for violation in check(read_tree(TREE)):
        allowance = (violation.rule, violation.path)
        if allowance in allowed:
            excused.add(allowance)
        else:
            yield violation
    for rule, path in sorted(allowed - excused):
        yield Violation(
            path, 0, "allowed-list", f"allowed.txt excuses {rule} here, but nothing needs it: remove the line"
        )


def check(sources: list[Source]) -> Iterator[Violation]:
    for source in sources:
        for rule in RULES:
            if rule.applies_to(source):
                for found in rule.check(source):
                    yield Violation(source.path, found.line, rule.name, found.message)
    python = [source for source in sources if source.path.endswith(".py")]
    for tree_rule in TREE_RULES:
        for source, found in tree_rule.check(python):
            yield Violation(source.path, found.line, tree_rule.name, found.message)


def read_tree(root: Path) -> list[Source]:
    return [Source(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")) for path in _files(root)]


def _files(root: Path) -> Iterable[Path]:
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        if path.suffix in READ and not NOT_OURS & set(relative.parts) and path.is_file():
            yield path


def read_allowed(text: str) -> set[Allowance]:
    """Parse lines of `rule path  # reason`; a line without a reason is refused."""
    allowances = set()
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        entry, _, reason = line.partition("#")
        words = entry.split()
        if len(words) != 2 or not reason.strip():
            sys.exit(f"tools/house/allowed.txt:{number} must read: rule path  # reason")
        allowances.add((words[0], words[1]))
    return allowances
