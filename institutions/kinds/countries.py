"""Countries and territories of ISO 3166-1 by their alpha-2 code, with names in both languages."""

from pathlib import Path
from typing import Final

import yaml

from institutions.kinds.base import Label

FILE: Final = Path(__file__).resolve().parent.parent / "data" / "countries.yaml"
COUNTRIES: Final[dict[str, Label]] = {
    row["code"]: Label(row["en"], row["ja"]) for row in yaml.safe_load(FILE.read_text(encoding="utf-8"))["countries"]
}
