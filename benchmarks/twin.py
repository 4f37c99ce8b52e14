"""The effect of drafts of a reorganisation over registers of copied cases: `BENCHMARK_CASES`, else the usual sizes.

Measured are a draft that touches no partnership (a mandate is granted), which is what a preview costs in any case and
the peer of its register; and the renaming of the body that sponsors most, with another code: 5 % of the register of
those that it touches, then all of them, as jobs of two processes. Processor time is that of both and of the server.
"""

import resource
import time
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from benchmarks.figures import print_figure, print_heading
from benchmarks.large_register import grown_register
from benchmarks.server_time import server_seconds
from institutions.access.callers import ALL_BODIES
from institutions.drafts.reorganisation.reading import read_reorganisation
from institutions.models import Submission
from institutions.parties.organisation.state import OrganisationHistory
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.reorganising.compared_in_sets import SetEvaluation
from rules.reorganising.helping import helping
from rules.reorganising.on_record import RecordedSide
from rules.reorganising.preview import laid_with_answer, readable_partnerships, whole_preview
from rules.reorganising.preview_jobs import ask_preview
from rules.reorganising.preview_reading import answer_of
from rules.reorganising.preview_run import wait_for_preview
from rules.reorganising.touched import touched_partnerships

NONE: Final = "touches no partnership"
NAMES: Final = {"en": "Renamed for a measurement", "ja": "測定用の名称"}
PROCESSES: Final = 2
SHARE: Final = 20  # one partnership in so many


def main() -> None:
    """Fill registers and preview drafts on them."""
    for cases in grown_register():
        measure(cases)


def measure(cases: int) -> None:
    """Print the seconds of the drafts on the register as it is."""
    print_heading(f"Twin of the government on {connection.vendor}: {cases:,} partnerships")
    began = time.monotonic()
    SetEvaluation(current_rulebook(), "", 1).in_sets({0: RecordedSide('{"facts": []}')})
    print_figure("the sets' program, written once a version", time.monotonic() - began, "s")
    granted = document({"act": "grant_mandate", "body": "CAICM", "function": "coordinates", "domain": "magnets"})
    began = time.monotonic()
    whole_preview(read_reorganisation(granted), OrganisationHistory.read(), reader=ALL_BODIES)
    peer = time.monotonic() - began
    print_figure(NONE, peer, "s", over=NONE, peer=peer)
    sponsors = Submission.objects.filter(superseded_at=None).values_list("sponsor__code").annotate(n=Count("*"))
    most = max(sponsors, key=lambda each: (each[1], each[0]))[0]
    renamed = document({"act": "rename", "body": most, "name": NAMES, "code": "RENAMED"})
    began = time.monotonic()
    laid, answer = laid_with_answer(read_reorganisation(renamed), OrganisationHistory.read(), current_rulebook())
    touched = touched_partnerships(laid.days, readable_partnerships(ALL_BODIES))
    print_figure(f"finds the {len(touched):,} that it touches", time.monotonic() - began, "s", over=NONE, peer=peer)
    some = touched[:: max(len(touched) * SHARE // cases, 1)]
    for name, partnerships in (("derives 5 % of the register", some), ("derives all that it touches", touched)):
        preview(name, renamed, answer, partnerships, peer)


def preview(
    name: str, given: dict[str, Any], answer: dict[str, Any], partnerships: Sequence[UUID], peer: float
) -> None:
    """Print what a preview of some partnerships takes by two processes, to the answer that a reader gets."""
    began, ours, server = time.monotonic(), spent(), server_seconds()
    asked = ask_preview(given, answer, partnerships, rulebook=current_rulebook().version)
    with helping(asked.pk, PROCESSES - 1):
        done = wait_for_preview(asked)
    found = answer_of(done, ALL_BODIES)["partnerships"]
    seconds = time.monotonic() - began
    cpu, server = spent() - ours, server_seconds() - server
    assert done.state == "done", done.error_said
    said = (
        f"{found['derived']:,} of {found['screened']:,} derived anew, "
        f"{found['on_record']:,} of them beside the record, {done.sampled:,} by all evaluators"
    )
    print_figure(name, seconds, "s", over=NONE, peer=peer, note=said)
    note = f"{cpu:.1f} + {server:.1f} s"
    print_figure("  for each", (cpu + server) / max(found["derived"], 1) * 1_000, "ms CPU", note=note)
    done.delete()


def spent() -> float:
    """Return the seconds of processor time of this process and of those that it has ended."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in both)


def document(act: dict[str, Any]) -> dict[str, Any]:
    """Return a document of one act today."""
    return {
        "reference": "TWIN",
        "title": {"en": "A draft to measure"},
        "on": timezone.localdate().isoformat(),
        "basis": {"law": None, "note": "a measurement"},
        "acts": [act],
    }
