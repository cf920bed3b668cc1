"""Where a signature begins: delimiters, boxes of rules around an address, and the last lines of a letter."""

import re

from amends.channels.email.reply_words import CONTACT, FOOTER
from amends.channels.email.tables import one_of

DELIMITER = re.compile(r"^(?:--|－－|__|——) ?$")
BOX = re.compile(r"^[\s　]*([━─―=＝*＊+＋~～_＿◆◇☆★□■●○∞#♪・.｡-])\1{4,}|^(?:[*＊☆★◇◆+=~-]{2,}[ 　]?){3,}[\s　]*$")
FOOTER_LINE = re.compile(rf"^[\s*_\[(<-]{{0,3}}(?:{FOOTER})[.。!\])>]*$", re.IGNORECASE)
ORDER = re.compile(r"注文|商品|品番|型番|订单|訂單|order|pesanan|invoice|問合|お問い合わせ番号", re.IGNORECASE)
CLOSING = re.compile(
    "^(?:"
    + one_of(r"""
        thanks?(?: you)?(?: very much| so much| again)?|thx|many thanks|regards|(?:best|kind|warm|warmest) (?:regards|wishes)
        best|cheers|sincerely|yours (?:sincerely|faithfully|truly)|respectfully
        敬具|謹白|敬白|謹言|草々|かしこ|以上|此致|敬礼|顺颂商祺|祝好|谢谢|謝謝
        sekian(?:,? terima kasih)?|terima kasih|yang benar|salam(?: hormat)?
        mit freundlichen grüßen|viele grüße|lg|cordialement|bien à vous|saludos|atentamente|cordiali saluti|distinti saluti
        atenciosamente|met vriendelijke groet(?:en)?|med vänliga hälsningar|mvh|pozdrawiam|с уважением
    """)
    + r")[\s,.!，。！]*$",
    re.IGNORECASE,
)
MOST_LINES = 16
LETTERS = re.compile(r"[^\W\d_]")


def cut(lines: list[str]) -> tuple[list[str], str]:
    """Take delimited signatures and app footers off the end of what was written."""
    kept = _trimmed(lines)
    taken: list[str] = []
    while kept and len(kept[-1]) <= 120 and FOOTER_LINE.match(kept[-1]) and _stands_apart(kept):
        taken.insert(0, kept[-1])
        kept = _trimmed(kept[:-1])
    start = _delimiter(kept)
    if start is not None and any(line.strip() for line in kept[:start]):
        taken = kept[start:] + taken
        kept = _trimmed(kept[:start])
    return kept, "\n".join(taken).strip()


def _stands_apart(lines: list[str]) -> bool:
    """Say whether the last line has a blank line before it, or another footer."""
    return len(lines) > 1 and (
        not lines[-2].strip() or FOOTER_LINE.match(lines[-2]) is not None or len(lines[-2]) <= 120
    )


def _trimmed(lines: list[str]) -> list[str]:
    """Drop blank lines at the end."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return lines[:end]


def _delimiter(lines: list[str]) -> int | None:
    """Find the delimiter or the upper rule of the signature among the last lines."""
    written = [number for number, line in enumerate(lines) if line.strip()]
    lowest = written[-MOST_LINES] if len(written) >= MOST_LINES else 0
    found = None
    for number in range(len(lines) - 1, lowest - 1, -1):
        if DELIMITER.match(lines[number]):
            found = number
    if found is not None:
        return found
    for number in range(lowest, len(lines)):
        if BOX.match(lines[number]) and _is_card(lines[number + 1 :]):
            return number
    return None


def _is_card(lines: list[str]) -> bool:
    """Say whether lines under a rule are an address card, not a table or an order."""
    block = "\n".join(lines)
    return CONTACT.search(block) is not None and not ORDER.search(block) and max(map(len, lines)) <= 70


def find(text: str, sender: str = "") -> str:
    """Give the signature at the end of a text, delimited or not; "" when there is none.

    sender: the name or address of who wrote it, which often begins the signature.
    """
    kept, signature = cut(text.rstrip().split("\n"))
    if signature:
        return signature
    start = _closing(kept, sender)
    return "\n".join(kept[start:]).strip() if start is not None else ""


def _closing(lines: list[str], sender: str) -> int | None:
    """Find "Regards," or the sender's own name among the last lines, with nothing but short lines behind."""
    tokens = [token.lower() for token in re.findall(r"[^\W\d_]{3,}", sender.split("@", 1)[0])]
    for number in range(len(lines) - 1, max(0, len(lines) - MOST_LINES) - 1, -1):
        line = lines[number].strip()
        if len(line) > 70:
            return None
        if number and CLOSING.match(line) and LETTERS.search(" ".join(lines[number + 1 :])):
            return number
        words = [word.lower() for word in re.findall(r"[^\W\d_]+", line)]
        if number and tokens and len(words) <= 6 and set(tokens) <= set(words) and not lines[number - 1].strip():
            return number
    return None
