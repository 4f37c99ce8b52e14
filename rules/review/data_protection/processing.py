"""The register of processing of personal data: which files of it there are, why, about whom, with what in them.

It is made from what the program declares: kinds of statements that name people, with their names. Article 75 of the Act
on the Protection of Personal Information (個人情報の保護に関する法律) asks bodies for a register of files of personal
data (個人情報ファイル簿). **Uncertain, review by 2027-11-30**: which items it asks for, from which number of people
on, and which exceptions hold, until counsel has compared the article and its order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from institutions.access.parties import parties_for
from institutions.access.partnerships import partnerships_for
from institutions.kinds import KINDS
from institutions.kinds.base import Label, PartyType
from institutions.models import Account, PartyKind
from rules.access.commissions import commissions_for
from rules.facts.kinds.sensitive import is_sensitive_kind
from rules.models import CommissionMember
from rules.review.person_data.releasing import files_for

REVIEW_BY: Final = "2027-11-30"
# Kinds of statements with data that only some roles read, beside those whose facts are sensitive (decision 19).
SENSITIVE_KINDS: Final = frozenset({"kinship", "benefit", "conduct"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessingFile:
    """One file of personal data. `statements`: it holds the kinds of statements that name people."""

    code: str
    name: Promise
    purpose: Promise
    people: Promise
    items: tuple[Promise, ...]
    collected: Promise
    given_to: Promise
    kept: Promise
    statements: bool = False

    @property
    def kinds(self) -> list[Label]:
        """The kinds of statements in it that name people, by their names in both languages."""
        return [KINDS[name].label for name in kinds_about_people()] if self.statements else []

    @property
    def sensitive(self) -> list[Label]:
        """Those of them that only some roles read."""
        wanted = (name for name in kinds_about_people() if name in SENSITIVE_KINDS or is_sensitive_kind(name))
        return [KINDS[name].label for name in wanted] if self.statements else []


HEAD: Final = f"""# Register of processing of personal data

Made by `python manage.py retention register` from what the program declares. Article 75 of the Act on the Protection
of Personal Information (個人情報の保護に関する法律) asks bodies for such a register (個人情報ファイル簿). Its items
are **uncertain** here until counsel has compared them (review by **{REVIEW_BY}**). The body adds its own name, the
office for requests, and where the register is published. Auditors see it with numbers under *Data protection*."""
NOBODY_OUTSIDE: Final = _(
    "Nobody outside the bodies that use the program, except the National Archives of Japan by a transfer after "
    "retention, and the person on request."
)
FILES: Final = (
    ProcessingFile(
        code="register",
        name=pgettext_lazy("processing", "People in the register"),
        purpose=_("To distinguish people, and to ask about conflicts of interest before a partnership is signed."),
        people=_("Officials and former officials, their relatives, officers and owners of companies, reviewers."),
        items=(_("Names, readings and former names"), _("Address, telephone and note, where a document gives them")),
        collected=_("From documents that government bodies submit, official lists, and declarations of the person."),
        given_to=NOBODY_OUTSIDE,
        kept=_("While a case names the person, then 10 years (ours, uncertain)"),
        statements=True,
    ),
    ProcessingFile(
        code="cases",
        name=pgettext_lazy("processing", "Cases and results"),
        purpose=_("To decide on a partnership, to hear the person concerned, and to show later how it was decided."),
        people=_("People named in a proposal or finding, and the accounts that acted on the case."),
        items=(
            _("Findings with their evidence, decisions and reasons"),
            _("Declarations, hearings and answers"),
            _("Files and comments"),
        ),
        collected=_("From submitted documents, from the reviewers, and from the person concerned."),
        given_to=NOBODY_OUTSIDE,
        kept=_("10 whole fiscal years after the partnership ended (ours, uncertain)"),
    ),
    ProcessingFile(
        code="accounts",
        name=pgettext_lazy("processing", "Accounts and the audit trail"),
        purpose=_("To let people sign in, and to prove who did what."),
        people=_("Everybody with an account."),
        items=(_("User name, role, body and linked person"), _("E-mail address"), _("Acts and their times, by id")),
        collected=_("From the administrators who make accounts, and from what each account does."),
        given_to=_("Nobody outside the bodies that use the program."),
        kept=_("While the account is in use, then as the oldest event that names it; 10 years (ours, uncertain)"),
    ),
    ProcessingFile(
        code="requests",
        name=pgettext_lazy("processing", "Requests for personal data, erasures and legal holds"),
        purpose=_("To answer a person's request, and to show what was changed and why."),
        people=_("People who asked for their data or for an erasure, and the accounts that dealt with it."),
        items=(_("Prepared data, for 30 days"), _("Reasons, and hashes of former texts")),
        collected=_("From the person, and from the register."),
        given_to=_("The person."),
        kept=_("The content 30 days, the record as the audit trail"),
    ),
    ProcessingFile(
        code="commissions",
        name=pgettext_lazy("processing", "Members of commissions"),
        purpose=_("To show who looked at which contract, and who withdrew for a tie."),
        people=_("Members of bid surveillance commissions."),
        items=(_("Name, occupation and account"), _("Declared ties, and reasons in free text")),
        collected=_("From the body that set the commission up, and from the member."),
        given_to=_("The public, by the published report: the names of the members."),
        kept=_("10 years (ours, uncertain)"),
    ),
)


def kinds_about_people() -> list[str]:
    """Return the kinds of statements that may name a person, in their order."""
    return [name for name, kind in KINDS.items() if any(PartyType.PERSON in each.allows for each in kind.parties)]


def counted_files(account: Account) -> Iterator[tuple[ProcessingFile, int]]:
    """Yield each file with the number of people or cases in it that an account may see: one query each."""
    counts = {
        "register": parties_for(account).filter(kind=PartyKind.PERSON).count,
        "cases": partnerships_for(account).count,
        "accounts": Account.objects.count,
        "requests": files_for(account).count,
        "commissions": CommissionMember.objects.filter(commission__in=commissions_for(account)).count,
    }
    for each in FILES:
        yield each, counts[each.code]()


def document_lines() -> Iterator[str]:
    """Yield the lines of docs/processing.md, in English."""
    yield HEAD
    for each in FILES:
        yield ""
        yield f"## {each.name}"
        yield ""
        yield "| | |"
        yield "|---|---|"
        for label, text in (
            ("purpose", each.purpose),
            ("people", each.people),
            ("items", items_in(each, "en")),
            ("read by some roles only", listed([one.en for one in each.sensitive])),
            ("collected from", each.collected),
            ("given to", each.given_to),
            ("kept", each.kept),
        ):
            if text:
                yield f"| {label} | {text} |"


def items_in(file: ProcessingFile, language: str) -> str:
    """Return what is in a file, in one line."""
    return listed([*(str(each) for each in file.items), *(each.of(language) for each in file.kinds)], language)


def listed(texts: Sequence[str], language: str = "en") -> str:
    """Return texts one after the other."""
    return ("、" if language == "ja" else "; ").join(texts)
