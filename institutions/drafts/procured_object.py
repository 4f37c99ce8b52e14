"""The object of the selection: none (null) where the scheme procures nothing, and needed everywhere else."""

from collections.abc import Mapping

from institutions.drafts.errors import FieldErrors
from institutions.drafts.troubles.document import NothingProcured
from institutions.kinds.document import WITHOUT_PROCUREMENT


def check_object(document: Mapping[str, object], troubles: FieldErrors) -> None:
    """Check that a selection without an object is that of a scheme by which nothing is procured."""
    selection = document.get("selection")
    if not isinstance(selection, dict) or "object" not in selection or selection["object"] is not None:
        return
    scheme = document.get("scheme")
    if not isinstance(scheme, str) or scheme not in WITHOUT_PROCUREMENT:
        troubles.add("/selection/object", NothingProcured(schemes=tuple(sorted(WITHOUT_PROCUREMENT))))
