"""The filers of Japan's EDINET, as `../shared/data/edinet` has them: names in kanji, kana and often English.

The file is not part of the project: without it, measurements that need it are left out and say so.
"""

import csv
import gzip
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from policyengine.processes import ROOT

SHARED: Final = Path(os.environ.get("SHARED_DATA") or ROOT.parent / "shared" / "data")
FILE: Final = SHARED / "edinet" / "edinetcode.csv.gz"
MISSING: Final = (
    "The list of EDINET filers is not beside the project (../shared/data/edinet): its figures are left out."
)


@dataclass(frozen=True, slots=True)
class Filer:
    """One filer: its names, its address, and its corporate number, each empty if the list has none."""

    code: str
    kanji: str
    kana: str
    english: str
    address: str
    number: str


@lru_cache(maxsize=1)
def read_filers() -> tuple[Filer, ...]:
    """Read all filers in the order of the list; none where the file is missing."""
    if not FILE.exists():
        return ()
    columns = ("ＥＤＩＮＥＴコード", "提出者名", "提出者名（ヨミ）", "提出者名（英字）", "所在地", "提出者法人番号")
    with gzip.open(FILE, "rt", encoding="utf-8") as file:
        return tuple(Filer(*(row[column].strip() for column in columns)) for row in csv.DictReader(file))
