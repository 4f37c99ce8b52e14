"""The sources of results of before format 4, which do not say whether they are a document or a submission. Frozen."""

from collections.abc import Mapping
from typing import Final

SUBMISSION: Final = "Submission "  # the beginning of a submission's title


def submission_reference(source: Mapping[str, str]) -> str:
    """Return the reference of the submission that a source is; empty for any other source."""
    title = source["title"]
    return title.removeprefix(SUBMISSION) if title.startswith(SUBMISSION) and not source.get("url") else ""
