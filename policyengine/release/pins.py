"""The packages that requirements.txt pins, read from its lines."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
REQUIREMENTS: Final = ROOT / "requirements.txt"
# A pin, its marker, its hashes, and the comment that names the packages which need it.
PIN: Final = re.compile(
    r"^(?P<name>[\w.-]+)(?:\[[^\]]*\])?==(?P<version>[^ ;\\\n]+)(?: ; (?P<marker>[^\\\n]+?))? *\\?\n"
    r"(?P<hashes>(?:    --hash=\S+ ?\\?\n)*)"
    r"(?P<via>(?:    #.*\n)*)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Pin:
    """One version of a package. The hashes are of all its files; one of these is installed."""

    name: str
    version: str
    marker: str  # where it is installed; empty: everywhere
    hashes: tuple[str, ...]
    needed_by: tuple[str, ...]  # packages
    is_direct: bool  # the program itself names it

    @property
    def purl(self) -> str:
        """Return its address as a package."""
        return f"pkg:pypi/{self.name}@{self.version}"


def read_pins(file: Path = REQUIREMENTS) -> list[Pin]:
    """Return all pins of a file; each version of a package is one."""
    text = file.read_text(encoding="utf-8")
    found = [pin_of(each) for each in PIN.finditer(text)]
    if len(found) != len(re.findall(r"^[^ #\n]", text, re.MULTILINE)):
        message = f"{file.name} has a line that is not understood. Make it by `make lock`."
        raise ValueError(message)
    return found


def pin_of(found: re.Match[str]) -> Pin:
    """Read one pin."""
    via = re.findall(r"^ +# +(?:via (?!-))?((?!via$)\w[\w.-]*)$", found["via"], re.MULTILINE)
    return Pin(
        name=found["name"],
        version=found["version"],
        marker=found["marker"] or "",
        hashes=tuple(re.findall(r"--hash=sha256:(\w+)", found["hashes"])),
        needed_by=tuple(via),
        is_direct="-r requirements.in" in found["via"],
    )
