"""What a file is, from its first bytes and never from what its sender says; and under which type it may leave again."""

from __future__ import annotations

UNKNOWN = "application/octet-stream"
HEAD = 4096  # bytes that are enough to tell

# Marks at the beginning of a file, and the type they stand for. SVG, HTML and scripts are not in the list: they stay
# unknown and are only ever downloaded.
_MARKS: tuple[tuple[bytes, int, str], ...] = (
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"GIF87a", 0, "image/gif"),
    (b"GIF89a", 0, "image/gif"),
    (b"WEBP", 8, "image/webp"),
    (b"BM", 0, "image/bmp"),
    (b"II*\x00", 0, "image/tiff"),
    (b"MM\x00*", 0, "image/tiff"),
    (b"%PDF-", 0, "application/pdf"),
    (b"PK\x03\x04", 0, "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, "application/x-ole-storage"),
    (b"{\\rtf", 0, "application/rtf"),
    (b"ID3", 0, "audio/mpeg"),
    (b"\xff\xfb", 0, "audio/mpeg"),
    (b"\xff\xfa", 0, "audio/mpeg"),
    (b"\xff\xf3", 0, "audio/mpeg"),
    (b"\xff\xf2", 0, "audio/mpeg"),
    (b"\xff\xf1", 0, "audio/aac"),
    (b"\xff\xf9", 0, "audio/aac"),
    (b"OggS", 0, "audio/ogg"),
    (b"#!AMR", 0, "audio/amr"),
    (b"WAVE", 8, "audio/wav"),
    (b"AVI ", 8, "video/x-msvideo"),
    (b"\x1aE\xdf\xa3", 0, "video/webm"),
)
# Brands of the ISO base media format, at byte 8 after "ftyp".
_BRANDS: dict[bytes, str] = {
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"hevc": "image/heic",
    b"mif1": "image/heic",
    b"msf1": "image/heic",
    b"avif": "image/avif",
    b"qt  ": "video/quicktime",
    b"M4A ": "audio/mp4",
    b"3gp4": "video/3gpp",
    b"3gp5": "video/3gpp",
}
# What a zip archive is by its name; macros and programs are not told apart, all are downloads.
_ZIPPED = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
PICTURES = frozenset(
    {"image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp", "image/tiff", "image/heic", "image/avif"}
)
# Programs: a complaint needs none, and a colleague could start one.
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!/")
_PROGRAM_NAMES = (".exe", ".com", ".bat", ".cmd", ".scr", ".js", ".vbs", ".ps1", ".msi", ".jar", ".lnk", ".hta", ".apk")


def sniff(head: bytes, name: str = "") -> str:
    """Tell the type of a file from its first bytes; plain text is text/plain, what is not known is octet-stream."""
    for mark, at, content_type in _MARKS:
        if head[at : at + len(mark)] == mark:
            return _zipped(name) if content_type == "application/zip" else content_type
    if head[4:8] == b"ftyp":
        is_voice = name.lower().endswith((".m4a", ".aac"))
        return _BRANDS.get(head[8:12], "audio/mp4" if is_voice else "video/mp4")
    return "text/plain" if _is_text(head, name) else UNKNOWN


def is_picture(content_type: str) -> bool:
    """Say whether a small picture can be made of a file of this type."""
    return content_type in PICTURES


def is_program(head: bytes, name: str) -> bool:
    """Say whether a file is a program or a script that a double click would start."""
    return head.startswith(_PROGRAMS) or name.lower().rstrip(". ").endswith(_PROGRAM_NAMES)


def _zipped(name: str) -> str:
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    return _ZIPPED.get(ending, "application/zip")


def _is_text(head: bytes, name: str) -> bool:
    if b"\x00" in head or head.lstrip()[:1] == b"<":
        return False
    ending = name.lower()
    return ending.endswith((".txt", ".csv", ".log", ".md")) or (not ending.count(".") and head.isascii())
