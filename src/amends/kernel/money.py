"""Money: an exact amount in one currency. It is never converted, and never a float.

How money looks in a language is said at the edges; what a remedy is worth, by those who decide.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from amends.kernel.errors import DomainError

_PAID_WITH = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF
CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF
IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK
MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR
SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UYW UZS
VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
_WITHOUT_COINS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_THOUSANDTHS = "BHD IQD JOD KWD LYD OMR TND"

CURRENCIES = frozenset(_PAID_WITH.split())
"""ISO 4217, read 2026-11: the currencies people pay with, and two units of account (CLF, UYW)."""

_MINOR_UNITS = {
    **dict.fromkeys(_WITHOUT_COINS.split(), 0),
    **dict.fromkeys(_THOUSANDTHS.split(), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}
_SIGNS = {
    "JPY": ("¥", "円", "JPY"),
    "CNY": ("¥", "元", "RMB", "CNY"),
    "MYR": ("RM", "MYR"),
    "SGD": ("S$", "$", "SGD"),
    "USD": ("US$", "$", "USD"),
    "GBP": ("£", "GBP"),
    "EUR": ("€", "EUR"),
}
_NUMBER = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,30})(?:\.[0-9]{1,30})?")
_LARGEST = Decimal(10) ** 15
_FINEST = Decimal("1e-9")


class MoneyError(DomainError):
    """This is no amount of money."""

    code = "money_refused"


class UnknownCurrency(MoneyError):
    """The code is none of ISO 4217."""

    code = "money_unknown_currency"


class NotAnAmount(MoneyError):
    """The text or value is no exact number."""

    code = "money_not_an_amount"


class TooFine(MoneyError):
    """The amount has parts that the currency has no coin for."""

    code = "money_too_fine"


class TooMuch(MoneyError):
    """The amount has more than fifteen digits before the point."""

    code = "money_too_much"


class DifferentCurrencies(MoneyError):
    """Two amounts of different currencies can be neither added nor compared."""

    code = "money_different_currencies"


def minor_units(currency: str) -> int:
    """Tell how many digits after the point a currency has: 2 for most, 0 for the yen, 3 for the dinar of Kuwait."""
    if currency not in CURRENCIES:
        raise UnknownCurrency(currency=currency)
    return _MINOR_UNITS.get(currency, 2)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of one currency, exact to a thousand-millionth; negative where money is owed.

    Errors: UnknownCurrency, NotAnAmount (floats among them), TooMuch, TooFine.
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        minor_units(self.currency)
        given: object = self.amount  # a float gets past the types where a value comes from outside
        if not isinstance(given, Decimal) or not given.is_finite():
            raise NotAnAmount(amount=str(given)[:60])
        if abs(self.amount) >= _LARGEST:
            raise TooMuch(currency=self.currency)
        if _decimals(self.amount) > 9:
            raise TooFine(currency=self.currency, decimals=9)

    @classmethod
    def zero(cls, currency: str) -> "Money":
        """Make no money, of a currency."""
        return cls(Decimal(0), currency)

    @classmethod
    def parse(cls, amount: str | Decimal, currency: str) -> "Money":
        """Read an amount as a person types it or another system sends it.

        amount: with or without commas between thousands, full-width digits, or the sign of the currency (RM, ¥, 円,
        元); the point is the decimal sign. Parts for which the currency has no coin are refused, not rounded.
        """
        if isinstance(amount, str):
            amount = _number(amount, currency)
        money = cls(amount, currency)
        if _decimals(amount) > minor_units(currency):
            raise TooFine(currency=currency, decimals=minor_units(currency))
        return money

    @classmethod
    def total(cls, amounts: "Iterable[Money]", currency: str) -> "Money":
        """Add up amounts of one currency; none at all are zero."""
        whole = cls.zero(currency)
        for amount in amounts:
            whole += amount
        return whole

    @classmethod
    def from_json(cls, plain: Mapping[str, object]) -> "Money":
        """Read what `to_json` wrote."""
        amount, currency = plain.get("amount"), plain.get("currency")
        if set(plain) != {"amount", "currency"} or not isinstance(amount, str) or not isinstance(currency, str):
            raise NotAnAmount(amount=str(dict(plain))[:60])
        if not _NUMBER.fullmatch(amount):
            raise NotAnAmount(amount=amount[:60])
        return cls(Decimal(amount.replace(",", "")), currency)

    def to_json(self) -> dict[str, str]:
        """Write as plain text, with as many digits after the point as the currency has, or more where there are more."""
        decimals = max(minor_units(self.currency), _decimals(self.amount))
        return {"currency": self.currency, "amount": f"{self.amount:.{decimals}f}"}

    def shown(self) -> "Money":
        """Round half up, away from zero, to what the currency has coins for: for showing and paying, not for reckoning."""
        return Money(self.amount.quantize(Decimal(1).scaleb(-minor_units(self.currency)), ROUND_HALF_UP), self.currency)

    def __str__(self) -> str:
        return " ".join(self.to_json().values())

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other).amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other).amount, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __abs__(self) -> "Money":
        return Money(abs(self.amount), self.currency)

    def __mul__(self, factor: int | Decimal) -> "Money":
        """Multiply, exact to a thousand-millionth."""
        if isinstance(factor, bool) or not isinstance(factor, int | Decimal):
            return NotImplemented
        with localcontext(prec=80):
            product = self.amount * factor
            if not product.is_finite() or abs(product) >= _LARGEST:
                raise TooMuch(currency=self.currency)
            if _decimals(product) > 9:
                product = product.quantize(_FINEST, ROUND_HALF_UP)
        return Money(product, self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other).amount

    def __le__(self, other: "Money") -> bool:
        return self.amount <= self._same(other).amount

    def __gt__(self, other: "Money") -> bool:
        return self.amount > self._same(other).amount

    def __ge__(self, other: "Money") -> bool:
        return self.amount >= self._same(other).amount

    def _same(self, other: "Money") -> "Money":
        if self.currency != other.currency:
            raise DifferentCurrencies(one=self.currency, other=other.currency)
        return other


def _decimals(amount: Decimal) -> int:
    """Count the digits after the point that say something."""
    if not amount:
        return 0
    exponent = amount.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= 0:
        return 0
    digits = amount.as_tuple().digits
    zeros = next((place for place, digit in enumerate(reversed(digits)) if digit), 0)
    return max(-exponent - zeros, 0)


def _number(text: str, currency: str) -> Decimal:
    if len(text) > 100:
        raise NotAnAmount(amount=text[:60])
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").replace("￥", "¥").strip()
    for sign in _SIGNS.get(currency, (currency,)):
        without = plain.removeprefix(sign) if plain.startswith(sign) else plain.removesuffix(sign)
        if without != plain:
            plain = without.strip()
            break
    if not _NUMBER.fullmatch(plain):
        raise NotAnAmount(amount=text[:60])
    return Decimal(plain.replace(",", ""))
