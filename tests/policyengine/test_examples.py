"""The examples of documents in docs/examples are valid, fictional, registered as they are, and on the page of REST."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from jsonschema import Draft202012Validator

from institutions.drafts.schema import submission_schema
from institutions.models import GovernmentBody, Partnership
from institutions.web.openapi import openapi_document
from rules.models import Assessment, State
from tests.every import every

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "examples"
FILES = sorted(FOLDER.glob("*.json"))


def document_of(file: Path) -> dict[str, Any]:
    """Return the document of a file."""
    document: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return document


@pytest.mark.bare
@every("file", FILES, name=lambda file: file.name)
def test_an_example_follows_the_schema_and_is_marked_as_fictional(file: Path) -> None:
    document = document_of(file)
    assert [each.message for each in Draft202012Validator(submission_schema()).iter_errors(document)] == []
    names = [document["title"], *(each["name"] for kind in ("companies", "people") for each in document.get(kind, ()))]
    for name in names:
        assert name["en"].endswith("(fictional)"), name
        assert name["ja"].endswith("（架空）"), name


@pytest.mark.bare
def test_the_examples_are_named_in_their_readme_and_that_in_the_readme_of_the_project() -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [file.name for file in FILES if f"[{file.name}]({file.name})" not in text] == []
    assert "docs/examples/README.md" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.once
@every("path", ["/api/v1/partnerships/", "/api/v1/precheck/"])
def test_the_page_of_rest_offers_every_example(path: str) -> None:
    body = openapi_document()["paths"][path]["post"]["requestBody"]["content"]["application/json"]
    offered = {name: each["value"] for name, each in body["examples"].items()}
    assert sorted(map(json.dumps, offered.values())) == sorted(json.dumps(document_of(file)) for file in FILES)


def test_every_example_is_registered_and_assessed(meti: GovernmentBody, digital_agency: GovernmentBody) -> None:
    out = StringIO()
    call_command("register", *map(str, FILES), "--wait", stdout=out, stderr=StringIO())
    assert f"{len(FILES)} documents, 0 refused or failed." in out.getvalue()
    assert Partnership.objects.count() == len(FILES)
    assert set(Assessment.objects.values_list("state", flat=True)) == {State.DONE}
    by_reference = {each.partnership.reference: each for each in Assessment.objects.select_related("partnership")}
    found = by_reference["DOC-METI-002"].matches.values_list("finding__code", flat=True)
    assert "COI-01" in found  # as docs/examples/README.md says of it
