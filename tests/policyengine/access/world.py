"""The world that the table of access is tested in: two bodies with accounts and keys, and a case with secrets.

All people and companies are fictional.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, cast
from unittest.mock import patch
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from institutions.access.key_making import make_key
from institutions.access.key_scopes import SCOPES
from institutions.accounts.requests import ask_to_remove_authenticator
from institutions.drafts.name_searches import search_waiting
from institutions.imports.claim import claim_import
from institutions.imports.preview import preview_import
from institutions.imports.requesting import request_import
from institutions.imports.run import run_import
from institutions.lists.jobs import request_edition
from institutions.models import (
    Account,
    ApiKey,
    AuditEvent,
    FormDraft,
    GovernmentBody,
    IdentityLead,
    Import,
    OfficialList,
    Person,
    Role,
    Source,
)
from institutions.parties.identities.deciding import decide_lead
from rules.messages.webhooks.managing import make_webhook
from rules.models import (
    Assessment,
    Finding,
    Notice,
    NoticeKind,
    SittingStep,
    State,
    Webhook,
)
from rules.review.casework.case_view import read_case
from rules.review.correspondence.attaching import attach_files, check_file
from rules.review.correspondence.commenting import add_comment
from rules.review.erasing.preview_job import preview_here
from rules.review.person_data.releasing import prepare_person_data
from tests.documents import small
from tests.institutions.lists.editions import LYRA, ORION, bring, edition_file
from tests.people import reviewer_account
from tests.policyengine.access.designs import (
    reorganisation,
    reorganisation_document,
    rulebook_adoption,
    rulebook_draft,
    rulebook_trial,
    screening,
)
from tests.policyengine.access.processes import screened_process, sent_file
from tests.policyengine.access.proposals import GIFT_YEN, document, registered
from tests.policyengine.access.reviewed import (
    asked,
    information_request,
    sample,
    sealed_decision,
    sealed_finding,
)
from tests.policyengine.access.sittings import DRAWN, commission_with_member, sitting_of
from tests.policyengine.access.table import METHODS, Row
from tests.rules.review.correspondence.sample_files import upload

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

# Texts that nobody outside the body and the oversight may read on any page.
OF_THE_BODY: Final = ("OWN-1", "Tsubame", "つばめ", "Sato Haruka", "佐藤 遥", "Mori Akira", "own-declarations")
SENSITIVE: Final = (
    f"{GIFT_YEN:,}",
    str(GIFT_YEN),
    "Mori Akira",
    "森 晶",
)  # not for rulebook editors and administrators
PLACE: Final = re.compile(r"<\w+:(\w+)>")
TABLE: Final = "person,person.name,on\nS1,佐藤 遥,2026-01-15\nS2,鈴木,2026-01-32\n"


class World:
    """The world, created once and never changed: every request on it is rolled back."""

    def __init__(self) -> None:
        self.meti = GovernmentBody.objects.create(
            code="METI", name_en="Ministry of Economy", name_ja="経済産業省", founded_on=date(2001, 1, 6)
        )
        self.agency = GovernmentBody.objects.create(code="DA", name_en="Digital Agency", name_ja="デジタル庁")
        self.partnership = registered(document())
        self.failed = registered(small(reference="OWN-12", people=[], statements=[]))
        self.failed.assessments.update(state=State.ERROR, error="RuntimeError: the engine failed")
        # The same company under other names, twice, leaves possible matches.
        for number, name in enumerate(("㈱ヒカリ磁性", "(株)ヒカリ磁性"), start=13):
            company = {"key": "hikari", "name": {"ja": name}}
            registered(small(reference=f"OWN-{number}", companies=[company], people=[], statements=[]))
        self.officer = self.linked("officer", Role.OFFICER, "Ito Yui (fictional)")
        self.accounts = {
            "officer": self.officer,
            "client": self.account("client", Role.MINISTRY_CLIENT, self.meti),
            "other_officer": self.account("other_officer", Role.OFFICER, self.agency),
            "reviewer": reviewer_account("reviewer", "a long pass phrase"),
            "editor": self.account("editor", Role.RULEBOOK_EDITOR),
            "planner": self.account("planner", Role.PLANNER, self.meti),
            "auditor": self.account("auditor", Role.AUDITOR),
            "administrator": self.account("administrator", Role.ADMINISTRATOR),
            "named": self.official(),
            "member": self.linked("member", Role.COMMISSION_MEMBER, "Tanaka Jiro (fictional)"),
        }
        self.commission = commission_with_member(self.meti, self.officer)
        self.hearing = asked(self.partnership, self.accounts["reviewer"])
        self.sessions = {name: session_of(account) for name, account in self.accounts.items()}
        narrow = ("read", "register", "precheck", "plan")
        scopes = {"key": SCOPES, **{f"{scope}_key": (scope,) for scope in narrow}}
        self.keys = {name: make_key(self.meti, scopes=given)[1] for name, given in scopes.items()}
        self.keys["other_key"] = make_key(self.agency, scopes=SCOPES)[1]
        draft = small(reference="OWN-15", title={"en": "Tsubame draft"})
        self.draft = FormDraft.objects.create(owner=self.officer, document=draft, step="proposal")
        self.job = self.imported()
        told = {"account": self.officer, "partnership": self.partnership, "data": {"codes": ["COI-05"], "n": 1}}
        self.notice = Notice.objects.create(kind=NoticeKind.NEW_FINDINGS, matter="assessment:1", **told)
        make_webhook(self.meti, "https://own-1.example.jp/", ["case.changed"], by=self.accounts["administrator"])
        with TemporaryDirectory() as folder:
            bring(edition_file(Path(folder), ORION), self.meti)
        self.edition = self.looked_at()

    def account(self, name: str, role: Role, body: GovernmentBody | None = None) -> Account:
        """Return an account with a password, so that it may change it."""
        return Account.objects.create_user(name, "a long pass phrase", role=role, body=body)

    def linked(self, name: str, role: Role, person: str) -> Account:
        """Return an account of the body that is linked to a person of its own."""
        account = self.account(name, role, self.meti)
        account.person = Person.objects.create(name_en=person)
        account.save()
        return account

    def official(self) -> Account:
        """Return the decider's account, which reads nothing else; its body gives it no further rights."""
        account = self.account("named", Role.NAMED, self.meti)
        account.person_id = self.partnership.submissions.get().parties.get(key="sato").party_id
        account.save()
        return account

    def imported(self) -> Import:
        """Return an import of two declarations, one of them wrong, that waits to be confirmed."""
        job = request_import(
            BytesIO(TABLE.encode()),
            file_name="own-declarations.csv",
            format_name="declaration",
            body=self.meti,
            options={},
            account=self.officer,
            unconfirmed=True,
            actor="account",
        )
        preview_import(job)
        return job

    def looked_at(self) -> Import:
        """Return the next edition of the list, which a worker has compared and nobody has taken."""
        with patch("institutions.jobs.dispatch.send_task"):
            job = request_edition(
                self.edition_file(), file_name="e.csv", given={}, body="METI", account=self.accounts["editor"]
            )
        taken = claim_import(job.pk)
        assert taken
        run_import(taken)
        return job

    def edition_file(self) -> SimpleUploadedFile:
        """Return an edition of a fictional list."""
        with TemporaryDirectory() as folder:
            path = edition_file(Path(folder), ORION, LYRA, as_of="2026-07-01")
            return SimpleUploadedFile("edition.csv", path.read_bytes())

    def lead(self) -> IdentityLead:
        """Return the first possible match."""
        search_waiting()
        return IdentityLead.objects.order_by("pk")[0]

    def decided_lead(self) -> int:
        """Return a match that the officer has rejected."""
        return decide_lead(self.lead(), same=False, reason="Compared the registers.", account=self.officer).pk

    def sitting(self, *acts: SittingStep, until: Sequence[SittingStep] = DRAWN) -> UUID:
        """Return the id of a sitting of the commission with these acts."""
        return sitting_of(self.commission, self.officer, *acts, until=until).pk

    def person_data(self) -> int:
        """Return a file with the data of the decider, which waits for review."""
        person = Person.objects.get(pk=self.partnership.submissions.get().parties.get(key="sato").party_id)
        reason = "She asked in person on 2 November."
        return prepare_person_data(person, reason=reason, account=self.accounts["auditor"]).pk

    def erasure_preview(self) -> str:
        """Return what the auditor was shown of an erasure of the decider."""
        person = Person.objects.get(pk=self.partnership.submissions.get().parties.get(key="sato").party_id)
        return str(preview_here(person, self.accounts["auditor"]).pk)

    def attachment(self) -> int:
        """Return a file that the officer attached for the reviewers and the submitting body."""
        (row,) = attach_files(self.partnership, [check_file(upload())], account=self.officer)
        return row.pk

    @property
    def objects(self) -> dict[str, Callable[[], Any]]:
        """Return the objects that the table refers to by name."""
        parties = self.partnership.submissions.get().parties
        return {
            "partnership": lambda: self.partnership.pk,
            "failed": lambda: self.failed.assessments.get().pk,
            "assessment": lambda: Assessment.objects.filter(partnership=self.partnership).newest_first()[0].pk,
            "import": lambda: self.job.pk,
            "draft": lambda: self.draft.pk,
            "lead": lambda: self.lead().pk,
            "decided_lead": self.decided_lead,
            "company": lambda: parties.get(key="hikari").party_id,
            "person": lambda: parties.get(key="sato").party_id,
            "finding": lambda: Finding.objects.filter(partnership=self.partnership).order_by("pk")[0].pk,
            "hearing": lambda: self.hearing.pk,
            "case_version": lambda: str(read_case(self.partnership).case.version),
            "body": lambda: self.meti.pk,
            "key": lambda: ApiKey.objects.filter(body=self.meti, scopes=["read"]).earliest("pk").pk,
            "webhook": lambda: Webhook.objects.earliest("pk").pk,
            "notice": lambda: self.notice.pk,
            "list": lambda: OfficialList.objects.get().pk,
            "edition": lambda: self.edition.pk,
            "edition_file": self.edition_file,
            "event": lambda: (
                AuditEvent.objects.filter(chain__name=f"partnership:{self.partnership.pk}").latest("pk").pk
            ),
            "sample": lambda: sample(self.partnership, self.accounts["auditor"]),
            "sealed_finding": lambda: sealed_finding(self.partnership),
            "sealed_decision": lambda: sealed_decision(self.partnership, self.accounts["reviewer"]),
            "screening": screening,
            "commission": lambda: self.commission.pk,
            "seat": lambda: self.commission.members.get().pk,
            "sitting": self.sitting,
            "read_sitting": lambda: self.sitting(until=()),
            "fixed_sitting": lambda: self.sitting(until=(SittingStep.FIXED,)),
            "tomorrow": lambda: (timezone.localdate() + timedelta(days=1)).isoformat(),
            "asked_sitting": lambda: self.sitting(SittingStep.CHOSEN),
            "published_sitting": lambda: self.sitting(SittingStep.CHOSEN, SittingStep.PUBLISHED),
            "process_file": lambda: sent_file(self.meti, self.officer).pk,
            "process": lambda: screened_process(self.meti, self.officer).pk,
            "rulebook_draft": lambda: rulebook_draft(self.accounts["editor"]).pk,
            "rulebook_trial": lambda: rulebook_trial(self.accounts["editor"]),
            "reorganisation": lambda: reorganisation(self.accounts["planner"]).pk,
            "reorganisation_document": reorganisation_document,
            "rulebook_adoption": lambda: rulebook_adoption(self.accounts["editor"]),
            "source": lambda: Source.objects.filter(title__startswith="Tsubame").earliest("pk").pk,
            "file": lambda: SimpleUploadedFile("sent.csv", TABLE.encode()),
            "information_request": lambda: information_request(self.partnership, self.accounts["reviewer"]).pk,
            "asked_finding": lambda: information_request(self.partnership, self.accounts["reviewer"]).finding_id,
            "comment": lambda: add_comment(self.partnership, {"text": "Read it."}, account=self.officer)[0].pk,
            "attached": upload,
            "attachment": self.attachment,
            "account": lambda: self.officer.pk,
            "person_data": self.person_data,
            "erasure_preview": self.erasure_preview,
            "request": lambda: ask_to_remove_authenticator(self.officer, by=self.accounts["administrator"]).pk,
            "new_document": lambda: document("OWN-16"),
            "revised_document": lambda: document(),
        }

    def filled(self, value: Any) -> Any:
        """Return the value with objects in the place of their names."""
        if isinstance(value, dict):
            return {name: self.filled(inner) for name, inner in value.items()}
        return self.objects[value[1:]]() if isinstance(value, str) and value.startswith("@") else value

    def address(self, row: Row) -> str:
        """Return the address of a row, filled in."""
        if row.section == "nowhere":
            return "/api/v1/nothing/"
        place = self.filled(dict(row.place))
        address = "/" + PLACE.sub(lambda found: str(place[found[1]]), row.address)
        return f"{address}?{urlencode(self.filled(dict(row.query)))}" if row.query else address

    def ask(self, row: Row, method: str, caller: str, *, address: str = "", **options: Any) -> "Answer":
        """Send a row's request as one of its callers, at its address or at one filled in before; notify no worker."""
        address = address or self.address(row)
        client = Client(**options)
        headers = dict(row.headers)
        if caller in self.sessions:
            client.cookies["sessionid"] = self.sessions[caller]
        elif caller in self.keys:
            headers["Authorization"] = f"Bearer {self.keys[caller]}"
        call, said = getattr(client, method.lower()), {}
        if method in METHODS and method != "GET":
            said = {"data": self.filled(row.send) if row.send is not None else {}}
            if row.as_json:
                said["content_type"] = "application/json"
        with patch("institutions.jobs.dispatch.send_task"):
            return cast("Answer", call(address, headers=headers, **said))


def session_of(account: Account) -> str:
    """Return the key of a new session of the account."""
    client = Client()
    client.force_login(account)
    session = client.session
    assert isinstance(session, SessionStore)
    return str(session.session_key)
