"""The screener of a screening: its rulebook beside those of the stored results, and its sample."""

from collections.abc import Iterable, Mapping

from institutions.access.partnerships import RESTRICTED
from institutions.models import Partnership
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.explaining.comparing.versions import NoSuchVersionError, load_version
from rules.models import RulebookVersion, Screening
from rules.screening.changed_rules import RulebookDifference
from rules.screening.chunk import ChunkScreener


def screener_of(screening: Screening, book: LoadedRulebook) -> ChunkScreener:
    """Return the screener of a screening."""
    known: dict[str, RulebookDifference] = {}

    def changed(versions: Iterable[str]) -> Mapping[str, RulebookDifference]:
        for version in set(versions) - known.keys():
            known[version] = RulebookDifference(stored_rulebook(version, book), book)
        return known

    restricted = Partnership.objects.filter(RESTRICTED.q()).values_list("pk", flat=True)
    return ChunkScreener(
        rulebook=book,
        changed=changed,
        restricted=frozenset(map(str, restricted)),
        seed=screening.seed,
        one_in=screening.one_in,
        differing_too=not screening.trial,
    )


def stored_rulebook(version: str, book: LoadedRulebook) -> LoadedRulebook | None:
    """Return the rulebook of stored results; None if this program can no longer read it."""
    if version == book.version:
        return book
    try:
        return load_version(RulebookVersion.objects.get(version=version))
    except (NoSuchVersionError, RulebookVersion.DoesNotExist):
        return None
