"""The shapes of commissions and sittings in answers."""

from typing import Any

from rest_framework import serializers

from institutions.codes.restoring import restore_code
from institutions.codes.wording import code_in_both_languages
from institutions.kinds.base import Label
from institutions.models import Account
from rules.access.commissions import is_secretariat, seat_of
from rules.commission.asked_ties import ties_for_chair, ties_in_sitting
from rules.commission.files import FORMS
from rules.commission.reading import noted_items
from rules.commission.register_ties import TiesOfMember
from rules.commission.steps import AFTER_DRAW, step_of
from rules.models import Commission, CommissionMember, Sitting, SittingAct, SittingStep
from rules.web.api.coded_shapes import BothLanguagesShape, CodedShape

Json = dict[str, Any]  # Any: as the shape says
LIST_FORMS = [(name, name) for name in FORMS]
OF_AN_ADDRESS_OF_ITS_OWN = frozenset({"report", "yields"})


class MemberShape(serializers.ModelSerializer[CommissionMember]):
    """A member of a commission, named as in the public report."""

    account = serializers.CharField(source="account.username")

    class Meta:
        model = CommissionMember
        fields = ("id", "account", "name", "occupation", "chair", "added_at", "ended_at")


class CommissionShape(serializers.ModelSerializer[Commission]):
    """A commission of a body."""

    body = serializers.CharField(source="body.code")

    class Meta:
        model = Commission
        fields: tuple[str, ...] = ("id", "body", "name", "made_at")


class OneCommissionShape(CommissionShape):
    """A commission with its members, former ones too."""

    members = MemberShape(many=True)

    class Meta(CommissionShape.Meta):
        fields = (*CommissionShape.Meta.fields, "members")


class SittingActShape(serializers.Serializer[Any]):
    """An act that is done once for a sitting, with what it fixed: digest, public value, seed, numbers of contracts."""

    act = serializers.ChoiceField(SittingStep.choices)
    by = serializers.CharField()
    at = serializers.DateTimeField()
    reason = serializers.CharField(allow_blank=True)
    content = serializers.DictField()


class SittingFileShape(serializers.Serializer[Any]):
    """A list that the secretariat gave."""

    name = serializers.CharField()
    form = serializers.ChoiceField(LIST_FORMS)
    sha256 = serializers.CharField()


class LackedShape(serializers.Serializer[Any]):
    """A thing that a rule lacks, and in how many contracts."""

    rule = serializers.CharField()
    about = serializers.CharField()
    contracts = serializers.IntegerField()
    text = BothLanguagesShape()


class LeftOutShape(serializers.Serializer[Any]):
    """The rows of the lists that are no contracts of the body in the period."""

    of_others = serializers.IntegerField(help_text="Of other bodies.")
    of_other_days = serializers.IntegerField()


class AskedTieShape(serializers.Serializer[Any]):
    """A contract to a party of which the register states a tie that was not declared."""

    number = serializers.IntegerField()
    ties = BothLanguagesShape(many=True)
    answer = serializers.CharField(allow_null=True, help_text="Why it is none; null: it waits for an answer.")


class TiesOfMemberShape(serializers.Serializer[Any]):
    """The ties of a member who has declared, as far as the register states more."""

    member = serializers.IntegerField()
    compared = serializers.BooleanField(help_text="false: the account is linked to no person in the register.")
    cut = serializers.BooleanField(help_text="There are more ties than were followed.")
    asked = AskedTieShape(many=True)


class SittingShape(serializers.ModelSerializer[Sitting]):
    """A sitting on the contracts of a period."""

    step = serializers.SerializerMethodField()

    class Meta:
        model = Sitting
        fields: tuple[str, ...] = (
            "id",
            "commission",
            "from_on",
            "until_on",
            "size",
            "begun_at",
            "step",
            "done",
            "total",
        )

    def get_step(self, sitting: Sitting) -> str:
        """Return the step at which it is."""
        return step_of(sitting).value


