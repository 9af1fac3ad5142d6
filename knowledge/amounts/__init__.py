"""Amounts of a text: prices, measures, durations, counts, shares, scores and versions; knows no dates."""

from knowledge.amounts.amount import Amount, AmountKind, say_amount
from knowledge.amounts.find import find_amounts, said_like
from knowledge.amounts.free import find_free
from knowledge.amounts.numerals import parse_number

__all__ = ["Amount", "AmountKind", "find_amounts", "find_free", "parse_number", "said_like", "say_amount"]
