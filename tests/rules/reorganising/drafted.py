"""Documents of reorganisations for tests, on the seeded register."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from institutions.seeding.folder import read_folder
from institutions.seeding.store import store_seed

Json = dict[str, Any]
LAW: Json = {"law": "経済安全保障庁設置法（令和八年法律第九十九号、架空）第三条", "note": "fictional"}
ESA: Json = {
    "act": "found",
    "key": "esa",
    "code": "ESA",
    "name": {"en": "Economic Security Agency", "ja": "経済安全保障庁"},
    "kind": "external_bureau",
    "parent": "CAO",
}
DISSOLVED: Json = {"act": "dissolve", "body": "NSS-ECON", "successor": "esa"}


def today() -> date:
    return timezone.localdate()


def day(after: int) -> str:
    return (today() + timedelta(days=after)).isoformat()


def document(*acts: Json, on: int | str = 0, **more: Any) -> Json:
    return {
        "reference": "ESA-1",
        "title": {"en": "An Economic Security Agency", "ja": "経済安全保障庁"},
        "on": on if isinstance(on, str) else day(on),
        "basis": LAW,
        "acts": list(acts),
        **more,
    }


@pytest.fixture
def seeded(db: None) -> None:
    store_seed(read_folder())
