"""Small fictional processes for tests, and the shared files, which are read in place."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rules.processes.answers import IndicatorAnswer
from rules.processes.profile import ScreenSettings, profile_settings
from rules.processes.published_process import PublishedProcess
from rules.processes.screen import ProcessScreen

SHARED = Path(__file__).parents[3].parent / "shared" / "data"
Json = dict[str, Any]  # Any: values of one JSON object
CARDINAL = profile_settings("cardinal")
OURS = profile_settings("ours")


def shared(name: str) -> Path:
    """Return the path of a file of the shared data; skip the test where it is missing."""
    path = SHARED / name
    if not path.exists():
        pytest.skip("the shared data stand beside the repository, and are not here")
    return path


def bid(name: str | None, amount: float | None = None, status: str | None = "valid", **more: object) -> Json:
    """Return a bid of one tenderer in yen."""
    made: Json = {"tenderers": [{"id": name}] if name else []}
    if status:
        made["status"] = status
    if amount is not None:
        made["value"] = {"amount": amount, "currency": "JPY"}
    return {**made, **more}


def award(*names: str, status: str = "active", **more: object) -> Json:
    """Return an award to suppliers."""
    return {"status": status, "suppliers": [{"id": name} for name in names], **more}


def process(*bids: Json, awards: Sequence[Json] = (), ocid: str = "ocds-test01-1", **tender: object) -> Json:
    """Return a process with bids, awards and fields of its tender."""
    return {"ocid": ocid, "tender": tender, "bids": {"details": list(bids)}, "awards": list(awards)}


# A file of which the lower fence is 2 % and the upper one 10 %: distances from 5 to 7 %.
MARKET = [
    process(bid("W", 1000), bid("L", amount), awards=[award("W")], ocid=f"ocds-test01-m{place}")
    for place, amount in enumerate([1050] * 10 + [1070] * 10)
]


def answers_about(releases: Sequence[Json], settings: ScreenSettings = OURS) -> list[dict[str, IndicatorAnswer]]:
    """Return the answers about each process of a file."""
    screen = ProcessScreen(settings)
    processes = [PublishedProcess(each["ocid"], each) for each in releases]
    for each in processes:
        screen.observe(each)
    screen.settle()
    return [screen.answers(each) for each in processes]


def answer_of(
    code: str, release: Json, settings: ScreenSettings = OURS, beside: Sequence[Json] = ()
) -> IndicatorAnswer:
    """Return the answer of one indicator about a process, in a file with others."""
    return answers_about([release, *beside], settings)[0][code]


def missing_of(answer: IndicatorAnswer) -> list[str]:
    """Return the fields that an answer names as missing; the outcome must be that."""
    assert answer.outcome == "not_assessable", answer
    return [getattr(each, "field", each.code) for each in answer.reasons]


def with_values(settings: ScreenSettings = CARDINAL, currency: str | None = None, **values: Any) -> ScreenSettings:
    """Return settings with other parameters."""
    return replace(settings.with_values(values, "test"), currency=currency)
