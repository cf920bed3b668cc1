"""One mail can only take so much; what lies beyond a limit is noted, and the text can still be read."""

import pytest

from amends.channels.email import limits
from amends.channels.email.child import Parked, parse_in_child
from amends.channels.email.parsing import parse

HEAD = b"Subject: s\r\nFrom: ann@example.com\r\n"
MIXED = HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n"
TEXT_PART = b"--x\r\nContent-Type: text/plain\r\n\r\nIt leaks.\r\n"


def around(limit):
    return pytest.mark.parametrize(("count", "is_noted"), [(limit - 1, False), (limit, False), (limit + 1, True)])


@around(limits.PARTS)
def test_so_many_parts_are_read(count, is_noted):
    # The multipart itself is a part, and so is the text.
    mail = parse(MIXED + TEXT_PART + b"--x\r\nContent-Type: a/b\r\n\r\n\r\n" * (count - 2) + b"--x--\r\n")
    assert ("too many parts" in mail.problems) == is_noted
    assert "It leaks." in mail.text


@around(limits.ATTACHMENTS)
def test_so_many_attachments_are_kept(count, is_noted):
    mail = parse(MIXED + TEXT_PART + b"--x\r\nContent-Type: a/b\r\n\r\nc\r\n" * count + b"--x--\r\n")
    assert ("too many attachments" in mail.problems) == is_noted
    assert len(mail.attachments) == min(count, limits.ATTACHMENTS)
    assert mail.text == "It leaks."


@around(limits.DEPTH)
def test_so_deep_are_multiparts_opened(count, is_noted):
    opened = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (level, level) for level in range(count)
    )
    mail = parse(HEAD + opened + b"\r\nIt leaks.\r\n")
    assert ("parts nested too deeply" in mail.problems) == is_noted
    assert "It leaks." in mail.text


@around(limits.HEADER_FIELDS)
def test_so_many_header_fields_are_read(count, is_noted):
    mail = parse(HEAD + b"X-More: y\r\n" * (count - 2) + b"\r\nIt leaks.\r\n")
    assert ("header too long" in mail.problems) == is_noted
    assert mail.text == "It leaks.\n"


def test_so_many_bytes_of_header_are_read():
    mail = parse(
        HEAD + b"X-More: " + b"y" * 90 + b"\r\n" + (b"X-More: " + b"y" * 1000 + b"\r\n") * 270 + b"\r\nIt leaks.\r\n"
    )
    assert "header too long" in mail.problems
    assert mail.subject == "s"
    assert mail.text == "It leaks.\n"


@around(limits.LINKS)
def test_so_many_links_are_counted(count, is_noted):
    mail = parse(HEAD + b"Content-Type: text/html\r\n\r\n<p>It leaks.</p>" + b"<a href=x>y</a>" * count)
    assert ("too many links" in mail.problems) == is_noted
    assert "It leaks." in mail.text


def test_a_mail_too_large_is_read_as_far_as_the_limit(monkeypatch):
    monkeypatch.setattr(limits, "SIZE", 1_000)
    mail = parse(HEAD + b"\r\nIt leaks.\r\n" + b"x" * 2_000)
    assert "mail too large" in mail.problems
    assert mail.text.startswith("It leaks.\n")


HTML = HEAD + b"Content-Type: text/html\r\n\r\n<p>It leaks.</p>"
JIS = HEAD + b"Content-Type: text/plain; charset=iso-2022-jp\r\n\r\nIt leaks.\r\n"
BOMBS = {
    "20,000 links": HTML + b'<a href="http://x.example/y">z</a> ' * 20_000,
    "5 MB of blanks": HEAD + b"\r\nIt leaks.\r\n" + b" " * 5_000_000,
    "5 MB of blank lines": HEAD + b"\r\nIt leaks.\r\n" + b"\n" * 5_000_000,
    "100,000 nested boxes": HTML + b"<div>" * 100_000,
    "100,000 nested quotes": HTML + b"<blockquote>" * 100_000,
    "unclosed scripts": HTML + b"<script>" * 100_000,
    "unclosed quotes": HTML + b'<a "' * 200_000,
    "a line of 1 MB": HEAD + b"\r\nIt leaks.\r\n" + b"a " * 500_000,
    "quotes 500 deep": HEAD + b"\r\nIt leaks.\r\n" + b"".join(b">" * (n % 500) + b" x\r\n" for n in range(20_000)),
    "50,000 attributions": HEAD + b"\r\nIt leaks.\r\n" + b"On Mon, 1 Jan 2020 at 10:00 x wrote\r\n" * 50_000,
    "50,000 rules": HEAD + b"\r\nIt leaks.\r\n" + b"-" * 40 + b"\r\n" + b"----------------\r\n" * 50_000,
    "flowed for ever": HEAD + b"Content-Type: text/plain; format=flowed\r\n\r\nIt leaks.\r\n" + b"a \r\n" * 500_000,
    "escapes for ever": HEAD
    + b"Content-Type: text/plain; charset=iso-2022-jp\r\n\r\nIt leaks.\r\n"
    + b"\x1b$B\x1b(B" * 500_000,
    "escapes lost for ever": JIS + b"$B%F" * 500_000,
    "escapes lost and never closed": JIS + b"$B" + b"%F" * 1_000_000,
    "pairs over many lines": JIS + b"\x1b$B" + b"%F%9\r\n" * 300_000 + b"\x1b$B\x7f",
    "Chinese never closed": HEAD + b"\r\nIt leaks.\r\n" + b"~{DcCG5D" * 200_000,
    "Big5 broken everywhere": HEAD
    + b"Content-Type: text/plain; charset=big5\r\n\r\nIt leaks.\r\n"
    + b"\xa4\xa4\xc6\xe7\xff" * 500_000,
    "files in the text for ever": HEAD + b"\r\nIt leaks.\r\n" + b"begin 644 a.txt\r\n#0V%T\r\n`\r\nend\r\n" * 50_000,
    "files in the text never ended": HEAD + b"\r\nIt leaks.\r\n" + b"begin 644 a.txt\r\n" * 100_000,
    "zeros first": b"\0" * 5_000_000 + HEAD + b"\r\nIt leaks.\r\n",
    "5,000 levels": HEAD
    + b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(5_000))
    + b"\r\nIt leaks.\r\n",
    "parts for ever": MIXED + TEXT_PART + b"--x\r\n" * 200_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_read_within_the_budget_of_a_mail(name):
    mail = parse_in_child(BOMBS[name])
    assert not isinstance(mail, Parked)
    assert "It leaks." in mail.text
