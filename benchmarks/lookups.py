"""The look-up of one company among 10,000 filers, and the share of right ones among its possible matches.

The register holds the filers of EDINET by their kanji names alone; they are asked for by another name of theirs. The
list is filled up to 10,000 with companies whose names are halves of two. The peer scans the same names in memory with
rapidfuzz, without folding and without a database.
"""

import random
import statistics
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from rapidfuzz import fuzz, process

from benchmarks.edinet import MISSING, Filer, read_filers
from benchmarks.figures import print_figure, print_heading
from institutions.models import Company, NameKey, PartyName, Source
from institutions.parties.identities.candidates import LEAD_FROM, PartyDescription
from institutions.parties.identities.finding import MOST_CANDIDATES, find_candidates
from institutions.parties.identities.name_keys import store_keys
from institutions.parties.names import fold_name

REGISTER: Final = 10_000
ASKED: Final = 200  # looked up one by one
JUDGED: Final = 1_000  # looked up in batches, of each sort of name
BATCH: Final = 100
PEER: Final = "rapidfuzz scan"


def main() -> None:
    """Measure time first, then right and wrong possible matches."""
    known = read_filers()
    if not known:
        print_heading(MISSING)
        return
    began = time.perf_counter()
    companies = enter_filers(known)
    entered = time.perf_counter() - began
    keys = NameKey.objects.count()
    print_heading(f"Looking a company up among {len(companies):,} filers ({keys:,} keys)")
    print_figure("entered with names and keys", entered / len(companies) * 1000, "ms each")
    asked = random.Random(4).sample([filer for filer in known if filer.english], ASKED)  # noqa: S311 - a sample
    texts = [unicodedata.normalize("NFKC", company.name_ja) for company in companies]
    for name, of_filer in (("kana", kana_name), ("English", english_name), ("kanji", kanji_name)):
        names = [of_filer(filer) for filer in asked]
        peer = time_look_up(lambda text: process.extract(text, texts, limit=MOST_CANDIDATES), names)
        print_figure(f"peer: {PEER}, by the {name} name", peer, "ms")
        print_figure(f"candidates, by the {name} name", time_look_up(look_up, names), "ms", over=PEER, peer=peer)
    plain = time_look_up(lambda text: process.extract(text, texts, scorer=fuzz.ratio, limit=MOST_CANDIDATES), names)
    print_figure("peer: the same with the plainest scorer, ratio", plain, "ms")
    judge_matches(known, {filer.code: company for filer, company in zip(known, companies, strict=False)})


def kana_name(filer: Filer) -> str:
    """Return the reading."""
    return filer.kana


def english_name(filer: Filer) -> str:
    """Return the English name."""
    return filer.english


def kanji_name(filer: Filer) -> str:
    """Return the name in kanji with its form abbreviated, as a spreadsheet has it."""
    return filer.kanji.replace("株式会社", "㈱")


def enter_filers(known: Sequence[Filer]) -> list[Company]:
    """Enter the filers and the companies that fill the register up, with one name each."""
    source = Source.objects.create(title="Filers for a benchmark")
    names = [filer.kanji for filer in known]
    names += [filler for filler, _ in zip(mixed_names(names), range(REGISTER - len(names)), strict=False)]
    companies = [Company(name_ja=name[:200], country="JP") for name in names]
    for company, filer in zip(companies, known, strict=False):
        company.address = filer.address
    Company.objects.bulk_create(companies)
    rows = [
        PartyName(party=each, language="ja", text=each.name_ja, folded=fold_name(each.name_ja), source=source)
        for each in companies
    ]
    PartyName.objects.bulk_create(rows)
    store_keys(rows)
    return companies


def mixed_names(names: Sequence[str]) -> Iterator[str]:
    """Yield the first half of one name before the second of another, the same ones in every run."""
    chosen = random.Random(10)  # noqa: S311 - names for a benchmark
    while True:
        one, other = chosen.choice(names), chosen.choice(names)
        yield one[: len(one) // 2] + other[len(other) // 2 :]


def look_up(name: str) -> object:
    """Look up one company, as somebody would."""
    return find_candidates([PartyDescription(kind="company", names=(name,))], body=None)


def time_look_up(step: Callable[[str], object], names: Sequence[str]) -> float:
    """Return the median milliseconds of one look-up; the first prepares what is kept."""
    step(names[0])
    seconds = []
    for name in names:
        began = time.perf_counter()
        step(name)
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds) * 1000


def judge_matches(known: Sequence[Filer], companies: dict[str, Company]) -> None:
    """Measure how many find themselves among their possible matches, and how many of all these are right."""
    print(
        f"  leads (from {LEAD_FROM}, at most {MOST_CANDIDATES}) for up to {JUDGED:,} filers each     recall  precision"
    )
    for name, of_filer, with_address in (
        ("kana name", kana_name, False),
        ("English name", english_name, False),
        ("English name and address", english_name, True),
        ("kanji name, form abbreviated", kanji_name, False),
    ):
        able = [filer for filer in known if of_filer(filer)]
        sample = random.Random(7).sample(able, min(JUDGED, len(able)))  # noqa: S311 - a sample
        found = right = 0
        for at in range(0, len(sample), BATCH):
            batch = sample[at : at + BATCH]
            asked = [
                PartyDescription(kind="company", names=(of_filer(each),), address=each.address if with_address else "")
                for each in batch
            ]
            for filer, leads in zip(batch, find_candidates(asked, body=None), strict=True):
                found += len(leads)
                right += any(each.party.pk == companies[filer.code].pk for each in leads)
        print(f"    {name:48}{right / len(sample):10.4f} {right / found if found else 0:10.4f}", flush=True)
