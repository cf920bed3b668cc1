"""What Outlook hides in winmail.dat comes out again."""

import struct

from compressed_rtf import compress

from amends.channels.email import rtf, tnef


def message(properties):
    content = struct.pack("<I", len(properties)) + b"".join(
        struct.pack("<HHII", kind, name, 1, len(value)) + value + b"\0" * (-len(value) % 4)
        for kind, name, value in properties
    )
    head = struct.pack("<IH", 0x223E9F78, 1)
    return head + struct.pack("<BHHI", 1, 0x9003, 6, len(content)) + content + struct.pack("<H", sum(content) & 0xFFFF)


def test_a_rich_text_body_is_read_when_there_is_no_other():
    source = b"{\\rtf1\\ansi\\ansicpg932{\\fonttbl{\\f0 MS Gothic;}}\\f0 Hello\\par It leaks.}"
    unpacked = tnef.unpack(message([(0x0102, 0x1009, compress(source))]))
    assert unpacked.text == "Hello\nIt leaks."


def test_a_rich_text_body_with_a_wrong_checksum_stops_nothing():
    octets = bytearray(compress(b"{\\rtf1\\ansi Hello}"))
    octets[-1] ^= 0xFF
    assert tnef.unpack(message([(0x0102, 0x1009, bytes(octets))])).text == ""


def test_rich_text_in_a_japanese_code_page_is_read():
    octets = "".join(f"\\'{byte:02x}" for byte in "水漏れ".encode("cp932"))
    assert rtf.text_of(b"{\\rtf1\\ansi\\ansicpg932 " + octets.encode() + b"\\par\\u27700?}") == "水漏れ\n水"


def test_what_is_cut_off_is_noted():
    assert tnef.unpack(message([(0x001F, 0x1000, "はい".encode("utf-16-le"))])[:-9]).is_damaged


def test_a_body_in_unicode_is_read():
    assert tnef.unpack(message([(0x001F, 0x1000, "はい\0".encode("utf-16-le"))])).text == "はい"
