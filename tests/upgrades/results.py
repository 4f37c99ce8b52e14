"""The results in an installation's database as JSON: `python -m tests.upgrades.results`, with its DATABASE_URL.

It reads through stable interfaces: replays, the findings as REST gives them, the audit trail. With kinds of facts as
arguments, the facts of all results are derived anew, and the replays are made once more, in a program that lacks these.
"""

import json
import os
import sys
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyengine.settings")
django.setup()

from institutions.audit.verify import verify_audit  # noqa: E402 - the settings come first
from institutions.models import Account, Partnership, Submission  # noqa: E402
from rules.assessing.replay import replay_assessment  # noqa: E402
from rules.assessing.result import result_json  # noqa: E402
from rules.models import Assessment, FindingDecision, ReviewCase, State  # noqa: E402

Json = dict[str, Any]  # Any: plain data


def results() -> Json:
    """Return the results that must be the same before and after an upgrade."""
    done = Assessment.objects.filter(state=State.DONE).order_by("pk")
    trail = verify_audit()
    return {
        "accounts": Account.objects.count(),
        "partnerships": sorted(Partnership.objects.values_list("reference", flat=True)),
        "documents": sorted(Submission.objects.values_list("sha256", flat=True)),
        "cases": sorted([str(pk), state, version] for pk, state, version in cases()),
        "decisions": FindingDecision.objects.count(),
        "events": trail.events,
        "troubles": [str(each) for each in trail.troubles],
        "replays": {str(each.pk): list(replay_assessment(each).differences) for each in done},
        "answers": {str(each.pk): answer_of(each) for each in done},
    }


def cases() -> Any:  # Any: rows of a query
    """Return the cases with their states and versions."""
    return ReviewCase.objects.values_list("partnership_id", "state", "version")


def answer_of(assessment: Assessment) -> Json:
    """Return the parts of an answer whose words belong to the result: outcomes, missing data, findings."""
    answer = result_json(assessment)
    kept = ("state", "as_of", "rulebook", "outcomes", "missing", "explained", "findings", "remarks")
    return {name: answer[name] for name in kept if name in answer}


def derived_anew() -> Json:
    """Return, by result, why this program cannot derive its facts from the register of its time; empty where it can."""
    from rules.assessing.derived_anew import derive_anew

    done = list(Assessment.objects.filter(state=State.DONE).values_list("pk", flat=True))
    return {str(pk): each.trouble for pk, each in derive_anew(done).items()}


def replays_without(kinds: list[str]) -> Json:
    """Replay all results again in a program whose vocabulary lacks kinds that their rulebooks name."""
    from rules.facts.kinds.vocabulary import EVERY_TYPE, VOCABULARY

    for name in kinds:
        del VOCABULARY[name], EVERY_TYPE[name]
    done = Assessment.objects.filter(state=State.DONE).order_by("pk")
    return {str(each.pk): list(replay_assessment(each).differences) for each in done}


if __name__ == "__main__":
    found = results()
    if lacking := sys.argv[1:]:
        found["derived_anew"] = derived_anew()
        found["replays_without"] = replays_without(lacking)
    json.dump(found, sys.stdout, ensure_ascii=False, sort_keys=True)
