"""The shapes of the contracts of a sitting, and of their minutes, in answers."""

from typing import Any

from django.utils import translation
from rest_framework import serializers

from rules.commission.questions import questions_of
from rules.commission.reading import ShownItem
from rules.models import MinuteEntry, MinuteSort, OpinionResult, ProposalWay, Severity, SittingItem
from rules.web.api.coded_shapes import BothLanguagesShape

Json = dict[str, Any]  # Any: as the shape says


class ContractFindingShape(serializers.Serializer[Any]):
    """A reason to ask: of a rule, or of an indicator."""

    code = serializers.CharField()
    severity = serializers.ChoiceField(Severity.choices)
    statement = BothLanguagesShape()


class ContractShape(serializers.Serializer[Any]):
    """A contract of the population."""

    number = serializers.IntegerField()
    key = serializers.CharField(help_text="By which it is fixed and drawn.")
    day = serializers.DateField(allow_null=True)
    title = serializers.CharField()
    supplier = serializers.CharField(allow_blank=True)
    amount_yen = serializers.IntegerField(allow_null=True)
    method = serializers.CharField(allow_null=True)
    bidders = serializers.IntegerField(allow_null=True)
    proposed = serializers.ChoiceField(ProposalWay.choices, allow_null=True, help_text="null: it is not proposed.")
    place = serializers.IntegerField(allow_null=True, help_text="Among the proposals.")
    chosen = serializers.BooleanField(help_text="Is, or will be, looked at.")
    findings = ContractFindingShape(many=True, help_text="Empty before the draw.")


class ChoiceShape(serializers.Serializer[Any]):
    """The newest choice of members about a contract."""

    chosen = serializers.BooleanField()
    reason = serializers.CharField()
    by = serializers.CharField()
    at = serializers.DateTimeField()


class MinuteShape(serializers.Serializer[Any]):
    """An entry in the minutes. One that was corrected is not shown."""

    id = serializers.IntegerField()
    sort = serializers.ChoiceField(MinuteSort.choices)
    result = serializers.ChoiceField([*OpinionResult.choices, ("", "")], allow_blank=True)
    text = serializers.CharField(allow_blank=True)
    replaces = serializers.IntegerField(allow_null=True)
    by = serializers.CharField()
    at = serializers.DateTimeField()


class TextsShape(serializers.Serializer[Any]):
    """Texts in both languages."""

    en = serializers.ListField(child=serializers.CharField())
    ja = serializers.ListField(child=serializers.CharField())


class OneContractShape(ContractShape):
    """A contract with its choice, withdrawals, questions and minutes."""

    withheld = serializers.CharField(allow_null=True, help_text="Why the reserve price is withheld.")
    lacking = serializers.ListField(child=serializers.CharField(), help_text="Rules that could not be assessed.")
    questions = TextsShape(help_text="A draft; empty before the draw.")
    choice = ChoiceShape(allow_null=True)
    withdrew = serializers.ListField(child=serializers.CharField(), help_text="Members who take no part in it.")
    minutes = MinuteShape(many=True)


def contract_json(shown: ShownItem, *, drawn: bool) -> Json:
    """Return a contract as a list shows it; before the draw without what the rules answered."""
    facts = shown.item.facts
    return {
        "number": shown.item.number,
        "key": shown.item.key,
        **{name: facts[name] for name in ("day", "title", "supplier", "amount_yen", "method", "bidders")},
        "proposed": shown.way if shown.place else None,
        "place": shown.place,
        "chosen": shown.chosen,
        "findings": [finding_json(each) for each in shown.findings] if drawn else [],
    }


def one_contract_json(shown: ShownItem, *, drawn: bool) -> Json:
    """Return a contract with all that its page shows."""
    item, choice = shown.item, shown.choice
    return {
        **contract_json(shown, drawn=drawn),
        "withheld": item.facts["withheld"],
        "lacking": item.screened["lacking"] if drawn else [],
        "questions": questions_json(item) if drawn else {"en": [], "ja": []},
        "choice": choice
        and {
            "chosen": choice.chosen,
            "reason": choice.reason,
            "by": choice.member.name,
            "at": choice.at.isoformat(),
        },
        "withdrew": list(shown.withdrew),
        "minutes": [minute_json(each) for each in shown.entries],
    }


def finding_json(found: Json) -> Json:
    """Return a finding as it is kept."""
    return {name: found[name] for name in ("code", "severity", "statement")}


def questions_json(item: SittingItem) -> Json:
    """Return the draft of the questions in both languages."""
    found = {}
    for language in ("en", "ja"):
        with translation.override(language):
            found[language] = questions_of(item, language)
    return found


def minute_json(entry: MinuteEntry) -> Json:
    """Return an entry of the minutes."""
    return {
        "id": entry.pk,
        "sort": entry.sort,
        "result": entry.result,
        "text": entry.text,
        "replaces": entry.replaces_id,
        "by": entry.account.username,
        "at": entry.at.isoformat(),
    }
