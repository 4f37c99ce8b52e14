"""A random reorganisation previewed, then enacted and everything assessed: the two must say the same."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, Final
from unittest.mock import patch

from django.db import transaction
from django.test.utils import override_settings
from django.utils import timezone

from institutions.access.callers import ALL_BODIES
from institutions.drafts.errors import DraftInvalid
from institutions.drafts.reorganisation.document import Reorganisation
from institutions.drafts.reorganisation.reading import read_reorganisation
from institutions.jobs.claiming import claim_of
from institutions.models import Submission
from institutions.parties.organisation.state import OrganisationHistory, read_organisation
from rules.assessing.attempt import run_assessments
from rules.assessing.claim import ASSESSMENTS
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
from rules.models import Assessment, PreviewRange
from rules.reorganising import preview_jobs
from rules.reorganising.answering import bodies_answering, changed_names
from rules.reorganising.compared_cases import (
    PARTS,
    CaseSide,
    ComparedFindings,
    ComparedSides,
    ReorganisedCase,
    Verdicts,
)
from rules.reorganising.compared_in_sets import SetEvaluation, agree
from rules.reorganising.enacting import enact
from rules.reorganising.preview import laid_with_answer, readable_partnerships, whole_preview
from rules.reorganising.preview_jobs import PREVIEW_RANGES, ask_preview
from rules.reorganising.preview_reading import answer_of
from rules.reorganising.preview_run import Evaluating, run_preview_range
from rules.reorganising.touched import touched_partnerships
from rules.screening.case_verdicts import CaseVerdict, case_verdict
from tests.rules.agreement.in_sets import PROGRAMS, compare_in_sets
from tests.rules.reorganising.random_reorganisations import make_government, make_partnership, make_reorganisation

Json = dict[str, Any]
PARTNERSHIPS: Final = 6
RANGE: Final = 4  # partnerships of a range: a preview has two
OBLIGATIONS: Final = "INS-12"  # counted apart: few random governments have a body that ended with nobody in its place
DAYS: Final = (0, 0, 40)  # enacted for today, or ahead
Assessed = dict[Any, tuple[CaseInput, tuple[Fact, ...], CaseVerdict]]
AT_ONCE: Final = partial(SetEvaluation, fewest=1)  # ranges in sets, however few their partnerships


class NotExactError(AssertionError):
    """A difference between a preview and the enactment."""


@dataclass(slots=True)
class AnsweredForSets(SetEvaluation):
    """The evaluation of a range by both case evaluators alone, which keeps what they answered."""

    kept: list[tuple[CaseSide, CaseVerdict]] = field(default_factory=list)

    def __call__(self, cases: Sequence[ComparedSides]) -> Sequence[Verdicts]:
        """Return the verdicts of both sides of each case."""
        verdicts = [each.verdicts(self.book) for each in cases]
        self.sampled += len(cases)
        for case, pair in zip(cases, verdicts, strict=True):
            self.kept += [(side, each) for side, each in zip((case.before, case.after), pair, strict=True)]
        return verdicts


@dataclass(slots=True)
class LaterInSets:
    """Cases of many seeds for one evaluation in sets, which takes seconds however few they are.

    A preview whose sides have the same verdicts in sets is the same in sets.
    """

    sides: dict[int, list[tuple[CaseSide, CaseVerdict]]] = field(default_factory=dict)  # by seed
    facts: list[tuple[Fact, ...]] = field(default_factory=list)  # of every case before and after an enactment

    def keeping(self, seed: int) -> Evaluating:
        """Return the evaluation that keeps the sides of a seed."""
        return partial(AnsweredForSets, kept=self.sides.setdefault(seed, []))

    def compare(self) -> Counter[str]:
        """Evaluate the sides of all previews in sets; NotExactError names the seed of one with another answer."""
        kept = [(seed, *each) for seed, of_seed in self.sides.items() for each in of_seed if not each[0].trouble]
        evaluation = AT_ONCE(current_rulebook(), "", 1)
        found = evaluation.in_sets({place: side for place, (_seed, side, _verdict) in enumerate(kept)})
        for place, (seed, _side, verdict) in enumerate(kept):
            if not agree(found[place], verdict):
                message = f"seed {seed}: the case evaluators say {verdict}, sets say {found[place]}"
                raise NotExactError(message)
        return Counter({"sides of previews in sets": len(kept)})

    def compare_facts(self) -> Counter[str]:
        """Evaluate the facts of all cases in sets too; an error if they say anything else than the matcher."""
        book = current_rulebook().compiled
        search = evaluator_of(book).search
        evaluations = [search(records_of(facts, book, book.parameter_values)) for facts in self.facts]
        return compare_in_sets(book, self.facts, evaluations, "reorganisations", folder=PROGRAMS)


@contextmanager
def rolled_back() -> Iterator[None]:
    """Undo what the block writes, results too, which are stored durably."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]  # as a TestCase does for what is durable
    with block:
        try:
            yield
        finally:
            transaction.set_rollback(True)


