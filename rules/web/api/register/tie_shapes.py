"""The shapes of ties between parties, for OpenAPI, and their parties and sources as plain data."""

from typing import Any

from rest_framework import serializers

from institutions.models import Source
from institutions.parties.ownership.parties import DescribedParty
from rules.web.api.endpoint import Json
from rules.web.api.shapes import Text
from rules.web.import_links import ImportedFrom


class PartyAlong(serializers.Serializer[Any]):  # Any: plain data
    """A party along a chain."""

    id = serializers.CharField(help_text="Its id; for a country its ISO 3166-1 alpha-2 code.")
    kind = serializers.ChoiceField(["company", "person", "body", "country"])
    name = Text()
    country = serializers.CharField(allow_blank=True, help_text="Empty if it is not known.")
    code = serializers.CharField(allow_null=True, help_text="Code of a government body.")


class TieSource(serializers.Serializer[Any]):  # Any: plain data
    """The document that a statement rests on."""

    title = serializers.CharField()
    publisher = serializers.CharField(allow_blank=True)
    url = serializers.CharField(allow_blank=True)
    retrieved_on = serializers.DateField(allow_null=True)


class TieImport(serializers.Serializer[Any]):  # Any: plain data
    """The import that brought a statement."""

    id = serializers.UUIDField(help_text="At /imports/{id}/.")
    file = serializers.CharField(help_text="Name of the file.")
    submitted_by = serializers.CharField(help_text="Code of the importing body.")
    imported_on = serializers.DateField()


class StatedShape(serializers.Serializer[Any]):  # Any: plain data
    """The origin of a statement and its period."""

    kind = serializers.CharField(help_text="As in the submission document, such as shareholding.")
    statement = serializers.CharField(help_text="Its name in evidence: kind and lineage.")
    from_on = serializers.DateField(allow_null=True, help_text="The first day; null: open or unknown.")
    until_on = serializers.DateField(allow_null=True, help_text="The last day; null: open or unknown.")
    confidence = serializers.CharField(help_text="fact or claim.")
    source = TieSource(  # type: ignore[assignment]  # the metaclass takes it off the class
        allow_null=True
    )
    submission = serializers.CharField(
        allow_blank=True, help_text="Reference of the submission that states it, if it rests on no document."
    )

    def get_fields(self) -> dict[str, Any]:  # Any: fields of every type
        """Add the field whose name is a word of Python."""
        about = "The import that it came from, if it rests on no document; also null if you may not see that import."
        return {**super().get_fields(), "import": TieImport(allow_null=True, help_text=about)}


def party_json(party: DescribedParty) -> Json:
    """Return a party along a chain."""
    name = {"en": party.name_en, "ja": party.name_ja}
    return {"id": party.key, "kind": party.kind, "name": name, "country": party.country, "code": party.code}


def source_json(source: Source | None) -> Json | None:
    """Return a document; None for none."""
    if source is None:
        return None
    day = source.retrieved_on.isoformat() if source.retrieved_on else None
    return {"title": source.title, "publisher": source.publisher, "url": source.url, "retrieved_on": day}


def import_json(found: ImportedFrom | None) -> Json | None:
    """Return an import; None for none."""
    if found is None:
        return None
    return {
        "id": str(found.import_id),
        "file": found.file,
        "submitted_by": found.body.code,
        "imported_on": found.on.isoformat(),
    }
