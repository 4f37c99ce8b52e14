"""The number of combinations that a search for possible matches may have to go through in a case.

The case evaluator cuts a search of more than `MAX_ROWS` partial bindings short, and a rule is then not assessable. Sets
cannot do so, and would not end where a case has a hundred facts of each of six types with unknown fields. So the
candidates are counted first: if they could make more combinations, the case is handed over.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import mul, or_
from typing import Final

import ibis
import ibis.expr.types as ir

from rules.engine.compiled.compiled_form import CompiledRule, Variant
from rules.engine.evaluating.possible_matches import MAX_ROWS
from rules.engine.sets.conjunctions import Conjunctions
from rules.engine.sets.fact_tables import CASE_ID
from rules.engine.sets.record_tables import RecordTables
from rules.engine.sets.table_names import REASON, SUSPECTS

COMBINATIONS: Final = "too many combinations of facts"


@dataclass(frozen=True, slots=True)
class CandidateCounts:
    """A writer of the queries that find cases which are too large for sets."""

    records: RecordTables

    def suspects(self, rules: Iterable[CompiledRule]) -> ir.Table | None:
        """Return the expression of the cases whose numbers of facts allow too many combinations for one of the rules.

        None if no rule binds two facts.
        """
        wanted = {tuple(sorted(_kinds(each).items())) for rule in rules for each in searched(rule)}
        kinds = sorted({kind for each in wanted for kind, _ in each})
        if not kinds:
            return None
        counts = ibis.union(*(self._count(kind, place) for place, kind in enumerate(kinds)))
        most = max(sum(number for _, number in each) for each in wanted)
        least = next(n for n in range(2, MAX_ROWS + 2) if n**most > MAX_ROWS)
        every = counts.group_by(CASE_ID).agg(most=counts["n"].max())
        large = counts.semi_join(every.filter(every["most"] >= least), CASE_ID)
        wide = large.group_by(CASE_ID).agg(
            **{f"n{place}": large["n"].max(where=large["kind"] == place) for place in range(len(kinds))}
        )
        products = [
            reduce(mul, (wide[f"n{kinds.index(kind)}"] for kind, number in each for _ in range(number)))
            for each in sorted(wanted)
        ]
        return wide.filter(reduce(or_, (product > MAX_ROWS for product in products))).select(CASE_ID)

    def too_many(self, rule: CompiledRule) -> ir.Table | None:
        """Return the expression of the suspects in which a search of a rule may go through too many combinations."""
        suspects = ibis.table({CASE_ID: "int64"}, name=SUSPECTS)
        found = [self._candidates(variant, suspects) for variant in searched(rule)]
        return ibis.union(*found).select(CASE_ID, **{REASON: ibis.literal(COMBINATIONS)}).distinct() if found else None

    def _candidates(self, variant: Variant, suspects: ir.Table) -> ir.Table:
        joined = suspects
        for place, pattern in enumerate(variant.patterns):
            passing = (
                Conjunctions(self.records).passing(pattern, "possible").select(CASE_ID).semi_join(suspects, CASE_ID)
            )
            counted = passing.group_by(CASE_ID).agg(**{f"n{place}": passing.count().cast("float64")})
            joined = joined.join(counted, CASE_ID)
        product = reduce(mul, (joined[f"n{place}"] for place in range(len(variant.patterns))))
        return joined.filter(product > MAX_ROWS).select(CASE_ID)

    def _count(self, kind: str, place: int) -> ir.Table:
        table = self.records.table(kind)
        found = table.group_by(CASE_ID).agg(n=table.count().cast("float64"))
        return found.select(CASE_ID, "n", kind=ibis.literal(place, "int64"))


def searched(rule: CompiledRule) -> Iterator[Variant]:
    """Yield the variants of a rule that bind two facts or more, `unless` left out, each once."""
    variants = (Variant(variant.patterns, ()) for variant in (*rule.variants, *rule.applies))
    yield from dict.fromkeys(variant for variant in variants if len(variant.patterns) > 1)


def _kinds(variant: Variant) -> Counter[str]:
    return Counter(pattern.type for pattern in variant.patterns)
