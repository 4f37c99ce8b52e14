"""The bodies of declarations, of answers and of hearings."""

from institutions.web.rest.declared.body import Body, Row
from institutions.web.rest.declared.fields import AnObject, Day, Id, SentText, Several, Whole, Word
from rules.models import DeclarationResult, HearingWay, Waiver
from rules.review.casework.entry_errors import LONGEST_NAME, LONGEST_REASON
from rules.review.casework.people_concerned.answering import LONGEST_ANSWER, LONGEST_DOCUMENT
from rules.web.api.shared_descriptions import KEPT


class DeclarationBody(Body):
    """A declaration. With ties: statements and parties as in a submission document, of the kinds asked for."""

    says = Word(DeclarationResult.choices)
    signature = SentText(max_length=LONGEST_NAME)
    statements = Several(child=AnObject(), required=False, allow_null=True)
    companies = Several(child=AnObject(), required=False, allow_null=True)
    people = Several(child=AnObject(), required=False, allow_null=True, help_text="Relatives who have a tie.")


class CorrectionBody(Row):
    """A fact that is wrong."""

    place = Whole(help_text="Id of the fact in `facts`.")
    text = SentText(max_length=LONGEST_REASON, help_text="The correct fact.")
    document = SentText(
        max_length=LONGEST_DOCUMENT,
        required=False,
        allow_null=True,
        allow_blank=True,
        help_text="The document that shows it.",
    )


class AnswerBody(Body):
    """An answer."""

    text = SentText(max_length=LONGEST_ANSWER)
    corrections = CorrectionBody(many=True, required=False, allow_null=True)


class HearingBody(Body):
    """The way a person is heard: asked by a day; heard otherwise on a day, with a note; or not, with a reason."""

    person = Id()
    how = Word(HearingWay.choices)
    answer_by = Day(required=False, allow_null=True)
    heard_on = Day(required=False, allow_null=True)
    waiver = Word(Waiver.choices, required=False, allow_null=True, allow_blank=True)
    note = SentText(max_length=LONGEST_REASON, required=False, allow_null=True, allow_blank=True, help_text=KEPT)
