"""The form of a new key."""

from datetime import timedelta

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from institutions.access.key_making import LIFETIME, NOTICE_BEFORE
from institutions.access.key_scopes import OF_SECRETS, SCOPE_LABELS
from institutions.accounts.forms import bodies_with_code

LONGEST_PURPOSE = 200  # what the column takes


class KeyForm(forms.Form):
    """The body of a key, its purpose, its scopes and its lifetime."""

    body = forms.ModelChoiceField(
        bodies_with_code(), label=_("Government body"), error_messages={"required": _("Choose the key's body.")}
    )
    name = forms.CharField(
        label=_("Purpose"),
        max_length=LONGEST_PURPOSE,
        help_text=_("The system that uses the key, such as: procurement system."),
        error_messages={"required": _("Name the system that uses the key.")},
    )
    scopes = forms.MultipleChoiceField(
        choices=[each for each in SCOPE_LABELS.items() if each[0] != OF_SECRETS],
        widget=forms.CheckboxSelectMultiple(),
        label=_("What the key may do"),
        help_text=_("A key that may see restricted partnerships is made on the server: manage.py api_key"),
        error_messages={"required": _("Choose at least one thing that the key may do.")},
    )
    days = forms.IntegerField(
        label=_("Days until it expires"),
        min_value=1,
        max_value=LIFETIME.days,
        initial=LIFETIME.days,
        help_text=format_lazy(
            _("At most a year. Administrators are notified {days} days before."), days=NOTICE_BEFORE.days
        ),
    )

    @property
    def lifetime(self) -> timedelta:
        """Return for how long the key works."""
        return timedelta(days=self.cleaned_data["days"])
