"""The steps of the form and their fields. Fields are those of the declarations; nothing is declared again here."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from institutions.kinds import Field, Sort, Table
from institutions.kinds.document import DOCUMENT

NOT_ASKED: Final = frozenset({"revision", "value_other_currency"})  # the form counts revisions; imports have the other


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the form."""

    name: str
    title: "str | Promise"
    fields: tuple[Field, ...]  # at the top level of the document

    @property
    def prefixes(self) -> tuple[str, ...]:
        """The JSON pointers whose errors belong to this page."""
        return tuple(f"/{field.name}" for field in self.fields)

    def owns(self, pointer: str) -> bool:
        """Return whether an error at a pointer is corrected on this page."""
        return any(pointer == prefix or pointer.startswith(f"{prefix}/") for prefix in self.prefixes)


def fields(*names: str) -> tuple[Field, ...]:
    """Return fields of the document by name."""
    return tuple(DOCUMENT.by_name[name] for name in names)


SINGLE: Final = tuple(
    field.name
    for field in DOCUMENT.fields
    if field.sort not in (Sort.ROWS, Sort.TABLE, Sort.STATEMENTS) and field.name not in NOT_ASKED
)
STEPS: Final = (
    Step("proposal", _("The proposal"), fields(*SINGLE)),
    Step("parties", _("Companies and people"), fields("companies", "people", "bodies")),
    Step("roles", _("Who does what"), fields("participants", "officials", "leads")),
    Step("selection", _("How the partner is chosen"), fields("selection")),
    Step("sources", _("Sources"), fields("sources")),
    Step("statements", _("Known data about the parties"), fields("statements")),
)
BY_NAME: Final = {step.name: step for step in STEPS}
CHECK: Final = "check"


def after(step: Step) -> str:
    """Return the name of the next page."""
    place = STEPS.index(step) + 1
    return STEPS[place].name if place < len(STEPS) else CHECK


def table_of_field(field: Field) -> Table:
    """Return the table of a field that holds rows or one object. TypeError for another field."""
    if field.of is None:
        message = f"{field.name} has no table"
        raise TypeError(message)
    return field.of
