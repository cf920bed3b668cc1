"""The Japanese stories of the example company: complete, in our codes, in the Japanese of the trade, and no two alike."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import phonenumbers
import pytest

FILE = Path(__file__).resolve().parents[2] / "src/amends/cli/demo/stories/ja.jsonl"
STORIES: list[dict[str, Any]] = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


def words(text: str) -> set[Any]:
    """Give the words of a list written with blanks between them."""
    return set(text.split())


KEYS = words(
    "id language days_ago channel kind branch unit product order occurred_days_before complainant subject text wish photos "
    "lane severity told_cause first_guess cause level loss loss_kinds loss_per_day statements evidence finding "
    "responsibility instruction why_misused decision reasons options value_added human_reply answer proof follow_up "
    "lesson additions notes state overdue kept"
)
PERSON = {"name", "family_name", "given_name", "title", "phonetic", "email", "phone"}
UNITS = words(
    "clothing shoes cooling till online delivery installation repair parts marketing customer-care quality finance "
    "compliance"
)
PRODUCTS = words(
    "SH-AO CO-WO JA-DN JE-ST KN-CA UN-SC DR-SU RU-38 LE-OX SA-WK RB-KD BO-HI KX-22 KX-28SL KX-50 WIN-9 PORT-7 FAN-30 "
    "FI-KX RC-KX FIT CLEAN"
)
RESPONSIBILITIES = words("producer seller service logistics platform policy shared customer nobody unproven")
ALLOWED: dict[str, set[Any]] = {
    "language": {"ja"},
    "channel": words("portal mail phone counter letter fax messenger chat"),
    "kind": {"complaint", "question", "opinion", "praise", "stuck"},
    "branch": {"jp-osaka", "jp-tokyo", "jp-nagoya"},
    "unit": UNITS,
    "product": PRODUCTS | {None},
    "lane": {"now", "normal", "careful"},
    "severity": {1, 2, 3, 4},
    "level": {"company", "individual"},
    "loss": {"actual", "expected", "none"},
    "responsibility": RESPONSIBILITIES | {None},
    "decision": {"upheld", "partly", "not_upheld", "explained", None},
    "overdue": {True, False},
    "kept": {"kept", "late"},
}
WAY = [
    "accepted",
    "acknowledged",
    "assessed",
    "investigating",
    "found",
    "proposed",
    "approved",
    "responded",
    "agreed",
    "disputed",
    "lapsed",
    "remedying",
    "remedied",
    "following_up",
    "second_round",
    "internal_review",
    "external",
    "closed",
]
STATES = {*WAY, "withdrawn", "merged"}
LEAVES = {
    f"{family}{number}"
    for family, last in zip("PISCEFOGKLUY", (7, 4, 10, 6, 8, 4, 3, 5, 3, 3, 3, 2), strict=True)
    for number in range(1, last + 1)
}
REMEDIES = words("APOL LISN INFO REPR REPL REDO DELV CORR HONR PRED REFD CANC REIM COMP GEST LOAN VISI RCLL ESCL POLI")
PHOTOS = words(
    "wet-box torn-seam faded-shirt sole-off leak-wall wrong-model receipt manual-page crushed-parcel dripping-unit "
    "scratched-unit poster price-tag mould stain remote broken-zip small-size"
)
OUTCOMES = {"satisfied", "explained_and_content", "mollified", "dissatisfied", "unreachable"}
KANA = re.compile(r"[ぁ-ゖァ-ヺ]")
NO_APOLOGY = re.compile(r"すみません|ごめんなさい|申し訳ない|遺憾|不快に思われたのでしたら")
WRONG_FORM = re.compile(r"前略|略儀ながら|取り急ぎ|了解しました|御社|貴社")
RASH = re.compile(
    r"(返金|お返し|交換|お取り替え|お支払い|補償|弁償|賠償)(いたし|し|させていただき)ます|無[料償]で|全額|絶対に|100[%％]|責任です|悪いように"
)
each = pytest.mark.parametrize("story", STORIES, ids=[story["id"] for story in STORIES])


def reached(story: dict[str, Any], state: str) -> bool:
    """Say whether an ordinary story has come as far as this state."""
    return story["state"] in WAY and WAY.index(story["state"]) >= WAY.index(state)


def walks_the_whole_way(story: dict[str, Any]) -> bool:
    return story["kind"] == "complaint" and story["lane"] != "now"


@each
def test_a_story_has_every_key_and_only_words_of_our_vocabularies(story: dict[str, Any]) -> None:
    assert set(story) == KEYS
    assert set(story["complainant"]) == PERSON
    for key, allowed in ALLOWED.items():
        assert story[key] in allowed, key
    assert story["state"] in STATES
    assert 0 <= story["days_ago"] <= 89
    assert set(story["photos"]) <= PHOTOS
    assert len(story["photos"]) <= 3
    assert set(story["loss_kinds"]) <= {"material", "psychological"}
    assert bool(story["loss_kinds"]) == (story["loss"] != "none")
    assert story["follow_up"] is None or story["follow_up"]["outcome"] in OUTCOMES
    assert {statement["unit"] for statement in story["statements"]} <= UNITS
    assert {story["cause"], story["first_guess"]} <= (LEAVES if story["kind"] != "praise" else {None})


@each
def test_remedies_are_in_our_codes_and_amounts_are_whole_yen(story: dict[str, Any]) -> None:
    gifts = [story["value_added"]] if story["value_added"] else []
    assert {remedy["remedy"] for remedy in [*story["options"], *gifts]} <= REMEDIES
    for amount in [option["amount"] for option in story["options"]] + [story["loss_per_day"]]:
        if amount is not None:
            assert amount["currency"] == "JPY"
            assert re.fullmatch(r"[1-9]\d*", amount["amount"])
    for option in story["options"]:
        if option["amount"] and "円" in option["words"]:
            assert f"{int(option['amount']['amount']):,}円" in option["words"]


@each
def test_no_gift_counts_four_or_nine(story: dict[str, Any]) -> None:
    gifts = [*story["options"], *([story["value_added"]] if story["value_added"] else [])]
    for gift in gifts:
        if gift["remedy"] == "GEST":
            amount = gift.get("amount")
            assert not re.search(r"[49四九４９]", gift["words"] + (amount["amount"] if amount else ""))


@each
def test_the_people_are_made_up_and_their_numbers_belong_to_nobody(story: dict[str, Any]) -> None:
    person = story["complainant"]
    assert person["name"] == f"{person['family_name']} {person['given_name']}"
    assert person["title"] == "様"
    assert re.fullmatch(r"[ぁ-ゖー・ ]+", person["phonetic"])
    assert person["email"] is None or re.search(r"@example\.(com|net|org)$", person["email"])
    if person["phone"]:
        assert phonenumbers.is_valid_number(phonenumbers.parse(person["phone"]))
        # No exchange in Japan begins with 1.
        assert re.fullmatch(r"\+81 (3-1\d{3}|6-1\d{3}|52-1\d{2})-01\d{2}", person["phone"])


@each
def test_every_text_a_person_reads_is_japanese(story: dict[str, Any]) -> None:
    plain = ("subject", "text", "wish", "told_cause", "finding", "reasons", "human_reply", "answer", "proof", "lesson")
    texts = [story[key] for key in (*plain, "instruction", "why_misused")]
    texts += [option["words"] for option in story["options"]] + story["additions"] + story["notes"]
    texts += [text for statement in story["statements"] for text in (statement["question"], statement["answer"])]
    texts += [story[key]["words"] for key in ("value_added", "follow_up") if story[key]]
    for text in filter(None, texts):
        assert KANA.search(text), text
    assert 30 <= len(story["text"]) <= 420
    if story["lane"] != "now":
        assert len(story["text"]) >= 70


@each
def test_a_reply_of_the_same_day_names_a_date_and_promises_no_remedy(story: dict[str, Any]) -> None:
    reply = story["human_reply"]
    if story["lane"] == "now" or story["state"] == "accepted":
        assert reply is None
        return
    assert reply.startswith(story["complainant"]["family_name"] + "様\n\n")
    assert sorted(re.findall(r"\{(\w*)\}", reply)) == ["date", "owner"]
    assert not NO_APOLOGY.search(reply)
    assert not WRONG_FORM.search(reply)
    assert not RASH.search(re.sub(r"「[^」]*」", "", reply))


@each
def test_a_letter_holds_the_finding_unchanged_and_says_where_else_to_turn(story: dict[str, Any]) -> None:
    letter = story["answer"]
    if letter is None:
        assert story["lane"] == "now" or not reached(story, "proposed")
        return
    assert letter.startswith(story["complainant"]["name"] + " 様\n\n")
    assert story["finding"] in letter
    assert "188" in letter
    assert "再審査" in letter
    assert re.findall(r"\{(\w*)\}", letter) == ["owner"]
    assert not NO_APOLOGY.search(letter)
    assert not WRONG_FORM.search(letter)
    assert 240 <= len(letter) <= 700


@each
def test_a_careful_letter_has_the_form_of_a_letter_of_apology(story: dict[str, Any]) -> None:
    letter = story["answer"] or ""
    if story["lane"] == "careful" and letter:
        opening, closing = letter.index("謹啓　"), letter.index("\n\n謹白\n\n")
        assert opening == letter.index("\n\n") + 2
        assert len(re.findall(r"詫び|申し上げる言葉もございません", letter[opening:closing])) >= 2
        assert letter.endswith("㊞")
    else:
        assert "謹啓" not in letter


@each
def test_the_grade_of_an_apology_is_no_higher_than_the_matter(story: dict[str, Any]) -> None:
    for text in filter(None, (story["human_reply"], story["answer"])):
        if story["severity"] < 4:
            assert not re.search("(心より|謹んで)お詫び", text)
        if story["severity"] < 3:
            assert "深くお詫び" not in text


@each
def test_a_story_brings_what_its_state_needs(story: dict[str, Any]) -> None:
    if walks_the_whole_way(story) and reached(story, "found"):
        assert story["finding"]
        assert story["responsibility"]
        assert story["statements"]
        assert story["evidence"]
    if walks_the_whole_way(story) and reached(story, "proposed"):
        assert story["decision"]
        assert story["reasons"]
        assert len(story["options"]) >= 2
    if walks_the_whole_way(story) and story["state"] in {"remedied", "following_up", "second_round", "closed"}:
        assert story["proof"]
    if story["state"] in {"second_round", "closed"}:
        assert story["follow_up"]["words"]
    if story["state"] == "second_round":
        assert story["follow_up"]["outcome"] == "dissatisfied"
    if story["state"] == "withdrawn":
        assert "取り下げ" in story["additions"][-1]


@each
def test_a_customer_is_held_responsible_only_with_the_instruction_and_the_reason(story: dict[str, Any]) -> None:
    if story["responsibility"] == "customer":
        assert story["instruction"]
        assert story["why_misused"]
        assert story["decision"] in {"explained", "not_upheld"}
        assert any(option["remedy"] == "INFO" for option in story["options"])


@each
def test_danger_and_distrust_are_handled_with_care_and_small_things_now(story: dict[str, Any]) -> None:
    if story["cause"] in {"P4", "S10", "G1", "G2", "G3", "G4", "C5"} or story["severity"] == 4:
        assert story["lane"] == "careful"
    if story["lane"] == "now":
        assert story["state"] == "closed"
        assert story["severity"] <= 2
        assert story["finding"]
        assert story["answer"] is None
        assert story["cause"] not in {"S1", "S2", "Y1"}


def test_there_are_enough_stories_of_every_sort() -> None:
    assert len(STORIES) >= 105
    states = Counter(story["state"] for story in STORIES)
    assert set(states) == STATES
    assert min(states.values()) >= 2
    assert {story["cause"] for story in STORIES} - {None} == LEAVES
    assert {story["channel"] for story in STORIES} == ALLOWED["channel"]
    assert {story["kind"] for story in STORIES} == ALLOWED["kind"]
    assert {story["severity"] for story in STORIES} == ALLOWED["severity"]
    assert {story["follow_up"]["outcome"] for story in STORIES if story["state"] == "closed"} == OUTCOMES
    assert sum(story["overdue"] for story in STORIES) >= 3
    assert len({story["days_ago"] // 9 for story in STORIES}) == 10


def test_the_first_guess_was_wrong_about_once_in_five() -> None:
    told = [story for story in STORIES if story["cause"]]
    wrong = sum(story["cause"] != story["first_guess"] for story in told)
    assert 0.15 <= wrong / len(told) <= 0.25


def test_no_text_is_repeated() -> None:
    for key in ("id", "subject", "text", "finding", "reasons", "human_reply", "answer", "proof", "lesson"):
        texts = [story[key] for story in STORIES if story[key]]
        assert len(texts) == len(set(texts)), key
    follow_ups = [story["follow_up"]["words"] for story in STORIES if story["follow_up"]]
    assert len(follow_ups) == len(set(follow_ups))


def test_a_merged_story_has_its_first_telling_by_the_same_person() -> None:
    for story in STORIES:
        if story["state"] == "merged":
            others = [other for other in STORIES if other["complainant"] == story["complainant"] and other is not story]
            assert [other["cause"] for other in others] == [story["cause"]]
            assert others[0]["days_ago"] >= story["days_ago"]


def test_the_woman_of_78_in_osaka_is_helped_without_mail_or_link() -> None:
    story = STORIES[0]
    assert story["branch"] == "jp-osaka"
    assert story["channel"] == "phone"
    assert story["complainant"]["email"] is None
    assert story["complainant"]["phone"].startswith("+81 6-")
    assert story["severity"] == 3
    assert story["loss_per_day"]
    assert story["value_added"]["remedy"] == "LOAN"
    assert "http" not in json.dumps(story)
