"""The Japanese stories: the Japanese of the trade, the forms of its letters, and apologies no greater than the matter."""

import json
import re

import phonenumbers

from tests.cli.stories import STORIES, UNDECIDED, Story, each, letters_of

JAPANESE = STORIES["ja"]
KANA = re.compile(r"[ぁ-ゖァ-ヺ]")
NO_APOLOGY = re.compile(r"すみません|ごめんなさい|申し訳ない|遺憾|不快に思われたのでしたら")
WRONG_FORM = re.compile(r"前略|略儀ながら|取り急ぎ|了解しました|御社|貴社")
RASH = re.compile(
    r"(返金|お返し|交換|お取り替え|お支払い|補償|弁償|賠償)(いたし|し|させていただき)ます|無[料償]で|全額|絶対に|100[%％]|責任です|悪いように"
)


@each(JAPANESE)
def test_the_yen_of_an_option_are_the_yen_of_its_words(story: Story) -> None:
    for option in story["options"]:
        if option["amount"] and "円" in option["words"]:
            assert f"{int(option['amount']['amount']):,}円" in option["words"]


@each(JAPANESE)
def test_no_gift_counts_four_or_nine(story: Story) -> None:
    gifts = [*story["options"], *([story["value_added"]] if story["value_added"] else [])]
    for gift in gifts:
        if gift["remedy"] == "GEST":
            amount = gift.get("amount")
            assert not re.search(r"[49四九４９]", gift["words"] + (amount["amount"] if amount else ""))


@each(JAPANESE)
def test_names_are_written_in_full_and_numbers_belong_to_nobody(story: Story) -> None:
    person = story["complainant"]
    assert person["name"] == f"{person['family_name']} {person['given_name']}"
    assert person["title"] == "様"
    assert re.fullmatch(r"[ぁ-ゖー・ ]+", person["phonetic"])
    if person["phone"]:
        assert phonenumbers.is_valid_number(phonenumbers.parse(person["phone"]))
        # No exchange in Japan begins with 1.
        assert re.fullmatch(r"\+81 (3-1\d{3}|6-1\d{3}|52-1\d{2})-01\d{2}", person["phone"])


@each(JAPANESE)
def test_every_text_a_person_reads_is_japanese(story: Story) -> None:
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


@each(JAPANESE)
def test_everybody_but_who_was_just_accepted_has_a_reply_and_it_promises_no_remedy(story: Story) -> None:
    reply = story["human_reply"]
    if story["lane"] == "now" or story["state"] == "accepted":
        assert reply is None
        return
    assert reply.startswith(story["complainant"]["family_name"] + "様\n\n")
    assert not RASH.search(re.sub(r"「[^」]*」", "", reply))


@each([story for story in JAPANESE if story["answer"]])
def test_a_letter_says_where_else_to_turn(story: Story) -> None:
    letter = story["answer"]
    assert letter.startswith(story["complainant"]["name"] + " 様\n\n")
    assert "188" in letter
    assert "再審査" in letter
    assert 240 <= len(letter) <= 700


@each(JAPANESE)
def test_letters_have_no_slack_apology_and_no_wrong_form(story: Story) -> None:
    for letter in letters_of(story):
        assert not NO_APOLOGY.search(letter)
        assert not WRONG_FORM.search(letter)


@each(JAPANESE)
def test_a_careful_letter_has_the_form_of_a_letter_of_apology(story: Story) -> None:
    letter = story["answer"] or ""
    if story["lane"] == "careful" and letter:
        opening, closing = letter.index("謹啓　"), letter.index("\n\n謹白\n\n")
        assert opening == letter.index("\n\n") + 2
        assert len(re.findall(r"詫び|申し上げる言葉もございません", letter[opening:closing])) >= 2
        assert letter.endswith("㊞")
    else:
        assert "謹啓" not in letter


@each(JAPANESE)
def test_the_grade_of_an_apology_is_no_higher_than_the_matter(story: Story) -> None:
    for text in letters_of(story):
        if story["severity"] < 4:
            assert not re.search("(心より|謹んで)お詫び", text)
        if story["severity"] < 3:
            assert "深くお詫び" not in text


@each(JAPANESE)
def test_a_complaint_was_looked_into_and_there_is_a_choice(story: Story) -> None:
    is_looked_into = story["state"] == "found" or story["state"] not in UNDECIDED
    if story["kind"] == "complaint" and story["lane"] != "now" and is_looked_into:
        assert story["finding"]
        assert story["responsibility"]
        assert story["statements"]
        assert story["evidence"]
        assert len(story["options"]) >= 2 or story["state"] == "found"
    if story["state"] == "withdrawn":
        assert "取り下げ" in story["additions"][-1]
    if story["responsibility"] == "customer":
        assert any(option["remedy"] == "INFO" for option in story["options"])


def test_the_woman_of_78_in_osaka_is_helped_without_mail_or_link() -> None:
    story = JAPANESE[0]
    assert story["branch"] == "jp-osaka"
    assert story["channel"] == "phone"
    assert story["complainant"]["email"] is None
    assert story["complainant"]["phone"].startswith("+81 6-")
    assert story["severity"] == 3
    assert story["loss_per_day"]
    assert story["value_added"]["remedy"] == "LOAN"
    assert "http" not in json.dumps(story)
