"""`amends mail parse [FILE ...]`: show how mails are read; touches no database."""

import json
import sys
from collections.abc import Sequence
from typing import BinaryIO, TextIO

from amends.channels.email.child import Parked, parse_in_child

DONE, REFUSED, WRONG_USE = 0, 1, 2


def parse_files(paths: Sequence[str], stdin: BinaryIO, stdout: TextIO) -> int:
    """Print one JSON document for stdin, or one line a file with "file" and, where it failed, "error".

    Gives the exit code: 0 all read, 1 at least one not.
    """
    if not paths:
        outcome = _outcome(stdin.read())
        json.dump(outcome, stdout, ensure_ascii=False, indent=2)
        stdout.write("\n")
        return REFUSED if "error" in outcome else DONE
    code = DONE
    for path in paths:
        outcome = {"file": path, **_file_outcome(path)}
        code = REFUSED if "error" in outcome else code
        stdout.write(json.dumps(outcome, ensure_ascii=False) + "\n")
    return code


def _file_outcome(path: str) -> dict[str, object]:
    """Read one file."""
    try:
        with open(path, "rb") as opened:
            raw = opened.read()
    except OSError as error:
        return {"error": f"cannot be opened: {error.strerror or error}"}
    return _outcome(raw)


def _outcome(raw: bytes) -> dict[str, object]:
    """Read one mail within its budget."""
    parsed = parse_in_child(raw)
    if isinstance(parsed, Parked):
        return {"error": parsed.reason}
    return dict(parsed.to_json())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run as `python -m amends.channels.email.command [FILE ...]`."""
    paths = list(sys.argv[1:] if arguments is None else arguments)
    if any(path in ("-h", "--help") for path in paths):
        sys.stdout.write("usage: amends mail parse [FILE ...]\n\nReads mails and prints what was understood as JSON.\n")
        return DONE
    if any(path.startswith("-") for path in paths):
        sys.stderr.write("usage: amends mail parse [FILE ...]\n")
        return WRONG_USE
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    return parse_files(paths, sys.stdin.buffer, sys.stdout)


if __name__ == "__main__":
    sys.exit(main())
