"""The proof that copied cases are what assessing them gives: some are drawn by a seed and assessed on the register."""

import random
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Final
from uuid import UUID

from institutions.models.sql_lists import among
from institutions.values.hashing import hash_text
from institutions.values.portions import split_portions
from rules.assessing.questions import AskedCase, asking_columns
from rules.assessing.run import assess_case
from rules.assessing.signature import result_signature, stored_signatures
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.gathering.from_register import gather_cases
from rules.models import AskedValue, Asking, Assessment

AT_ONCE: Final = 50


def differing_draws(assessments: Sequence[UUID], count: int, *, seed: int) -> list[str]:
    """Assess so many of the assessments' cases anew, day and known moment fixed; say which differ, and in what."""
    drawn = random.Random(seed).sample(list(assessments), min(count, len(assessments)))  # noqa: S311 - a fixed seed
    together = Assessment.objects.filter(among("pk", drawn)).order_by("known_at", "pk").values_list("pk", flat=True)
    found = [each for keys in split_portions(list(together), AT_ONCE) for each in differing_cases(keys)]
    return found if len(together) == len(drawn) else [f"{len(drawn) - len(together)} are not there", *found]


def differing_cases(assessments: Sequence[UUID]) -> list[str]:
    """Return what differs between stored results and those of both evaluators, gathered anew."""
    rows = list(Assessment.objects.filter(pk__in=assessments).select_related("submission", "snapshot"))
    signatures = stored_signatures([each.pk for each in rows])
    questions = stored_questions([each.partnership_id for each in rows])
    found = [f"{pk}: it is not there" for pk in set(assessments) - {each.pk for each in rows}]
    for known_at, together in groupby(sorted(rows, key=known_moment), key=known_moment):
        batch = list(together)
        cases = gather_cases([each.submission for each in batch], known_at, [each.as_of for each in batch])
        for each, case in zip(batch, cases, strict=True):
            result = assess_case(case, current_rulebook())
            assert each.snapshot is not None
            asked = AskedCase(each.partnership_id, case.questions, known_at)
            differing = {
                "snapshot": (hash_text(result.snapshot), result.snapshot) != (each.snapshot.pk, each.snapshot.content),
                "result": result_signature(result) != signatures[each.pk],
                "questions": (asking_columns(asked), dict(case.questions.places)) != questions[each.partnership_id],
            }
            found += [f"{each.pk}: another {what}" for what, differs in differing.items() if differs]
    return found


def known_moment(assessment: Assessment) -> datetime:
    """Return the moment of whose knowledge an assessment is."""
    assert assessment.known_at is not None
    return assessment.known_at


def stored_questions(partnerships: Sequence[UUID]) -> dict[UUID, tuple[dict[str, object], dict[str, tuple[str, ...]]]]:
    """Return the stored questions of partnerships: the columns of their askings, and the places by value."""
    places: dict[UUID, dict[str, tuple[str, ...]]] = defaultdict(dict)
    values = AskedValue.objects.filter(asking__partnership__in=partnerships).select_related("asking", "places")
    for each in values:
        places[each.asking.partnership_id][each.value] = tuple(each.places.places)
    names = ("known_at", "sponsor", "domain", "object", "before", "calls_since", "awards_since")
    return {
        each.partnership_id: ({name: getattr(each, name) for name in names}, places[each.partnership_id])
        for each in Asking.objects.filter(partnership__in=partnerships)
    }
