"""How much of one mail is read; what lies beyond is kept raw, noted as a problem, and never stops the next mail."""

MEGABYTE = 1024 * 1024

SIZE = 64 * MEGABYTE
"""Bytes of one mail that are looked at."""
PARTS = 1_000
DEPTH = 50
"""Multiparts within multiparts."""
HEADER_FIELDS = 1_000
HEADER_BYTES = 256 * 1024
FIELD_BYTES = 128 * 1024
ATTACHMENTS = 200
LINKS = 20_000
TEXT = 2_000_000
"""Characters of readable text kept of all text parts together."""
HTML = 3_000_000
"""Characters of HTML turned into text."""
ADDRESSES = 1_000
UNPACKED = 100 * MEGABYTE
"""Bytes of all attachments together, unpacked."""
REPLY_LINES = 20_000
"""Lines looked at when a reply is parted from what it quotes; what follows is kept."""
ATTRIBUTIONS = 500
"""Lines that look a little like "On ... wrote:" and are looked at closely."""
