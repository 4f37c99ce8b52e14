"""The audience of a report: an account, or a body's system with its key. Their rights decide the content."""

from dataclasses import dataclass

from institutions.access.callers import Reader, reader_for, reads_sensitive
from institutions.access.keys import KeyHolder
from institutions.audit.record import actor_of
from institutions.models import Account
from institutions.values.text_lists import join_texts


@dataclass(frozen=True, slots=True)
class ReportReader:
    """The reader of a partnership that they may read."""

    reader: Account | KeyHolder

    @property
    def account(self) -> Account | None:
        """The account; None for a body's system."""
        return self.reader if isinstance(self.reader, Account) else None

    @property
    def sensitive(self) -> bool:
        """True if they may read of kin, gifts, income and acts. A key reads its own body's."""
        return reads_sensitive(self.reader)

    @property
    def register_reader(self) -> Reader:
        """The reader of the register that they are."""
        return reader_for(self.reader)

    @property
    def name(self) -> str:
        """The reader on the first page: name, role and body; for a system its body and the beginning of its key."""
        if isinstance(self.reader, KeyHolder):
            return f"{self.reader.body.name} ({self.reader.body.code}, pe_{self.reader.key.prefix})"
        body = self.reader.body.name if self.reader.body else ""
        return f"{self.reader.username} ({join_texts(filter(None, (self.reader.get_role_display(), body)))})"

    @property
    def actor(self) -> str:
        """The reader in the audit trail."""
        if isinstance(self.reader, KeyHolder):
            return actor_of(None, self.reader.body.code or "")
        return actor_of(self.reader)

    @property
    def by(self) -> dict[str, str]:
        """Further details for the audit trail."""
        return {"key": self.reader.key.prefix} if isinstance(self.reader, KeyHolder) else {}
