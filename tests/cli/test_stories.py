"""The stories of the example company in every language: complete, in our codes, of every sort, and no two alike."""

import re
from collections import Counter

import pytest

from amends.complaints.rules import CAREFUL_CAUSES
from tests.cli.stories import (
    CODES,
    CURRENCY,
    KEYS,
    LANGUAGE,
    LEAVES,
    OUTCOMES,
    PERSON,
    PHOTOS,
    REMEDIES,
    STORIES,
    UNDECIDED,
    UNITS,
    Story,
    branches_of,
    each,
    file_of,
    left_open,
)

ALL = [story for stories in STORIES.values() for story in stories]
IN_THE_CARE_OF_ITS_TWIN = {"en-095"}
NO_FAX = {"ms"}
in_every_language = pytest.mark.parametrize("name", STORIES)


@each(ALL)
def test_a_story_has_every_key_and_only_words_of_our_vocabularies(story: Story) -> None:
    assert set(story) == KEYS
    assert set(story["complainant"]) == PERSON
    for key, allowed in CODES.items():
        assert story[key] in allowed, key
    assert story["language"] == LANGUAGE[file_of(story)]
    assert story["branch"] in branches_of(file_of(story))
    assert {story["cause"], story["first_guess"]} <= (LEAVES if story["kind"] != "praise" else {None})
    assert 0 <= story["days_ago"] <= 89
    assert story["subject"]
    assert story["wish"]
    assert set(story["loss_kinds"]) <= {"material", "psychological"}
    assert bool(story["loss_kinds"]) == (story["loss"] != "none")


@each(ALL)
def test_what_belongs_to_a_story_is_ours_and_not_too_much(story: Story) -> None:
    gifts = [story["value_added"]] if story["value_added"] else []
    assert {remedy["remedy"] for remedy in [*story["options"], *gifts]} <= REMEDIES
    assert set(story["photos"]) <= PHOTOS
    assert {statement["unit"] for statement in story["statements"]} <= UNITS
    assert story["follow_up"] is None or story["follow_up"]["outcome"] in OUTCOMES
    assert len(story["photos"]) <= 3
    assert len(story["statements"]) <= 3
    assert len(story["notes"]) <= 2
    assert len(story["additions"]) <= 2


@each(ALL)
def test_amounts_are_in_the_money_of_the_branch_as_it_is_written(story: Story) -> None:
    currency = CURRENCY[story["branch"][:2]]
    for amount in filter(None, [*(option["amount"] for option in story["options"]), story["loss_per_day"]]):
        assert amount["currency"] == currency
        assert re.fullmatch(r"[1-9]\d*" if currency == "JPY" else r"\d+\.\d\d", amount["amount"])


@each(ALL)
def test_the_people_are_made_up_and_reached_nowhere(story: Story) -> None:
    person = story["complainant"]
    assert person["name"]
    assert person["email"] is None or re.search(r"@example\.(com|net|org)$", person["email"])
    if re.search(r"\b(bin|binti|anak|d/o)\b|a/[lp]", person["name"]):
        assert person["family_name"] == ""


@each(ALL)
def test_a_reply_of_the_same_day_names_one_date(story: Story) -> None:
    reply = story["human_reply"]
    if story["lane"] == "now":
        assert reply is None
    elif reply is None:
        assert story["state"] in {"accepted", "merged"}
    else:
        may_be_unsigned = file_of(story) == "zh"
        assert sorted(left_open(reply)) == ["date", "owner"] or (may_be_unsigned and left_open(reply) == ["date"])


@each(ALL)
def test_who_is_decided_about_gets_a_letter_that_holds_the_finding_unchanged(story: Story) -> None:
    letter = story["answer"]
    if story["lane"] == "now" or story["state"] in UNDECIDED:
        assert letter is None
        return
    assert story["finding"] in letter
    assert left_open(letter) == ["owner"]
    assert story["decision"]
    assert story["reasons"]
    assert story["options"]


