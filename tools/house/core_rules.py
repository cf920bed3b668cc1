"""Rules about who may write what: the state, the timeline, the clock, the database at the edges."""

import ast
from collections.abc import Iterator
from itertools import pairwise

from tools.house.source import Found, Source, dotted, rule

LIFECYCLE = "complaints/lifecycle.py"
TIMELINE = "complaints/timeline.py"
CREATING = {"create", "bulk_create", "get_or_create", "update_or_create", "acreate", "abulk_create"}
WRITING = CREATING | {"update", "delete", "bulk_update", "aupdate", "adelete"}
SIGNALS = ("django.dispatch", "django.core.signals", "django.db.models.signals", "django.db.backends.signals")
CLOCKS = {
    "datetime.now", "datetime.today", "datetime.utcnow", "timezone.now", "timezone.localtime", "timezone.localdate",
    "date.today", "time.time", "time.time_ns", "time.monotonic", "time.localtime", "time.gmtime",
}  # fmt: skip


def _is_called(call: ast.Call, model: str) -> bool:
    return dotted(call.func).split(".")[-1] == model


def _writes_rows_of(call: ast.Call, model: str, methods: set[str]) -> bool:
    """Whether the call reads like `Model.objects....create(...)`, whatever stands between."""
    names = dotted(call.func).split(".")
    return names[-1] in methods and any(
        first == model and second.endswith("objects") for first, second in pairwise(names)
    )


def _keywords(call: ast.Call) -> set[str]:
    return {keyword.arg for keyword in call.keywords if keyword.arg}


def _targets(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Assign):
        return [inner for target in node.targets for inner in _unpacked(target)]
    if isinstance(node, ast.AugAssign | ast.AnnAssign):
        return [node.target]
    return []


def _unpacked(target: ast.expr) -> list[ast.expr]:
    return [inner for part in target.elts for inner in _unpacked(part)] if isinstance(target, ast.Tuple) else [target]


@rule("*.py")
def only_lifecycle_writes_state(source: Source) -> Iterator[Found]:
    """A complaint changes state in one place, so that guards, fact and change can never come apart."""
    if source.path == LIFECYCLE:
        return
    why = "only complaints/lifecycle.py writes a complaint's state: call lifecycle.move or lifecycle.open"
    for node in source.nodes:
        if any(isinstance(target, ast.Attribute) and target.attr == "state" for target in _targets(node)):
            yield Found(getattr(node, "lineno", 1), why)
    for call in source.calls():
        name = dotted(call.func).split(".")[-1]
        by_update = name == "update" and "state" in _keywords(call)
        by_fields = name in {"bulk_update", "save"} and "state" in _constants(call)
        by_setattr = name == "setattr" and "state" in _constants(call)
        by_making = name == "Complaint" and "state" in _keywords(call)
        if by_update or by_fields or by_setattr or by_making or _writes_rows_of(call, "Complaint", CREATING):
            yield Found(call.lineno, why)


def _constants(call: ast.Call) -> set[str]:
    values = [node.value for node in ast.walk(call) if isinstance(node, ast.Constant)]
    return {value for value in values if isinstance(value, str)}


@rule("*.py")
def only_timeline_writes_entries(source: Source) -> Iterator[Found]:
    """The timeline is proof: sequence, digest and outbox row are made together, in one place, and never changed."""
    if source.path == TIMELINE:
        return
    for call in source.calls():
        if _is_called(call, "Entry") or _writes_rows_of(call, "Entry", WRITING):
            yield Found(call.lineno, "only complaints/timeline.py writes an entry: call timeline.append")


@rule("*.py")
def no_orm_at_the_edges(source: Source) -> Iterator[Found]:
    """Edges find by queries, as this actor, and call one action; a filter in a view is a door without a lock."""
    if not source.is_edge or source.is_migration:
        return
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}:
            yield Found(node.lineno, f"no ORM at the edges (.{node.attr}): ask the package's queries or actions")
    for call in source.calls():
        if not isinstance(call.func, ast.Attribute):
            continue
        name = call.func.attr
        is_template_filter = dotted(call.func) == "register.filter"
        is_query = name in {"filter", "exclude", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
        is_write = name in {"save", "delete"} and not call.args
        if (is_query and not is_template_filter) or is_write:
            yield Found(call.lineno, f"no ORM at the edges (.{name}): ask the package's queries or actions")


@rule("*.py")
def no_clock_in_rules(source: Source) -> Iterator[Found]:
    """Rules are arithmetic: the time is an argument, so that every case can be written down and proven."""
    if not source.is_pure:
        return
    for call in source.calls():
        if ".".join(dotted(call.func).split(".")[-2:]) in CLOCKS:
            yield Found(call.lineno, f"no clock here ({dotted(call.func)}): the time is an argument")


@rule("*.py")
def no_django_in_pure_code(source: Source) -> Iterator[Found]:
    """Kernel, text, rules and facts run without a database and a server, also when imported inside a function."""
    if not source.is_pure:
        return
    for line, name in source.imports():
        if name.split(".")[0] in {"django", "ninja", "allauth"}:
            yield Found(line, f"no Django here ({name}): keep this module pure")


@rule("*.py")
def no_signals(source: Source) -> Iterator[Found]:
    """What follows from what stands in flows, where it can be read; a signal hides it."""
    for line, name in source.imports():
        if name.startswith(SIGNALS) or name.endswith((".post_migrate", ".pre_migrate")):
            yield Found(line, f"no signals ({name}): put the consequence into flows")


@rule("*.py")
def save_names_its_fields(source: Source) -> Iterator[Found]:
    """A save of all fields writes back what somebody else has just changed."""
    for call in source.calls():
        if isinstance(call.func, ast.Attribute) and call.func.attr == "save" and not call.args:
            given = {keyword.arg for keyword in call.keywords}
            if not given & {"update_fields", "force_insert", None}:
                yield Found(call.lineno, ".save() must say update_fields=[...] (or force_insert=True for a new row)")


@rule("*/actions.py", "*/actions/*.py")
def actions_say_who_and_when(source: Source) -> Iterator[Found]:
    """A transition is one transaction, and the timeline always knows by whom and when: nothing else is an action."""
    for node in source.tree.body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        given = {argument.arg for argument in node.args.kwonlyargs}
        if len(node.args.posonlyargs + node.args.args) > 1:
            yield Found(node.lineno, f"{node.name}: everything after the first argument is keyword-only")
        if missing := {"by", "at"} - given:
            yield Found(node.lineno, f"{node.name}: an action takes keyword-only {' and '.join(sorted(missing))}")
        if not any(dotted(decorator).endswith("atomic") for decorator in node.decorator_list):
            yield Found(node.lineno, f"{node.name}: an action is one transaction (@transaction.atomic)")
