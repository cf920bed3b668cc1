"""The English stories: the form of a British letter, no stock phrases, and no sentence told twice."""

import re
from collections import Counter

from tests.cli.stories import STORIES, Story, each, letters_of

ENGLISH = STORIES["en"]
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


@each(ENGLISH)
def test_everybody_has_a_title_and_a_number_that_belongs_to_nobody(story: Story) -> None:
    person = story["complainant"]
    assert person["title"]
    assert person["phone"] is None or FICTIONAL_PHONE.fullmatch(person["phone"])


@each(ENGLISH)
def test_a_complaint_is_told_in_the_length_of_its_lane(story: Story) -> None:
    shortest, longest = (15, 60) if story["lane"] == "now" else (30, 120)
    assert shortest <= len(story["text"].split()) <= longest


@each(ENGLISH)
def test_letters_address_the_person_by_title_and_name_and_close_in_form(story: Story) -> None:
    person = story["complainant"]
    for letter in letters_of(story):
        assert letter.startswith(f"Dear {person['title']} {person['family_name'] or person['given_name']},\n\n")
        assert letter.endswith("\n\nYours sincerely,\n{owner}")
        assert not STOCK.search(letter)


@each(ENGLISH)
def test_everybody_but_who_was_just_accepted_has_a_reply_and_it_promises_no_money(story: Story) -> None:
    reply = story["human_reply"]
    if story["lane"] == "now" or story["state"] == "accepted":
        assert reply is None or story["kind"] == "praise"
        return
    assert reply
    assert not PROMISED.search(reply)


@each([story for story in ENGLISH if story["answer"]])
def test_a_letter_says_sorry_and_where_else_to_turn(story: Story) -> None:
    letter = story["answer"]
    assert ELSEWHERE.search(letter)
    assert re.search(r"\b(sorry|apologise)\b", letter, re.I)
    assert 60 <= len(letter.split()) <= 150


@each(ENGLISH)
def test_the_money_of_an_option_is_named_in_its_words_or_in_the_letter(story: Story) -> None:
    for option in story["options"]:
        if option["amount"] and story["answer"]:
            figure = f"{float(option['amount']['amount']):,.2f}"
            assert figure in option["words"] or figure in story["answer"]


@each(ENGLISH)
def test_who_was_asked_again_or_wrote_again_is_quoted(story: Story) -> None:
    if story["state"] == "following_up":
        assert story["follow_up"]["words"]
    if story["state"] in {"disputed", "internal_review", "external", "withdrawn"}:
        assert story["additions"]


@each(ENGLISH)
def test_staff_notes_say_what_was_seen_and_label_nobody(story: Story) -> None:
    assert not any(LABELS.search(note) for note in story["notes"])


def test_no_long_sentence_is_repeated() -> None:
    sentences: Counter[str] = Counter()
    for story in ENGLISH:
        whole = " ".join([story["text"], story["wish"], *letters_of(story)])
        sentences.update({sentence for sentence in re.split(r"(?<=[.!?])\s+", whole) if len(sentence.split()) >= 8})
    assert [sentence for sentence, times in sentences.items() if times > 1] == []
