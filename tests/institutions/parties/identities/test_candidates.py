"""A candidate has a score and says why: a number is certain, a name never, and a differing number rules it out."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.models import Company, IdentityLead, LeadState, Party, PartyName, Person, Source
from institutions.parties.identities.candidates import (
    LEAD_FROM,
    LikenessReason,
    MatchCandidate,
    PartyDescription,
    best_possible_score,
    describe_party,
    judge_candidate,
    likest_of,
)
from institutions.parties.identities.finding import find_candidates
from institutions.parties.identities.name_keys import store_keys
from institutions.parties.names import fold_name
from institutions.parties.names.likeness import prepare_name

NUMBER, OTHER_NUMBER = "4000012090001", "7000012050002"
LEI = "353800F8PCOUHTD7OJ15"


def party(**fields: Any) -> Company:
    return Company(**{"name_ja": "北島海運株式会社", "country": "JP", **fields})


def judge(one: Company, other: Company) -> MatchCandidate | None:
    names = tuple(prepare_name(text) for text in (other.name_ja, other.name_en, other.name_kana) if text)
    return judge_candidate(describe_party(one), other, likest_of(describe_party(one), names))


@pytest.mark.parametrize(
    ("fields", "reasons"),
    [
        ({}, [LikenessReason.SAME_NAME]),
        ({"name_ja": "北島海運合同会社"}, [LikenessReason.SAME_NAME, LikenessReason.FORM_DIFFERS]),
        ({"name_ja": "キタジマカイウン"}, [LikenessReason.SAME_READING]),
        ({"name_ja": "", "name_en": "Kitajima Shipping Co., Ltd."}, [LikenessReason.SAME_READING]),
        ({"phone": "03-0000-1234"}, [LikenessReason.SAME_NAME, LikenessReason.SAME_PHONE]),
        ({"address": "南浜市港町一丁目2番3号"}, [LikenessReason.SAME_NAME, LikenessReason.SAME_ADDRESS]),
        ({"address": "北浜市山手9-9"}, [LikenessReason.SAME_NAME, LikenessReason.ADDRESS_DIFFERS]),
        ({"country": "SG"}, [LikenessReason.SAME_NAME, LikenessReason.COUNTRY_DIFFERS]),
    ],
)
@pytest.mark.bare
def test_the_reasons_say_what_is_the_same_and_what_differs(
    fields: dict[str, str], reasons: list[LikenessReason]
) -> None:
    known = party(phone="+81 3 0000 1234", address="南浜市港町1-2-3")
    found = judge(party(**fields), known)
    assert found is not None
    assert list(found.reasons) == reasons
    assert not found.certain
    assert found.score < 100


@pytest.mark.bare
def test_what_is_the_same_besides_a_name_raises_the_score_and_what_differs_lowers_it() -> None:
    known = party(phone="03-0000-1234", address="南浜市港町1-2-3")

    def score(**fields: str) -> int:
        found = judge(party(**fields), known)
        assert found is not None
        return found.score

    plain = score()
    assert score(phone="03-0000-1234") > plain
    assert score(phone="03-0000-1234", address="南浜市港町1-2-3") > score(phone="03-0000-1234")
    assert score(address="北浜市山手9-9") < plain
    assert score(country="SG") < score(name_ja="株式会社北島海運") < plain
    assert score(name_ja="株式会社北島海運") >= LEAD_FROM > score(country="SG")


@pytest.mark.parametrize(("column", "number", "other"), [("corporate_number", NUMBER, OTHER_NUMBER), ("lei", LEI, "X")])
@pytest.mark.bare
def test_a_number_decides_whatever_the_names_are(column: str, number: str, other: str) -> None:
    known = party(**{column: number})
    same = judge(party(name_ja="別名", **{column: number}), known)
    assert same is not None
    assert (same.certain, same.score, same.reasons) == (True, 100, (LikenessReason.SAME_NUMBER,))
    assert judge(party(**{column: other}), known) is None
    assert judge(party(), known) is not None


@pytest.mark.parametrize("asked", [{}, {"phone": "03-0000-1234"}, {"phone": "03-0000-1234", "address": "南浜市1-2"}])
@pytest.mark.parametrize("name", ["北島海運株式会社", "北島海運合同会社", "北島海洋運輸", "Kitajima"])
@pytest.mark.bare
def test_nobody_scores_more_than_the_name_allows_at_best(asked: dict[str, str], name: str) -> None:
    alike = likest_of(describe_party(party(**asked)), [prepare_name(name)])
    assert alike is not None
    best = best_possible_score(describe_party(party(**asked)), alike)
    found = [judge(party(**asked), party(name_ja=name, **of_other)) for of_other in (asked, {}, {"country": "SG"})]
    assert all(each is not None and each.score <= best for each in found)
    assert found[0] is not None
    assert min(best, 99) - found[0].score <= 1


@pytest.fixture
def source(db: None) -> Source:
    return Source.objects.create(title="List of fictional companies")


def entered(source: Source, kind: type[Party] = Company, **fields: Any) -> Party:
    """Return a party of the register with its names and their keys."""
    row = kind(**fields)
    row.save()
    names = [
        PartyName(party=row, language=language, text=text, folded=fold_name(text), source=source)
        for language, text in (("ja", row.name_ja), ("en", row.name_en), ("kana", row.name_kana))
        if text
    ]
    PartyName.objects.bulk_create(names)
    store_keys(PartyName.objects.filter(party=row))
    return row


def look_up(*names: str, kind: str = "company", **said: Any) -> list[MatchCandidate]:
    (found,) = find_candidates([PartyDescription(kind=kind, names=names, **said)], body=None)
    return found


def test_a_company_is_found_by_any_of_its_names_in_either_script(source: Source) -> None:
    hikari = entered(source, name_ja="光島磁性株式会社", name_kana="ヒカリジマジセイ", name_en="Hikarijima Magnetics")
    entered(source, name_ja="南島磁性株式会社")
    for asked in ("㈱光嶋磁性", "ひかりじまじせい", "HIKARIJIMA MAGNETICS K.K.", "Hikarijima Magnetic"):
        assert [each.party.pk for each in look_up(asked)] == [hikari.pk], asked


def test_kanji_alone_are_found_by_their_reading_and_by_an_english_name(source: Source) -> None:
    kita = entered(source, name_ja="北島海運株式会社")
    assert [each.party.pk for each in look_up("キタジマカイウン")] == [kita.pk]
    assert [each.party.pk for each in look_up("Kitajima Shipping")] == [kita.pk]
    assert look_up("Minamijima Shipping") == []


def test_a_company_of_another_legal_form_is_no_candidate_by_its_name_alone(source: Source) -> None:
    known = entered(source, name_ja="株式会社アルファ", phone="03-0000-1234")
    assert look_up("アルファ有限会社") == []
    (found,) = look_up("アルファ有限会社", phone="03-0000-1234")  # a change of its form, perhaps: a person decides
    assert (found.party.pk, found.certain) == (known.pk, False)


def test_a_person_is_found_by_the_names_in_another_order_alphabet_or_reading(source: Source) -> None:
    kita = entered(source, Person, name_ja="喜多 遥")
    minamov = entered(source, Person, name_en="Nikolai Sergeevich Minamov")
    for asked, wanted in (
        ("Haruka Kita", kita), ("キタ ハルカ", kita), ("Minamov, N. S.", minamov), ("Минамов Николай", minamov)
    ):  # fmt: skip
        assert [each.party.pk for each in look_up(asked, kind="person")] == [wanted.pk], asked
    assert look_up("Kita Kazuko", kind="person") == []


def test_a_company_is_found_by_its_trade_name(source: Source) -> None:
    known = entered(source, name_ja="東日本旅客鉄道株式会社")  # a real one: the list of trade names has no other
    (found,) = look_up("JR East")
    assert (found.party.pk, found.reasons) == (known.pk, (LikenessReason.TRADE_NAME,))


def test_a_number_is_found_without_any_name(source: Source) -> None:
    kita = entered(source, name_ja="北島海運株式会社", corporate_number=NUMBER)
    (found,) = look_up("別名", corporate_number=NUMBER)
    assert (found.party.pk, found.certain) == (kita.pk, True)


def test_what_the_number_says_counts_though_the_names_are_little_alike(source: Source) -> None:
    kita = entered(source, name_ja="北島海運株式会社", corporate_number=NUMBER)
    (found,) = look_up("北島海洋産業", corporate_number=NUMBER)
    assert (found.party.pk, found.certain) == (kita.pk, True)


def test_the_likeliest_comes_first_and_no_more_than_asked_for(source: Source) -> None:
    other_place = entered(source, name_ja="株式会社北島海運")
    same = entered(source, name_ja="北島海運株式会社")
    assert [each.party.pk for each in look_up("北島海運㈱")] == [same.pk, other_place.pk]
    for _ in range(5):
        entered(source, name_ja="北島海運株式会社")
    assert len(look_up("北島海運㈱")) == 3


def test_a_company_is_no_candidate_for_a_person(source: Source) -> None:
    entered(source, name_ja="北島 海")
    assert look_up("北島 海", kind="person") == []
    person = entered(source, Person, name_ja="北島 海")
    assert [each.party.pk for each in look_up("北島海", kind="person")] == [person.pk]


def test_a_former_name_is_found_and_one_that_was_corrected_is_not(source: Source) -> None:
    kita = entered(source, name_ja="北島海運株式会社")
    old = PartyName(party=kita, language="ja", text="港丸汽船", folded=fold_name("港丸汽船"), source=source)
    old.until_on = "2001-03-31"
    old.save()
    store_keys([old])
    assert [each.party.pk for each in look_up("港丸汽船㈱")] == [kita.pk]
    PartyName.objects.filter(pk=old.pk).supersede(old.recorded_at)
    assert look_up("港丸汽船㈱") == []


def test_a_name_or_number_of_a_party_that_was_found_to_be_another_leads_to_that_one(source: Source) -> None:
    kita = entered(source, name_ja="北島海運株式会社")
    entered(source, name_ja="港丸汽船", corporate_number=NUMBER, same_as=kita)
    assert [each.party.pk for each in look_up("港丸汽船㈱")] == [kita.pk]
    assert [each.party.pk for each in look_up("別名", corporate_number=NUMBER)] == [kita.pk]


def test_a_party_that_waits_for_a_weak_lead_is_a_candidate_itself(source: Source) -> None:
    kita, like = entered(source, name_ja="北島海運株式会社"), entered(source, name_en="Kitajima Shipping")
    lead = IdentityLead.objects.create(
        party=like, candidate=kita, folded="kitajimashipping", match="m", same_name=False, created_at=kita.created_at
    )
    assert {each.party.pk for each in look_up("Kitajima Shipping")} == {kita.pk, like.pk}
    lead.same_name = True
    lead.save()
    assert {each.party.pk for each in look_up("Kitajima Shipping")} == {kita.pk}
    assert lead.state == LeadState.OPEN


def test_the_number_of_queries_does_not_depend_on_how_many_are_looked_for(source: Source) -> None:
    for number in range(20):
        entered(source, name_ja=f"北島海運{number}号", corporate_number=None)
    numbers = []
    for many in (1, 20):
        asked = [PartyDescription(kind="company", names=(f"北島海運{number}号株式会社",)) for number in range(many)]
        with CaptureQueriesContext(connection) as captured:
            assert all(find_candidates(asked, body=None))
        numbers.append(len(captured))
    assert numbers == [5, 5]


def test_a_key_that_thousands_share_is_left_out_and_an_equal_name_still_found(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("institutions.parties.identities.finding.MOST_READ", 3)
    same = entered(source, name_ja="北島海運株式会社")
    for number in range(5):
        entered(source, name_ja=f"北島海運第{number}倉庫")
    assert [each.party.pk for each in look_up("北島海運")] == [same.pk]
