#!/usr/bin/env python3
"""Numbers and what becomes of them, worked out with `fractions` from the written rules and not from the code.

    make.py ROWS [SEED] [WORD...]      that many random rows for each conversion whose name has a word; the edges come first

A row is: conversion, input, how (unit, currency, rounding), outcome; with tabs between them. The outcome is a value, a value and
the code of what a strict reader would have said, or `!` and the code of the refusal. The rules:

- A JSON number is its integer if it is one of 64 bits, else the shortest decimal that reads as its double.
- It is so many of a unit; a factor makes base units of it, exactly.
- Zero is zero, whatever its sign. A limit holds for the number as it is: rounded away from zero it must be within.
- What is then no whole number is refused by a constructor, and rounded by its magnitude where a rounding is named.
- Money has at most 15 digits of the minor unit, of which the currency has 0 to 4.
"""

import random
import sys
from fractions import Fraction

LIMIT = 10**15 - 1
U32, U64 = 2**32 - 1, 2**64 - 1

# The least, the most, and what is said below, above and of what is finer.
GRAMS = (0, U32, "weight.negative", "weight.too-large", "weight.fraction-of-gram")
LENGTH = (0, U32, "length.negative", "length.too-large", "length.fraction-of-centimetre")
VOLUME = (0, U64, "volume.negative", "volume.too-large", "volume.fraction-of-cubic-centimetre")
MONEY = (-LIMIT, LIMIT, "money.too-large", "money.too-large", "money.fraction-of-minor-unit")
PRICE = (0, LIMIT, "price.negative", "money.too-large", "money.fraction-of-minor-unit")
PERCENT = (0, 10000, "percent.out-of-range", "percent.out-of-range", "percent.too-fine")
QUANTITY = (1, U32, "quantity.out-of-range", "quantity.out-of-range", "quantity.out-of-range")

MASS = {"mg": Fraction(1, 1000), "g": Fraction(1), "kg": Fraction(1000), "oz": Fraction("28.349523125"), "lb": Fraction("453.59237")}
LENGTHS = {"mm": Fraction(1, 10), "cm": Fraction(1), "m": Fraction(100), "in": Fraction("2.54")}
VOLUMES = {"cm³": Fraction(1), "l": Fraction(1000), "m³": Fraction(10**6), "ft³": Fraction("30.48") ** 3}

# ISO 4217, minor unit.
CURRENCIES = {
    "EUR": 2, "USD": 2, "BRL": 2, "COP": 2, "ILS": 2, "GBP": 2, "MXN": 2, "JPY": 0, "KRW": 0, "CLP": 0, "PYG": 0, "VND": 0,
    "KWD": 3, "BHD": 3, "TND": 3, "OMR": 3, "CLF": 4, "UYW": 4,
}
ROUNDINGS = ["half-up", "half-even", "up", "down"]


def up(value):
    """Away from zero."""
    whole = abs(value).__ceil__()
    return whole if value >= 0 else -whole


def rounded(value, how):
    magnitude = abs(value)
    whole = magnitude.__floor__()
    rest = magnitude - whole
    half = Fraction(1, 2)
    if how == "up":
        raised = rest > 0
    elif how == "down":
        raised = False
    elif how == "half-up":
        raised = rest >= half
    else:
        raised = rest > half or (rest == half and whole % 2 == 1)
    whole += raised
    return whole if value >= 0 else -whole


def outcome(value, kind, how):
    """What becomes of a number of base units; `exact` refuses what is finer."""
    least, most, below, above, finer = kind
    for whole in [up(value)] + ([] if how == "exact" else [rounded(value, how)]):
        if whole < least:
            return "! " + below
        if whole > most:
            return "! " + above
    if value.denominator == 1:
        return str(value.numerator)
    return "! " + finer if how == "exact" else f"{rounded(value, how)} {finer}"


def of_json(text):
    if not any(c in text for c in ".eE") and -(2**63) <= int(text) <= U64:
        return Fraction(int(text))
    return Fraction(repr(float(text)))


def digits(rng, most):
    return "".join(rng.choice("0123456789") for _ in range(rng.randint(1, most)))


def whole_text(rng, most):
    return str(int(digits(rng, most)))


def sign(rng):
    return "-" if rng.random() < 0.15 else ""


