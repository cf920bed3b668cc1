"""Money is exact, of one currency, and never a float."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.kernel.money import (
    CURRENCIES,
    DifferentCurrencies,
    Money,
    NotAnAmount,
    TooFine,
    TooMuch,
    UnknownCurrency,
    minor_units,
)


def ringgit(amount: str) -> Money:
    return Money.parse(amount, "MYR")


PARSED = [
    ("2", "MYR", "2"),
    ("2.50", "MYR", "2.5"),
    ("RM 2.50", "MYR", "2.5"),
    ("RM1,234,567.89", "MYR", "1234567.89"),
    ("-3", "MYR", "-3"),
    ("１２００円", "JPY", "1200"),
    ("￥1,200", "JPY", "1200"),
    ("100元", "CNY", "100"),
    ("0.125", "KWD", "0.125"),
    ("10.000", "JPY", "10"),
    (" 7 ", "USD", "7"),
    ("$7", "SGD", "7"),
    ("CHF 7", "CHF", "7"),
]


@pytest.mark.parametrize(("text", "currency", "amount"), PARSED)
def test_an_amount_is_read_as_people_type_it(text, currency, amount):
    assert Money.parse(text, currency) == Money(Decimal(amount), currency)


NO_AMOUNTS = [
    "",
    " ",
    "two",
    "1,23",
    "1,2345",
    "1.2.3",
    "--1",
    "1e5",
    "NaN",
    "Infinity",
    "1 2",
    "RM",
    "$5",
    "0x10",
    "½",
]


@pytest.mark.parametrize("text", [*NO_AMOUNTS, "9" * 101])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(NotAnAmount):
        ringgit(text)


@pytest.mark.parametrize("amount", [1.5, 1, True, None, "1", Decimal("NaN"), Decimal("Infinity"), Decimal("sNaN")])
def test_only_finite_decimals_are_amounts(amount):
    with pytest.raises(NotAnAmount):
        Money(amount, "MYR")


@pytest.mark.parametrize(("text", "currency"), [("1.005", "MYR"), ("1.5", "JPY"), ("0.0001", "KWD")])
def test_an_amount_without_coins_for_it_is_refused_and_not_rounded(text, currency):
    with pytest.raises(TooFine):
        Money.parse(text, currency)


@pytest.mark.parametrize("currency", ["", "RM", "myr", "XXX", "MYRR"])
def test_a_currency_there_is_not_is_refused(currency):
    with pytest.raises(UnknownCurrency):
        Money(Decimal(1), currency)
    with pytest.raises(UnknownCurrency):
        minor_units(currency)


def test_amounts_have_bounds():
    largest = "9" * 15
    assert ringgit(largest).to_json()["amount"] == largest + ".00"
    for beyond in ("1" + "0" * 15, "-1" + "0" * 15, "9" * 30):
        with pytest.raises(TooMuch):
            ringgit(beyond)
    with pytest.raises(TooMuch):
        ringgit(largest) + ringgit("1")
    with pytest.raises(TooMuch):
        ringgit(largest) * 10**40
    with pytest.raises(TooMuch):
        ringgit("1") * Decimal("1e999999")
    with pytest.raises(TooFine):
        Money(Decimal("1e-10"), "MYR")
    with pytest.raises(TooMuch):
        Money(Decimal("1e999"), "MYR")


def test_amounts_of_one_currency_are_reckoned_with():
    assert ringgit("2.50") + ringgit("0.50") == ringgit("3")
    assert ringgit("2") - ringgit("3") == -ringgit("1")
    assert abs(-ringgit("1")) == ringgit("1")
    assert ringgit("2.50") * 3 == 3 * ringgit("2.50") == ringgit("7.50")
    assert ringgit("10") * Decimal("0.15") == ringgit("1.50")
    assert Money.total([ringgit("1"), ringgit("2")], "MYR") == ringgit("3")
    assert Money.total([], "MYR") == Money.zero("MYR")
    assert not Money.zero("MYR")
    assert ringgit("0.01")


def test_amounts_of_one_currency_are_compared():
    assert ringgit("1") < ringgit("2") <= ringgit("2.00") < ringgit("2.01")
    assert ringgit("2") > ringgit("1")
    assert ringgit("2") >= ringgit("2")
    assert sorted([ringgit("2"), ringgit("1")]) == [ringgit("1"), ringgit("2")]
    assert {ringgit("2"), ringgit("2.00")} == {ringgit("2")}
    assert ringgit("1") != Money.parse("1", "USD")


def test_two_currencies_never_meet():
    dollar = Money.parse("1", "USD")
    for meet in (
        lambda: ringgit("1") + dollar,
        lambda: ringgit("1") - dollar,
        lambda: ringgit("1") < dollar,
        lambda: ringgit("1") <= dollar,
        lambda: ringgit("1") > dollar,
        lambda: ringgit("1") >= dollar,
        lambda: Money.total([dollar], "MYR"),
    ):
        with pytest.raises(DifferentCurrencies):
            meet()


@pytest.mark.parametrize("factor", [0.5, True, "2"])
def test_nothing_is_multiplied_by_a_float(factor):
    with pytest.raises(TypeError):
        ringgit("1") * factor


ROUNDED = [("0.5", "JPY", "1"), ("-0.5", "JPY", "-1"), ("2.345", "MYR", "2.35"), ("2.3449", "MYR", "2.34")]


@pytest.mark.parametrize(("amount", "currency", "shown"), ROUNDED)
def test_an_amount_is_shown_rounded_half_up(amount, currency, shown):
    assert Money(Decimal(amount), currency).shown().to_json()["amount"] == shown


def test_an_amount_is_written_with_the_digits_of_its_currency():
    assert Money.parse("1200", "JPY").to_json() == {"currency": "JPY", "amount": "1200"}
    assert ringgit("2.5").to_json() == {"currency": "MYR", "amount": "2.50"}
    assert Money(Decimal("2.3456"), "MYR").to_json() == {"currency": "MYR", "amount": "2.3456"}
    assert Money(Decimal("1e3"), "KWD").to_json() == {"currency": "KWD", "amount": "1000.000"}
    assert str(ringgit("-2.5")) == "MYR -2.50"


NOT_WRITTEN_BY_US = [
    {},
    {"amount": "1"},
    {"amount": 1, "currency": "MYR"},
    {"amount": 1.5, "currency": "MYR"},
    {"amount": "1e3", "currency": "MYR"},
    {"amount": "RM 1", "currency": "MYR"},
    {"amount": "1", "currency": "MYR", "more": "1"},
]


@pytest.mark.parametrize("plain", NOT_WRITTEN_BY_US, ids=str)
def test_only_what_was_written_as_money_is_read_as_money(plain):
    with pytest.raises(NotAnAmount):
        Money.from_json(plain)


amounts = st.decimals(min_value=Decimal("-1e14"), max_value=Decimal("1e14"), places=6)


@given(amounts, amounts, st.sampled_from(sorted(CURRENCIES)))
def test_money_survives_being_written_and_being_added_and_taken_away(one, other, currency):
    money, more = Money(one, currency), Money(other, currency)
    assert Money.from_json(money.to_json()) == money
    assert (money + more) - more == money
    assert (money < more) == (one < other)
