"""The tables of what people do on a case are all known in one place."""

from django.apps import apps
from django.db.models import CharField, ForeignKey, JSONField, Model, OneToOneField, TextField

from rules.models import ActUndo, Finding, ReviewCase, SampledCase
from rules.review.casework.records import CASEWORK

TEXTS = (CharField, JSONField, TextField)


def leads_to(table: type[Model]) -> set[type[Model]]:
    return {each.related_model for each in table._meta.fields if isinstance(each, ForeignKey | OneToOneField)}


def test_every_table_that_says_who_acted_on_a_case_is_among_them() -> None:
    of_case = {ReviewCase, Finding, SampledCase, *CASEWORK}
    acted = {
        table
        for table in apps.get_app_config("rules").get_models()
        if leads_to(table) & of_case and any(each.name == "account" for each in table._meta.fields)
    }
    without_text = {table for table in acted if not any(isinstance(each, TEXTS) for each in table._meta.fields)}
    assert acted - without_text <= set(CASEWORK)
    assert without_text <= {ActUndo}, "an undoing names the row of an act, and nothing else"


def test_what_people_wrote_stands_in_columns_of_their_tables() -> None:
    for table, kept in CASEWORK.items():
        assert {each.name for each in table._meta.fields} >= set(kept.texts), table
