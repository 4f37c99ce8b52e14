"""Documents whose parties have names of their own, drawn by a seed: as unlike each other as those of a real register.

Where copies of one document differ by a mark in their names, each name is like that of every copy before: the worst
that a search for possible matches can meet.
"""

import random

from benchmarks.documents import Json
from benchmarks.many_names import ENGLISH, GIVEN, LATIN, STEMS, TRADES


def with_drawn_names(document: Json, rng: random.Random) -> Json:
    """Return a document in which each company and person has a drawn name in the languages of its own."""
    for party in document["companies"]:
        drawn = {"ja": company_in_japanese(rng), "en": company_in_english(rng)}
        party["name"] = {language: drawn.get(language, drawn["en"]) for language in party["name"]}
    for party in document["people"]:
        drawn = {"ja": person_in_japanese(rng), "en": person_in_english(rng)}
        party["name"] = {language: drawn.get(language, drawn["en"]) for language in party["name"]}
    return document


def company_in_japanese(rng: random.Random) -> str:
    """Return a name such as 北沢森工業株式会社."""
    return f"{''.join(rng.sample(STEMS, 3))}{rng.choice(TRADES)}株式会社"


def company_in_english(rng: random.Random) -> str:
    """Return a name such as Kitamorisawa Electric Co., Ltd."""
    return f"{''.join(rng.sample(LATIN, 3)).capitalize()} {rng.choice(ENGLISH)} Co., Ltd."


def person_in_japanese(rng: random.Random) -> str:
    """Return a name such as 北森 陽子."""
    return f"{''.join(rng.sample(STEMS, 2))} {rng.choice(GIVEN)}"


def person_in_english(rng: random.Random) -> str:
    """Return a name such as Kitamori Sawatani."""
    return f"{''.join(rng.sample(LATIN, 2)).capitalize()} {''.join(rng.sample(LATIN, 2)).capitalize()}"
