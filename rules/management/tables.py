"""Answers as lines for a person at a terminal."""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]  # Any: plain data for JSON


def registering_lines(label: str, content: Json) -> Iterator[str]:
    """Yield reference and state, then the findings worst first, the rules not assessable, or the errors."""
    yield f"{content['reference'] or label}  {content['state']}  {content.get('assessment') or ''}".rstrip()
    for error in content.get("errors", ()):
        said = error["message"] if content["reference"] else without_label(label, error["message"])
        yield f"    {error['field'] or '/'}: {said}"
    if reason := content.get("error"):
        yield f"    {reason}"
    for finding in sorted(content.get("findings", ()), key=lambda each: -LEVELS.index(each["severity"])):
        yield f"    {finding['severity']:<8}  {finding['code']}  {finding['statement']['en']}"
    for remark in content.get("remarks", ()):
        yield f"    remark    {remark['en']}"
    for note in content.get("notes", ()):
        yield f"    note      {note['field'] or '/'}: {note['message']}"
    if missing := content.get("missing"):
        yield f"    not assessable: {', '.join(sorted(missing))}"


def without_label(label: str, message: str) -> str:
    """Remove the line of the file from a message, since it is printed above."""
    begins = f"{label}: "
    return message[len(begins) :] if message.casefold().startswith(begins.casefold()) else message


LEVELS = ("info", "low", "medium", "high", "critical")
