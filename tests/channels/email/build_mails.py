"""Write our own corpus of mails anew: python -m tests.channels.email.build_mails.

Every mail was written for this project; the bytes are as the programs named would send them.
"""

import importlib
import json
from pathlib import Path

from tests.channels.email.mail_sources.writing import Mail

FOLDER = Path(__file__).parent / "mails"
SOURCES = ("replies_en_ms", "replies_ja", "replies_zh", "charsets", "attachments", "machines", "hostile")


def mails() -> list[Mail]:
    """Give all mails of the corpus."""
    modules = [importlib.import_module(f"tests.channels.email.mail_sources.{name}") for name in SOURCES]
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
