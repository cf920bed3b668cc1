"""Each house rule catches its bad snippet, lets its good twin pass, and the tree itself is clean."""

import pytest

from tools.house import run
from tools.house.source import RULES, TREE_RULES, Source

ACTION = "@transaction.atomic\ndef accept(complaint, *, by, at):\n    pass\n"

# rule, path below src/amends, a line that breaks it, its right twin at the same path (None: nothing to show)
CASES = [
    ("modules-are-short", "intake/rules.py", "x = 1\n" * 401, "x = 1\n" * 400),
    ("functions-are-short", "intake/rules.py", "def f():\n" + "    x = 1\n" * 40, "def f():\n" + "    x = 1\n" * 39),
    ("modules-have-a-subject", "intake/utils.py", "", None),
    ("modules-have-a-subject", "web/helpers/forms.py", "", None),
    ("words-of-the-field", "intake/rules.py", "open_tickets = 1", "open_complaints = 1"),
    ("words-of-the-field", "intake/rules.py", "class FormHelper: ...", "class Form: ..."),
    ("only-lifecycle-writes-state", "intake/actions.py", "complaint.state = 'closed'", "was = complaint.state"),
    ("only-lifecycle-writes-state", "closure/actions.py", "a, complaint.state = 1, 2", "complaint.standing = 'open'"),
    ("only-lifecycle-writes-state", "intake/actions.py", "rows.update(state='closed')", "rows.update(lane='now')"),
    ("only-lifecycle-writes-state", "intake/actions.py", "Complaint(state='closed')", "Entry2(state='closed')"),
    ("only-lifecycle-writes-state", "intake/actions.py", "Complaint.objects.create(text='')", "Note.objects.create()"),
    ("only-lifecycle-writes-state", "intake/actions.py", "setattr(c, 'state', 1)", "setattr(c, 'lane', 1)"),
    (
        "only-lifecycle-writes-state",
        "intake/actions.py",
        "c.save(update_fields=['state'])",
        "c.save(update_fields=['lane'])",
    ),
    ("only-timeline-writes-entries", "intake/actions.py", "Entry(kind='x')", "timeline.append(kind='x')"),
    (
        "only-timeline-writes-entries",
        "flows/clock.py",
        "models.Entry.objects.bulk_create(rows)",
        "Entry.objects.count()",
    ),
    (
        "only-timeline-writes-entries",
        "flows/clock.py",
        "Entry.objects.filter(id=1).update(kind='')",
        "Entry.objects.filter(id=1)",
    ),
    ("no-orm-at-the-edges", "web/desk/inbox.py", "Complaint.objects.all()", "queries.inbox(actor)"),
    ("no-orm-at-the-edges", "api/intake.py", "rows.filter(id=1)", "@register.filter('x')\ndef x(): ..."),
    ("no-orm-at-the-edges", "cli/demo.py", "complaint.delete()", "cache.delete('key')"),
    ("no-clock-in-rules", "promises/rules.py", "at = datetime.now(UTC)", "def due(at): ..."),
    ("no-clock-in-rules", "kernel/calendar.py", "day = datetime.date.today()", "day = date(2026, 1, 1)"),
    ("no-clock-in-rules", "text/dates.py", "x = timezone.now()", None),
    ("no-django-in-pure-code", "triage/rules.py", "from django.db import models", "from amends.kernel import money"),
    ("no-django-in-pure-code", "text/words.py", "def f():\n    import django.conf", None),
    (
        "no-signals",
        "intake/models.py",
        "from django.db.models.signals import post_save",
        "from django.db import models",
    ),
    ("no-signals", "intake/models.py", "from django.dispatch import receiver", None),
    ("save-names-its-fields", "intake/actions.py", "c.save()", "c.save(update_fields=['lane'])"),
    ("save-names-its-fields", "intake/actions.py", "c.save(using='x')", "c.save(force_insert=True)"),
    ("actions-say-who-and-when", "intake/actions.py", "def accept(complaint): ...", ACTION),
    ("actions-say-who-and-when", "intake/actions.py", ACTION.replace("*, by", "letter, *, by"), None),
    ("actions-say-who-and-when", "intake/actions.py", ACTION.replace("@transaction.atomic\n", ""), "def _own(): ..."),
    ("nothing-left-for-later", "intake/rules.py", "# TODO later", "# done"),
    ("nothing-left-for-later", "web/templates/x.html", "{# FIXME #}", None),
    ("no-catch-all", "intake/actions.py", "try: pass\nexcept Exception: pass", "try: pass\nexcept ValueError: pass"),
    ("no-catch-all", "intake/actions.py", "try: pass\nexcept: pass", None),
    ("no-catch-all", "intake/actions.py", "try: pass\nexcept (ValueError, Exception): pass", None),
    ("no-print", "intake/actions.py", "print(1)", "log.info('x')"),
    ("marked-strings-are-literal", "web/views.py", "_(f'Hello {name}')", "_('Hello {name}').format(name=name)"),
    ("marked-strings-are-literal", "web/views.py", "ngettext('one', many, 2)", "ngettext('one', 'many', n)"),
    (
        "refusals-have-a-code",
        "kernel/errors.py",
        "class WrongState(DomainError): ...",
        "class W(DomainError):\n    code = 'w'",
    ),
    (
        "refusals-have-a-code",
        "kernel/errors.py",
        "class A(DomainError):\n    code = 'a'\nclass B(A):\n    code = 'a'",
        "class A(DomainError):\n    code = 'a'\nclass B(A):\n    code: str = 'b'",
    ),
    ("network-only-in-channels", "correspondence/outgoing.py", "import smtplib", "from urllib.parse import quote"),
    ("network-only-in-channels", "insight/queries.py", "from urllib.request import urlopen", None),
    ("network-only-in-channels", "flows/worker.py", "from urllib import request", None),
    ("no-code-from-data", "intake/rules.py", "eval(text)", "literal_eval(text)"),
    ("no-code-from-data", "intake/rules.py", "run(x, shell=True)", "run(x, shell=False)"),
    ("no-code-from-data", "intake/rules.py", "import pickle", "import json"),
    ("no-attribute-by-users-word", "api/intake.py", "getattr(complaint, name)", "getattr(complaint, 'lane')"),
    ("no-naive-utc", "intake/actions.py", "datetime.utcnow()", "datetime.now(UTC)"),
    (
        "no-unescaped-html",
        "web/tags.py",
        "from django.utils.safestring import mark_safe",
        "from django.utils.html import format_html",
    ),
    ("tables-out-in-one-place", "insight/export.py", "csv.writer(f)", "csv.reader(f)"),
    ("tables-out-in-one-place", "insight/export.py", "import xlsxwriter", "from openpyxl import load_workbook"),
    ("links-never-from-the-host-header", "web/views.py", "request.build_absolute_uri('/')", "links.track(token)"),
    ("templates-escape-everything", "web/templates/a.html", "{{ text|safe }}", "{{ text }}"),
    ("templates-escape-everything", "web/templates/a.html", "{% autoescape off %}", "{# |safe #}"),
    ("pages-obey-the-security-policy", "web/templates/a.html", "<p style='color: red'>", "<p class='red'>"),
    ("pages-obey-the-security-policy", "web/templates/a.html", "<a\n onclick='x()'>", "<a hx-get='/x' data-one='1'>"),
    ("pages-obey-the-security-policy", "web/templates/a.html", "<script>x()</script>", "<script src='x.js'></script>"),
    ("pages-obey-the-security-policy", "web/templates/a.html", "<style>a{}</style>", None),
    ("pages-obey-the-security-policy", "web/templates/a.html", "<script src='https://cdn/x.js'></script>", None),
    ("pages-obey-the-security-policy", "web/templates/a.html", "<a href='javascript:x()'>", None),
    ("no-link-leads-nowhere", "web/templates/a.html", '<a href="#">', '<a href="#top">'),
    ("scripts-make-no-code-or-html", "web/static/a.js", "x.innerHTML = y", "x.textContent = y"),
    ("scripts-hold-no-sentences", "web/static/a.js", "show('Please wait a moment')", "show(box.dataset.wait)"),
    ("every-text-is-translated", "web/templates/a.html", "<p>Hello</p>", '<p>{% translate "Hello" %}</p>'),
    (
        "every-text-is-translated",
        "web/templates/a.html",
        "<img alt='A shoe'>",
        "<img alt='{% translate \"A shoe\" %}'>",
    ),
    (
        "every-text-is-translated",
        "web/templates/a.html",
        "{% if x %}Yes{% endif %}",
        "{% blocktranslate %}Yes{% endblocktranslate %}",
    ),
    (
        "every-text-is-translated",
        "web/templates/a.html",
        "{% include 'b.html' with label='No reply' %}",
        "{% include 'b.html' with label=_('No reply') %}",
    ),
    ("every-text-is-translated", "web/templates/email/body.txt", "Dear {{ name }}", "{{ greeting }} – Amends"),
]


