"""A random reorganisation previewed, then enacted and everything assessed: the two must say the same."""

import random
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final
from unittest.mock import patch

from django.test.utils import override_settings
from django.utils import timezone

from institutions.access.callers import ALL_BODIES
from institutions.drafts.errors import DraftInvalid
from institutions.drafts.reorganisation.document import Reorganisation
from institutions.drafts.reorganisation.reading import read_reorganisation
from institutions.jobs.claiming import claim_of
from institutions.models import Submission
from institutions.parties.organisation.state import OrganisationHistory, read_organisation
from rules.assessing.material import material_of
from rules.assessing.organisation import assess_organisation
from rules.assessing.reorganisation import by_rule
from rules.engine.compiled.records import records_of
from rules.engine.evaluating.evaluate import evaluator_of
from rules.engine.loading.program_rulebook import organisation_rulebook
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.derivation.derive import facts_of
from rules.facts.gathering.from_register import gather_cases
from rules.facts.gathering.statements import CaseInput
from rules.facts.kinds.base import Fact
from rules.models import PreviewRange
from rules.reorganising import preview_jobs
from rules.reorganising.compared_cases import ComparedCase, ComparedFindings, successors_in
from rules.reorganising.enacting import enact
from rules.reorganising.preview import laid_with_answer, readable_partnerships, whole_preview
from rules.reorganising.preview_jobs import PREVIEW_RANGES, ask_preview
from rules.reorganising.preview_reading import answer_of
from rules.reorganising.preview_run import run_preview_range
from rules.reorganising.touched import touched_partnerships
from rules.screening.case_verdicts import CaseVerdict, case_verdict
from tests.rules.agreement.in_sets import PROGRAMS, compare_in_sets
from tests.rules.reorganising.random_reorganisations import make_government, make_partnership, make_reorganisation

Json = dict[str, Any]
PARTNERSHIPS: Final = 6
RANGE: Final = 4  # partnerships of a range: a preview has two
DAYS: Final = (0, 0, 40)  # enacted for today, or ahead
Assessed = dict[Any, tuple[CaseInput, tuple[Fact, ...], CaseVerdict]]


class NotExactError(AssertionError):
    """A difference between a preview and the enactment."""


def compare_seed(seed: int, assessed: list[tuple[Fact, ...]] | None = None) -> Counter[str]:
    """Preview and enact one random reorganisation; NotExactError at a difference. Return what was compared.

    `assessed`: takes the facts of every case before and after, for `compare_all_in_sets`.
    """
    rng = random.Random(seed)  # noqa: S311 - a seed that can be given again
    codes = make_government(rng)
    for number in range(PARTNERSHIPS):
        make_partnership(rng, number, codes)
    given = make_reorganisation(rng, codes, rng.choice(DAYS))
    draft = read_reorganisation(given)
    shown = whole_preview(draft, OrganisationHistory.read(), reader=ALL_BODIES)
    expect(seed, "preview in ranges and sets", shown, in_ranges(given, draft))
    before = assess_everything(draft.assessed_on)
    try:
        enact(given, actor=None, approved_by=None)
    except DraftInvalid as refused:
        if not shown["orphans"]:
            message = f"seed {seed}: refused without an orphan in the preview: {refused}"
            raise NotExactError(message) from refused
        return Counter(refused=1)
    after = assess_everything(draft.assessed_on)
    organisation = assess_organisation(read_organisation(draft.assessed_on), organisation_rulebook())
    expect(seed, "organisation", shown["organisation"]["after"], by_rule(organisation, organisation_rulebook()))
    differing = compared(before, after)
    expect(
        seed,
        "partnerships",
        shown["partnerships"],
        differing.to_json(len(after)) | {"derived": shown["partnerships"]["derived"]},
    )
    if assessed is not None:
        assessed += [each[1] for each in (*before.values(), *after.values())]
    counts = Counter(enacted=1, cases=len(after), acts=len(draft.acts))
    return counts + Counter({name: len(shown["partnerships"][name]) for name in ("appear", "gone", "changed")})


def in_ranges(given: Json, draft: Reorganisation) -> Json:
    """Return the preview as workers compute it: in ranges, evaluated in sets, every case by the case evaluators too."""
    book = current_rulebook()
    laid, answer = laid_with_answer(draft, OrganisationHistory.read(), book)
    touched = touched_partnerships(laid.days, readable_partnerships(ALL_BODIES))
    with patch.object(preview_jobs, "OF_RANGE", RANGE), override_settings(SCREENING_SAMPLE=1):
        preview = ask_preview(given, answer, touched, rulebook=book.version)
    for row in PreviewRange.objects.filter(preview=preview).select_related("preview").order_by("number"):
        PREVIEW_RANGES.rows().filter(pk=row.pk).update(attempt=1, **PREVIEW_RANGES.claimed_columns(timezone.now()))
        row.attempt = 1
        run_preview_range(claim_of(PREVIEW_RANGES, row), fewest=1)
    preview.refresh_from_db()
    found = answer_of(preview, ALL_BODIES)
    del found["known_at"]
    return found


def assess_everything(on: Any) -> Assessed:
    """Return every case as of a day, by both case evaluators, from the register alone."""
    book, known_at = current_rulebook(), timezone.now()
    rows = list(Submission.objects.filter(superseded_at=None).select_related("partnership").order_by("pk"))
    found: Assessed = {}
    for row, case in zip(rows, gather_cases(rows, known_at, [on] * len(rows)), strict=True):
        facts = facts_of(case, book.tax_rate, book.markets)
        found[row.partnership_id] = case, facts, case_verdict(material_of(case, facts, ()).to_text(), book)
    return found


def compared(before: Assessed, after: Assessed) -> ComparedFindings:
    """Return what appears, goes and changes between two assessments of everything."""
    found = ComparedFindings()
    for partnership, (then, _facts, first) in before.items():
        now, _facts, second = after[partnership]
        found.add(ComparedCase(partnership, (first, second), successors_in(then, now)))
    return found


def compare_all_in_sets(cases: Sequence[tuple[Fact, ...]]) -> Counter[str]:
    """Evaluate the facts of all cases in sets too; an error if they say anything else than the case evaluators."""
    book = current_rulebook().compiled
    search = evaluator_of(book).search
    evaluations = [search(records_of(facts, book, book.parameter_values)) for facts in cases]
    return compare_in_sets(book, cases, evaluations, "reorganisations", folder=PROGRAMS)


def expect(seed: int, what: str, shown: Any, found: Any) -> None:
    """Compare a part of the preview with what the enactment led to."""
    if shown != found:
        message = f"seed {seed}: {what}: the preview shows {shown}, the enactment led to {found}"
        raise NotExactError(message)
