"""Rules that keep whole classes of holes out: code from data, unescaped HTML, the network, formulas in tables."""

import ast
from collections.abc import Iterator

from tools.house.source import Found, Source, dotted, rule

TABLE_WRITER = "text/tables.py"
NETWORK = (
    "socket", "socketserver", "ssl", "urllib.request", "urllib3", "http.client", "http.server", "requests", "httpx",
    "aiohttp", "smtplib", "imaplib", "poplib", "ftplib", "imap_tools", "asyncio.open_connection", "django.core.mail",
)  # fmt: skip
CODE_FROM_DATA = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "yaml.load", "input"}
PICKLES = {"pickle", "cPickle", "dill", "shelve", "marshal", "cloudpickle", "joblib"}
UNESCAPED = {"mark_safe", "SafeString", "SafeText", "html_safe"}


@rule("*.py")
def network_only_in_channels(source: Source) -> Iterator[Found]:
    """Whatever talks to the outside is an adapter that can be switched off, limited and listed: a channel."""
    if source.path.startswith("channels/"):
        return
    for line, name in source.imports():
        if any(name == module or name.startswith(f"{module}.") for module in NETWORK):
            yield Found(line, f"no network outside channels ({name})")


@rule("*.py")
def no_code_from_data(source: Source) -> Iterator[Found]:
    """Text of strangers runs through here: nothing may turn text into code or into a shell."""
    for call in source.calls():
        if dotted(call.func) in CODE_FROM_DATA:
            yield Found(call.lineno, f"no {dotted(call.func)}")
        for keyword in call.keywords:
            if keyword.arg == "shell" and not (
                isinstance(keyword.value, ast.Constant) and keyword.value.value is False
            ):
                yield Found(call.lineno, "no shell=True: give the arguments as a list")
    for line, name in source.imports():
        if name.split(".")[0] in PICKLES:
            yield Found(line, f"no {name.split('.')[0]}: what is stored is JSON or columns")


@rule("*.py")
def no_attribute_by_users_word(source: Source) -> Iterator[Found]:
    """At the edges a name may come from a request: an attribute is named in the code, or looked up in a table."""
    if not source.is_edge:
        return
    for call in source.calls():
        named = len(call.args) > 1 and isinstance(call.args[1], ast.Constant)
        if dotted(call.func) in {"getattr", "setattr", "delattr", "attrgetter"} and not named:
            yield Found(call.lineno, f"{dotted(call.func)} with a computed name: use a table of what may be named")


@rule("*.py")
def no_naive_utc(source: Source) -> Iterator[Found]:
    """Times are aware; utcnow is not, and silently becomes local time."""
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and node.attr in {"utcnow", "utcfromtimestamp"}:
            yield Found(node.lineno, f"no {node.attr}: times are aware")


@rule("*.py")
def no_unescaped_html(source: Source) -> Iterator[Found]:
    """Every text is escaped where it is shown; one mark_safe undoes it for all who come after."""
    for line, name in source.imports():
        if name.split(".")[-1] in UNESCAPED:
            yield Found(line, f"no {name.split('.')[-1]}: use format_html or a template")
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and node.attr in UNESCAPED:
            yield Found(node.lineno, f"no {node.attr}: use format_html or a template")


@rule("*.py")
def tables_out_in_one_place(source: Source) -> Iterator[Found]:
    """A cell that begins with = runs in the reader's spreadsheet; the one writer of tables disarms it."""
    if source.path == TABLE_WRITER:
        return
    why = f"only {TABLE_WRITER} writes tables (it disarms formulas)"
    for line, name in source.imports():
        if name.startswith("xlsxwriter") or name in {"csv.writer", "csv.DictWriter", "openpyxl.Workbook"}:
            yield Found(line, why)
    for call in source.calls():
        if dotted(call.func) in {"csv.writer", "csv.DictWriter", "openpyxl.Workbook"}:
            yield Found(call.lineno, why)


@rule("*.py")
def links_never_from_the_host_header(source: Source) -> Iterator[Found]:
    """The Host header is the visitor's word: a link built from it can point a customer to a stranger's site."""
    for call in source.calls():
        name = dotted(call.func).split(".")[-1]
        if name in {"build_absolute_uri", "get_host", "get_current_site"}:
            yield Found(call.lineno, f"no {name}: links are built from AMENDS_URL")
