"""What a person may read of partnerships and their assessments, in one place for pages and API."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypedDict, TypeVar
from uuid import UUID

from django.db.models import Case, Count, Exists, IntegerField, Max, Model, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from institutions.access.keys import KeyHolder
from institutions.access.secrecy import hidden_parties
from institutions.access.view import Reader
from institutions.drafts.values import uuid_of
from institutions.lists.declared import OF_FORMAT
from institutions.models import (
    Account,
    CollectionParty,
    DocumentParty,
    IdentityLead,
    Import,
    ImportState,
    Partnership,
    Party,
    PartyKind,
    Person,
    Role,
)
from rules.models import Assessment, Match, Outcome, RuleOutcome, Severity

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

Rows = TypeVar("Rows", bound=Model)
SEVERITY_RANK = {level: rank for rank, level in enumerate(Severity.values, start=1)}
COULD_NOT_TELL = (Outcome.NOT_ASSESSABLE, Outcome.ERROR)
# Who sees every partnership; everybody else sees those that their own body submitted.
READS_ALL = frozenset({"reviewer", "auditor", "rulebook_editor", "administrator"})
# Who keeps rules or accounts needs to see that a rule fired, and nobody's kin, gifts, income or alleged acts.
READS_NOTHING_SENSITIVE = frozenset({"rulebook_editor", "administrator"})
# Who has a page of their own and reads nothing of the register, whatever body they belong to.
READS_NOTHING = frozenset({"named"})


class Newest(TypedDict):
    """What `with_state` adds to a partnership."""

    assessment_id: UUID | None
    state: str | None
    done_id: UUID | None
    worst: int | None
    unknown: int | None


def own_body(account: Account) -> UUID | None:
    """The body whose cases and documents an account reads for belonging to it."""
    return None if account.role in READS_NOTHING else account.body_id


def partnerships_for(account: Account) -> QuerySet[Partnership]:
    """The partnerships that an account may read: all, or those of its own body; none without a body.

    Secret ones only with the right to them.
    """
    return within(Partnership.objects.all(), account)


def within(rows: "QuerySet[Rows]", user: Account | KeyHolder) -> "QuerySet[Rows]":
    """Of rows that say whose partnership they are of, and whether it is secret, those that somebody may read.

    An account as its role says, a key those of its body. What is left out shows in no count either.
    """
    seen = rows if user.reads_secret else rows.filter(secret=False)
    if isinstance(user, Account) and user.role in READS_ALL:
        return seen
    body = own_body(user) if isinstance(user, Account) else user.body.pk
    return seen.filter(submitted_by=body) if body else seen.none()


def imports_of_files() -> QuerySet[Import]:
    """Imports, but for editions of official lists that were not taken: those are looked at and taken under Lists."""
    return Import.objects.exclude(Q(format__in=OF_FORMAT) & ~Q(state=ImportState.DONE))


def imports_for(account: Account) -> QuerySet[Import]:
    """The imports that an account may read. Their errors quote what they say of people: who keeps rules sees none."""
    everything = imports_of_files()
    if account.role in READS_ALL - READS_NOTHING_SENSITIVE:
        return everything
    own = own_body(account) if account.role not in READS_NOTHING_SENSITIVE else None
    return everything.filter(body=own) if own else everything.none()


def imports_read_by(user: Account | KeyHolder) -> QuerySet[Import]:
    """The imports that somebody may read: an account as its role says, a key those of its body."""
    return imports_of_files().filter(body=user.body) if isinstance(user, KeyHolder) else imports_for(user)


def keeps_lists(account: Account) -> bool:
    """Whether an account brings editions of official lists: the rulebook editor, as of all that rules rest on."""
    return account.role == Role.RULEBOOK_EDITOR


def editions_for(account: Account) -> QuerySet[Import]:
    """The editions of lists that an account may look at: an editor of a body those of its own. Lists name no people."""
    everything = Import.objects.filter(format__in=OF_FORMAT)
    if account.role == Role.AUDITOR or (keeps_lists(account) and account.body_id is None):
        return everything
    return everything.filter(body=account.body_id) if keeps_lists(account) else everything.none()


def hidden_among(keys: Iterable[str], account: Account) -> set[str]:
    """Of parties, by their keys in facts, those that an account must not find."""
    ids = {found for key in keys if (found := uuid_of(key))}
    return {str(pk) for pk in hidden_parties(partnerships_for(account)).filter(pk__in=ids).values_list("pk", flat=True)}


def leads_for(account: Account) -> QuerySet[IdentityLead]:
    """The leads that an account may read: all, or those that its own body's documents left; none without a body.

    None about a party that it must not find.
    """
    everything = leads_beside_secrets(partnerships_for(account))
    if account.role in READS_ALL:
        return everything
    body = own_body(account)
    return everything.filter(body=body) if body else everything.none()


def leads_beside_secrets(readable: QuerySet[Partnership]) -> QuerySet[IdentityLead]:
    """The leads of all bodies, but for those about parties that are known only from a secret partnership."""
    hidden = hidden_parties(readable).values("pk")
    return IdentityLead.objects.exclude(party__in=hidden).exclude(candidate__in=hidden)


def reads_sensitive(account: Account) -> bool:
    """Whether an account may read what evidence says of kin, gifts, income and acts where it reads a partnership."""
    return account.role not in READS_NOTHING_SENSITIVE | READS_NOTHING


def with_state(partnerships: QuerySet[Partnership]) -> "QuerySet[WithAnnotations[Partnership, Newest]]":
    """Add to each partnership its newest assessment (`assessment_id`, `state`) and what the newest finished one says.

    That is its worst finding (`worst`, 1 to 5) and how many rules it could not assess (`unknown`).
    """
    newest = Assessment.objects.filter(partnership=OuterRef("pk")).order_by("-requested_at", "-id")
    finished = newest.filter(state="done")
    rank = Case(
        *[When(severity=level, then=Value(place)) for level, place in SEVERITY_RANK.items()],
        output_field=IntegerField(),
    )
    worst = (
        Match.objects.filter(assessment=OuterRef("done_id"))
        .order_by()
        .values("assessment")
        .annotate(w=Max(rank))
        .values("w")
    )
    unknown = (
        RuleOutcome.objects.filter(assessment=OuterRef("done_id"), outcome__in=COULD_NOT_TELL)
        .order_by()
        .values("assessment")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return partnerships.annotate(
        assessment_id=Subquery(newest.values("pk")[:1]),
        state=Subquery(newest.values("state")[:1]),
        done_id=Subquery(finished.values("pk")[:1]),
    ).annotate(
        worst=Subquery(worst),
        unknown=Case(When(done_id__isnull=False, then=Coalesce(Subquery(unknown), 0)), output_field=IntegerField()),
    )


def severity_of(rank: int | None) -> str:
    """The level of a rank made by `with_state`; empty where there is no finding."""
    return Severity.values[rank - 1] if rank else ""


def register_reader(account: Account) -> Reader:
    """Through whose eyes an account reads ties of the register: whose statements about people, and whether of kin."""
    bodies = None if account.role in READS_ALL else frozenset({body} if (body := own_body(account)) else ())
    return Reader(bodies, kin=reads_sensitive(account), secret=account.reads_secret)


def people_for(reader: Reader) -> QuerySet[Person]:
    """The people whom documents of the reader's bodies name, under whatever id: all where they read those of all.

    Who may not read of kin reads no people: many are in the register for the sake of their kin alone.
    """
    everybody = Person.objects.all()
    if not reader.kin:
        return everybody.none()
    if reader.bodies is None:
        return everybody
    submitted = DocumentParty.objects.filter(submission__partnership__submitted_by__in=reader.bodies)
    imported = CollectionParty.objects.filter(collection__body__in=reader.bodies)
    # One question each, so that each can be answered from an index.
    this, joined = {"party": OuterRef("pk")}, {"party__same_as": OuterRef("pk")}
    named = Q(pk__in=[])
    for rows in (submitted, imported):
        named |= Q(Exists(rows.filter(**this))) | Q(Exists(rows.filter(**joined)))
    return everybody.filter(named)


def parties_for(account: Account) -> QuerySet[Party]:
    """The parties whom an account may find: bodies and companies, and of people those whom it may see.

    None that is known only from a secret partnership which it may not read.
    Every page about a party, every search for one and every way to one begins here.
    """
    people = people_for(register_reader(account)).values("pk")
    found = Party.objects.filter(~Q(kind=PartyKind.PERSON) | Q(pk__in=people))
    return found.exclude(pk__in=hidden_parties(partnerships_for(account)).values("pk"))
