"""Countries and territories of ISO 3166-1 by their alpha-2 code, with names in both languages."""

from pathlib import Path
from typing import Final

import yaml

from institutions.kinds.base import Label

DATA: Final = Path(__file__).resolve().parent.parent / "data"
FILE: Final = DATA / "countries.yaml"
QUICK: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml, where PyYAML was built with it
COUNTRIES: Final[dict[str, Label]] = {
    row["code"]: Label(row["en"], row["ja"])
    for row in yaml.load(FILE.read_text(encoding="utf-8"), Loader=QUICK)["countries"]  # noqa: S506 - a safe loader
}
# Other names by which a country is typed, by code.
OTHER_NAMES: Final[dict[str, list[str]]] = yaml.safe_load((DATA / "country_names.yaml").read_text(encoding="utf-8"))[
    "names"
]
