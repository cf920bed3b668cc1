"""The Chinese stories of the example company: complete, in the known vocabularies, in the right form of address."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import phonenumbers

import amends

Story = dict[str, Any]


def words(text: str) -> set[str]:
    return set(text.split())


KEYS = {
    *("id", "language", "days_ago", "channel", "kind", "branch", "unit", "product", "order", "occurred_days_before"),
    *("complainant", "subject", "text", "wish", "photos", "lane", "severity", "told_cause", "first_guess", "cause"),
    *("level", "loss", "loss_kinds", "loss_per_day", "statements", "evidence", "finding", "responsibility"),
    *("instruction", "why_misused", "decision", "reasons", "options", "value_added", "human_reply", "answer"),
    *("proof", "follow_up", "lesson", "additions", "notes", "state", "overdue", "kept"),
}
LEAVES_OF = {"P": 7, "I": 4, "S": 10, "C": 6, "E": 8, "F": 4, "O": 3, "G": 5, "K": 3, "L": 3, "U": 3, "Y": 2}
CAUSES = {f"{family}{number}" for family, count in LEAVES_OF.items() for number in range(1, count + 1)}
REMEDIES = words("APOL LISN INFO REPR REPL REDO DELV CORR HONR PRED REFD CANC REIM COMP GEST LOAN VISI RCLL ESCL POLI")
STATES = words(
    "accepted acknowledged assessed investigating found proposed approved responded agreed disputed lapsed remedying"
    " remedied following_up second_round internal_review external closed withdrawn merged"
)
CHANNELS = words("portal mail phone counter letter fax messenger chat")
UNITS = words(
    "clothing shoes cooling till online delivery installation repair parts marketing customer-care quality finance"
    " compliance"
)
PRODUCTS = words(
    "SH-AO CO-WO JA-DN JE-ST KN-CA UN-SC DR-SU RU-38 LE-OX SA-WK RB-KD BO-HI KX-22 KX-28SL KX-50 WIN-9 PORT-7 FAN-30"
    " FI-KX RC-KX FIT CLEAN"
)
PHOTOS = words(
    "wet-box torn-seam faded-shirt sole-off leak-wall wrong-model receipt manual-page crushed-parcel dripping-unit"
    " scratched-unit poster price-tag mould stain remote broken-zip small-size"
)
RESPONSIBLE = words("producer seller service logistics platform policy shared customer nobody unproven")
OUTCOMES = {"satisfied", "explained_and_content", "mollified", "dissatisfied", "unreachable"}
CURRENCY_OF = {"cn": "CNY", "my": "MYR"}
CAREFUL_CAUSES = {"P4", "S10", "G1", "G2", "G3", "G4", "C5"}

KANA = re.compile("[\u3040-\u30ff]")
QUOTED = re.compile("“[^”]*”")
MONEY_WORDS = re.compile("退款|退钱|赔|补偿|免费|全额|保证|全责|代金券|差价|双倍|吃亏|开除")
EVASIONS = re.compile(
    "敬请谅解|高度重视|加强管理|引以为戒|给您带来不便|如有不便|感到不快|耐心等待|宝贵意见|个别现象|小姐"
)


def load_stories() -> list[Story]:
    path = Path(amends.__file__).parent / "cli" / "demo" / "stories" / "zh.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


STORIES = load_stories()
HANDLED = [story for story in STORIES if story["lane"] != "now"]
LETTERS = [(story, story["answer"]) for story in HANDLED if story["answer"]]
WRITTEN_BY_STAFF = [(story, story[name]) for story in HANDLED for name in ("human_reply", "answer") if story[name]]


def ids(stories: list[Story]) -> list[str]:
    return [story["id"] for story in stories]


def test_there_are_enough_stories_each_with_its_own_number_and_every_key() -> None:
    assert len(STORIES) >= 105
    assert ids(STORIES) == [f"zh-{number:03d}" for number in range(1, len(STORIES) + 1)]
    assert [story["id"] for story in STORIES if set(story) != KEYS] == []
    assert {story["language"] for story in STORIES} == {"zh-Hans"}


def test_every_code_is_a_known_code() -> None:
    for name, known in (
        ("state", STATES),
        ("channel", CHANNELS),
        ("unit", UNITS),
        ("product", PRODUCTS | {None}),
        ("kind", {"complaint", "question", "opinion", "praise", "stuck"}),
        ("branch", {"cn-shanghai", "cn-guangzhou", "my-penang", "my-kl", "my-kb"}),
        ("lane", {"now", "normal", "careful"}),
        ("severity", {1, 2, 3, 4}),
        ("cause", CAUSES | {None}),
        ("first_guess", CAUSES | {None}),
        ("level", {"company", "individual"}),
        ("loss", {"actual", "expected", "none"}),
        ("responsibility", RESPONSIBLE | {None}),
        ("decision", {"upheld", "partly", "not_upheld", "explained", None}),
        ("kept", {"kept", "late"}),
    ):
        assert {story[name] for story in STORIES} <= known, name
    for story in STORIES:
        offered = [*story["options"], *([story["value_added"]] if story["value_added"] else [])]
        assert {one["remedy"] for one in offered} <= REMEDIES, story["id"]
        assert set(story["photos"]) <= PHOTOS, story["id"]
        assert len(story["photos"]) <= 3, story["id"]
        assert {statement["unit"] for statement in story["statements"]} <= UNITS, story["id"]
        assert set(story["loss_kinds"]) <= {"material", "psychological"}, story["id"]
        assert bool(story["loss_kinds"]) == (story["loss"] != "none"), story["id"]
        assert story["follow_up"] is None or story["follow_up"]["outcome"] in OUTCOMES, story["id"]
        assert 0 <= story["days_ago"] <= 89, story["id"]


def test_every_state_is_told_at_least_twice_and_most_causes_appear() -> None:
    told = Counter(story["state"] for story in STORIES)
    assert {state for state in STATES if told[state] < 2} == set()
    assert len({story["cause"] for story in STORIES} & CAUSES) >= 45


def test_amounts_are_in_the_money_of_the_branch() -> None:
    for story in STORIES:
        amounts = [option["amount"] for option in story["options"]] + [story["loss_per_day"]]
        currencies = {amount["currency"] for amount in amounts if amount}
        assert currencies <= {CURRENCY_OF[story["branch"][:2]]}, story["id"]
        assert all(re.fullmatch(r"\d+\.\d\d", amount["amount"]) for amount in amounts if amount), story["id"]


def test_the_people_are_made_up_and_can_be_told_apart() -> None:
    people = {json.dumps(story["complainant"], sort_keys=True): story["complainant"] for story in STORIES}.values()
    emails = [person["email"] for person in people if person["email"]]
    phones = [person["phone"] for person in people if person["phone"]]
    assert all(re.search(r"@example\.(com|net|org)$", email) for email in emails)
    assert all(phonenumbers.is_possible_number(phonenumbers.parse(phone)) for phone in phones)
    assert len(set(emails)) == len(emails)
    assert len(set(phones)) == len(phones)
    assert {person["title"] for person in people} == {"女士", "先生"}


def test_a_customer_is_held_responsible_only_with_the_instruction_and_the_reason() -> None:
    blamed = [story for story in STORIES if story["responsibility"] == "customer"]
    assert [story["id"] for story in blamed if not (story["instruction"] and story["why_misused"])] == []


def test_grave_causes_are_handled_with_care_and_the_quick_lane_is_finished() -> None:
    grave = [story for story in STORIES if story["cause"] in CAREFUL_CAUSES]
    assert {story["lane"] for story in grave} == {"careful"}
    quick = [story for story in STORIES if story["lane"] == "now"]
    assert {(story["state"], story["answer"]) for story in quick} == {("closed", None)}
    assert all(story["finding"] and story["follow_up"] for story in quick)


def test_a_letter_holds_the_finding_unchanged_and_is_in_form() -> None:
    for story, letter in LETTERS:
        assert story["finding"] in letter, story["id"]
        assert letter.startswith("尊敬的"), story["id"]
        assert "：\n　　您好！\n" in letter, story["id"]
        assert "　　此致\n敬礼！\n" in letter, story["id"]
        assert letter.endswith("{owner}"), story["id"]
        assert "歉" in letter, story["id"]
        assert re.search("复核|重新看", letter), story["id"]


def test_the_first_reply_names_a_date_and_promises_no_money() -> None:
    for story in HANDLED:
        reply = story["human_reply"]
        assert "{date}" in reply, story["id"]
        assert not MONEY_WORDS.search(QUOTED.sub("", reply)), story["id"]


def test_staff_write_with_respect_and_without_evasion() -> None:
    for story, text in WRITTEN_BY_STAFF:
        person = story["complainant"]
        called = person["family_name"] or person["given_name"].split("·")[0]
        own_words = QUOTED.sub("", text)
        assert f"{called}{person['title']}" in text, story["id"]
        assert "您" in own_words, story["id"]
        assert "你" not in own_words, story["id"]
        assert not EVASIONS.search(own_words), story["id"]
        assert set(re.findall(r"\{.*?\}", text)) <= {"{date}", "{owner}"}, story["id"]


def test_it_is_chinese_throughout_and_nothing_is_said_twice() -> None:
    names = ("subject", "text", "wish", "finding", "reasons", "human_reply", "answer", "lesson")
    said = Counter(story[name] for story in STORIES for name in names if story[name])
    said.update(story["follow_up"]["words"] for story in STORIES if story["follow_up"])
    assert [saying for saying, times in said.items() if times > 1] == []
    assert [story["id"] for story in STORIES if KANA.search(json.dumps(story, ensure_ascii=False))] == []
    assert all(re.search("[\u4e00-\u9fff]", story["text"]) for story in STORIES)
