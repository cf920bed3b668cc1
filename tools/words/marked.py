"""Find the marked texts in Python files and Django templates, as Django will ask for them at run time."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

# How many leading arguments are (context, singular, plural).
PLAIN, PLURAL, CONTEXT, CONTEXT_PLURAL = "m", "mp", "cm", "cmp"
SHAPES = {
    "gettext": PLAIN, "gettext_lazy": PLAIN, "gettext_noop": PLAIN,
    "ngettext": PLURAL, "ngettext_lazy": PLURAL,
    "pgettext": CONTEXT, "pgettext_lazy": CONTEXT,
    "npgettext": CONTEXT_PLURAL, "npgettext_lazy": CONTEXT_PLURAL,
}  # fmt: skip
STRING = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
TEMPLATE_CALL = re.compile(rf"\b(_|n?p?gettext)\(({STRING}(?:,\s*{STRING})*)(?:,\s*count)?\)")


@dataclass(frozen=True)
class Marked:
    """One text in one place. comments: what the programmer says to the translator."""

    path: str
    line: int
    singular: str
    plural: str | None = None
    context: str | None = None
    comments: tuple[str, ...] = ()

    @property
    def id(self) -> str | tuple[str, str]:
        return self.singular if self.plural is None else (self.singular, self.plural)


def in_tree(root: Path) -> Iterator[Marked]:
    """Read every marked text below a directory, in the order of the paths."""
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if not path.is_file() or "/migrations/" in name or "vendor/" in name:
            continue
        if path.suffix == ".py":
            yield from in_python(name, path.read_text(encoding="utf-8"))
        elif path.suffix in {".html", ".txt", ".svg"} and "/templates/" in f"/{name}":
            yield from in_template(name, path.read_text(encoding="utf-8"))


def in_python(path: str, text: str) -> Iterator[Marked]:
    """Read calls of gettext and its family, under whatever name they were imported."""
    tree = ast.parse(text, path)
    names = _imported(tree)
    lines = text.splitlines()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        shape = SHAPES.get(names.get(name, name))
        if shape:
            values = [argument.value for argument in node.args[: len(shape)] if isinstance(argument, ast.Constant)]
            words = [value for value in values if isinstance(value, str)]
            if len(words) == len(shape):
                yield _marked(path, node.lineno, shape, words, _comments_above(lines, node.lineno))


def _imported(tree: ast.Module) -> dict[str, str]:
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {alias.asname or alias.name: alias.name for alias in node.names}
    return names


def _comments_above(lines: list[str], line: int) -> tuple[str, ...]:
    comments: list[str] = []
    for above in reversed(lines[: line - 1]):
        if not above.strip().startswith("#"):
            break
        comments.insert(0, above.strip().lstrip("# "))
    return tuple(comments) if comments and comments[0].startswith("Translators") else ()


def in_template(path: str, text: str) -> Iterator[Marked]:
    """Read translate tags, blocks and constants, by Django's own reading of the template."""
    readable = templatize(text, origin=path)
    for call in TEMPLATE_CALL.finditer(readable):
        shape = SHAPES["gettext" if call[1] == "_" else call[1]]
        words = [ast.literal_eval(word) for word in re.findall(STRING, call[2])]
        if call[1] == "_":  # a constant inside a tag: Django doubles the signs when it looks it up
            words = [word.replace("%", "%%") for word in words]
        yield _marked(path, readable.count("\n", 0, call.start()) + 1, shape, words, ())


def _marked(path: str, line: int, shape: str, words: list[str], comments: tuple[str, ...]) -> Marked:
    parts = dict(zip(shape, words, strict=True))
    return Marked(path, line, parts["m"], parts.get("p"), parts.get("c"), comments)
