"""The three commands of tools/messages.py."""

import argparse
from collections import Counter
from pathlib import Path

from tools.words import catalogues, faults, marked

ROOT = Path(__file__).resolve().parents[2]
TREE = ROOT / "src" / "amends"
LOCALE = TREE / "locale"
UNTRANSLATED = ROOT / "tools" / "untranslated.txt"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="messages", description="Message catalogues in four languages")
    commands = parser.add_subparsers(dest="command", required=True)
    extracting = commands.add_parser("extract", help="read marked texts into the catalogues")
    extracting.add_argument("--prune", action="store_true", help="drop texts that are no longer in the tree")
    commands.add_parser("compile", help="write the .mo files")
    checking = commands.add_parser("check", help="exit 1 where a translation is missing or wrong")
    checking.add_argument("--language", choices=catalogues.LANGUAGES, help="only this one")
    given = parser.parse_args(arguments)
    if given.command == "extract":
        return extract(keep_obsolete=not given.prune)
    if given.command == "compile":
        return compile_catalogues()
    return check([given.language] if given.language else list(catalogues.LANGUAGES))


def extract(*, keep_obsolete: bool) -> int:
    """Bring all catalogues up to the tree, and say how much is left to translate."""
    template = catalogues.template_of(marked.in_tree(TREE))
    for language in catalogues.LANGUAGES:
        path = catalogues.catalogue_path(LOCALE, language)
        catalogue = catalogues.merge(catalogues.read(path, language), template)
        catalogues.write(catalogue, path, keep_obsolete=keep_obsolete)
        texts = [message for message in catalogue if message.id]
        empty = sum(1 for message in texts if not message.string or not all(message.string))
        print(f"{language}: {len(texts)} texts, {empty} to translate")
    return 0


def compile_catalogues() -> int:
    for path in catalogues.compile_all(LOCALE):
        print(path.relative_to(ROOT))
    return 0


def check(languages: list[str]) -> int:
    """Print every fault, one a line, then a count."""
    template = catalogues.template_of(marked.in_tree(TREE))
    wanted = {(message.context, message.id) for message in template if message.id}
    untranslated = faults.Untranslated(UNTRANSLATED.read_text(encoding="utf-8"))
    count: Counter[str] = Counter()
    for language in languages:
        catalogue = catalogues.read(catalogues.catalogue_path(LOCALE, language), language)
        there = {(message.context, message.id) for message in catalogue if message.id}
        found = [(str(one), "not in the catalogue: run make messages") for _, one in wanted - there]
        found += [(str(one), "no longer in the tree: run make messages") for _, one in there - wanted]
        found += faults.in_catalogue(catalogue, language, untranslated)
        for text, fault in sorted(found):
            count[language] += 1
            print(f"{language}: {text[:70]!r}: {fault}")
    print(", ".join(f"{language}: {count[language]} faults" for language in languages))
    return 1 if count.total() else 0
