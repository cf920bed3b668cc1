"""The Malay stories: the Malay of Malaysia, its letters, and the mixture that the charts of the example rest on."""

import json
import re
from collections import Counter

from tests.cli.stories import STORIES, Story, each

MALAY = STORIES["ms"]
INDONESIAN = re.compile(
    r"\b(karena|uang|kantor|gratis|kapan|kualitas|nomor|mobil|sepatu|rusak|listrik|garansi|bisa|silakan|teknisi|toko)\b",
    re.IGNORECASE,
)
PROMISED = re.compile(
    r"\bRM ?\d|pampasan|ganti rugi|percuma|dijamin|akan (ganti|bayar|pulang)", re.IGNORECASE
)  # fmt: skip


@each(MALAY)
def test_the_numbers_belong_to_nobody(story: Story) -> None:
    phone = story["complainant"]["phone"]
    assert phone is None or re.fullmatch(r"\+60 (11-0\d{3}|3-1\d{3}|9-1\d{2}) \d{4}", phone)


@each(MALAY)
def test_a_reply_of_the_same_day_is_signed_and_promises_no_money(story: Story) -> None:
    reply = story["human_reply"]
    if story["lane"] == "now" or story["state"] in {"accepted", "merged"}:
        assert reply is None
        return
    assert reply.endswith("{owner}")
    assert not PROMISED.search(reply)


@each([story for story in MALAY if story["answer"]])
def test_a_letter_offers_a_choice_and_says_where_else_to_turn(story: Story) -> None:
    letter = story["answer"]
    assert re.search("TTPM|Tribunal Tuntutan Pengguna", letter)
    assert "Sekian, terima kasih." in letter
    assert letter.endswith("{owner}")
    assert 60 <= len(letter.split()) <= 145
    assert len(story["options"]) >= 2


@each(MALAY)
def test_the_words_are_malay_and_of_a_length_people_use(story: Story) -> None:
    assert not INDONESIAN.search(json.dumps(story, ensure_ascii=False))
    length = len(story["text"].split())
    assert 8 <= length <= 120
    if story["lane"] != "now":
        assert length >= 30


def test_states_lanes_and_kinds_are_mixed_as_in_life() -> None:
    shares = {key: Counter(story[key] for story in MALAY) for key in ("state", "lane", "kind")}
    assert 0.40 <= shares["state"]["closed"] / len(MALAY) <= 0.50
    assert 0.30 <= shares["lane"]["now"] / len(MALAY) <= 0.40
    assert 0.10 <= shares["lane"]["careful"] / len(MALAY) <= 0.15
    assert 0.85 <= shares["kind"]["complaint"] / len(MALAY) <= 0.91


def test_one_till_in_penang_gives_short_change_five_times_in_a_week() -> None:
    short = [
        story
        for story in MALAY
        if (story["branch"], story["unit"], story["lane"], story["cause"]) == ("my-penang", "till", "now", "S8")
        and story["days_ago"] < 7
    ]
    assert len(short) >= 5
