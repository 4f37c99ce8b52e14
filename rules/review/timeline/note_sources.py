"""The background of a note's sentences: the sources, and the sensitive parts to record when somebody reads it."""

from typing import Any

from institutions.values.hashing import canonical_json, hash_json
from rules.assessing.evidence import Evidence
from rules.review.timeline.change_note import ChangeNote
from rules.review.timeline.sentence import TimelineSentence

Json = dict[str, Any]  # Any: plain data of a source


def sentence_sources(note: ChangeNote, line: TimelineSentence) -> list[Json]:
    """Return the sources of the statements that a sentence is about, each once."""
    found: dict[str, Json] = {}
    for change in line.changes:
        material = note.difference.after.material if change.after else note.difference.before.material
        found |= {canonical_json(each): dict(each) for each in Evidence(material).sources(change.fact)}
    return list(found.values())


def sensitive_parts_of_note(note: ChangeNote) -> dict[str, str]:
    """Return the sensitive facts of a note, by id and hash; and the findings whose parties not everybody may read."""
    withheld = {pk: each.named for pk, each in note.difference.about.items() if each.named != each.shown_to_all}
    whom = {f"finding:{pk}": hash_json([dict(each) for each in named]) for pk, named in withheld.items()}
    return whom | {
        fact.id: hash_json([fact.type, dict(fact.values)])
        for line in note.lines
        for change in line.changes
        if change.sensitive
        for fact in (change.before, change.after)
        if fact
    }
