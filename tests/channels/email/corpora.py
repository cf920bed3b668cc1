"""The shared corpora beside the checkout: real and hostile mails of others, never part of the project."""

from pathlib import Path

import pytest

from benchmarks.corpora import find_mails


def mails(pattern: str = "*") -> list[Path]:
    """Give the files of the corpora; the test is skipped where they are not."""
    directory = find_mails()
    if directory is None:
        pytest.skip("the shared corpora are not beside this checkout")
    named = [path for path in sorted(directory.rglob(pattern)) if path.is_file() and path.parent != directory]
    return [path for path in named if not path.name.startswith(("README", "LICENSE")) and path.suffix != ".json"]
