"""Whatever still holds a part of the name after an erasure was listed before, table by table."""

from typing import Any, Final

import pytest
from django.apps import apps
from django.db.models import Model
from django.utils import timezone

from institutions.codes.wording import code_words
from institutions.models import (
    Account,
    Collection,
    CollectionParty,
    EditionPreview,
    Enactment,
    FormDraft,
    GovernmentBody,
    Import,
    NamePart,
    Partnership,
    Party,
    PartyName,
    PreviewedEntry,
    Source,
    Submission,
)
from rules.models import Attachment, CaseMove, CaseSummary, Comment, Match, PackedOutcomes, Snapshot, TitlePart
from rules.models.packing.packed_data import unpack
from rules.review.casework.act_table import Act
from rules.review.correspondence.attaching import attach_files, check_file
from rules.review.correspondence.commenting import add_comment
from rules.review.erasing.remaining import RemainingPlace, places_shown_to, texts_of
from rules.review.erasing.scope import erasure_scope
from tests.documents import small
from tests.rules.review.casework.building import do, officer, registered
from tests.rules.review.correspondence.sample_files import upload
from tests.rules.review.erasing.erased_case import named, retention_is_over, sato
from tests.rules.review.erasing.seeing import erase_seen
from tests.rules.review.erasing.test_remaining import document, latin_surname

__all__ = ["retention_is_over"]
pytestmark = pytest.mark.usefixtures("no_broker")
# Made of rows that are listed: forms of names and titles for searching; facts and outcomes beside their findings.
DERIVED: Final = {CaseSummary, NamePart, PackedOutcomes, Snapshot, TitlePart}


def still_there(word: str) -> set[tuple[str, str]]:
    """Return table and row of everything in the database that holds a word, but for what follows from other rows."""
    found = set()
    for model in apps.get_models():
        if model in DERIVED or model._meta.proxy:
            continue
        for row in model._default_manager.all():
            if any(word in text for text in held_by(row)):
                found.add((model._meta.db_table, str(row.pk)))
    return found


def held_by(row: Model) -> list[str]:
    """Return every text of a row."""
    values: list[Any] = [getattr(row, each.attname) for each in row._meta.concrete_fields]
    values = [unpack(each) if isinstance(each, bytes) and each[:1] == b"\x28" else each for each in values]
    return [text for each in values if isinstance(each, str | dict | list) for text in texts_of(each)]


def listed() -> list[RemainingPlace]:
    return erasure_scope(sato()).remaining()


def places(found: list[RemainingPlace]) -> set[tuple[str, str]]:
    return {(each.table, each.row) for each in found}


@pytest.fixture
def full(meti: GovernmentBody, digital_agency: GovernmentBody) -> Partnership:
    """Return a case that is over, with a part of the name in all that people write or send."""
    surname, content = latin_surname(), document()
    content["sources"][0]["title"] = f"Declaration of {surname}"
    content["sources"][0]["url"] = f"https://example.jp/{surname}/2026"
    submitter = officer(meti)
    partnership = registered(content, submitter)
    add_comment(partnership, {"text": f"{surname} called today."}, account=submitter)
    attach_files(partnership, [check_file(upload(name="minutes.pdf"))], account=submitter)
    do(partnership, Act.WITHDRAW, submitter, reason=f"{surname} asked for more time.")
    FormDraft.objects.create(owner=submitter, document={"title": {"en": f"With {surname}"}})
    return partnership


def test_all_that_remains_was_listed(full: Partnership, administrator: Account) -> None:
    before = listed()
    erase_seen(sato(), reason="Asked for.", account=administrator)
    left = still_there(latin_surname())
    tables = {table for table, _row in left}
    written = (CaseMove, Comment, FormDraft, Match, Party, PartyName, Source, Submission)
    assert {each._meta.db_table for each in written} <= tables
    assert left - places(before) == set()
    attached = Attachment.objects.get()
    (why,) = (each.why for each in before if each.table == attached._meta.db_table)
    assert f"The content of the attached file {attached.pk} is not searched" in code_words(why, "en")


