"""The English stories of the example company: complete, in our codes, in the right form of address, and no two alike."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

FILE = Path(__file__).resolve().parents[2] / "src/amends/cli/demo/stories/en.jsonl"
STORIES: list[dict[str, Any]] = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


def words(text: str) -> set[Any]:
    """Give the words of a list written with blanks between them."""
    return set(text.split())


KEYS = words("""id language days_ago channel kind branch unit product order occurred_days_before complainant subject text wish
    photos lane severity told_cause first_guess cause level loss loss_kinds loss_per_day statements evidence finding
    responsibility instruction why_misused decision reasons options value_added human_reply answer proof follow_up
    lesson additions notes state overdue kept""")
PERSON = {"name", "family_name", "given_name", "title", "phonetic", "email", "phone"}
UNITS = words("""clothing shoes cooling till online delivery installation repair parts marketing customer-care quality finance
    compliance""")
WORDS: dict[str, set[Any]] = {
    "language": {"en"},
    "channel": words("portal mail phone counter letter fax messenger chat"),
    "kind": words("complaint question opinion praise stuck"),
    "branch": words("gb-leeds gb-bristol my-penang my-kl my-kb"),
    "unit": UNITS,
    "product": {None}
    | words("""SH-AO CO-WO JA-DN JE-ST KN-CA UN-SC DR-SU RU-38 LE-OX SA-WK RB-KD BO-HI KX-22 KX-28SL KX-50 WIN-9 PORT-7
        FAN-30 FI-KX RC-KX FIT CLEAN"""),
    "lane": words("now normal careful"),
    "severity": {1, 2, 3, 4},
    "level": words("company individual"),
    "loss": words("actual expected none"),
    "responsibility": {None}
    | words("producer seller service logistics platform policy shared customer nobody unproven"),
    "decision": {None} | words("upheld partly not_upheld explained"),
    "overdue": {True, False},
    "kept": words("kept late"),
}
STATES = words("""accepted acknowledged assessed investigating found proposed approved responded agreed disputed lapsed remedying
    remedied following_up second_round internal_review external closed withdrawn merged""")
UNDECIDED = words("accepted acknowledged assessed investigating found withdrawn merged")
LEAVES = {
    f"{family}{number}"
    for family, last in zip("PISCEFOGKLUY", (7, 4, 10, 6, 8, 4, 3, 5, 3, 3, 3, 2), strict=True)
    for number in range(1, last + 1)
}
REMEDIES = words("APOL LISN INFO REPR REPL REDO DELV CORR HONR PRED REFD CANC REIM COMP GEST LOAN VISI RCLL ESCL POLI")
PHOTOS = words("""wet-box torn-seam faded-shirt sole-off leak-wall wrong-model receipt manual-page crushed-parcel dripping-unit
    scratched-unit poster price-tag mould stain remote broken-zip small-size""")
OUTCOMES = words("satisfied explained_and_content mollified dissatisfied unreachable")
FICTIONAL_PHONE = re.compile(
    r"\+44 (113 496 0|114 496 0|117 496 0|29 2018 0|20 7946 0|7700 900)\d{3}|\+60 1[269]-000 0\d{3}"
)
ELSEWHERE = re.compile(
    "Citizens Advice|Trading Standards|Information Commissioner|Equality Advisory|Tribunal for Consumer Claims"
    "|National Consumer Complaints Centre|Personal Data Protection|Ministry of Domestic Trade|ombudsman|small claims court|dispute resolution body"
)
PROMISED = re.compile(
    r"refund|compensat|voucher|reimburse|free of charge|waive|will (pay|replace|credit)|your money|liab(le|ility)", re.I
)
STOCK = re.compile(
    r"sorry (that )?you (feel|felt)|any inconvenience|rest assured|valued customer|feedback is important|very seriously"
    r"|strive|mistakes happen|please accept our|if anyone was|these things happen|you must be mistaken|as per our"
    r"|patience and understanding|bear with us|high volume",
    re.I,
)
LABELS = re.compile(
    r"\b(difficult|crank|time[- ]?waster|rude man|rude woman|hysterical|serial complainer|nutter)\b", re.I
)
each = pytest.mark.parametrize("story", STORIES, ids=[story["id"] for story in STORIES])


def letters_of(story: dict[str, Any]) -> list[str]:
    """Give what this person would receive by post or mail."""
    return [letter for letter in (story["human_reply"], story["answer"]) if letter]


@each
def test_a_story_has_every_key_and_only_words_of_our_vocabularies(story: dict[str, Any]) -> None:
    assert set(story) == KEYS
    assert set(story["complainant"]) == PERSON
    for key, allowed in WORDS.items():
        assert story[key] in allowed, key
    assert story["state"] in STATES
    assert 0 <= story["days_ago"] <= 89
    assert set(story["photos"]) <= PHOTOS
    assert len(story["photos"]) <= 3
    assert set(story["loss_kinds"]) <= {"material", "psychological"}
    assert bool(story["loss_kinds"]) == (story["loss"] != "none")
    assert {option["remedy"] for option in story["options"]} <= REMEDIES
    assert {statement["unit"] for statement in story["statements"]} <= UNITS
    assert len(story["statements"]) <= 3
    assert story["value_added"] is None or story["value_added"]["remedy"] in REMEDIES
    assert story["follow_up"] is None or story["follow_up"]["outcome"] in OUTCOMES
    causes = {story["cause"], story["first_guess"]}
    assert causes <= LEAVES or (causes == {None} and story["kind"] == "praise")


@each
def test_amounts_are_in_the_money_of_the_branch_with_two_places(story: dict[str, Any]) -> None:
    currency = "GBP" if story["branch"].startswith("gb-") else "MYR"
    for amount in filter(None, [*(option["amount"] for option in story["options"]), story["loss_per_day"]]):
        assert amount["currency"] == currency
        assert re.fullmatch(r"\d+\.\d\d", amount["amount"])


@each
def test_the_people_are_made_up_and_reached_nowhere(story: dict[str, Any]) -> None:
    person = story["complainant"]
    assert person["name"]
    assert person["title"]
    assert person["email"] is None or re.search(r"@example\.(com|net|org)$", person["email"])
    assert person["phone"] is None or FICTIONAL_PHONE.fullmatch(person["phone"])
    if re.search(r"\b(bin|binti)\b|a/[lp]", person["name"]):
        assert person["family_name"] == ""


@each
def test_a_complaint_is_told_in_the_length_of_its_lane(story: dict[str, Any]) -> None:
    shortest, longest = (15, 60) if story["lane"] == "now" else (30, 120)
    assert shortest <= len(story["text"].split()) <= longest
    assert story["wish"]
    assert story["subject"]


@each
def test_letters_address_the_person_by_title_and_name_and_close_in_form(story: dict[str, Any]) -> None:
    person = story["complainant"]
    for letter in letters_of(story):
        assert letter.startswith(f"Dear {person['title']} {person['family_name'] or person['given_name']},\n\n")
        assert letter.endswith("\n\nYours sincerely,\n{owner}")
        assert not STOCK.search(letter)


@each
def test_a_reply_of_the_same_day_names_one_date_and_promises_no_money(story: dict[str, Any]) -> None:
    reply = story["human_reply"]
    if story["lane"] == "now" or story["state"] == "accepted":
        assert reply is None or story["kind"] == "praise"
        return
    assert re.findall(r"\{(\w+)\}", reply) == ["date", "owner"]
    assert not PROMISED.search(reply)


@each
def test_a_letter_holds_the_finding_unchanged_and_says_where_else_to_turn(story: dict[str, Any]) -> None:
    letter = story["answer"]
    if story["lane"] == "now" or story["state"] in UNDECIDED:
        assert letter is None
        return
    assert story["finding"] in letter
    assert ELSEWHERE.search(letter)
    assert re.search(r"\b(sorry|apologise)\b", letter, re.I)
    assert re.findall(r"\{(\w+)\}", letter) == ["owner"]
    assert 60 <= len(letter.split()) <= 150
    assert story["decision"]
    assert story["reasons"]
    assert story["options"]


@each
def test_the_money_of_an_option_is_named_in_its_words_or_in_the_letter(story: dict[str, Any]) -> None:
    for option in story["options"]:
        if option["amount"] and story["answer"]:
            figure = f"{float(option['amount']['amount']):,.2f}"
            assert figure in option["words"] or figure in story["answer"]


@each
def test_a_story_that_goes_far_has_all_that_is_used_on_the_way(story: dict[str, Any]) -> None:
    state = story["state"]
    if state == "found":
        assert story["finding"]
        assert story["responsibility"]
    if state in {"remedied", "following_up", "second_round"} or (state == "closed" and story["lane"] != "now"):
        assert story["proof"]
    if state in {"following_up", "second_round", "closed"}:
        assert story["follow_up"]["words"]
    if state == "second_round":
        assert story["follow_up"]["outcome"] == "dissatisfied"
    if state in {"disputed", "internal_review", "external", "withdrawn"}:
        assert story["additions"]
    if state in {"closed", "withdrawn", "merged"}:
        assert not story["overdue"]


@each
def test_a_customer_is_held_responsible_only_with_the_instruction_and_the_reason(story: dict[str, Any]) -> None:
    if story["responsibility"] == "customer":
        assert story["instruction"]
        assert story["why_misused"]
        assert story["options"]


@each
def test_the_now_lane_is_closed_and_danger_data_and_fraud_take_the_careful_lane(story: dict[str, Any]) -> None:
    if story["lane"] == "now":
        assert story["state"] == "closed"
        assert story["finding"]
        assert story["severity"] <= 2
    if story["cause"] in {"P4", "S10", "G1", "G2", "G3", "G4", "C5"} and story["state"] != "merged":
        assert story["lane"] == "careful"


@each
def test_staff_notes_say_what_was_seen_and_label_nobody(story: dict[str, Any]) -> None:
    assert not any(LABELS.search(note) for note in story["notes"])
    assert len(story["notes"]) <= 2
    assert len(story["additions"]) <= 2


def test_a_merged_story_has_its_twin_by_the_same_person_about_the_same_order() -> None:
    for story in STORIES:
        if story["state"] == "merged":
            twins = [
                other
                for other in STORIES
                if other["order"] == story["order"]
                and other["complainant"] == story["complainant"]
                and other is not story
            ]
            assert len(twins) == 1
            assert twins[0]["days_ago"] >= story["days_ago"]


def test_there_are_at_least_105_stories_in_every_state_lane_kind_and_channel() -> None:
    assert len(STORIES) >= 105
    states = Counter(story["state"] for story in STORIES)
    assert set(states) == STATES
    assert min(states.values()) >= 2
    for key in ("lane", "kind", "channel", "severity", "branch"):
        assert {story[key] for story in STORIES} == WORDS[key], key
    closed = [story["follow_up"]["outcome"] for story in STORIES if story["state"] == "closed"]
    assert set(closed) == OUTCOMES
    assert {story["days_ago"] // 10 for story in STORIES} == set(range(9))


def test_every_cause_of_the_taxonomy_happens_to_somebody() -> None:
    assert {story["cause"] for story in STORIES} - {None} == LEAVES


def test_no_text_letter_or_sentence_is_repeated() -> None:
    assert len({story["id"] for story in STORIES}) == len(STORIES)
    for key in ("subject", "text", "finding", "human_reply", "answer", "reasons", "lesson", "proof"):
        texts = [story[key] for story in STORIES if story[key]]
        assert len(set(texts)) == len(texts), key
    sentences: Counter[str] = Counter()
    for story in STORIES:
        whole = " ".join([story["text"], story["wish"], *letters_of(story)])
        sentences.update({sentence for sentence in re.split(r"(?<=[.!?])\s+", whole) if len(sentence.split()) >= 8})
    assert [sentence for sentence, times in sentences.items() if times > 1] == []
