"""Chats pasted from messengers come apart into turns; what is no chat stays what it is."""

import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.text.pasted_chat import Chat, Turn, read


def at(year, month, day, hour, minute, second=0):
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


ANDROID = """12/03/2026, 14:05 - Messages and calls are end-to-end encrypted. Tap to learn more.
12/03/2026, 14:05 - Ann Lee: The shoes leak.
Both of them.
12/03/2026, 14:07 - Kazami Care: We are sorry: what size?
13/03/2026, 09:00 - Ann Lee: <Media omitted>
13/03/2026, 09:01 - Ann Lee: IMG-20260313-WA0001.jpg (file attached)
My receipt"""


def test_whatsapp_on_android():
    assert read(ANDROID) == Chat("whatsapp", (
        Turn("", "Messages and calls are end-to-end encrypted. Tap to learn more.", at(2026, 3, 12, 14, 5)),
        Turn("Ann Lee", "The shoes leak.\nBoth of them.", at(2026, 3, 12, 14, 5)),
        Turn("Kazami Care", "We are sorry: what size?", at(2026, 3, 12, 14, 7)),
        Turn("Ann Lee", "<Media omitted>", at(2026, 3, 13, 9, 0), is_media=True),
        Turn("Ann Lee", "IMG-20260313-WA0001.jpg (file attached)\nMy receipt", at(2026, 3, 13, 9, 1), is_media=True),
    ))  # fmt: skip
    assert read(ANDROID).people == ("Ann Lee", "Kazami Care")


IPHONE = (
    "[12/03/26, 2:05:33\u202fPM] Siti binti Omar: \u200eimage omitted\r\n"
    "\u200e[12/03/26, 2:06:01\u202fPM] Kedai Kazami: Selamat petang, puan.\r\n"
)


def test_whatsapp_on_iphones_with_their_invisible_signs():
    first, second = read(IPHONE, zone=ZoneInfo("Asia/Kuala_Lumpur")).turns
    assert (first.who, first.is_media) == ("Siti binti Omar", True)
    assert (second.who, second.text) == ("Kedai Kazami", "Selamat petang, puan.")
    assert first.at == at(2026, 3, 12, 6, 5, 33)


@pytest.mark.parametrize(
    ("stamp", "hour"),
    [
        ("2:05 PTG", 14),
        ("9:05 PG", 9),
        ("12:05 TGH", 12),
        ("8:05 MLM", 20),
        ("12:05 am", 0),
        ("12:05 p.m.", 12),
        ("14.05", 14),
    ],
)
def test_hours_in_malay_and_english(stamp, hour):
    [turn] = read(f"12/03/2026, {stamp} - Siti: Kasut saya koyak").turns
    assert (turn.who, turn.at) == ("Siti", at(2026, 3, 12, hour, 5))


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        ("3/12/26, 2:05 PM - A: x\n3/13/26, 2:05 PM - B: y", [(3, 12), (3, 13)]),
        ("12/3/26, 2:05 PM - A: x\n13/3/26, 2:05 PM - B: y", [(3, 12), (3, 13)]),
        ("2/1/26, 2:05 PM - A: x\n2/2/26, 2:05 PM - B: y\n3/1/26, 2:05 PM - A: z", [(2, 1), (2, 2), (3, 1)]),
        ("2026/03/12 14:05 - A: x\n2026/03/13 14:05 - B: y", [(3, 12), (3, 13)]),
    ],
)
def test_days_and_months_are_told_apart(lines, days):
    assert [(turn.at.month, turn.at.day) for turn in read(lines).turns] == days


LINE = """[LINE] 山田 太郎とのトーク履歴
保存日時：2026/03/12 20:00

2026/03/12(木)
14:05\t山田 太郎\tエアコンが冷えません
14:06\t風見お客様係\t"申し訳ございません。
型番は""KZ-1""でしょうか。"
14:07\t山田 太郎\t[写真]
14:08\t山田 太郎がメッセージの送信を取り消しました

2026/03/13(金)
午後9:00\t山田 太郎\tまだです"""


def test_line_in_japanese():
    chat = read(LINE, zone=ZoneInfo("Asia/Tokyo"))
    assert chat.form == "line"
    assert chat.people == ("山田 太郎", "風見お客様係")
    assert [turn.text for turn in chat.turns] == [
        "エアコンが冷えません", '申し訳ございません。\n型番は"KZ-1"でしょうか。', "[写真]",
        "山田 太郎がメッセージの送信を取り消しました", "まだです",
    ]  # fmt: skip
    assert [turn.is_media for turn in chat.turns] == [False, False, True, False, False]
    assert chat.turns[0].at == at(2026, 3, 12, 5, 5)
    assert chat.turns[-1].at == at(2026, 3, 13, 12, 0)


def test_line_on_a_computer():
    chat = read("2026.03.12 木曜日\n14:05 山田 冷えません\n14:06 係 承知いたしました")
    assert [(turn.who, turn.text) for turn in chat.turns] == [("山田", "冷えません"), ("係", "承知いたしました")]


WECHAT = """张三 2026/3/12 14:05:33
空调不制冷
已经三天了

客服小李 2026-03-12 14:06
[图片]
"""
FORWARDED = """—————  2026-03-12  —————

张三  14:05

空调不制冷

客服小李  14:06

您好，请问型号是？
"""


def test_wechat_copied_and_forwarded():
    copied, forwarded = read(WECHAT), read(FORWARDED)
    assert copied == Chat("wechat", (
        Turn("张三", "空调不制冷\n已经三天了", at(2026, 3, 12, 14, 5, 33)),
        Turn("客服小李", "[图片]", at(2026, 3, 12, 14, 6), is_media=True),
    ))  # fmt: skip
    assert [(turn.who, turn.text, turn.at) for turn in forwarded.turns] == [
        ("张三", "空调不制冷", at(2026, 3, 12, 14, 5)), ("客服小李", "您好，请问型号是？", at(2026, 3, 12, 14, 6)),
    ]  # fmt: skip


def test_names_with_colons():
    chat = read("Ann: It leaks\nKazami: Since when?\nAnn: Monday\nfrom the first day")
    assert chat.form == "names"
    assert chat.turns == (
        Turn("Ann", "It leaks"),
        Turn("Kazami", "Since when?"),
        Turn("Ann", "Monday\nfrom the first day"),
    )
    assert read("客人：坏了\n店员：对不起").people == ("客人", "店员")


@pytest.mark.parametrize(
    "words",
    [
        "", "The kettle leaks.", "Dear shop: it leaks.\nPlease help.", "See https://shop.test/a: now\nand http://x.test",
        "Name: Ann\nOrder: 42\nPhone: 123", "先日購入したエアコンが冷えません。", "10:30 I was there",
    ],
)  # fmt: skip
def test_what_is_no_chat_is_none(words):
    assert read(words) == Chat("")


@given(st.text(max_size=400) | st.lists(st.sampled_from([*ANDROID.split("\n"), *LINE.split("\n"), *WECHAT.split("\n"), ":", "99/99/99, 99:99 - A: x"]), max_size=12).map("\n".join))  # fmt: skip
def test_whatever_is_pasted_nothing_breaks(words):
    for turn in read(words).turns:
        assert turn.who or turn.text


@pytest.mark.parametrize(
    "words",
    [
        "1/1/26, 1:00 - " * 5000,
        "a" * 400_000,
        ("x:" * 30 + "\n") * 5000,
        "\t" * 100_000,
        "— " * 50_000,
        "张" * 39 + " " * 50_000,
    ],
)
def test_no_pattern_takes_long(words):
    start = time.process_time()
    read(words)
    assert time.process_time() - start < 5
