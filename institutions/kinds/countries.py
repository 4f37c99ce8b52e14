"""Countries and territories of ISO 3166-1 by their alpha-2 code, with names in both languages."""

from pathlib import Path
from typing import Final

import yaml

from institutions.kinds.base import Label

FILE: Final = Path(__file__).resolve().parent.parent / "data" / "countries.yaml"
QUICK: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml, where PyYAML was built with it
COUNTRIES: Final[dict[str, Label]] = {
    row["code"]: Label(row["en"], row["ja"])
    for row in yaml.load(FILE.read_text(encoding="utf-8"), Loader=QUICK)["countries"]  # noqa: S506 - a safe loader
}
