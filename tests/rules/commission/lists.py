"""A published list for sittings. All contracts and companies are fictional."""

from tests.institutions.formats.published.lists import OFFICER, ROWS, WITHHELD, list_csv

__all__ = ["many_contracts"]


def many_contracts(number: int = 12) -> bytes:
    """Return a list of so many contracts of April and May 2024, of which every third has a single bidder."""
    rows = [
        (
            f"架空設備の保守 その{place}",
            OFFICER,
            f"令和6年{4 + place % 2}月{1 + place % 28}日",
            f"架空設備{place % 5}株式会社\n東京都港区架空{place % 5}-1-1",
            "",
            "一般競争入札",
            WITHHELD,
            f"{1_000_000 + place * 1_000}",
            "－",
            "－",
            "1" if place % 3 == 0 else "4",
            "",
        )
        for place in range(number)
    ]
    assert len(rows[0]) == len(ROWS[0])
    return list_csv(rows).getvalue()