def json_number(rng):
    """A JSON number of the kind that people, programs and enemies write."""
    kind = rng.random()
    if kind < 0.35:
        return f"{sign(rng)}{whole_text(rng, 6)}.{digits(rng, 4)}"
    if kind < 0.5:
        return f"{sign(rng)}{whole_text(rng, 12)}.{digits(rng, 3)}"
    if kind < 0.6:
        return sign(rng) + whole_text(rng, 22)
    if kind < 0.7:
        # A tie, or a hair beside it.
        return f"{sign(rng)}{whole_text(rng, 5)}.{digits(rng, 3)}5{rng.choice(['', '', '0', '000001'])}"
    if kind < 0.8:
        return f"{sign(rng)}{whole_text(rng, 8)}.{digits(rng, 18)}"
    if kind < 0.9:
        mantissa = rng.choice([whole_text(rng, 4), f"{whole_text(rng, 2)}.{digits(rng, 6)}"])
        return f"{sign(rng)}{mantissa}{rng.choice('eE')}{rng.choice(['', '+', '-'])}{rng.randint(0, 25)}"
    value = rng.uniform(0, 10 ** rng.randint(0, 16))
    return sign(rng) + repr(value)


JSON_EDGES = [
    "0", "-0", "0.0", "-0.0", "0e5", "-0.0e-5", "1", "-1", "0.1", "0.01", "0.001", "0.0001", "0.005", "0.0005", "0.00005", "0.015",
    "293.15", "3.15", "3.1505", "1.005", "2.675", "1.115", "0.285", "100", "100.0", "100.00", "100.01", "100.001", "99.995",
    "1e2", "1E2", "1e+2", "1e-2", "1e-3", "1e-4", "5e-1", "5e-324", "2.2250738585072014e-308", "1e22", "1e23", "1e308",
    "45.40000000000000001", "45.4000000000000001", "0.1000000000000000055511151231257827",
    "4294967295", "4294967296", "4294967.295", "4294967.2951", "4294967.296", "4294967294.5", "4294967295.5", "42949672.95",
    "999999999999999", "1000000000000000", "9999999999999.99", "9999999999999.995", "10000000000000", "9999999999999.989",
    "99999999999999.9", "999999999999.999", "99999999999.9999", "-999999999999999", "-1000000000000000", "-9999999999999.99",
    "9007199254740991", "9007199254740992", "9007199254740993", "9223372036854775807", "9223372036854775808",
    "-9223372036854775808", "-9223372036854775809", "18446744073709551615", "18446744073709551616", "18446744073709551615.5",
    "340282366920938463463374607431768211456", "123456789012345678901234567890",
]


def decimal_text(rng):
    """A decimal of at most 28 digits."""
    whole = whole_text(rng, rng.choice([1, 3, 6, 10, 15]))
    if rng.random() < 0.2:
        return sign(rng) + whole
    fraction = digits(rng, rng.choice([1, 2, 3, 4, 12]))
    if rng.random() < 0.2:
        fraction += "5"
    return f"{sign(rng)}{whole}.{fraction}"


DECIMAL_EDGES = [
    "0", "-0", "0.0", "-0.00", "1", "-1", "0.5", "0.05", "0.005", "0.0005", "0.00005", "-0.0005", "1.5", "2.5", "0.25", "0.35",
    "4294967295", "4294967296", "4294967295.5", "4294967.295", "4294967.2955", "4294967.296", "42949672.95", "42949672.955",
    "9999999999999.99", "9999999999999.995", "9999999999999.985", "999999999999999", "999999999999999.5", "1000000000000000",
    "18446744073709551615", "18446744073709551616", "18446744073709.551615", "18446744073709551.615", "18446744073709551.616",
    "79228162514264337593543950335", "0.0000000000000000000000000001", "7.9228162514264337593543950335", "100", "100.01", "99.995",
    "45.359237", "453.59237", "28.349523125", "0.45359237", "1.6",
]


def terminating(value):
    """Its decimal without trailing zeros; `-` if it has none of at most 28 digits."""
    below, twos, fives = value.denominator, 0, 0
    while below % 2 == 0:
        below, twos = below // 2, twos + 1
    while below % 5 == 0:
        below, fives = below // 5, fives + 1
    if below != 1:
        return "-"
    scale = max(twos, fives)
    text = str((value * 10**scale).numerator)
    return "-" if scale > 28 or len(text.lstrip("-")) > 28 else point(text, scale)


def point(text, scale):
    negative, text = text.startswith("-"), text.lstrip("-").rjust(scale + 1, "0")
    text = f"{text[:-scale]}.{text[-scale:]}" if scale else text
    return "-" + text if negative else text


def json_of(value):
    """An integer if it is one, else a double, which both sides write in their own way."""
    return str(value.numerator) if value.denominator == 1 else repr(value.numerator / value.denominator)


def hundredths(minor, exponent):
    value = Fraction(minor, 10**exponent) * 100
    if value.denominator != 1:
        return None
    return ("-" if value < 0 else "") + point(str(abs(value.numerator)), 2)


