"""The effect of drafts of a reorganisation over a register of copied cases: `BENCHMARK_CASES`, 1,000 if unset.

Measured are drafts that touch few partnerships (a body that sponsors least ends), many (the one that sponsors most is
renamed, with another code), and none (a mandate is granted). The peer is the last: what a preview costs in any case.
"""

import os
import time
from typing import Any, Final

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from benchmarks.figures import print_figure, print_heading
from benchmarks.large_register import fill_register
from institutions.access.callers import ALL_BODIES
from institutions.drafts.reorganisation.reading import read_reorganisation
from institutions.models import Submission
from institutions.parties.organisation.state import OrganisationHistory
from rules.reorganising.preview import whole_preview

CASES: Final = int(os.environ.get("BENCHMARK_CASES", "1000"))
NONE: Final = "touches no partnership"
NAMES: Final = {"en": "Renamed for a measurement", "ja": "測定用の名称"}


def main() -> None:
    """Fill a register and preview drafts on it."""
    fill_register(CASES)
    print_heading(f"Twin of the government on {connection.vendor}: {CASES:,} partnerships")
    sponsors = Submission.objects.filter(superseded_at=None).values_list("sponsor__code").annotate(n=Count("*"))
    by_number = [code for code, _number in sorted(sponsors, key=lambda each: (each[1], each[0]))]
    drafts: dict[str, dict[str, Any]] = {
        NONE: {"act": "grant_mandate", "body": "CAICM", "function": "coordinates", "domain": "magnets"},
        "touches the fewest": {"act": "rename", "body": by_number[0], "name": NAMES, "code": "RENAMED"},
        "touches the most": {"act": "rename", "body": by_number[-1], "name": NAMES, "code": "RENAMED"},
    }
    peer = 0.0
    for name, act in drafts.items():
        began, cpu = time.monotonic(), time.process_time()
        found = whole_preview(read_reorganisation(document(act)), OrganisationHistory.read(), reader=ALL_BODIES)
        seconds = time.monotonic() - began
        peer, cases = peer or seconds, found["partnerships"]
        said = f"{cases['derived']:,} of {cases['screened']:,} derived anew, {time.process_time() - cpu:.1f} s CPU"
        print_figure(name, seconds, "s", over=NONE, peer=peer, note=said)
        if cases["derived"]:
            print_figure("  for each", seconds / cases["derived"] * 1_000, "ms")


def document(act: dict[str, Any]) -> dict[str, Any]:
    """Return a document of one act today."""
    return {
        "reference": "TWIN",
        "title": {"en": "A draft to measure"},
        "on": timezone.localdate().isoformat(),
        "basis": {"law": None, "note": "a measurement"},
        "acts": [act],
    }
