"""The forms of an account."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from institutions.access.callers import reader_for
from institutions.access.parties import findable_parties_rule
from institutions.models import ROLES_OF_A_BODY, Account, GovernmentBody, Person

if TYPE_CHECKING:  # Django's forms take no type argument at run time
    Form = forms.ModelForm[Account]
else:
    Form = forms.ModelForm


def bodies_with_code() -> "QuerySet[GovernmentBody]":
    """Return the bodies that accounts and keys can act for."""
    return GovernmentBody.objects.filter(code__isnull=False, same_as__isnull=True).order_by("code")


class AccountForm(Form):
    """Everything about an account that administrators decide. Its password and e-mail address are its owner's.

    A person whom only restricted partnerships name is unknown to an administrator without the right to them, but for
    one who has an account: that account shows the id, and a refusal would tell whose person it is.
    """

    body = forms.ModelChoiceField(
        bodies_with_code(),
        required=False,
        label=_("Government body"),
        empty_label=_("None"),
    )
    person = forms.ModelChoiceField(
        Person.objects.none(),
        required=False,
        label=_("Person"),
        widget=forms.TextInput(),
        help_text=_(
            "The person's id in the register. It keeps people from judging a case that they have a tie to, and two "
            "accounts of one person from counting as two people. A reviewer needs one."
        ),
        error_messages={"invalid_choice": _("No person in the register has this id. Copy it from the list of people.")},
    )

    class Meta:
        model = Account
        fields = ("username", "role", "body", "person", "is_active", "reads_secret", "external_id")
        help_texts = {
            "username": _("Letters, digits and @ . + - _ only."),
            "external_id": _("Only for sign-in through the organisation's server: this person's name there."),
            "reads_secret": _("Among the partnerships that the role may see, also those that are restricted."),
        }
        error_messages = {
            "username": {"unique": _("Another account already has this user name. Choose a different one.")}
        }

    def __init__(self, *args: Any, by: Account, **kwargs: Any) -> None:  # Any: as Django's forms take them
        super().__init__(*args, **kwargs)
        linked = Account.objects.filter(person__isnull=False).values("person")
        known = findable_parties_rule(reader_for(by)).q()
        field = cast("forms.ModelChoiceField[Person]", self.fields["person"])
        field.queryset = Person.objects.filter(Q(pk__in=linked) | known if known else known)

    def clean_external_id(self) -> str:
        """Check that no other account has the name: two accounts would be one person in two roles."""
        name: str = self.cleaned_data["external_id"]
        if name and Account.objects.filter(external_id=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Another account already has this name at the organisation's server."))
        return name

    def clean(self) -> dict[str, Any]:  # Any: as Django declares it
        """Check that the role has what it needs: an officer without a body could do nothing."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("role") in ROLES_OF_A_BODY and not cleaned.get("body"):
            self.add_error("body", _("This role acts for a body. Choose one."))
        return cleaned


class NewAccountForm(AccountForm):
    """The form of a new account, with the address for its first link."""

    address = forms.EmailField(
        required=False,
        max_length=254,
        label=_("E-mail address of the owner"),
        help_text=_(
            "The owner gets a link there to set a password, once. Check it: nobody can change it afterwards but the "
            "owner. Leave it empty if the owner signs in through the organisation's server, or gets a link in person."
        ),
    )
