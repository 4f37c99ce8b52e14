"""The shapes of questions to a person, of declarations and answers, and of hearings."""

from typing import Any

from rest_framework import serializers

from rules.models import DeclarationResult
from rules.review.casework.people_concerned.hearing import HearingState
from rules.review.casework.people_concerned.question_state import QuestionState
from rules.review.casework.people_concerned.standing import DeclarationState
from rules.web.api.coded_shapes import CodedShape
from rules.web.api.shapes import Text

Shape = serializers.Serializer[Any]  # Any: plain data
DECLARATION_STATES = [(each.value, each.value) for each in DeclarationState]
QUESTIONS = [(each.value, each.value) for each in QuestionState]
HEARING_STATES = [(each.value, each.value) for each in HearingState]


class MyCaseShape(Shape):
    """A case in which you are an official."""

    partnership = serializers.UUIDField()
    reference = serializers.CharField()
    revision = serializers.IntegerField()
    title = serializers.DictField(child=serializers.CharField())
    person = serializers.CharField(help_text="Your key in the document: it names you in statements.")
    roles = serializers.ListField(child=serializers.CharField())
    participants = serializers.ListField(child=serializers.CharField(), help_text="Keys of the document.")
    declaration = serializers.ChoiceField(DECLARATION_STATES, help_text="State of your declaration.")
    reasons = serializers.ListField(child=serializers.CharField(), help_text="Why you are asked again.")
    reasons_said = CodedShape(many=True, help_text="The same as codes.")


class HearingRowShape(Shape):
    """A finding that you were asked about."""

    hearing = serializers.IntegerField()
    partnership = serializers.UUIDField()
    reference = serializers.CharField()
    code = serializers.CharField()
    answer_by = serializers.DateField(allow_null=True)
    answered = serializers.IntegerField(help_text="Number of answers that you have given.")
    question = serializers.ChoiceField(QUESTIONS, help_text="Only an open one is asked of you and accepts an answer.")
    asked_again = serializers.IntegerField(allow_null=True, help_text="The last later hearing on this finding.")


class MyShape(Shape):
    """Everything asked of you."""

    person = serializers.UUIDField()
    cases = MyCaseShape(many=True)
    hearings = HearingRowShape(many=True)


class SignedShape(Shape):
    """A declaration that you have signed."""

    number = serializers.IntegerField()
    says = serializers.ChoiceField(DeclarationResult.choices)
    text = serializers.CharField()
    statements = serializers.ListField(child=serializers.DictField())
    signature = serializers.CharField()
    sha256 = serializers.CharField()
    at = serializers.DateTimeField()


class MyDeclarationShape(MyCaseShape):
    """A case, the facts on record about you, the texts to sign, and your signed declarations."""

    on_record = serializers.ListField(
        child=serializers.DictField(),
        allow_null=True,
        help_text="Data on record about you and the companies of the case, to read before you sign: holdings, "
        "posts, joint research. Null: no assessment has finished yet.",
    )
    texts = serializers.DictField(child=Text())
    declarations = SignedShape(many=True)


class CorrectionShape(Shape):
    """A fact that is wrong."""

    place = serializers.IntegerField(help_text="Id of the fact in `facts`.")
    text = serializers.CharField(help_text="The correct fact.")
    document = serializers.CharField(allow_blank=True, help_text="The document that shows it.")


class GivenAnswerShape(Shape):
    """An answer that was given."""

    text = serializers.CharField()
    at = serializers.DateTimeField()
    corrections = CorrectionShape(many=True)


class MyHearingShape(HearingRowShape):
    """The part of a finding that is about you."""

    statement = Text(help_text="Empty if it also names another person.")
    facts = serializers.ListField(child=serializers.DictField(), help_text="Data on record about you.")
    basis = serializers.ListField(child=serializers.DictField())
    answers = GivenAnswerShape(many=True)


class PersonHeardShape(Shape):
    """One person that a finding names."""

    person = serializers.CharField(help_text="Id; 'withheld' for a role that may not see kin, gifts and acts.")
    hearing = serializers.ChoiceField(HEARING_STATES)
    in_the_way = serializers.BooleanField(help_text="Whether the finding cannot be confirmed yet because of them.")
    disputes = serializers.BooleanField(help_text="Whether they say that a fact is wrong.")
    answer_by = serializers.DateField(allow_null=True)
    heard_on = serializers.DateField(allow_null=True)
    waiver = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)
    answers = GivenAnswerShape(many=True)


class HearingsShape(Shape):
    """The people a finding names, and their hearings."""

    finding = serializers.IntegerField()
    partnership = serializers.UUIDField()
    current = serializers.BooleanField()
    confirming = serializers.ListField(
        child=serializers.CharField(), help_text="Why the finding cannot be confirmed yet."
    )
    confirming_said = CodedShape(many=True, help_text="The same as codes.")
    people = PersonHeardShape(many=True)
