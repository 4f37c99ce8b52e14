"""Names that are known from published notices alone stay out of exports; those known otherwise are in them."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from institutions.formats.export_formats import FORMATS
from institutions.models import NOTICES_FORMAT, GovernmentBody
from tests.institutions.imports.records import bring_in, of


def former(key: str, name: str) -> Any:
    """Return the record of a pseudonym who left METI, and works at a fictional company."""
    return of(
        f"record {key}",
        people=[{"key": key, "name": {"ja": name}}],
        companies=[{"key": f"company {key}", "name": {"ja": "株式会社架空総合研究所"}, "country": None}],
        statements=[
            {"kind": "appointment", "person": key, "body": "METI", "until": "2026-03-31"},
            {"kind": "re_employment", "person": key, "company": f"company {key}", "on": "2026-07-01", "post": "顧問"},
        ],
    )


@pytest.mark.parametrize("form", sorted(name for name, each in FORMATS.items() if not each.single))
def test_an_export_has_their_posts_and_not_their_names(meti: GovernmentBody, tmp_path: Path, form: str) -> None:
    bring_in(meti, former("a", "試験花子"), format=NOTICES_FORMAT)
    bring_in(meti, former("b", "見本次郎"), format="re_employment")
    path = tmp_path / "out"
    call_command("export", str(path), "--format", form, "--body", "METI", stdout=None)
    content = path.read_bytes()
    if form == "json":
        text = content.decode()
        assert "見本次郎" in text
        assert "顧問" in text
    assert "試験花子".encode() not in content
