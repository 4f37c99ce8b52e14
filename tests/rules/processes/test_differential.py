"""Random and real processes give the same flags and values here and in the reference.

`python -m tests.rules.processes.differential` compares 50,000.
"""

import gzip
import json

import pytest

from tests.rules.processes.differential import compare, room_results, room_settings
from tests.rules.processes.reference import DEFAULTS, Reference
from tests.rules.processes.samples import award, bid, process, shared

pytestmark = pytest.mark.bare


def test_random_processes_are_flagged_alike() -> None:
    done, flags = compare(3_000, seed=16)
    assert done >= 3_000
    assert flags > done / 3


@pytest.mark.parametrize(
    ("name", "currency"),
    [
        ("japan_okinawa", "JPY"),
        ("brazil_petrobras", "BRL"),
        ("brazil_state_lots", "BRL"),
        ("swiss_gr_seegaster", "CHF"),
        ("worldbank_contract_awards", "USD"),
    ],
)
def test_real_processes_are_flagged_alike(name: str, currency: str) -> None:
    with gzip.open(shared(f"ocds/{name}.jsonl.gz")) as file:
        releases = [json.loads(line) for line in file]
    settings = {**DEFAULTS, "currency": currency}
    wanted = Reference(releases, settings).found
    assert wanted["OCID"]
    assert room_results(releases, room_settings(settings)) == wanted


def test_a_difference_of_one_bid_would_be_seen() -> None:
    release = process(bid("A", 1), bid("B", 1), awards=[award("A")])
    other = process(bid("A", 1), bid("B", 2), awards=[award("A")])
    found = room_results([release], room_settings(DEFAULTS))
    assert found == Reference([release], DEFAULTS).found
    assert found != Reference([other], DEFAULTS).found
