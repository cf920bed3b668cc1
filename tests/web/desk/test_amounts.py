"""Amounts as people of each place type and read them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from amends.insight import words
from amends.kernel.money import Money
from amends.web.desk.acts.form import MoneyField


def field(currency: str) -> MoneyField:
    made = MoneyField(required=False)
    made.meant_in(currency)
    return made


@pytest.mark.parametrize(
    ("currency", "typed", "amount"),
    [
        ("GBP", "45", ("45", "GBP")),
        ("GBP", "£45.00", ("45.00", "GBP")),
        ("GBP", "1,250.50", ("1250.50", "GBP")),
        ("GBP", "45 eur", ("45", "EUR")),
        ("JPY", "４，５００円", ("4500", "JPY")),
        ("JPY", "￥4,500", ("4500", "JPY")),
        ("CNY", "200元", ("200", "CNY")),
        ("MYR", "RM 12.50", ("12.50", "MYR")),
        ("MYR", "rm12.50", ("12.50", "MYR")),
    ],
)
def test_an_amount_is_read_as_it_is_written_at_the_place(currency, typed, amount):
    assert field(currency).clean(typed) == Money(Decimal(amount[0]), amount[1])


@pytest.mark.parametrize("typed", ["12,50", "-5", "about 40", "4.5 JPY", "45 ABC", "1e9"])
def test_what_could_be_misread_is_refused_with_an_example(typed):
    with pytest.raises(ValidationError, match=r"£45\.00"):
        field("GBP").clean(typed)


@pytest.mark.parametrize(
    ("language", "money", "read"),
    [
        ("en", Money(Decimal("156"), "GBP"), "£156.00"),
        ("ja", Money(Decimal("24200"), "JPY"), "￥24,200"),
        ("zh-hans", Money(Decimal("1299"), "CNY"), "¥1,299.00"),
        ("ms", Money(Decimal("413.1"), "MYR"), "RM413.10"),
    ],
)
def test_an_amount_is_written_as_the_reader_writes_it(language, money, read):
    with translation.override(language):
        assert words.money(money) == read
