"""Examples of documents, for the page of the REST interface: the files of docs/examples."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from drf_spectacular.utils import OpenApiExample

FOLDER: Final = Path(__file__).resolve().parents[4] / "docs" / "examples"


@cache
def example_documents() -> dict[str, dict[str, Any]]:  # Any: plain data
    """Return the documents by the names of their files; none where the documentation is not installed."""
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.json"))}


def openapi_examples() -> list[OpenApiExample]:
    """Return the documents as examples of a body."""
    return [
        OpenApiExample(name, document, request_only=True, summary=document["title"]["en"])
        for name, document in example_documents().items()
    ]
