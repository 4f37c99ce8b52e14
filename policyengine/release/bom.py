"""The bill of materials of a release (CycloneDX 1.6, JSON), from requirements.txt and the licences of its packages.

`make bom` prints it. It holds no time and no random number: the same release gives the same bytes.
"""

import json
import sys
import tomllib
import uuid
from typing import Any, Final

from policyengine.release.licences import licence_of
from policyengine.release.pins import ROOT, Pin, read_pins

SPACE: Final = uuid.UUID("0b6ac1c2-4a53-5d0e-9d5b-6f5f2f3f7a10")  # of serial numbers of this program


def bill(pins: list[Pin]) -> dict[str, Any]:  # Any: JSON
    """Return the bill: the program, each pinned version of a package, and which of them needs which."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    program = {
        "type": "application",
        "bom-ref": f"{project['name']}@{project['version']}",
        "name": project["name"],
        "version": project["version"],
        "description": project["description"],
    }
    content = {
        "metadata": {"component": program},
        "components": [component(pin) for pin in pins],
        "dependencies": dependencies(program["bom-ref"], pins),
    }
    serial = uuid.uuid5(SPACE, json.dumps(content, sort_keys=True))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        **content,
    }


def component(pin: Pin) -> dict[str, Any]:  # Any: JSON
    """Return a package. Its hashes are of all its files, of which a machine installs one: so they are properties."""
    properties = [{"name": "requirements:sha256", "value": each} for each in pin.hashes]
    if pin.marker:
        properties.insert(0, {"name": "requirements:marker", "value": pin.marker})
    licence = licence_of(pin.name)
    return {
        "type": "library",
        "bom-ref": pin.purl,
        "name": pin.name,
        "version": pin.version,
        "scope": "optional" if pin.marker else "required",
        "licenses": [{"expression": licence} if " " in licence else {"license": {"id": licence}}],
        "purl": pin.purl,
        "properties": properties,
    }


def dependencies(program: str, pins: list[Pin]) -> list[dict[str, Any]]:  # Any: JSON
    """Return which packages the program names itself, and which each package needs, by the comments of `make lock`."""
    needed: dict[str, list[str]] = {pin.name: [] for pin in pins}
    direct = []
    for pin in pins:
        for name in pin.needed_by:
            needed[name].append(pin.purl)
        if pin.is_direct:
            direct.append(pin.purl)
    return [
        {"ref": program, "dependsOn": direct},
        *({"ref": pin.purl, "dependsOn": needed[pin.name]} for pin in pins),
    ]


if __name__ == "__main__":
    json.dump(bill(read_pins()), sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