@each(ALL)
def test_a_story_that_goes_far_has_all_that_is_used_on_the_way(story: Story) -> None:
    state = story["state"]
    if state == "found":
        assert story["finding"]
        assert story["responsibility"]
    if state in {"remedied", "following_up", "second_round"} or (state == "closed" and story["lane"] != "now"):
        assert story["proof"]
    if state in {"second_round", "closed"}:
        assert story["follow_up"]["words"]
    if state == "second_round":
        assert story["follow_up"]["outcome"] == "dissatisfied"
    if state in {"closed", "withdrawn", "merged"}:
        assert not story["overdue"]


@each(ALL)
def test_a_customer_is_held_responsible_only_with_the_instruction_and_the_reason(story: Story) -> None:
    if story["responsibility"] == "customer":
        assert story["instruction"]
        assert story["why_misused"]
        assert story["options"]
        assert story["decision"] in {"explained", "not_upheld"}


@each(ALL)
def test_small_things_are_closed_at_once_and_danger_data_and_fraud_take_the_careful_lane(story: Story) -> None:
    if story["lane"] == "now":
        assert story["state"] == "closed"
        assert story["finding"]
        assert story["severity"] <= 2
        assert story["cause"] not in {"S1", "S2", "Y1"}
    if (story["cause"] in CAREFUL_CAUSES or story["severity"] == 4) and story["id"] not in IN_THE_CARE_OF_ITS_TWIN:
        assert story["lane"] == "careful"


@in_every_language
def test_a_merged_story_has_its_twin_by_the_same_person_about_the_same_order(name: str) -> None:
    for story in STORIES[name]:
        if story["state"] == "merged":
            (twin,) = (
                other for other in STORIES[name]
                if other["complainant"] == story["complainant"] and other is not story
            )  # fmt: skip
            assert (twin["order"], twin["cause"]) == (story["order"], story["cause"])
            assert twin["state"] != "merged"
            assert twin["days_ago"] >= story["days_ago"]


@in_every_language
def test_the_people_can_be_told_apart(name: str) -> None:
    people = {str(story["complainant"]): story["complainant"] for story in STORIES[name]}.values()
    for key in ("email", "phone"):
        reached_by = [person[key] for person in people if person[key]]
        assert len(set(reached_by)) == len(reached_by), key


@in_every_language
def test_there_are_at_least_105_stories_in_every_state_lane_kind_and_channel(name: str) -> None:
    stories = STORIES[name]
    assert len(stories) >= 105
    assert [story["id"] for story in stories] == [f"{name}-{number:03d}" for number in range(1, len(stories) + 1)]
    states = Counter(story["state"] for story in stories)
    assert set(states) == CODES["state"]
    assert min(states.values()) >= 2
    for key in ("lane", "kind", "severity"):
        assert {story[key] for story in stories} == CODES[key], key
    assert {story["channel"] for story in stories} == CODES["channel"] - ({"fax"} if name in NO_FAX else set())
    assert {story["branch"] for story in stories} == branches_of(name)
    assert {story["follow_up"]["outcome"] for story in stories if story["state"] == "closed"} == OUTCOMES
    assert sum(story["overdue"] for story in stories) >= 3


@in_every_language
def test_they_began_all_through_the_last_three_months(name: str) -> None:
    assert {story["days_ago"] // 10 for story in STORIES[name]} == set(range(9))
    assert {story["days_ago"] // 9 for story in STORIES[name]} == set(range(10))


@in_every_language
def test_every_cause_happens_to_somebody_and_was_guessed_wrong_about_once_in_five(name: str) -> None:
    told = [story for story in STORIES[name] if story["cause"]]
    assert {story["cause"] for story in told} == LEAVES
    wrong = sum(story["cause"] != story["first_guess"] for story in told)
    assert wrong / len(STORIES[name]) >= 0.15
    assert wrong / len(told) <= 0.25


@in_every_language
def test_nothing_is_said_twice(name: str) -> None:
    keys = ("subject", "text", "wish", "finding", "human_reply", "answer", "reasons", "lesson", "proof")
    said = Counter(story[key] for story in STORIES[name] for key in keys if story[key])
    said.update(story["follow_up"]["words"] for story in STORIES[name] if story["follow_up"])
    assert [saying for saying, times in said.items() if times > 1] == []
