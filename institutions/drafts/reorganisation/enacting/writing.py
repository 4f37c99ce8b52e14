"""The dated statements that an enacted draft leaves: rows that end, rows that begin, and what each replaced."""

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, TypeVar
from uuid import UUID, uuid4

from institutions.access.statements import published_statements, serving_everybody
from institutions.audit.event_rows import changing
from institutions.drafts.reorganisation.enacting.changes import DayOfChange
from institutions.models import (
    Bitemporal,
    BodyParent,
    BodySuccession,
    GovernmentBody,
    Mandate,
    Party,
    PartyDetails,
    PartyName,
    Post,
    Source,
    table_of,
)
from institutions.models.noted_rows import close_rows, note_written
from institutions.parties.names import fold_name
from institutions.parties.organisation.published import OrganisedSeat, key_of
from institutions.parties.organisation.state import (
    HeldFunction,
    OrganisedBody,
    OrganisedPost,
    held_function,
    organised_post,
)

Row = TypeVar("Row", bound=Bitemporal)
Json = dict[str, Any]  # Any: plain data
SEAT: Final = "seat"
DESCRIBED: Final = ("gpa_class", "local", "address", "phone", "law_en", "law_ja")  # what stays with another code
BODIES: Final = "body"  # in what was written: columns of a body as they were
TABLES: Final[Mapping[str, type[Bitemporal]]] = {
    each.__name__: each for each in (BodyParent, BodySuccession, Mandate, PartyDetails, PartyName, Post, table_of(SEAT))
}


