"""The pages of the form: their fields, which are those of the declarations, and the guided questions that they ask."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from institutions.kinds import Field, FieldSort, ObjectKind
from institutions.kinds.document import DOCUMENT
from rules.web.pages.form.questions import Question
from rules.web.pages.form.questions.people import OF_PEOPLE
from rules.web.pages.form.questions.record import OF_RECORD
from rules.web.pages.form.questions.rivals import OF_RIVALS

NOT_ASKED: Final = frozenset({"revision", "value_other_currency"})  # the form counts revisions; imports have the other


@dataclass(frozen=True, slots=True)
class FormStep:
    """One page of the form."""

    name: str
    title: "str | Promise"
    fields: tuple[Field, ...] = ()  # at the top level of the document
    questions: tuple[Question, ...] = ()
    lead: "str | Promise" = ""  # the sentence below the title
    aside: bool = False  # opened when it is needed; the way through the form leaves it out

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
# Fields of the proposal that few need, and which are folded away.
FOLDED: Final = frozenset(
    {
        "submitted_by",
        "tax",
        "research_only",
        "results_open",
        "pre_commercial",
        "assess_as_of",
    }
)
NAMED_HERE: Final = _("Type a name or number. A name that the register does not know is added to this proposal.")
STEPS: Final = (
    FormStep("proposal", _("The proposal"), document_fields(*SINGLE)),
    FormStep("partners", _("The partners"), document_fields("participants"), lead=NAMED_HERE),
    FormStep("officials", _("Who decides"), document_fields("officials"), lead=NAMED_HERE),
    FormStep("selection", _("How the partner is chosen"), document_fields("selection", "leads")),
    FormStep("people", _("Ties of the people"), questions=OF_PEOPLE, lead=NAMED_HERE),
    FormStep("rivals", _("Other companies"), questions=OF_RIVALS, lead=NAMED_HERE),
    FormStep("record", _("Government measures and abroad"), questions=OF_RECORD, lead=NAMED_HERE),
    FormStep("parties", _("Companies and people"), document_fields("companies", "people", "bodies"), aside=True),
    FormStep("sources", _("Sources"), document_fields("sources"), aside=True),
    FormStep("statements", _("Known data about the parties"), document_fields("statements"), aside=True),
)
WAY: Final = tuple(step for step in STEPS if not step.aside)  # through the form, page after page
BY_NAME: Final = {step.name: step for step in STEPS}
CHECK: Final = "check"


def next_step_name(step: FormStep) -> str:
    """Return the name of the next page."""
    place = WAY.index(step) + 1 if step in WAY else len(WAY)
    return WAY[place].name if place < len(WAY) else CHECK


def step_of(question: Question) -> FormStep:
    """Return the page that asks a question."""
    return next(step for step in WAY if question in step.questions)


def table_of_field(field: Field) -> ObjectKind:
    """Return the table of a field that holds rows or one object. TypeError for another field."""
    if field.of is None:
        message = f"{field.name} has no table"
        raise TypeError(message)
    return field.of
