"""The consequence of each decision on a finding, in one sentence for the person who decides."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rules.models import DecisionKind

CONSEQUENCES: Final[dict[DecisionKind, Promise]] = {
    DecisionKind.CONFIRMED: _("The case is then cleared only with a condition. The persons concerned are heard first."),
    DecisionKind.DISMISSED: _("Nothing follows until the last day that you give. The finding is open again after it."),
    DecisionKind.MITIGATED: _("Each measure binds its owner until its deadline, and is listed until it is done."),
    DecisionKind.MORE_INFORMATION: _("The finding stays open, and the case is not cleared, until you decide again."),
}