def rules_broken(path: str, text: str) -> set[str]:
    return {violation.rule for violation in run.check([Source(path, text)])}


@pytest.mark.parametrize(("rule", "path", "bad", "good"), CASES)
def test_a_rule_catches_its_bad_line_and_passes_its_twin(rule, path, bad, good):
    assert rule in rules_broken(path, bad)
    if good is not None:
        assert rule not in rules_broken(path, good)


def test_every_rule_has_a_bad_line_here_and_a_reason():
    reasons = {rule.name: rule.check.__doc__ for rule in RULES} | {rule.name: rule.check.__doc__ for rule in TREE_RULES}
    assert set(reasons) == {rule for rule, *_ in CASES}
    assert all(reasons.values())


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        ("only-lifecycle-writes-state", "complaints/lifecycle.py", "complaint.state = to"),
        ("only-timeline-writes-entries", "complaints/timeline.py", "Entry(kind='x')"),
        ("network-only-in-channels", "channels/email/outbound.py", "import smtplib"),
        ("no-orm-at-the-edges", "intake/queries.py", "Complaint.objects.all()"),
        ("no-print", "cli/main.py", "print(1)"),
        ("modules-are-short", "intake/migrations/0001_initial.py", "x = 1\n" * 500),
        ("tables-out-in-one-place", "text/tables.py", "import xlsxwriter"),
    ],
)
def test_a_rule_knows_the_one_place_where_it_does_not_hold(rule, path, text):
    assert rule not in rules_broken(path, text)


def test_an_exception_without_a_reason_is_refused():
    assert run.read_allowed("no-catch-all flows/worker.py  # the outermost loop") == {
        ("no-catch-all", "flows/worker.py")
    }
    with pytest.raises(SystemExit):
        run.read_allowed("no-catch-all flows/worker.py")


def test_the_tree_is_clean():
    assert [str(violation) for violation in run.check_tree()] == []