def test_each_place_says_where_and_why(full: Partnership) -> None:
    found = {(each.table, code_words(each.why, "en").split(".")[0]) for each in listed()}
    for table, why in (
        (Source, "The text in title contains a part of the name"),
        (Source, "The address in url contains a part of the name"),
        (Comment, "The text in text contains a part of the name"),
        (FormDraft, "The text in document contains a part of the name"),
        (CaseMove, "The text in reason contains a part of the name"),
        (PartyName, "The name of a company, a body or another person contains it"),
    ):
        assert (table._meta.db_table, why) in found, (table, why)


def test_what_the_cases_of_others_say_is_listed_too(full: Partnership, administrator: Account) -> None:
    """A case whose document does not name the person is not rewritten: not even the full name in its texts."""
    name = next(each for each in named(document()) if each.isascii())
    submitter = officer(full.submitted_by, "officer of another case")
    content = small(reference="OTHER-1", title={"en": f"As {name} proposed"}, people=[], officials=[])
    content["statements"] = [{"kind": "exposure", "company": "hikari", "country": "CN", "revenue_bp": 3100}]
    other = registered(content, submitter)
    add_comment(other, {"text": f"{name} called today."}, account=submitter)
    attach_files(other, [check_file(upload(name=f"{name}.pdf"))], account=submitter)
    before = listed()
    erase_seen(sato(), reason="Asked for.", account=administrator)
    left = still_there(latin_surname())
    assert left - places(before) == set()
    of_the_other = {each.table for each in before if each.partnership == other.pk}
    assert {each._meta.db_table for each in (Comment, Submission, Attachment)} <= of_the_other
    (said,) = {code_words(each.why, "en") for each in before if each.partnership == other.pk}
    assert said.startswith("A text of case OTHER-1 contains the name.")


def test_what_lists_files_and_reorganisations_keep_is_listed(full: Partnership, meti: GovernmentBody) -> None:
    surname, now = latin_surname(), timezone.now()
    collection = Collection.objects.create(body=meti, format="companies", publisher="A publisher")
    party = CollectionParty.objects.create(
        collection=collection, key=f"of {surname}", party=Party.objects.earliest("pk")
    )
    job = Import.objects.create(body=meti, format="companies", file_name="a.csv", size=1, sha256="0" * 64)
    counted = dict.fromkeys(("added", "changed", "ended", "unchanged", "refused"), 0)
    preview = EditionPreview.objects.create(job=job, made_at=now, fingerprint="0" * 64, **counted)
    entry = PreviewedEntry.objects.create(preview=preview, number=1, line=1, outcome="added", name=f"{surname} KK")
    enacted = Enactment.objects.create(
        reference="R-1", document={"note": f"as {surname} asked"}, first_on="2026-04-01", last_on="2026-04-01",
        source=Source.objects.earliest("pk"), enacted_at=now,
    )  # fmt: skip
    found = {(each.table, each.row): each.why.code for each in listed()}
    for row, code in (
        (party, "remaining.key_of_files"),
        (entry, "remaining.upcoming_edition"),
        (enacted, "remaining.reorganisation"),
    ):
        assert found.get((row._meta.db_table, str(row.pk))) == code, code


def test_companies_sources_and_drafts_of_restricted_cases_are_shown_to_those_with_the_right(
    full: Partnership, administrator: Account
) -> None:
    Partnership.objects.filter(pk=full.pk).update(secret=True)
    told = {"title": {"en": f"With {latin_surname()}"}, "secrecy": "defence"}
    draft = FormDraft.objects.create(owner=administrator, document=told)
    found = listed()
    tables = {each._meta.db_table for each in (Party, PartyName, Source)}
    shown = places(places_shown_to(found, administrator))
    assert not {table for table, _row in shown} & tables
    assert (draft._meta.db_table, str(draft.pk)) not in shown
    administrator.reads_secret = True
    shown = places(places_shown_to(found, administrator))
    assert {table for table, _row in shown} >= tables
    assert (draft._meta.db_table, str(draft.pk)) in shown
