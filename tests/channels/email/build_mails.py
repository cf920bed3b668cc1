"""Write our own corpus of mails anew: python -m tests.channels.email.build_mails.

Every mail was written for this project; the bytes are as the programs named would send them.
"""

import importlib
import json
from pathlib import Path

from tests.channels.email.mail_sources.writing import Mail

FOLDER = Path(__file__).parent / "mails"
SOURCES = (
    "replies_en_ms",
    "replies_ja",
    "replies_zh",
    "programs",
    "charsets",
    "labels",
    "attachments",
    "names",
    "machines",
    "robots",
    "hostile",
    "senders",
)


def mails(*sources: str) -> list[Mail]:
    """Give the mails of the corpus, or those of some sources."""
    modules = [importlib.import_module(f"tests.channels.email.mail_sources.{name}") for name in sources or SOURCES]
    return [mail for module in modules for mail in module.MAILS]


def main() -> None:
    """Write the mails and what is expected of them."""
    FOLDER.mkdir(exist_ok=True)
    rows = []
    for mail in mails():
        (FOLDER / f"{mail.name}.eml").write_bytes(mail.raw)
        rows.append(json.dumps({"file": f"{mail.name}.eml", **mail.expect}, ensure_ascii=False))
    (FOLDER / "expected.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
