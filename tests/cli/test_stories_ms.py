"""The Malay stories of the example company: complete, in our codes, in the Malay of Malaysia, and no two alike."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

FILE = Path(__file__).resolve().parents[2] / "src/amends/cli/demo/stories/ms.jsonl"
STORIES: list[dict[str, Any]] = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


def words(text: str) -> set[Any]:
    """Give the words of a list written with blanks between them."""
    return set(text.split())


KEYS = words("""id language days_ago channel kind branch unit product order occurred_days_before complainant subject text wish
    photos lane severity told_cause first_guess cause level loss loss_kinds loss_per_day statements evidence finding
    responsibility instruction why_misused decision reasons options value_added human_reply answer proof follow_up
    lesson additions notes state overdue kept""")
PERSON = {"name", "family_name", "given_name", "title", "phonetic", "email", "phone"}
WORDS: dict[str, set[Any]] = {
    "language": {"ms"},
    "channel": {"portal", "mail", "phone", "counter", "letter", "fax", "messenger", "chat"},
    "kind": {"complaint", "question", "opinion", "praise", "stuck"},
    "branch": {"my-penang", "my-kl", "my-kb"},
    "unit": words("""clothing shoes cooling till online delivery installation repair parts marketing customer-care quality finance
        compliance"""),
    "product": {None}
    | words("""SH-AO CO-WO JA-DN JE-ST KN-CA UN-SC DR-SU RU-38 LE-OX SA-WK RB-KD BO-HI KX-22 KX-28SL KX-50 WIN-9 PORT-7
        FAN-30 FI-KX RC-KX FIT CLEAN"""),
    "lane": {"now", "normal", "careful"},
    "severity": {1, 2, 3, 4},
    "level": {"company", "individual"},
    "loss": {"actual", "expected", "none"},
    "responsibility": {None}
    | words("producer seller service logistics platform policy shared customer nobody unproven"),
    "decision": {None, "upheld", "partly", "not_upheld", "explained"},
    "overdue": {True, False},
    "kept": {"kept", "late"},
}
STATES = words("""accepted acknowledged assessed investigating found proposed approved responded agreed disputed lapsed remedying
    remedied following_up second_round internal_review external closed withdrawn merged""")
LEAVES = {
    f"{family}{number}"
    for family, last in zip("PISCEFOGKLUY", (7, 4, 10, 6, 8, 4, 3, 5, 3, 3, 3, 2), strict=True)
    for number in range(1, last + 1)
}
REMEDIES = words(
    """APOL LISN INFO REPR REPL REDO DELV CORR HONR PRED REFD CANC REIM COMP GEST LOAN VISI RCLL ESCL POLI"""
)
PHOTOS = words("""wet-box torn-seam faded-shirt sole-off leak-wall wrong-model receipt manual-page crushed-parcel dripping-unit
    scratched-unit poster price-tag mould stain remote broken-zip small-size""")
OUTCOMES = {"satisfied", "explained_and_content", "mollified", "dissatisfied", "unreachable"}
INDONESIAN = re.compile(
    r"\b(karena|uang|kantor|gratis|kapan|kualitas|nomor|mobil|sepatu|rusak|listrik|garansi|bisa|silakan|teknisi|toko)\b",
    re.IGNORECASE,
)
each = pytest.mark.parametrize("story", STORIES, ids=[story["id"] for story in STORIES])


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
    assert {option["remedy"] for option in story["options"]} <= REMEDIES
    assert story["value_added"] is None or story["value_added"]["remedy"] in REMEDIES
    assert story["follow_up"] is None or story["follow_up"]["outcome"] in OUTCOMES
    causes = {story["cause"], story["first_guess"]}
    assert causes <= LEAVES or (causes == {None} and story["kind"] == "praise")


@each
def test_amounts_are_ringgit_with_two_places(story: dict[str, Any]) -> None:
    amounts = [option["amount"] for option in story["options"]] + [story["loss_per_day"]]
    for amount in filter(None, amounts):
        assert amount["currency"] == "MYR"
        assert re.fullmatch(r"\d+\.\d\d", amount["amount"])


@each
def test_the_people_are_made_up_and_reached_nowhere(story: dict[str, Any]) -> None:
    person = story["complainant"]
    assert person["email"] is None or re.search(r"@example\.(com|net|org)$", person["email"])
    assert person["phone"] is None or re.fullmatch(r"\+60 (11-0\d{3}|3-1\d{3}|9-1\d{2}) \d{4}", person["phone"])
    if re.search(r"\b(bin|binti|anak|d/o)\b|a/[lp]", person["name"]):
        assert person["family_name"] == ""


@each
def test_a_reply_of_the_same_day_has_a_date_and_no_money(story: dict[str, Any]) -> None:
    reply = story["human_reply"]
    if story["lane"] == "now" or story["state"] in {"accepted", "merged"}:
        assert reply is None
        return
    assert "{date}" in reply
    assert reply.endswith("{owner}")
    assert not re.search(
        r"\bRM ?\d|pampasan|ganti rugi|percuma|dijamin|akan (ganti|bayar|pulang)", reply, re.IGNORECASE
    )
    assert set(re.findall(r"\{(\w+)\}", reply)) == {"date", "owner"}


@each
def test_a_letter_holds_the_finding_unchanged_and_says_where_else_to_turn(story: dict[str, Any]) -> None:
    letter = story["answer"]
    if letter is None:
        assert story["lane"] == "now" or story["state"] in STATES - {"responded", "agreed", "closed", "remedied"}
        return
    assert story["finding"] in letter
    assert re.search("TTPM|Tribunal Tuntutan Pengguna", letter)
    assert "Sekian, terima kasih." in letter
    assert letter.endswith("{owner}")
    assert re.findall(r"\{(\w+)\}", letter) == ["owner"]
    assert 60 <= len(letter.split()) <= 145
    assert len(story["options"]) >= 2


@each
def test_a_customer_is_held_responsible_only_with_the_instruction_and_the_reason(story: dict[str, Any]) -> None:
    if story["responsibility"] == "customer":
        assert story["instruction"]
        assert story["why_misused"]
        assert story["value_added"] or story["options"]


@each
def test_the_now_lane_is_closed_without_a_letter_and_never_for_danger(story: dict[str, Any]) -> None:
    if story["lane"] == "now":
        assert story["state"] == "closed"
        assert story["answer"] is None
        assert story["finding"]
        assert story["severity"] <= 2
    if story["cause"] in {"P4", "S10", "G1", "G2", "G3", "G4"}:
        assert story["lane"] == "careful"
    if story["severity"] == 4:
        assert story["lane"] == "careful"


@each
def test_the_words_are_malay_and_of_a_length_people_use(story: dict[str, Any]) -> None:
    assert not INDONESIAN.search(json.dumps(story, ensure_ascii=False))
    length = len(story["text"].split())
    assert 8 <= length <= 120
    if story["lane"] != "now":
        assert length >= 30


def test_there_are_enough_stories_and_none_is_told_twice() -> None:
    assert len(STORIES) >= 105
    for key in ("id", "text", "subject", "wish_and_text"):
        told = [story["wish"] + story["text"] if key == "wish_and_text" else story[key] for story in STORIES]
        assert [said for said, times in Counter(told).items() if times > 1] == []
    for key in ("answer", "human_reply", "finding", "lesson"):
        told = [story[key] for story in STORIES if story[key]]
        assert len(told) == len(set(told)), key


def test_every_state_is_reached_at_least_twice_and_nearly_half_are_closed() -> None:
    states = Counter(story["state"] for story in STORIES)
    assert set(states) == STATES
    assert min(states.values()) >= 2
    assert 0.40 <= states["closed"] / len(STORIES) <= 0.50


def test_every_cause_of_the_list_appears() -> None:
    assert {story["cause"] for story in STORIES} - {None} == LEAVES


def test_lanes_kinds_and_severities_are_mixed_as_in_life() -> None:
    lanes = Counter(story["lane"] for story in STORIES)
    assert 0.30 <= lanes["now"] / len(STORIES) <= 0.40
    assert 0.10 <= lanes["careful"] / len(STORIES) <= 0.15
    kinds = Counter(story["kind"] for story in STORIES)
    assert 0.85 <= kinds["complaint"] / len(STORIES) <= 0.91
    assert set(kinds) == WORDS["kind"]
    assert {story["severity"] for story in STORIES} == {1, 2, 3, 4}
    differing = sum(story["cause"] != story["first_guess"] for story in STORIES)
    assert 0.15 <= differing / len(STORIES) <= 0.25


def test_one_till_in_penang_gives_short_change_five_times_in_a_week() -> None:
    short = [
        story
        for story in STORIES
        if (story["branch"], story["unit"], story["lane"], story["cause"]) == ("my-penang", "till", "now", "S8")
        and story["days_ago"] < 7
    ]
    assert len(short) >= 5


def test_a_merged_story_is_told_by_someone_who_complained_before() -> None:
    for story in STORIES:
        if story["state"] == "merged":
            earlier = [
                other
                for other in STORIES
                if other["order"] == story["order"]
                and other["complainant"]["name"] == story["complainant"]["name"]
                and other["state"] != "merged"
            ]
            assert len(earlier) == 1
            assert earlier[0]["days_ago"] >= story["days_ago"]
