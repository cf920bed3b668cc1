"""What is nothing but a name: links, addresses, numbers and slogans are none; names of four languages are."""

import pytest

from amends.text.plain_names import plain

NAMES = [
    "Ann Lee", "Siti binti Omar", "Ravi a/l Muthu", "Devi A/P Raman", "Lim Ah Kow @ Lim Kok Wing", "Dato' Sri Tan",
    "Syed Abdul Rahman bin Syed Abdul Aziz", "髙橋 花子", "王小明", "阿卜杜拉·买买提", "D'Arcy-Smith", "José Á. Ñ", "J. R. R. Tolkien",
]  # fmt: skip
NO_NAMES = [
    "Buy cheap pills http://evil.example", "visit evil.example", "evil.com", "www evil", "a@b.test", "BUY 100 PILLS",
    "call +60123456789", "免费领取手机请加微信就可以马上得到", "x" * 61, "one two three four five six seven eight nine",
    "Ann\u202elee.live", "Ann <b>Lee</b>", "Ann\nBcc Lee.live", "e@vil", "ｈｔｔｐ：／／evil",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_stays_a_name(name: str) -> None:
    assert plain(name) == name


@pytest.mark.parametrize("words", NO_NAMES)
def test_other_words_are_no_name(words: str) -> None:
    assert plain(words) == ""


@pytest.mark.parametrize(
    "name", ["7-Eleven", "Lee & Sons (M) Sdn. Bhd.", "株式会社かざみ電機サービスセンター西日本", "A/S Nord"]
)
def test_a_firm_may_hold_digits_and_signs_but_no_link(name: str) -> None:
    assert plain(name, is_organisation=True) == name
    assert plain(f"{name} evil.example", is_organisation=True) == ""


@pytest.mark.parametrize(
    "name",
    ["Lee & Sons (M) Sdn. Bhd.", "3M Malaysia Sdn Bhd", "Marks & Spencer plc", "Smith & 4 Sons Ltd.", "株式会社3Dサービスセンター西日本",
     "上海风见2号贸易有限公司"],
)  # fmt: skip
def test_who_writes_a_form_of_law_writes_for_a_firm(name: str) -> None:
    assert plain(name) == name


@pytest.mark.parametrize(
    "words", ["Win 100 prizes today", "Ltd offers: visit evil.com Ltd", "Limited offer 50 off", "Buy 2 & save"]
)
def test_a_slogan_is_no_firm(words: str) -> None:
    assert plain(words) == ""