class OneSittingShape(SittingShape):
    """A sitting with what was read, fixed and drawn."""

    files = SittingFileShape(many=True)
    troubles = CodedShape(many=True, help_text="Why the contracts could not be read.")
    digest = serializers.CharField(allow_null=True, help_text="Of the contracts; null until they were read.")
    left_out = LeftOutShape(allow_null=True)
    screened_before = serializers.IntegerField(help_text="Contracts that the body had screened by itself.")
    not_listed = serializers.ListField(
        child=serializers.IntegerField(), help_text="Numbers of those of them that its lists left out, and were added."
    )
    otherwise = serializers.ListField(
        child=serializers.IntegerField(), help_text="Numbers of those that were screened with other content."
    )
    acts = SittingActShape(many=True)
    lacking = LackedShape(many=True, help_text="Empty before the draw.")
    own_ties = TiesOfMemberShape(allow_null=True, help_text="Of the caller; null until they have declared.")
    ties_of_members = TiesOfMemberShape(many=True, help_text="For the chair alone; empty for others.")
    is_secretariat = serializers.BooleanField(help_text="The caller fixes contracts and answers.")
    is_member = serializers.BooleanField(help_text="The caller draws, declares, chooses, asks and publishes.")

    class Meta(SittingShape.Meta):
        fields = (
            *SittingShape.Meta.fields, "files", "troubles", "digest", "left_out", "screened_before", "not_listed",
            "otherwise", "acts", "lacking", "own_ties", "ties_of_members", "is_secretariat", "is_member",
        )  # fmt: skip

    def to_representation(self, instance: Sitting) -> Json:
        """Return it with what the caller may do; what rules lack is shown after the draw alone."""
        account: Account = self.context["account"]
        step, summary = step_of(instance), instance.summary
        member = seat_of(account, instance.commission)
        own = ties_in_sitting(member, instance) if member and step in AFTER_DRAW else None
        of_members = ties_for_chair(instance) if member and member.chair and step in AFTER_DRAW else []
        left_out = {name: summary[name] for name in ("of_others", "of_other_days")} if summary else None
        return {
            **SittingShape(instance).data,
            "files": [
                {"name": each.name, "form": each.form, "sha256": each.sha256}
                for each in instance.files.defer("content")
            ],
            "troubles": [code_in_both_languages(restore_code(each)) for each in instance.error_said or ()],
            "digest": summary.get("digest"),
            "left_out": left_out,
            "screened_before": summary.get("screened_before", 0),
            "not_listed": [each.number for each in noted_items(instance, "not_listed")],
            "otherwise": [each.number for each in noted_items(instance, "otherwise")],
            "acts": [act_json(each) for each in instance.acts.all()],
            "lacking": summary["lacking"] if step in AFTER_DRAW else [],
            "own_ties": own and ties_json(own, [each.for_member for each in own.asked]),
            "ties_of_members": [ties_json(each, [one.for_chair for one in each.asked]) for each in of_members],
            "is_secretariat": is_secretariat(account, instance.commission),
            "is_member": member is not None,
        }


def ties_json(ties: TiesOfMember, words: list[list[Label]]) -> Json:
    """Return the ties of a member in the words that the reader may see."""
    return {
        "member": ties.member.pk,
        "compared": ties.compared,
        "cut": ties.cut,
        "asked": [
            {
                "number": each.item.number,
                "ties": [{"en": label.en, "ja": label.ja} for label in labels],
                "answer": each.answer,
            }
            for each, labels in zip(ties.asked, words, strict=True)
        ],
    }


def act_json(act: SittingAct) -> Json:
    """Return an act of a sitting. The report has an address of its own."""
    return {
        "act": act.act,
        "by": act.account.username,
        "at": act.at.isoformat(),
        "reason": act.reason,
        "content": {name: each for name, each in act.content.items() if name not in OF_AN_ADDRESS_OF_ITS_OWN},
    }
