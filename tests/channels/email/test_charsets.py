"""Whatever the label says, reading text never fails, and what is known is never lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.channels.email import charsets
from amends.channels.email.parsing import parse
from benchmarks.mutants import LABELS

JAPANESE = "先日お願いした件ですが、まだ連絡がありません。"
CHINESE = "空调装好才三天就漏水，请尽快派人来看。"
TRADITIONAL = "冷氣裝好三天就漏水，請儘快派人來處理。"


@given(label=st.one_of(st.sampled_from(LABELS), st.text(max_size=20), st.binary(max_size=12).map(lambda octets: octets.decode("latin-1"))),
       octets=st.binary(max_size=300))  # fmt: skip
def test_any_bytes_under_any_label_are_read(label, octets):
    text = charsets.decode(octets, label).text
    assert "\0" not in text
    assert text.encode("utf-8").decode("utf-8") == text


@given(st.binary(max_size=2_000))
def test_any_bytes_are_a_mail(octets):
    parse(octets).to_json()


@given(name=st.text(max_size=60), address=st.emails())
def test_a_name_comes_back_as_it_was_sent(name, address):
    shown = " ".join(name.replace("@", "").split())
    if not shown.isprintable() or '"' in shown or "\\" in shown or shown[:1] == "'":
        return
    mail = parse(f'From: "{shown}" <{address}>\r\n\r\nx'.encode())
    assert mail.from_[0].address == address
    assert mail.from_[0].name == shown or "=?" in shown


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (CHINESE, "gbk"),
        (CHINESE, "hz"),
        (TRADITIONAL, "cp950"),
    ],
)
@pytest.mark.parametrize("label", ["", "us-ascii", "iso-8859-1", "utf-8", "x-unknown", "unknown-8bit"])
def test_east_asian_text_under_a_wrong_label_is_recognised(text, codec, label):
    if codec == "hz":
        label = "hz-gb-2312"
    assert charsets.decode(text.encode(codec), label).text == text


@pytest.mark.parametrize(
    "name",
    [
        "CP50220",
        " 'Shift_JIS' ",
        "x-sjis",
        "GB2312",
        "x-gbk",
        "Big5",
        "ks_c_5601-1987",
        "cp-850",
        "windows-874",
        '"utf-8',
    ],
)
def test_names_of_charsets_are_understood(name):
    assert charsets.normal_name(name)


@pytest.mark.parametrize(
    "name", ["idna", "undefined", "rot13", "base64", "unicode_escape", "\0", "é", "x" * 500, "us-askey"]
)
def test_what_is_no_charset_is_none(name):
    assert charsets.normal_name(name) == ""