@dataclass(slots=True)
class DatedWriter:
    """A writer of the rows of one enactment. `bodies`: the ids of bodies by key; `seen_on`: the day that was drafted.

    `written` lists what it wrote, in order, as `Enactment` keeps it.
    """

    source: Source
    moment: datetime
    seen_on: date
    bodies: dict[str, UUID]
    written: list[Json] = field(default_factory=list)

    def write(self, day: DayOfChange) -> None:
        """Write the changes of one day."""
        for body in day.founded:
            self.found(body, day.on, day.former_codes.get(body.key))
        for body in day.ended:
            self.set_columns(body.key, {"dissolved_on": day.last_day_before})
        for body in day.renamed:
            self.rename(body, day.on)
        for body in (*day.moved, *day.ended):
            rows = BodyParent.objects.current().filter(body=self.bodies[body.key])
            self.end(self.seen(rows), day.last_day_before)
        self.begin(
            BodyParent(body_id=self.bodies[body.key], parent_id=self.bodies[body.parent], from_on=day.on)
            for body in (*day.founded, *day.moved)
            if body.parent
        )
        self.change_held(Mandate, held_function, day.mandates.ended, day.last_day_before)
        self.begin(self.mandate(each, day.on) for each in day.mandates.begun)
        self.change_held(Post, organised_post, day.posts.ended, day.last_day_before)
        self.begin(self.post(each, day.on) for each in day.posts.begun)
        self.end_seats(day.seats.ended, day.last_day_before)
        self.begin(self.seat(each, day.on) for each in day.seats.begun)
        self.begin(
            BodySuccession(
                predecessor_id=self.bodies[each.predecessor],
                successor_id=self.bodies[each.successor],
                part=each.part,
                domain=each.domain,
                post_en=each.post_en,
                post_ja=each.post_ja,
                from_on=each.from_on,
            )
            for each in day.handed
        )

    def seen(self, rows: Any) -> list[Any]:  # Any: the current rows of one table
        """Return the rows that were true on the day that was drafted."""
        return list(rows.current_on(self.seen_on).order_by("pk"))

    def found(self, body: OrganisedBody, on: date, former: str | None) -> None:
        """Enter a body that did not exist. `former`: the code of the one that it is, under another code."""
        columns: dict[str, Any] = {"type": body.kind, "country": "JP", "founded_on": on}
        if former:
            same = GovernmentBody.objects.get(pk=self.bodies[former])
            columns |= {name: getattr(same, name) for name in DESCRIBED if getattr(same, name) not in (None, "")}
        party = Party(id=uuid4(), kind="body", code=body.key, name_en=body.en, name_ja=body.ja, **columns)
        note_written(Party.objects.bulk_create([party]))
        self.bodies[body.key] = party.pk
        self.written.append({"table": BODIES, "id": str(party.pk), "was": None})
        self.begin([PartyDetails(party_id=party.pk, details=as_details(columns))])
        self.begin(self.names(body, on))

    def names(self, body: OrganisedBody, on: date) -> list[PartyName]:
        """Return the names of a body, unsaved."""
        party = self.bodies[body.key]
        return [
            PartyName(party_id=party, language=language, text=text, folded=fold_name(text), from_on=on)
            for language, text in (("en", body.en), ("ja", body.ja))
            if text
        ]

    def rename(self, body: OrganisedBody, on: date) -> None:
        """End the names of a body and enter the new ones. Its present name changes on the day (`effect`)."""
        rows = PartyName.objects.current().filter(party=self.bodies[body.key], language__in=("en", "ja"))
        self.end(self.seen(rows), date.fromordinal(on.toordinal() - 1))
        self.begin(self.names(body, on))
        self.set_columns(body.key, {})

    def set_columns(self, key: str, columns: Mapping[str, date]) -> None:
        """Set columns of a body, and state its description anew, so that it no longer counts as that of the seed."""
        party = GovernmentBody.objects.get(pk=self.bodies[key])
        if columns:
            was = {name: as_text(getattr(party, name)) for name in columns}
            self.written.append({"table": BODIES, "id": str(party.pk), "was": was})
            with changing(Party, party.pk):
                Party.objects.filter(pk=party.pk).update(**columns)
        rows = list(PartyDetails.objects.current().filter(party=party).order_by("pk"))
        for row in rows[:1]:
            self.replace(row, {"details": {**row.details, **as_details(columns)}})

    def change_held(
        self, table: type[Any], plain: Callable[[Any], Any], ended: Iterable[Any], last: date
    ) -> None:  # Any: mandates or posts
        """End the rows that say what is no longer held: for each value one row."""
        wanted = list(ended)
        if not wanted:
            return
        names = [name for name in ("body", "target", "appointed_by", "dismissed_by") if hasattr(table, name)]
        rows = table.objects.current().select_related(*(f"{name}__same_as" for name in names))
        for row in self.seen(rows):
            if (value := plain(row)) in wanted:
                wanted.remove(value)
                self.end([row], last)

    def end_seats(self, ended: Iterable[OrganisedSeat], last: date) -> None:
        """End the rows of seats: all that state a holder in a council."""
        wanted = {(each.body, each.holder) for each in ended}
        if not wanted:
            return
        seats: Any = published_statements(SEAT)  # Any: tables are made at run time
        for row in self.seen(seats.select_related("body__same_as", "holder__same_as")):
            if (key_of(row.body), key_of(row.holder)) in wanted:
                self.end([row], last)

    def end(self, rows: Iterable[Row], last: date) -> None:
        """End rows with a last day; a row that would begin after it is superseded alone."""
        for row in rows:
            if row.from_on is None or row.from_on <= last:
                self.replace(row, {"until_on": last})
            else:
                close_rows(type(row).objects.filter(pk=row.pk), self.moment)
                self.written.append({"table": type(row).__name__, "row": None, "replaces": row.pk})

    def replace(self, row: Row, columns: Mapping[str, object]) -> None:
        """Supersede a row by one of its lineage with other values, on the source of the enactment."""
        close_rows(type(row).objects.filter(pk=row.pk), self.moment)
        made = new_version(row, self.moment)
        made.source, made.submission, made.imported = self.source, None, None
        for name, value in columns.items():
            setattr(made, name, value)
        type(row).objects.bulk_create([made])
        self.written.append({"table": type(row).__name__, "row": made.pk, "replaces": row.pk})

    def begin(self, rows: Iterable[Bitemporal]) -> None:
        """Insert new rows of one table on the source of the enactment."""
        made = list(rows)
        for row in made:
            row.source, row.recorded_at = self.source, self.moment
        if made:
            type(made[0]).objects.bulk_create(made)
        self.written += [{"table": type(row).__name__, "row": row.pk, "replaces": None} for row in made]

    def mandate(self, held: HeldFunction, on: date) -> Mandate:
        """Return a mandate, unsaved."""
        return Mandate(
            body_id=self.bodies[held.body],
            function=held.function,
            domain=held.domain,
            lead=held.lead,
            target_id=self.bodies[held.target] if held.target else None,
            duty_to_answer=held.duty_to_answer,
            in_law=held.in_law,
            basis_until_on=held.basis_until_on,
            basis_en=held.basis_en,
            basis_ja=held.basis_ja,
            from_on=on,
        )

    def post(self, post: OrganisedPost, on: date) -> Post:
        """Return a post, unsaved."""
        return Post(
            body_id=self.bodies[post.body],
            name_en=post.en,
            name_ja=post.ja,
            grade=post.grade,
            number=post.number,
            term_years=post.term_years,
            appointed_by_id=self.bodies[post.appointed_by] if post.appointed_by else None,
            dismissed_by_id=self.bodies[post.dismissed_by] if post.dismissed_by else None,
            consent=post.consent,
            tenure=post.tenure,
            from_on=on,
        )

    def seat(self, seat: OrganisedSeat, on: date) -> Bitemporal:
        """Return a seat, unsaved. A law or order states it: it serves every case, also where a person holds it."""
        holder = self.bodies[seat.holder] if seat.sort == "body" else UUID(seat.holder)
        table: Any = table_of(SEAT)  # Any: tables are made at run time
        made = table(body_id=self.bodies[seat.body], holder_id=holder, votes=seat.votes, from_on=on)
        return serving_everybody(made)


def new_version(row: Row, moment: datetime) -> Row:
    """Return a row of the same lineage and values, unsaved."""
    made = copy(row)
    made.pk, made.recorded_at, made.superseded_at = None, moment, None
    made._state = copy(row._state)  # noqa: SLF001 - a row that is not stored yet
    made._state.adding = True  # noqa: SLF001 - as above
    return made


def as_text(value: object) -> object:
    """Return a value of a column as JSON."""
    return value.isoformat() if isinstance(value, date) else value


def as_details(columns: Mapping[str, object]) -> Json:
    """Return columns as the details of a party."""
    return {name: as_text(value) for name, value in columns.items()}
