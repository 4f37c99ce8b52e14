"""The bill of materials names every pinned package with its licence, its files and what needs it."""

import json
import re
import subprocess
import sys
from typing import Any, Final

import pytest

from policyengine.release.bom import bill
from policyengine.release.pins import REQUIREMENTS, ROOT, Pin, read_pins

pytestmark = pytest.mark.bare

SERIAL: Final = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


@pytest.fixture(scope="module")
def pins() -> list[Pin]:
    """Return all pins."""
    return read_pins()


@pytest.fixture(scope="module")
def made(pins: list[Pin]) -> dict[str, Any]:
    """Return the bill."""
    return bill(pins)


def test_every_line_of_the_requirements_is_a_pin_with_hashes(pins: list[Pin]) -> None:
    text = REQUIREMENTS.read_text(encoding="utf-8")
    assert sum(len(pin.hashes) for pin in pins) == text.count("--hash=sha256:")
    assert all(pin.hashes for pin in pins)
    assert all(pin.needed_by or pin.is_direct for pin in pins)


def test_each_is_a_component_with_a_licence_and_its_hashes(made: dict[str, Any], pins: list[Pin]) -> None:
    assert (made["bomFormat"], made["specVersion"], made["version"]) == ("CycloneDX", "1.6", 1)
    assert SERIAL.fullmatch(made["serialNumber"])
    assert made["metadata"]["component"]["type"] == "application"
    components = {each["purl"]: each for each in made["components"]}
    assert list(components) == [pin.purl for pin in pins]
    for pin in pins:
        found = components[pin.purl]
        assert found["bom-ref"] == pin.purl
        assert len(found["licenses"]) == 1
        hashes = [each["value"] for each in found["properties"] if each["name"] == "requirements:sha256"]
        assert hashes == list(pin.hashes)


def test_every_package_is_reached_from_the_program(made: dict[str, Any]) -> None:
    needs = {each["ref"]: each["dependsOn"] for each in made["dependencies"]}
    reached: set[str] = set()
    ahead = [made["metadata"]["component"]["bom-ref"]]
    while ahead:
        one = ahead.pop()
        if one not in reached:
            reached.add(one)
            ahead += needs[one]
    assert reached == set(needs)
    (kombu,) = (ref for ref in needs if ref.startswith("pkg:pypi/kombu@"))
    assert any(ref.startswith("pkg:pypi/amqp@") for ref in needs[kombu])


def test_it_is_printed_alike_twice() -> None:
    command = [sys.executable, "-m", "policyengine.release.bom"]
    first, second = (subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout for _ in range(2))
    assert first == second
    assert json.loads(first)["components"]