# HubRise's texts: what is said of each way to get them wrong.
def hubrise(rng, edge=None):
    code = rng.choice(list(CURRENCIES))
    amount = sign(rng) + whole_text(rng, rng.choice([1, 2, 4, 12, 14, 17])) + "."
    two = digits(rng, 1) + digits(rng, 1)
    two = (two + "0")[:2] if CURRENCIES[code] else rng.choice(["00", "00", "50"])
    kind = rng.randint(0, 14) if edge is None else edge
    if kind == 0:
        return f"{amount[:-1]},{two} {code}", "! money.comma"
    if kind == 1:
        return f"{amount}{two}.{two} {code}", "! money.two-points"
    if kind == 2:
        return f"{amount[:-1]}{rng.choice(['', '.', '.5'])} {code}", "! money.too-few-decimals"
    if kind == 3:
        return f"{amount}{two}{digits(rng, 5)} {code}", "! money.too-many-decimals"
    if kind == 4:
        return amount + two, "! money.without-currency"
    if kind == 5:
        return f"{code} {amount.lstrip('-')}{two}", "! money.code-in-front"
    if kind == 6:
        junk = rng.choice(["", " ", "x", "+" + amount + two + " EUR", ".50 EUR", "- 1.00 EUR", "1.00  EUR", "1.00 EUR ", "1.00 €", "½ EUR"])
        return junk, "! money.malformed"
    if kind == 7:
        return f"{amount}{two} {rng.choice(['XAU', 'XXX', 'EURO', 'eur', 'ZZZ', 'E'])}", "! currency.unknown"
    value = Fraction(amount + two) * 10 ** CURRENCIES[code]
    return f"{amount}{two} {code}", outcome(value, MONEY, "exact")


def is_json_number(text):
    body = text[1:] if text.startswith("-") else text
    mantissa, mark, exponent = body.replace("E", "e").partition("e")
    whole, dot, fraction = mantissa.partition(".")
    is_digits = lambda digits: digits != "" and all(c in "0123456789" for c in digits)
    return (
        is_digits(whole)
        and (whole == "0" or whole[0] != "0")
        and (not dot or is_digits(fraction))
        and (not mark or is_digits(exponent[1:] if exponent[:1] in ("+", "-") else exponent))
    )


def instaleap(rng):
    if rng.random() < 0.1:
        return rng.choice(["", "-", "+1", "1.", ".5", "01", "00", "1e", "1e+", " 1", "1 ", "1,5", "0x1", "NaN", "1_0", "--1", "1.5.2", "٣"])
    return json_number(rng)


def edges_and_chance(edges, chance, count):
    yield from edges
    for _ in range(count):
        yield chance()


def json_rows(kind, factor, ways):
    def make(count, rng):
        edges = ((text, how) for text in JSON_EDGES for how in ways)
        for text, how in edges_and_chance(edges, lambda: (json_number(rng), rng.choice(ways)), count):
            yield text, how, outcome(of_json(text) * factor, kind, how)

    return make


def decimal_rows(kind, units):
    ways = ["exact"] + ROUNDINGS

    def make(count, rng):
        names = list(units)
        edges = ((text, unit, ways[(at + n) % 5]) for n, text in enumerate(DECIMAL_EDGES) for at, unit in enumerate(names))
        chance = lambda: (decimal_text(rng), rng.choice(names), rng.choice(ways))
        for text, unit, how in edges_and_chance(edges, chance, count):
            yield text, f"{unit} {how}", outcome(Fraction(text) * units[unit], kind, how)

    return make


def to_unit_rows(most, units):
    def make(count, rng):
        def chance():
            whole = rng.choice([rng.randint(0, most), rng.randint(0, 10**6), 45_359_237 * rng.randint(0, 94), 127 * rng.randint(0, 10**6)])
            return whole, rng.choice(list(units))

        edges = ((whole, unit) for whole in (0, 1, 10, 127, 45_359_237, 442_450_728, most) for unit in units)
        for whole, unit in edges_and_chance(edges, chance, count):
            yield whole, unit, terminating(Fraction(whole) / units[unit])

    return make


def money_json_rows(count, rng):
    edges = ((text, code, ROUNDINGS[n % 4]) for n, text in enumerate(JSON_EDGES) for code in ("EUR", "JPY", "KWD", "CLF"))
    chance = lambda: (json_number(rng), rng.choice(list(CURRENCIES)), rng.choice(ROUNDINGS))
    for text, code, how in edges_and_chance(edges, chance, count):
        yield text, f"{code} {how}", outcome(of_json(text) * 10 ** CURRENCIES[code], MONEY, how)


