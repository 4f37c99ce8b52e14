"""The stages of an imported partnership of which later releases alone are known, in words."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from institutions.imports.known_processes import stages_without_first_release
from institutions.models import Submission

STAGES: Final[Mapping[str, Promise]] = {
    "/tender": pgettext_lazy("stage of a process", "call"),
    "/awards": pgettext_lazy("stage of a process", "award"),
    "/contracts": pgettext_lazy("stage of a process", "contract"),
}


def later_stages(submission: Submission) -> list[str]:
    """Return the stages, in the order of a process: one query."""
    places = stages_without_first_release(submission)
    return [str(label) for place, label in STAGES.items() if place in places]
