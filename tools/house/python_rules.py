"""Rules about how a module reads: sizes, names, errors, words for people."""

import ast
import re
from collections.abc import Iterator

from tools.house.source import Found, Source, dotted, rule, tree_rule

MODULE_LINES = 400
FUNCTION_LINES = 40
NOWHERE = {"utils", "util", "helpers", "helper", "common", "misc"}
NOT_OUR_WORDS = {"ticket", "tickets", "helper", "helpers", "utils", "util", "misc"}
MARKING = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext"}
LITERALS = {"ngettext": 2, "ngettext_lazy": 2, "pgettext": 2, "pgettext_lazy": 2, "npgettext": 3}

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@rule("*.py")
def modules_are_short(source: Source) -> Iterator[Found]:
    """A module that does not fit into a head holds two thoughts."""
    lines = source.text.count("\n")
    if lines > MODULE_LINES and not source.is_migration:
        yield Found(MODULE_LINES, f"{lines} lines, at most {MODULE_LINES}: split it by thought")


@rule("*.py")
def functions_are_short(source: Source) -> Iterator[Found]:
    """A function that does not fit onto a screen is not read whole; the docstring does not count."""
    if source.is_migration:
        return
    for node in source.nodes:
        if isinstance(node, FunctionNode):
            length = (node.end_lineno or node.lineno) - node.lineno + 1 - _docstring_lines(node)
            if length > FUNCTION_LINES:
                yield Found(node.lineno, f"{node.name} has {length} lines, at most {FUNCTION_LINES}")


def _docstring_lines(node: FunctionNode) -> int:
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        return (first.end_lineno or first.lineno) - first.lineno + 1
    return 0


@rule("*.py")
def modules_have_a_subject(source: Source) -> Iterator[Found]:
    """Nobody can guess what lives in utils, and so everything does."""
    for part in source.path.removesuffix(".py").split("/"):
        if part in NOWHERE:
            yield Found(1, f"no module called {part}: name it after what lives here")


@rule("*.py")
def words_of_the_field(source: Source) -> Iterator[Found]:
    """People complain, they do not open tickets; the code speaks as they do."""
    for line, name in _defined_names(source):
        for word in re.findall(r"[a-z]+|[A-Z][a-z]*", name):
            if word.lower() in NOT_OUR_WORDS:
                yield Found(line, f"{name}: '{word.lower()}' is not a word of the field")


def _defined_names(source: Source) -> Iterator[tuple[int, str]]:
    for node in source.nodes:
        if isinstance(node, FunctionNode | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.attr


@rule("*.py", "*.html", "*.txt", "*.js", "*.css")
def nothing_left_for_later(source: Source) -> Iterator[Found]:
    """What is not done is an issue with a date, not a comment."""
    for number, line in enumerate(source.text.splitlines(), start=1):
        if match := re.search(r"\b(TODO|FIXME|XXX|HACK)\b", line):
            yield Found(number, f"no {match[0]} in the tree: do it, or open an issue")


@rule("*.py")
def no_catch_all(source: Source) -> Iterator[Found]:
    """A swallowed error is a complaint lost; only the outermost loops may catch everything, and say so in allowed.txt."""
    for node in source.nodes:
        if isinstance(node, ast.ExceptHandler):
            kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if any(kind is None or dotted(kind) in {"Exception", "BaseException"} for kind in kinds):
                yield Found(node.lineno, "no except Exception: name what may go wrong")


@rule("*.py")
def no_print(source: Source) -> Iterator[Found]:
    """Standard output belongs to the command line, whose --json is read by machines."""
    if source.path.startswith("cli/"):
        return
    for call in source.calls():
        if dotted(call.func) == "print":
            yield Found(call.lineno, "no print outside cli: log it")


@rule("*.py")
def marked_strings_are_literal(source: Source) -> Iterator[Found]:
    """A translator can only translate what the extractor can read: no f-string, no variable inside _()."""
    for call in source.calls():
        name = dotted(call.func).split(".")[-1]
        if name in MARKING:
            for argument in call.args[: LITERALS.get(name, 1)]:
                if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
                    yield Found(call.lineno, f"{name}() takes a literal: put named fields in and format afterwards")


@tree_rule
def refusals_have_a_code(sources: list[Source]) -> Iterator[tuple[Source, Found]]:
    """The edge finds the words for a refusal by its code; two refusals with one code would get the wrong words."""
    classes = [(source, node) for source in sources for node in source.nodes if isinstance(node, ast.ClassDef)]
    family = _descendants([node for _, node in classes], "DomainError")
    seen: dict[str, str] = {}
    for source, node in classes:
        if node.name not in family:
            continue
        code = _class_constant(node, "code")
        if code is None:
            yield source, Found(node.lineno, f"{node.name} is a DomainError and needs its own code")
        elif code in seen:
            yield source, Found(node.lineno, f"{node.name} has the code {code!r} of {seen[code]}")
        else:
            seen[code] = node.name


def _descendants(classes: list[ast.ClassDef], root: str) -> set[str]:
    family: set[str] = {root}
    size = 0
    while size != len(family):
        size = len(family)
        family |= {node.name for node in classes if {dotted(base).split(".")[-1] for base in node.bases} & family}
    return family - {root}


def _class_constant(node: ast.ClassDef, name: str) -> str | None:
    for statement in node.body:
        value = getattr(statement, "value", None)
        targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        if isinstance(value, ast.Constant) and any(isinstance(t, ast.Name) and t.id == name for t in targets):
            return str(value.value)
    return None
