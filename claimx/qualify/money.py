"""Sums of money: the amount as a plain number in a string, the currency as ISO 4217.

"Dollars", "$", "rupees" and the like are shared by several countries: without the country's name
the currency is None and `unit` keeps the word as given. Nothing is guessed from where it happened.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from claimx.qualify.bounds import Bounded, Measure, read_bounded
from claimx.qualify.cues import table
from claimx.qualify.durations import plain
from claimx.qualify.numbers import read_number
from claimx.qualify.quantity_tokens import Phrases, Token, index_phrases, longest, phrase_list


@dataclass(frozen=True, slots=True)
class Money:
    """An amount; `unit` is the half-open token range of the currency, None where none is told yet.

    `scale` is the scale word of the amount, so that "2 to 3 million" can hand it on.
    """

    amount: Decimal
    currency: str | None = None
    unit: tuple[int, int] | None = None
    scale: Decimal = Decimal(1)


def read_bounded_money(tokens: Sequence[Token], at: int) -> Bounded[Money] | None:
    """The sum of money with its bounds that begins at token `at`, or None."""
    fillers = phrase_list("quantity", "duration", "fillers")
    found = read_bounded(tokens, at, _read_money, _reconcile, fillers)
    if found is None or any(
        end is not None and end.unit is None for end in (found.low, found.high)
    ):
        return None
    return found


def bounded_money(found: Bounded[Money], phrase: str, tokens: Sequence[Token]) -> dict[str, Any]:
    """The fields `amount`, `currency`, `maximum` and `minimum` of a sum; `unit` where no currency.

    A range gives `amount_min` and `amount_max` and no `amount`.
    """
    value: dict[str, Any] = {"maximum": False, "minimum": False}
    only = found.low if found.low is not None else found.high
    if found.low is not None and found.high is not None and found.low.amount != found.high.amount:
        value |= {"amount_min": plain(found.low.amount), "amount_max": plain(found.high.amount)}
    elif only is not None:
        value["amount"] = plain(only.amount)
        value["maximum"], value["minimum"] = found.low is None, found.high is None
    value["currency"] = only.currency if only else None
    if only is not None and only.currency is None and only.unit is not None:
        first, last = only.unit
        value["unit"] = phrase[tokens[first].start : tokens[last - 1].end]
    if found.approximate:
        value["approximate"] = True
    return value


def _reconcile(first: Money, second: Money) -> tuple[Money, Money] | None:
    if first.unit is None and second.unit is None:
        return None
    if first.scale == 1 and first.amount < second.amount / second.scale:
        first = replace(first, amount=first.amount * second.scale)
    if first.amount > second.amount:
        return None
    known = second if second.unit is not None else first
    return (
        replace(first, currency=known.currency, unit=known.unit),
        replace(second, currency=known.currency, unit=known.unit),
    )


def _read_money(tokens: Sequence[Token], at: int) -> Measure[Money] | None:
    """A sum, or a bare number whose currency stands at the other end of a range."""
    sign = _sign(tokens, at)
    figure = read_number(tokens, at + 1 if sign is not None else at)
    if figure is None or figure.floor:
        return None
    money = Money(figure.value, scale=figure.scale)
    if sign is not None:
        money = replace(money, currency=sign or None, unit=(at, at + 1))
    end = figure.end
    word = _word(tokens, end)
    if word is not None:
        end, code = word
        money = replace(money, currency=code or money.currency, unit=(figure.end, end))
    return Measure(money, end, figure.loose)


def _sign(tokens: Sequence[Token], at: int) -> str | None:
    """The code before a number; "" for an ambiguous sign, None where there is no sign."""
    if at + 1 >= len(tokens) or not tokens[at + 1].is_number:
        return None
    code = table("currencies")["signs"].get(tokens[at].text)
    if tokens[at].text == "$" and at > 0 and tokens[at - 1].text in ("us", "u.s."):
        return "USD"
    return None if code is None else str(code)


def _word(tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
    """Where the currency word behind a number ends and its code, "" where it is ambiguous."""
    currencies = table("currencies")
    singular = [currencies["plurals"].get(token.text, token.text) for token in tokens[at : at + 3]]
    for length in (3, 2):
        code = currencies["national"].get(" ".join(singular[:length]))
        if code is not None and len(singular) >= length:
            return at + length, str(code)
    words = longest(tokens, at, _legal_units())
    if words:
        return at + words, ""
    for length in (2, 1):
        text = " ".join(token.text for token in tokens[at : at + length])
        code = currencies["words"].get(text, currencies["signs"].get(text))
        end = at + length
        if code is None or end > len(tokens) or (end < len(tokens) and tokens[end].is_number):
            continue  # in "$200-$500" the second sign belongs to the second number
        return end, str(code)
    return None


@cache
def _legal_units() -> Phrases:
    return index_phrases(table("currencies")["legal_units"]["names"])
