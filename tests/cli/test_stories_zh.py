"""The Chinese stories: the right form of address, the form of a letter, simple characters, and no evasions."""

import json
import re

import phonenumbers

from tests.cli.stories import STORIES, Story, each, left_open, letters_of

CHINESE = STORIES["zh"]
KANA = re.compile("[\u3040-\u30ff]")
QUOTED = re.compile("“[^”]*”")
MONEY_WORDS = re.compile("退款|退钱|赔|补偿|免费|全额|保证|全责|代金券|差价|双倍|吃亏|开除")
EVASIONS = re.compile(
    "敬请谅解|高度重视|加强管理|引以为戒|给您带来不便|如有不便|感到不快|耐心等待|宝贵意见|个别现象|小姐"
)


@each(CHINESE)
def test_it_is_chinese_throughout(story: Story) -> None:
    assert not KANA.search(json.dumps(story, ensure_ascii=False))
    assert re.search("[\u4e00-\u9fff]", story["text"])


def test_the_people_are_ladies_and_gentlemen_with_numbers_as_they_are_dialled() -> None:
    people = [story["complainant"] for story in CHINESE]
    assert {person["title"] for person in people} == {"女士", "先生"}
    phones = [person["phone"] for person in people if person["phone"]]
    assert all(phonenumbers.is_possible_number(phonenumbers.parse(phone)) for phone in phones)


@each([story for story in CHINESE if story["lane"] != "now"])
def test_everybody_has_a_reply_that_names_a_date_and_promises_no_money(story: Story) -> None:
    assert "date" in left_open(story["human_reply"])
    assert not MONEY_WORDS.search(QUOTED.sub("", story["human_reply"]))


@each([story for story in CHINESE if story["answer"]])
def test_a_letter_is_in_form_says_sorry_and_offers_another_look(story: Story) -> None:
    letter = story["answer"]
    assert letter.startswith("尊敬的")
    assert "：\n　　您好！\n" in letter
    assert "　　此致\n敬礼！\n" in letter
    assert letter.endswith("{owner}")
    assert "歉" in letter
    assert re.search("复核|重新看", letter)


@each(CHINESE)
def test_staff_write_with_respect_and_without_evasion(story: Story) -> None:
    person = story["complainant"]
    called = person["family_name"] or person["given_name"].split("·")[0]
    for letter in letters_of(story):
        own_words = QUOTED.sub("", letter)
        assert f"{called}{person['title']}" in letter
        assert "您" in own_words
        assert "你" not in own_words
        assert not EVASIONS.search(own_words)
