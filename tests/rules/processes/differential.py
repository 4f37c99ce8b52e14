"""Random processes through the room and through the reference: every flag and every value must be equal.

python -m tests.rules.processes.differential [NUMBER] [SEED]
"""

import os
import sys
import time
from dataclasses import replace
from typing import Any

from tests.rules.processes.random_processes import RandomProcesses
from tests.rules.processes.reference import DEFAULTS, Reference, Results

SIZES = (3, 20, 60, 150)


def room_settings(given: dict[str, Any]) -> Any:  # Any: loaded late, after Django is set up
    """Return settings of the reference as those of the room."""
    from rules.processes.profile import profile_settings

    values = {
        "r003_threshold_days": given["R003"]["threshold"],
        "r003_methods": frozenset(given["R003"]["methods"]),
        "r003_threshold_days_by_details": given["R003"]["by_details"],
        "r018_methods": frozenset(given["R018"]["methods"]),
        "r024_threshold": given["R024"]["threshold"],
        "r025_percentile": given["R025"]["percentile"],
        "r025_threshold": given["R025"]["threshold"],
        "r035_threshold": given["R035"]["threshold"],
        "r038_threshold": given["R038"]["threshold"],
        "r038_minimum_submitted_bids": given["R038"]["bids"],
        "r038_minimum_contracting_processes": given["R038"]["processes"],
        "r048_digits": given["R048"]["digits"],
        "r048_threshold": given["R048"]["threshold"],
        "r048_minimum_contracting_processes": given["R048"]["processes"],
        "r058_threshold": given["R058"]["threshold"],
    }
    return replace(
        profile_settings("cardinal").with_values(values, "random"),
        currency=given["currency"],
        uncompared_methods=frozenset(given["no_price_comparison"]),
        compared_methods=frozenset(given["price_comparison"]),
        excluded_methods=frozenset(given["excluded"]),
    )


def room_results(releases: list[dict[str, Any]], settings: Any) -> Results:
    """Return the flags of the room in Cardinal's form, without `Meta`; a number that is not finite is infinite."""
    from rules.processes.cardinal_form import CardinalForm
    from rules.processes.published_process import PublishedProcess
    from rules.processes.screen import ProcessScreen

    screen, form = ProcessScreen(settings), CardinalForm()
    processes = [PublishedProcess(each["ocid"], each) for each in releases]
    for process in processes:
        screen.observe(process)
    screen.settle()
    for process in processes:
        answers = screen.answers(process)
        assert all(each.outcome != "error" for each in answers.values()), answers
        assert all((each.outcome == "flagged") == (each.finding is not None) for each in answers.values())
        reasoned = ("not_applicable", "not_assessable")
        assert all(bool(each.reasons) == (each.outcome in reasoned) for each in answers.values()), answers
        form.add(process.ocid, answers)
    content = form.content(screen)
    del content["Meta"]
    return {
        group: {
            name: {code: float("inf") if value is None else value for code, value in codes.items()}
            for name, codes in members.items()
        }
        for group, members in content.items()
    }


def compare(number: int, seed: int) -> tuple[int, int]:
    """Compare so many processes in files of several sizes; return them and the flags. AssertionError with the seed."""
    done = flags = 0
    file = 0
    while done < number:
        source = RandomProcesses(seed * 1_000_003 + file)
        releases, settings = source.file(source.random.choice(SIZES)), source.settings()
        if source.often(0.4):
            settings = {**DEFAULTS, "currency": settings["currency"]}
        wanted = Reference(releases, settings).found
        found = room_results(releases, room_settings(settings))
        assert found == wanted, f"seed {seed}, file {file}: {difference(found, wanted)}"
        done += len(releases)
        flags += sum(len(codes) for members in wanted.values() for codes in members.values())
        file += 1
    return done, flags


def difference(found: Results, wanted: Results) -> list[tuple[str, str, Any, Any]]:
    """Return group, name and both values of what differs."""
    return [
        (group, name, found.get(group, {}).get(name), wanted.get(group, {}).get(name))
        for group in {*found, *wanted}
        for name in {*found.get(group, {}), *wanted.get(group, {})}
        if found.get(group, {}).get(name) != wanted.get(group, {}).get(name)
    ]


def main() -> None:
    """Compare 50,000 processes, or as many as given."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    os.environ.setdefault("DEBUG", "true")
    import django

    django.setup()
    number, seed = (
        (int(each) for each in (*sys.argv[1:], "50000", "1")[:2]) if len(sys.argv) != 2 else (int(sys.argv[1]), 1)
    )
    begun = time.monotonic()
    done, flags = compare(number, seed)
    print(f"{done:,} processes, {flags:,} flags, equal in both; {time.monotonic() - begun:.0f} s, seed {seed}")  # noqa: T201


if __name__ == "__main__":
    main()
