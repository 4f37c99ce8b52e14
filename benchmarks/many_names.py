"""A register of many names for the search, drawn by a seed and stored in bulk: companies and people.

Names of companies are a stem and a trade, as 北沢工業株式会社; one in five has an English name, one in three a
reading. A tenth of the parties are people, of whom the body that asks named one in a hundred.
"""

import itertools
import random
import uuid
from collections.abc import Iterator, Sequence
from typing import Final

from django.db import connection, transaction

from benchmarks.bulk_load import bulk_loaded
from institutions.models import (
    Collection,
    CollectionParty,
    GovernmentBody,
    NamePart,
    Party,
    PartyKind,
    PartyName,
    Source,
)
from institutions.parties.identities.name_keys import insert_parts
from institutions.parties.names import fold_name

SEED: Final = 15
PORTION: Final = 5_000
STEMS: Final = (
    "北南東西中山川田沢野原島村森林石井松竹梅桜青赤白黒金銀水木火土光星海空風花雪月日高大小上下新古藤本谷岡宮内外前後"
)
TRADES: Final = ("工業", "電機", "建設", "製作所", "印刷", "運輸", "化学", "食品", "通信機器", "情報システム", "商事")
LATIN: Final = ("kita", "mori", "hoshi", "sawa", "tani", "yama", "kawa", "shima", "hara", "matsu", "ishi", "ume")
ENGLISH: Final = ("Industries", "Electric", "Construction", "Printing", "Transport", "Chemical", "Foods", "Systems")
KANA: Final = ("キタ", "モリ", "ホシ", "サワ", "タニ", "ヤマ", "カワ", "シマ", "ハラ", "マツ", "イシ", "ウメ")
GIVEN: Final = ("健", "誠", "翔", "結衣", "陽子", "大輔", "真由美", "遥", "拓也", "恵")
PEOPLE: Final = 0.1
NUMBERED: Final = 0.5
IN_ENGLISH: Final = 0.2
WITH_READING: Final = 0.33
OWN_PEOPLE: Final = 100  # one of so many people is named by the body that asks


Drawn = tuple[Party, tuple[tuple[str, str], ...]]  # a party, and its names by language


class NamesStore:
    """A register that grows: the same parties in every run, the next ones with each call."""

    def __init__(self) -> None:
        self.body = GovernmentBody.objects.exclude(code=None).order_by("code")[0]
        self.source = Source.objects.create(title="Names of a benchmark")
        self.collection = Collection.objects.create(body=self.body, format="benchmark")
        self.drawn = drawn_parties(random.Random(SEED))  # noqa: S311 - names to measure with
        self.names = 0

    def grow(self, names: int) -> None:
        """Store parties until there are so many names."""
        with bulk_loaded([NamePart], rows=names - self.names):
            while self.names < names:
                self.names += self.store([next(self.drawn) for _ in range(min(PORTION, names - self.names))])
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def store(self, drawn: Sequence[Drawn]) -> int:
        """Store some parties with their names and parts, and by whom people are named; return the number of names."""
        rows = [
            PartyName(party=party, language=language, text=text, folded=fold_name(text), source=self.source)
            for party, names in drawn
            for language, text in names
        ]
        people = [party for party, _names in drawn if party.kind == PartyKind.PERSON]
        with transaction.atomic():
            Party.objects.bulk_create([party for party, _names in drawn])
            insert_parts(PartyName.objects.bulk_create(rows), NamePart)
            CollectionParty.objects.bulk_create(
                CollectionParty(collection=self.collection, key=str(each.pk), party=each)
                for each in people[::OWN_PEOPLE]
            )
        return len(rows)


def drawn_parties(draw: random.Random) -> Iterator[Drawn]:
    """Yield parties with their names without end."""
    for number in itertools.count():
        party = drawn_person(draw) if draw.random() < PEOPLE else drawn_company(draw, number)
        given = (("ja", party.name_ja), ("en", party.name_en), ("kana", party.name_kana))
        yield party, tuple(each for each in given if each[1])


def drawn_person(draw: random.Random) -> Party:
    """Draw a person."""
    return Party(
        id=uuid.UUID(int=draw.getrandbits(128), version=4),
        kind="person",
        name_ja=f"{''.join(draw.choices(STEMS, k=2))} {draw.choice(GIVEN)}",
    )


def drawn_company(draw: random.Random, number: int) -> Party:
    """Draw a company."""
    stem, latin = "".join(draw.choices(STEMS, k=3)), draw.choices(range(len(LATIN)), k=3)
    return Party(
        id=uuid.UUID(int=draw.getrandbits(128), version=4),
        kind="company",
        corporate_number=f"{number * 9_999_991 % 10**13:013}" if draw.random() < NUMBERED else None,
        name_ja=f"{stem}{draw.choice(TRADES)}株式会社",
        name_en=f"{''.join(LATIN[n] for n in latin).title()} {draw.choice(ENGLISH)} Co., Ltd."
        if draw.random() < IN_ENGLISH
        else "",
        name_kana="".join(KANA[n] for n in latin) if draw.random() < WITH_READING else "",
    )
