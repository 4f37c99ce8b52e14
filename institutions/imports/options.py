"""What is said about a file besides the file: read as JSON, so that commands, REST and the web say it alike."""

from collections.abc import Collection, Iterable, Mapping

from institutions.drafts.errors import DraftInvalid, FieldError, nearest, quoted

Options = Mapping[str, object]


def refuse_unknown(given: Iterable[str], known: Collection[str]) -> None:
    """An option that the format does not have would be passed over silently."""
    unknown = [name for name in given if name not in known]
    if unknown:
        raise DraftInvalid(
            FieldError(f"/options/{name}", f"{quoted(name)} is not an option of this format.{nearest(name, known)}")
            for name in unknown
        )
