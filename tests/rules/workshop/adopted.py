"""Adopted versions for tests, stored without the acts that lead to them, and a stricter rulebook to adopt."""

from datetime import datetime, timedelta

from django.utils import timezone

from institutions.models import Account, Role
from institutions.values.hashing import hash_text
from rules.engine.loading.loaded_rulebook import Files, LoadedRulebook
from rules.engine.loading.program_rulebook import base_rulebook
from rules.models import AdoptionState, RulebookAdoption, RulebookDraft, RulebookVersion

COI_01 = next(path for path in base_rulebook().files if "COI-01" in path)


def stricter_files() -> Files:
    """Return the program's files with another threshold in COI-01: a holding counts from 9 percent on."""
    text = base_rulebook().files[COI_01]
    changed = text.replace("stake.share_bp > 0", "stake.share_bp > 900")
    assert changed != text
    return {**base_rulebook().files, COI_01: changed}


def adopted(book: LoadedRulebook, *, in_force_at: datetime | None = None) -> RulebookAdoption:
    """Store a version as adopted from a moment on, by default from the last second on.

    SQLite tells the time in milliseconds, and a moment of this millisecond is still to come by its clock.
    """
    begun = timezone.now() - timedelta(seconds=1)
    for each in (base_rulebook(), book):
        if not RulebookVersion.objects.filter(pk=each.version).exists():
            RulebookVersion.objects.create(version=each.version, text=each.text)
    editor, _ = Account.objects.get_or_create(username="first editor", defaults={"role": Role.RULEBOOK_EDITOR})
    number = RulebookAdoption.objects.count() + 1
    draft = RulebookDraft.objects.create(name=f"Draft {number}", base_id=base_rulebook().version, account=editor)
    return RulebookAdoption.objects.create(
        draft=draft,
        revision=0,
        version=book.version,
        text_sha256=hash_text(book.text),
        replaces=base_rulebook().version,
        program=base_rulebook().version,
        reason="A test needs it",
        applies_from=timezone.localdate(),
        proposed_by=editor,
        state=AdoptionState.APPROVED,
        number=number,
        in_force_at=in_force_at or begun,
        begun_at=None if in_force_at else begun,
    )
