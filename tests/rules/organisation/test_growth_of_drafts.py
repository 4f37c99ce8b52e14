"""Acts of a draft of a reorganisation do no work for each pair of them that grows with the length of a name."""

import unicodedata
from typing import Final, Literal

import pytest

from tests.rules.organisation.drafted import Act, applied

pytestmark = pytest.mark.bare
LONG: Final = "局長㍿" * 60  # a name of a post has 200 characters at most


def folds_of(monkeypatch: pytest.MonkeyPatch, *acts: Act) -> int:
    """Return how many names are folded while acts are applied."""
    folded: list[str] = []
    normalize = unicodedata.normalize

    def counted(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
        folded.append(text)
        return normalize(form, text)

    with monkeypatch.context() as patched:
        patched.setattr(unicodedata, "normalize", counted)
        applied(*acts)
    return len(folded)


@pytest.mark.parametrize("moved", [False, True])
def test_the_name_of_a_post_is_folded_once_however_many_posts_a_draft_has(
    monkeypatch: pytest.MonkeyPatch, moved: bool
) -> None:
    """500 new posts of one body with names of 400 characters took 18 seconds, twice as many four times as long."""

    def posts(number: int) -> list[Act]:
        named = ({"en": f"{place}{LONG}", "ja": f"{LONG}{place}"} for place in range(number))
        sort = {"act": "move_post", "to": "TWO"} if moved else {"act": "create_post"}
        return [{**sort, "body": "ONE", "post": post} for post in named]

    few, more = (folds_of(monkeypatch, *posts(number)) for number in (20, 40))
    assert 40 <= few <= 60
    assert more - few == 40
