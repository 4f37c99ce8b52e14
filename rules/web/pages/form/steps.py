"""The steps of the form and their fields. Fields are those of the declarations; nothing is declared again here."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from institutions.kinds import Field, FieldSort, ObjectKind
from institutions.kinds.document import DOCUMENT

NOT_ASKED: Final = frozenset({"revision", "value_other_currency"})  # the form counts revisions; imports have the other


@dataclass(frozen=True, slots=True)
class FormStep:
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


def document_fields(*names: str) -> tuple[Field, ...]:
    """Return fields of the document by name."""
    return tuple(DOCUMENT.by_name[name] for name in names)


SINGLE: Final = tuple(
    field.name
    for field in DOCUMENT.fields
    if field.sort not in (FieldSort.ROWS, FieldSort.TABLE, FieldSort.STATEMENTS) and field.name not in NOT_ASKED
)
STEPS: Final = (
    FormStep("proposal", _("The proposal"), document_fields(*SINGLE)),
    FormStep("parties", _("Companies and people"), document_fields("companies", "people", "bodies")),
    FormStep("roles", _("Roles"), document_fields("participants", "officials", "leads")),
    FormStep("selection", _("How the partner is chosen"), document_fields("selection")),
    FormStep("sources", _("Sources"), document_fields("sources")),
    FormStep("statements", _("Known data about the parties"), document_fields("statements")),
)
BY_NAME: Final = {step.name: step for step in STEPS}
CHECK: Final = "check"


def next_step_name(step: FormStep) -> str:
    """Return the name of the next page."""
    place = STEPS.index(step) + 1
    return STEPS[place].name if place < len(STEPS) else CHECK


def table_of_field(field: Field) -> ObjectKind:
    """Return the table of a field that holds rows or one object. TypeError for another field."""
    if field.of is None:
        message = f"{field.name} has no table"
        raise TypeError(message)
    return field.of
