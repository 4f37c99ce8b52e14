"""The formats of an export in words, and the files of one partnership for links on its page."""

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from institutions.exports.selection import PARTNERSHIPS
from rules.web.exporting.findings import FINDINGS

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
# The use of each format, in the order in which they are offered.
FORMAT_WORDS: Final = {
    "xlsx": ("Excel (.xlsx)", gettext_lazy("One list, for a spreadsheet.")),
    "csv": ("CSV", gettext_lazy("One list, for a spreadsheet or a program.")),
    "json": ("JSON Lines", gettext_lazy("Everything, or one list, as documents.")),
    "ftm": ("FollowTheMoney", gettext_lazy("Parties, ties and partnerships as entities, for investigation software.")),
    "bods": ("BODS 0.4", gettext_lazy("Parties with shareholdings, control and directorships.")),
    "ocds": ("OCDS 1.1", gettext_lazy("Partnerships as contracting processes. People are left out.")),
}
OF_ONE: Final = ((FINDINGS, ("xlsx", "csv", "json")), (PARTNERSHIPS, ("json", "ocds", "ftm", "csv")))


def downloads_of(partnership: object, *, sensitive: bool) -> list[Context]:
    """Return the files of one partnership for links on its page; its submission needs the right to sensitive data."""
    return [
        {
            "what": what,
            "format": name,
            "label": _("%(what)s: %(format)s") % {"what": label, "format": FORMAT_WORDS[name][0]},
            "partnership": str(partnership),
        }
        for (what, formats), label in zip(OF_ONE, (_("Findings"), _("Proposal")), strict=True)
        for name in formats
        if sensitive or (what, name) != (PARTNERSHIPS, "json")
    ]