def compare_seed(seed: int, later: LaterInSets | None = None) -> Counter[str]:
    """Preview and enact one random reorganisation; NotExactError at a difference. Return what was compared.

    Its preview is evaluated in sets at once, or with those of other seeds where `later` is given.
    """
    rng = random.Random(seed)  # noqa: S311 - a seed that can be given again
    codes = make_government(rng)
    for number in range(PARTNERSHIPS):
        make_partnership(rng, number, codes)
    given = make_reorganisation(rng, codes, rng.choice(DAYS))
    draft = read_reorganisation(given)
    recorded = put_on_record(draft.assessed_on)
    shown = whole_preview(draft, OrganisationHistory.read(), reader=ALL_BODIES)
    evaluated = later.keeping(seed) if later else AT_ONCE
    expect(seed, "preview in ranges and sets", shown, in_ranges(given, draft, evaluated))
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
    of_preview = {name: shown["partnerships"][name] for name in ("derived", "on_record", "by_body", "by_domain")}
    expect(seed, "partnerships", shown["partnerships"], differing.to_json(len(after)) | of_preview)
    for name in ("by_body", "by_domain"):  # the same findings in numbers
        for part in PARTS:
            numbers = sum(each[part] for each in shown["partnerships"][name])
            expect(seed, f"{part} {name}", numbers, len(shown["partnerships"][part]))
    if later:
        later.facts += [facts for _case, facts, _verdict in (*before.values(), *after.values())]
    if of_preview["derived"] == len(after) and of_preview["on_record"] != recorded:
        message = f"seed {seed}: {recorded} cases are on record, the preview took {of_preview['on_record']}"
        raise NotExactError(message)
    counts = Counter(enacted=1, cases=len(after), acts=len(draft.acts), on_record=of_preview["on_record"])
    for name in ("appear", "gone", "changed"):
        found = shown["partnerships"][name]
        counts[name] += len(found)
        counts[f"{OBLIGATIONS} {name}"] += sum(each["code"] == OBLIGATIONS for each in found)
    return counts


def put_on_record(on: date) -> int:
    """Assess and store every second partnership as of a day; return how many there are."""
    queued = list(Assessment.objects.queued().order_by("pk").values_list("pk", flat=True))[::2]
    taken = Assessment.objects.filter(pk__in=queued)
    taken.update(as_of=on, attempt=1, **ASSESSMENTS.claimed_columns(timezone.now()))
    rows = list(taken.select_related(*ASSESSMENTS.related).order_by("pk"))
    ASSESSMENTS.on_claim(rows)
    return run_assessments([claim_of(ASSESSMENTS, row) for row in rows])


def in_ranges(given: Json, draft: Reorganisation, evaluated: Evaluating) -> Json:
    """Return the preview as workers compute it: in ranges, every case answered by the case evaluators too."""
    book = current_rulebook()
    laid, answer = laid_with_answer(draft, OrganisationHistory.read(), book)
    touched = touched_partnerships(laid.days, readable_partnerships(ALL_BODIES))
    with patch.object(preview_jobs, "OF_RANGE", RANGE), override_settings(SCREENING_SAMPLE=1):
        preview = ask_preview(given, answer, touched, rulebook=book.version)
    for row in PreviewRange.objects.filter(preview=preview).select_related("preview").order_by("number"):
        PREVIEW_RANGES.rows().filter(pk=row.pk).update(attempt=1, **PREVIEW_RANGES.claimed_columns(timezone.now()))
        row.attempt = 1
        run_preview_range(claim_of(PREVIEW_RANGES, row), evaluated)
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
        names = changed_names(bodies_answering(then), bodies_answering(now))
        found.add(ReorganisedCase(partnership, (first, second), names))
    return found


def expect(seed: int, what: str, shown: Any, found: Any) -> None:
    """Compare a part of the preview with what the enactment led to."""
    if shown != found:
        message = f"seed {seed}: {what}: the preview shows {shown}, the enactment led to {found}"
        raise NotExactError(message)
