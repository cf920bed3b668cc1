"""What a rule reads (a file of the tree) and what it answers (lines with a message), and the list of all rules."""

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cached_property

EDGES = ("channels/", "api/", "web/", "cli/")


@dataclass(frozen=True)
class Found:
    line: int
    message: str


@dataclass(frozen=True)
class Violation:
    path: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.rule} {self.message}"


@dataclass(frozen=True)
class Source:
    """path: below src/amends, with forward slashes, such as "intake/actions.py"."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.tree))

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def is_migration(self) -> bool:
        return "/migrations/" in self.path

    @property
    def is_edge(self) -> bool:
        return self.path.startswith(EDGES)

    @property
    def is_pure(self) -> bool:
        """Whether the clock, Django and the network are out of bounds here."""
        step_file = self.path.count("/") == 1 and self.name in {"rules.py", "facts.py"}
        return step_file or "/rules/" in self.path or self.path.startswith(("kernel/", "text/"))

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in self.nodes if isinstance(node, ast.Call))

    def imports(self) -> Iterator[tuple[int, str]]:
        """Every imported name with its line: `import a.b` gives a.b, `from a import b` gives a and a.b."""
        for node in self.nodes:
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


Check = Callable[[Source], Iterable[Found]]
TreeCheck = Callable[[list[Source]], Iterable[tuple[Source, Found]]]


@dataclass(frozen=True)
class Rule:
    name: str
    patterns: tuple[str, ...]
    check: Check

    def applies_to(self, source: Source) -> bool:
        return any(fnmatch(source.path, pattern) for pattern in self.patterns)


@dataclass(frozen=True)
class TreeRule:
    name: str
    check: TreeCheck


RULES: list[Rule] = []
TREE_RULES: list[TreeRule] = []


def rule(*patterns: str) -> Callable[[Check], Check]:
    """Register a check of one file for the files that match; the function's name is the rule's name."""

    def register(check: Check) -> Check:
        RULES.append(Rule(_name(check), patterns, check))
        return check

    return register


def tree_rule(check: TreeCheck) -> TreeCheck:
    """Register a check that must see all Python files at once."""
    TREE_RULES.append(TreeRule(_name(check), check))
    return check


def _name(check: Check | TreeCheck) -> str:
    return check.__name__.replace("_", "-")


def dotted(node: ast.AST) -> str:
    """The expression as written, as far as it is made of names, dots and calls: `a.b().c` gives "a.b.c"."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        return dotted(node.func)
    return ""
