"""The catalogues hold every marked text, keep what is translated, and a wrong translation is noticed."""

import gettext

import pytest
from babel.messages import Catalog

from tools.words import catalogues, faults, marked

PYTHON = """
from django.utils.translation import gettext as _, ngettext, pgettext_lazy as p
# Translators: on the button
a = _("Send " "now")
b = ngettext("one day", "%(n)d days", n)
c = p("state", "Open")
d = _(variable)
"""
TEMPLATE = """{% load i18n %}
<p>{% translate "Your complaint" %} {% trans 'Open' context "state" %}</p>
{% blocktranslate trimmed with name=x %}
  Dear {{ name }}, 100 %
{% endblocktranslate %}
{% blocktranslate count n=days %}one day{% plural %}{{ n }} days{% endblocktranslate %}
{% include "a.html" with label=_("No reply") %} {{ x|default:_("nobody") }} {{ _("told") }}
{# translate "not this" #}
"""
ALLOWED = faults.Untranslated("Amends\nPDF\n# a comment\nms: Status\n")


def ids(texts):
    return [(text.context, text.singular, text.plural) for text in texts]


def test_marked_texts_of_python_are_found_under_any_imported_name():
    texts = list(marked.in_python("a.py", PYTHON))
    assert ids(texts) == [(None, "Send now", None), (None, "one day", "%(n)d days"), ("state", "Open", None)]
    assert texts[0].comments == ("Translators: on the button",)


def test_marked_texts_of_templates_are_those_that_django_asks_for():
    assert ids(marked.in_template("a.html", TEMPLATE)) == [
        (None, "Your complaint", None),
        ("state", "Open", None),
        (None, "Dear %(name)s, 100 %%", None),
        (None, "one day", "%(n)s days"),
        (None, "No reply", None),
        (None, "nobody", None),
        (None, "told", None),
    ]


def test_extracting_again_keeps_translations_and_guesses_nothing(tmp_path):
    path = catalogues.catalogue_path(tmp_path, "ja")
    old = catalogues.template_of([marked.Marked("a.py", 1, "Your complaint"), marked.Marked("a.py", 2, "Gone")])
    catalogue = catalogues.merge(catalogues.read(path, "ja"), old)
    catalogue.get("Your complaint").string = "お申し出"
    catalogue.get("Gone").string = "消えた"
    catalogues.write(catalogue, path)
    new = catalogues.template_of(
        [marked.Marked("b.py", 9, "Your complaint"), marked.Marked("b.py", 9, "Your complaints")]
    )
    again = catalogues.merge(catalogues.read(path, "ja"), new)
    catalogues.write(again, path)
    read = catalogues.read(path, "ja")
    assert read.get("Your complaint").string == "お申し出"
    assert read.get("Your complaints").string == ""
    assert not read.get("Your complaints").fuzzy
    assert "Gone" in read.obsolete
    before = path.read_bytes()
    catalogues.write(catalogues.merge(read, new), path)
    assert path.read_bytes() == before


def test_a_compiled_catalogue_speaks(tmp_path):
    path = catalogues.catalogue_path(tmp_path, "ms")
    template = catalogues.template_of([marked.Marked("a.py", 1, "one day", "%(n)s days")])
    catalogue = catalogues.merge(catalogues.read(path, "ms"), template)
    catalogue.get("one day").string = ("%(n)s hari",)
    catalogues.write(catalogue, path)
    [compiled] = catalogues.compile_all(tmp_path)
    with compiled.open("rb") as file:
        assert gettext.GNUTranslations(file).ngettext("one day", "%(n)s days", 2) == "%(n)s hari"


@pytest.mark.parametrize(
    ("language", "text", "translation", "fault"),
    [
        ("ja", "Open", "", "not translated"),
        ("ms", "Open", "Open", "English"),
        ("ja", "Thank you for telling us", "感謝您告诉我们这件事情", "kana"),
        ("ja", "Thank you", "Arigato", "kana"),
        ("ja", "Open", "开", "not a Japanese character"),
        ("zh_Hans", "Thank you", "ありがとう", "Japanese"),
        ("zh_Hans", "Answer", "答覆與說明", "not a simplified"),
        ("zh_Hans", "Answer", "Answers", "without a Chinese"),
        ("ms", "Answer", "答复", "not Malay"),
        ("ja", "Dear {name}", "{nama} 様へ", "other fields"),
        ("ja", "%(n)s days", "日にち", "other fields"),
        ("ms", "Dear %s", "Yang dihormati %s", "without a name"),
        ("ms", "Answer", "Jawapan ", "white space"),
    ],
)
def test_a_wrong_translation_is_noticed(language, text, translation, fault):
    assert any(fault in found for found in faults_of(language, text, translation))


@pytest.mark.parametrize(
    ("language", "text", "translation"),
    [
        ("ja", "Reference", "受付番号"),
        ("ja", "Save as PDF", "PDFで保存"),
        ("ja", "PDF", "PDF"),
        ("ja", "Dear {name:>9}", "{name:>9} 様へ"),
        ("ja", "Amends – {count}", "Amends – {count}"),
        ("zh_Hans", "Answer", "答复"),
        ("zh_Hans", "By %(day)s, 100 %%", "%(day)s 前，100 %%"),
        ("ms", "Status", "Status"),
        ("ms", "Answer", "Jawapan"),
    ],
)
def test_a_right_translation_passes(language, text, translation):
    assert faults_of(language, text, translation) == []


def test_a_plural_needs_the_fields_of_the_plural():
    assert faults_of("ja", ("one day", "%(n)s days"), ("%(n)s 日かかります",)) == []
    assert faults_of("ja", ("one day", "%(n)s days"), ("一日かかります",)) != []


def faults_of(language, text, translation):
    catalogue = Catalog(locale=language)
    catalogue.add(text, translation)
    return [fault for _, fault in faults.in_catalogue(catalogue, language, ALLOWED)]
