"""Partnerships with titles for the search, drawn by a seed and stored in bulk: one for each ten names.

Only what the search reads is stored: the partnership, its summary and the parts of its reference and title.
"""

import itertools
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from django.db import connection, transaction

from benchmarks.bulk_load import bulk_loaded
from institutions.models import GovernmentBody, Partnership
from rules.models import CaseState, CaseSummary, TitlePart
from rules.review.summaries.titles import insert_titles

SEED: Final = 16
PORTION: Final = 5_000
NAMES_A_CASE: Final = 10
RECEIVED_AT: Final = datetime(2026, 4, 1, tzinfo=UTC)
THINGS: Final = ("磁石", "半導体", "蓄電池", "医薬品", "通信網", "衛星", "港湾", "水道", "庁舎", "研究炉")
DEEDS: Final = ("の供給", "の再資源化", "の整備", "の共同開発", "の保守", "の調達", "の実証")
ENGLISH: Final = ("Magnets", "Chips", "Batteries", "Medicines", "Networks", "Satellites", "Ports", "Water", "Offices")


class TitlesStore:
    """Partnerships of a body that grow: the same ones in every run, the next ones with each call."""

    def __init__(self, body: GovernmentBody) -> None:
        self.body = body
        self.drawn = drawn_texts(random.Random(SEED))  # noqa: S311 - titles to measure with
        self.cases = 0

    def grow(self, cases: int) -> None:
        """Store partnerships until there are so many."""
        with bulk_loaded([TitlePart], rows=cases - self.cases):
            while self.cases < cases:
                self.cases += self.store(list(itertools.islice(self.drawn, min(PORTION, cases - self.cases))))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def store(self, drawn: Sequence[tuple[str, str]]) -> int:
        """Store some partnerships by reference and title; return how many."""
        rows = [
            Partnership(reference=reference, submitted_by=self.body, created_at=RECEIVED_AT) for reference, _ in drawn
        ]
        summaries = [
            CaseSummary(
                partnership=row,
                submitted_by=self.body,
                sponsor=self.body,
                secret=False,
                text=f"{reference}\n{title}",
                domain="other",
                value_yen=1,
                submitted_at=RECEIVED_AT,
                state=CaseState.SUBMITTED,
                state_since=RECEIVED_AT,
                made_at=RECEIVED_AT,
            )
            for row, (reference, title) in zip(rows, drawn, strict=True)
        ]
        with transaction.atomic():
            Partnership.objects.bulk_create(rows)
            insert_titles(CaseSummary.objects.bulk_create(summaries), TitlePart)
        return len(rows)


def drawn_texts(draw: random.Random) -> Iterator[tuple[str, str]]:
    """Yield references and titles in both languages without end."""
    for number in itertools.count():
        place = draw.randrange(10_000)
        title = f"第{place}地区における{draw.choice(THINGS)}{draw.choice(DEEDS)}"
        yield f"B-{number:07}", f"{title} / {draw.choice(ENGLISH)} for district {place}"
