"""The catalogues on disk: read, merged with what the tree says now, written, compiled. Same input, same bytes."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tools.words.marked import Marked

LANGUAGES = ("ja", "zh_Hans", "ms")
ALWAYS_THE_SAME = datetime(2026, 1, 1, tzinfo=UTC)  # a date of today would make two branches differ for nothing


def catalogue_path(locale: Path, language: str) -> Path:
    return locale / language / "LC_MESSAGES" / "django.po"


def template_of(texts: Iterable[Marked]) -> Catalog:
    """Collect marked texts into an empty catalogue."""
    template = Catalog(project="Amends", charset="utf-8")
    for text in texts:
        template.add(text.id, locations=[(text.path, text.line)], auto_comments=text.comments, context=text.context)
    return template


def read(path: Path, language: str) -> Catalog:
    """Read a catalogue; one that is not there is empty."""
    catalogue = Catalog(locale=language, charset="utf-8")
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
    # None of the three has a plural form of its own; Babel thinks otherwise of Malay, Django and CLDR do not.
    vars(catalogue).update(_num_plurals=1, _plural_expr="0")
    return catalogue


def merge(catalogue: Catalog, template: Catalog) -> Catalog:
    """Bring a catalogue up to the tree: new texts empty, nothing guessed; texts that are gone stay as obsolete."""
    catalogue.update(template, no_fuzzy_matching=True, keep_user_comments=True)
    return catalogue


def write(catalogue: Catalog, path: Path, *, keep_obsolete: bool = True) -> None:
    """Write a catalogue sorted by its texts, without line numbers: two branches seldom touch the same line."""
    catalogue.creation_date = ALWAYS_THE_SAME
    catalogue.revision_date = ALWAYS_THE_SAME
    catalogue.header_comment = "# Amends. Apache-2.0."
    catalogue.project, catalogue.version, catalogue.msgid_bugs_address = "Amends", "1", ""
    catalogue.last_translator = "Amends"
    catalogue.language_team = "Amends"
    catalogue.fuzzy = False
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, sort_output=True, include_lineno=False, ignore_obsolete=not keep_obsolete)


def compile_all(locale: Path) -> list[Path]:
    """Write the .mo file beside each catalogue; fuzzy texts are left out, so that they show in English."""
    written = []
    for path in sorted(locale.glob("*/LC_MESSAGES/django.po")):
        target = path.with_suffix(".mo")
        with target.open("wb") as file:
            write_mo(file, read(path, path.parts[-3]))
        written.append(target)
    return written