def money_text_rows(count, rng):
    """Every digit of a text counts."""
    edges = ((text, code, ROUNDINGS[n % 4]) for n, text in enumerate(JSON_EDGES) for code in ("EUR", "JPY", "KWD", "CLF"))
    chance = lambda: (instaleap(rng), rng.choice(list(CURRENCIES)), rng.choice(ROUNDINGS))
    for text, code, how in edges_and_chance(edges, chance, count):
        if is_json_number(text):
            value = Fraction(text) * 10 ** CURRENCIES[code]
            yield text, f"{code} {how}", outcome(value, MONEY, how)
        else:
            yield text, f"{code} {how}", "! amount.malformed"


def money_decimal_rows(count, rng):
    units = {code: Fraction(10**exponent) for code, exponent in CURRENCIES.items()}
    yield from decimal_rows(MONEY, units)(count, rng)


def hubrise_rows(count, rng):
    for kind in range(14):
        text, said = hubrise(rng, kind)
        yield text, "", said
    for _ in range(count):
        text, said = hubrise(rng)
        yield text, "", said


def minor(rng):
    return rng.choice([1, -1]) * rng.choice([rng.randint(0, LIMIT), rng.randint(0, 10**6), rng.randint(0, 200)])


def money_to_text_rows(count, rng):
    edges = ((whole, code) for whole in (0, 1, -1, 10, 99, 100, -100, 12345, LIMIT, -LIMIT) for code in CURRENCIES)
    for whole, code in edges_and_chance(edges, lambda: (minor(rng), rng.choice(list(CURRENCIES))), count):
        text = hundredths(whole, CURRENCIES[code])
        yield whole, code, "! money.too-many-decimals" if text is None else f"{text} {code}"


def money_to_json_rows(count, rng):
    edges = ((whole, code) for whole in (0, 1, -1, 10, 99, 100, -100, 12345, LIMIT, -LIMIT) for code in CURRENCIES)
    for whole, code in edges_and_chance(edges, lambda: (minor(rng), rng.choice(list(CURRENCIES))), count):
        yield whole, code, json_of(Fraction(whole, 10 ** CURRENCIES[code]))


def grams_to_json_rows(count, rng):
    for whole in edges_and_chance((0, 1, 999, 1000, 3150, 3151, U32), lambda: rng.randint(0, rng.choice([10**4, U32])), count):
        yield whole, "", json_of(Fraction(whole, 1000))


def percent_to_json_rows(count, rng):
    for whole in edges_and_chance((0, 1, 10, 99, 100, 550, 9999, 10000), lambda: rng.randint(0, 10000), count):
        yield whole, "", json_of(Fraction(whole, 100))


TABLES = {
    "grams.json-kilograms": json_rows(GRAMS, 1000, ROUNDINGS),
    "grams.json-whole": json_rows(GRAMS, 1, ["exact"]),
    "centimetres.json-whole": json_rows(LENGTH, 1, ["exact"]),
    "cubic-centimetres.json-whole": json_rows(VOLUME, 1, ["exact"]),
    "cents.json-major": json_rows(MONEY, 100, ROUNDINGS),
    "cents.json-whole": json_rows(MONEY, 1, ["exact"]),
    "price.json-major": json_rows(PRICE, 100, ROUNDINGS),
    "price.json-whole": json_rows(PRICE, 1, ["exact"]),
    "percent.json": json_rows(PERCENT, 100, ROUNDINGS),
    "quantity.json": json_rows(QUANTITY, 1, ["exact"]),
    "grams.unit": decimal_rows(GRAMS, MASS),
    "centimetres.unit": decimal_rows(LENGTH, LENGTHS),
    "cubic-centimetres.unit": decimal_rows(VOLUME, VOLUMES),
    "cents.decimal": decimal_rows(MONEY, {"major": Fraction(100)}),
    "percent.decimal": decimal_rows(PERCENT, {"%": Fraction(100)}),
    "money.decimal": money_decimal_rows,
    "money.json": money_json_rows,
    "money.text": money_text_rows,
    "money.hubrise": hubrise_rows,
    "grams.to-unit": to_unit_rows(U32, MASS),
    "centimetres.to-unit": to_unit_rows(U32, LENGTHS),
    "cubic-centimetres.to-unit": to_unit_rows(U64, VOLUMES),
    "grams.to-json-kilograms": grams_to_json_rows,
    "percent.to-json": percent_to_json_rows,
    "money.to-json": money_to_json_rows,
    "money.to-text": money_to_text_rows,
}


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed = sys.argv[2] if len(sys.argv) > 2 else "1"
    words = sys.argv[3:]
    write = sys.stdout.write
    for name, make in TABLES.items():
        if all(word in name for word in words):
            for text, how, said in make(count, random.Random(f"{seed} {name}")):
                write(f"{name}\t{text}\t{how}\t{said}\n")


main()
