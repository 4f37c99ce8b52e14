"""The search by name in registers of 10,000, 100,000 and 1,000,000 names (`BENCHMARK_NAMES` chooses others), that by
title in a tenth as many partnerships, and the whole page of the search with both.

The peer is the barest query that an index answers, written by Django as these are: the names that equal a text. The
median and the slowest of many texts are printed: common ones are the harder case, since very many names have them.
"""

import os
import random
import time
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Final

from django.test import Client

from benchmarks.figures import median_milliseconds, print_figure, print_heading
from benchmarks.many_names import ENGLISH, GIVEN, LATIN, STEMS, TRADES, NamesStore
from benchmarks.many_titles import ENGLISH as TITLE_WORDS
from benchmarks.many_titles import NAMES_A_CASE, THINGS, TitlesStore
from benchmarks.pages import signed_in_client
from institutions.access.callers import ALL_BODIES, EVERYBODY, reader_of_bodies
from institutions.models import Account, GovernmentBody, NamePart, PartyKind, PartyName, Role
from institutions.parties.names import fold_name
from institutions.parties.search import MOST, search_parties
from rules.review.summaries.titles import titled_cases

SIZES: Final = tuple(map(int, os.environ.get("BENCHMARK_NAMES", "10000,100000,1000000").split(",")))
TEXTS: Final = 40  # of each sort
PEER: Final = "bare indexed query"


def main() -> None:
    """Measure at each size, as the register grows."""
    store = NamesStore()
    titles = TitlesStore(store.body)
    client = reading_client(store.body)
    for size in SIZES:
        began = time.perf_counter()
        store.grow(size)
        titles.grow(size // NAMES_A_CASE)
        parts = NamePart.objects.count()
        took = time.perf_counter() - began
        print_heading(
            f"Searching {store.names:,} names ({parts:,} parts) and {titles.cases:,} titles, {took:.0f} s to store"
        )
        measure(store)
        measure_titles(store, titles)
        measure_page(client)


def measure(store: NamesStore) -> None:
    """Print the time of each sort of text."""
    draw = random.Random(3)  # noqa: S311 - texts to measure with
    own = reader_of_bodies([store.body.pk], kin=True)
    names = PartyName.objects.filter(language="ja", party__kind=PartyKind.COMPANY).order_by("pk")
    known = [names[draw.randrange(store.names // 2)].text for _ in range(TEXTS)]
    peer = times(bare_query, [fold_name(each) for each in known])
    print_figure(f"peer: {PEER}", median_milliseconds(peer), "ms")
    two = ["".join(draw.choices(STEMS, k=2)) for _ in range(TEXTS)]
    for label, kind, reader, texts in (
        ("a company by two letters", PartyKind.COMPANY, EVERYBODY, two),
        ("a company by a word of very many names", PartyKind.COMPANY, EVERYBODY, [*TRADES, *ENGLISH]),
        ("a company by its whole name", PartyKind.COMPANY, EVERYBODY, known),
        ("a company by part of an English name", PartyKind.COMPANY, EVERYBODY, pairs(draw)),
        ("a company that is not there", PartyKind.COMPANY, EVERYBODY, [f"{each}鱗鰭" for each in two]),
        ("a person, whoever named them", PartyKind.PERSON, ALL_BODIES, two),
        ("a person whom the own body named", PartyKind.PERSON, own, two),
        ("the same by a name of very many people", PartyKind.PERSON, own, GIVEN),
    ):
        took = times(lambda text, kind=kind, reader=reader: search_parties(text, kind, reader), texts)  # type: ignore[misc]
        print_figure(
            label,
            median_milliseconds(took),
            "ms",
            over=PEER,
            peer=median_milliseconds(peer),
            note=f"slowest {max(took) * 1000:.1f} ms",
        )


def measure_titles(store: NamesStore, titles: TitlesStore) -> None:
    """Print the time of each sort of text that is in titles or references of partnerships."""
    draw = random.Random(4)  # noqa: S311 - texts to measure with
    own = reader_of_bodies([store.body.pk], kin=True)
    for label, texts in (
        ("a partnership by a word of very many titles", THINGS),
        ("a partnership by its place", [f"第{draw.randrange(10_000)}地区" for _ in range(TEXTS)]),
        ("a partnership by an English word", TITLE_WORDS),
        ("a partnership by its reference", [f"B-{draw.randrange(titles.cases):07}" for _ in range(TEXTS)]),
        ("a partnership that is not there", [f"{each}の鱗鰭" for each in THINGS]),
    ):
        took = times(lambda text: titled_cases(text, own, MOST), texts)
        print_figure(label, median_milliseconds(took), "ms", note=f"slowest {max(took) * 1000:.1f} ms")


def measure_page(client: Client) -> None:
    """Print the time of the page and of REST with what a text finds of every kind."""
    texts = [*THINGS, *TRADES, *GIVEN]
    for label, address in (("the page of the search", "/search/"), ("the search over REST", "/api/v1/search/")):
        took = times(lambda text, address=address: answered(client, address, text), texts)  # type: ignore[misc]
        print_figure(label, median_milliseconds(took), "ms", note=f"slowest {max(took) * 1000:.1f} ms")


def reading_client(body: GovernmentBody) -> Client:
    """Return the client of an officer of the body that named the people."""
    return signed_in_client(Account.objects.create_user("benchmark-search", role=Role.OFFICER, body=body))


def answered(client: Client, address: str, text: str) -> None:
    """Ask for what a text finds."""
    answer = client.get(address, {"q": text})
    assert answer.status_code == HTTPStatus.OK, (address, answer.status_code)


def pairs(draw: random.Random) -> list[str]:
    """Return parts of names in Latin letters, across two syllables."""
    return ["".join(draw.choices(LATIN, k=2))[1:] for _ in range(TEXTS)]


def bare_query(folded: str) -> object:
    """Read the names that equal a folded text."""
    return list(PartyName.objects.filter(folded=folded)[:MOST])


def times(step: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    """Return the seconds of each text, after one round that reads what the database keeps in memory."""
    found = []
    for warm in (True, False):
        for text in texts:
            began = time.perf_counter()
            step(text)
            if not warm:
                found.append(time.perf_counter() - began)
    return found
