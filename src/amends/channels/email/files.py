"""Files sent along: their names made harmless, winmail.dat opened, forwarded mails kept whole."""

import re
import unicodedata
from dataclasses import dataclass, field

from amends.channels.email import headers, limits, tnef
from amends.channels.email.mail import Attachment
from amends.channels.email.mime import Part

UNSAFE = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,80}/[a-z0-9][a-z0-9!#$&^_.+-]{0,80}")


@dataclass(slots=True)
class Collection:
    """Attachments found so far, and what else came out of them."""

    attachments: list[Attachment] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    text: str = ""
    html: str = ""
    size: int = 0

    def add(self, attachment: Attachment) -> None:
        """Take one file in, within the limits."""
        if len(self.attachments) >= limits.ATTACHMENTS:
            self._note("too many attachments")
            return
        self.size += attachment.size
        if self.size > limits.UNPACKED:
            self._note("attachments too large")
            return
        self.attachments.append(attachment)

    def _note(self, problem: str) -> None:
        if problem not in self.problems:
            self.problems.append(problem)


def collect(parts: list[Part]) -> Collection:
    """Make attachments of file parts."""
    collection = Collection()
    for part in parts:
        octets = part.content()
        name = safe_name(part.file_name, keep_path=part.type == "message/external-body")
        if tnef.is_tnef(part.type, part.file_name, octets):
            _unpack(collection, part, name, octets)
            continue
        kind = part.type if TYPE.fullmatch(part.type) else "application/octet-stream"
        is_inline = part.disposition == "inline" or (part.disposition != "attachment" and bool(part.content_id))
        collection.add(Attachment(name, kind, octets, is_inline, part.content_id))
    return collection


def _unpack(collection: Collection, part: Part, name: str, octets: bytes) -> None:
    """Put the files inside a winmail.dat in its place; keep it as it is when it cannot be opened."""
    unpacked = tnef.unpack(octets)
    if unpacked.is_damaged:
        collection.problems.append("damaged winmail.dat")
    if unpacked.is_damaged and not unpacked.files:
        collection.add(Attachment(name or "winmail.dat", "application/ms-tnef", octets))
    for packed in unpacked.files:
        collection.add(Attachment(safe_name(packed.name), packed.type or "application/octet-stream", packed.content))
    collection.text = collection.text or unpacked.text
    collection.html = collection.html or unpacked.html


def safe_name(name: str, *, keep_path: bool = False) -> str:
    """Make a file name harmless: no path, no control or direction signs, not endless."""
    name = UNSAFE.sub("", unicodedata.normalize("NFC", headers.one_line(name)))
    if not keep_path:
        name = re.sub(r"[/\\]", "_", name)
    name = name.strip()
    if len(name) > 2 and name[0] == name[-1] == "'":
        name = name[1:-1]
    if len(name) > 255:
        stem, dot, extension = name.rpartition(".")
        name = f"{stem[:200]}.{extension}" if dot and len(extension) <= 20 else name[:255]
    return "_" if name in (".", "..") else name
