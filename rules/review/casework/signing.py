"""The name of a signature: a name on record for its signer, in any script, for pages and REST alike."""

import re
from typing import Final

from institutions.models import Account, Party, PartyName
from institutions.parties.names import fold_name
from institutions.parties.names.folding import plain_name
from rules.access.account_ids import ids_of_account
from rules.review.casework.entry_errors import LONGEST_NAME, EntryErrors
from rules.review.casework.troubles.entries import SignedOtherwise

REMARK: Final = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")  # text in brackets behind a name is not part of it


def signature_of(entered: EntryErrors, given: object, account: Account) -> str:
    """Return the signature, with an error in `entered` where it is not the name of its signer."""
    name = entered.text("signature", given, longest=LONGEST_NAME)
    if "signature" in entered.by_field:
        return name
    shown, known = signing_names(account)
    if not forms_of(name) & {form for each in known for form in forms_of(each)}:
        entered.by_field["signature"] = SignedOtherwise(names=tuple(shown))
    return name


def signing_names(account: Account) -> tuple[list[str], list[str]]:
    """Return the present names of the person behind an account, to be shown, and every name of theirs, former ones too.

    An account with no person of the register behind it signs with its own name.
    """
    ids = ids_of_account(account)
    rows = list(Party.objects.filter(pk__in=ids).values_list("same_as", "name_ja", "name_en", "name_kana"))
    present = [name for _same, *names in sorted(rows, key=lambda row: row[0] is not None) for name in names if name]
    if not present:
        return [account.username], [account.username]
    former = PartyName.objects.filter(party__in=ids).values_list("text", flat=True)
    return list(dict.fromkeys(present))[:2], [*present, *former]


def forms_of(name: str) -> frozenset[object]:
    """Return the compared forms of a name: as names of the register, and its words in any order, without a remark."""
    bare = REMARK.sub("", name) or name
    return frozenset({fold_name(name), fold_name(bare), tuple(sorted(plain_name(bare).split()))} - {""})
