"""The page behind a link of one use, on which the owner of an account sets a password."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.views import INTERNAL_RESET_SESSION_TOKEN, PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from institutions.accounts.managing import AccountRefusedError
from institutions.accounts.password_links import AnyLinkTokens, set_password_by_link


@method_decorator(login_not_required, name="dispatch")
class PasswordLink(PasswordResetConfirmView):
    """Django's page, which takes the token out of the address before it shows the form."""

    template_name = "account/password_link.html"
    token_generator = AnyLinkTokens()
    http_method_names = ["get", "head", "post", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # Any: of the address
        """Refuse other methods before the token is looked at."""
        if (request.method or "").lower() not in self.http_method_names:
            return self.http_method_not_allowed(request, *args, **kwargs)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: "SetPasswordForm[Any]") -> HttpResponse:  # Any: of our accounts
        """Set the password, and send its owner to sign in; a link that was used in this moment is over, as on GET."""
        token = self.request.session.pop(INTERNAL_RESET_SESSION_TOKEN, "")
        try:
            set_password_by_link(form.user, form.cleaned_data["new_password1"], token)
        except AccountRefusedError:
            self.validlink = False
            return self.render_to_response(self.get_context_data(form=None, validlink=False))
        messages.success(self.request, _("Your password is set. Sign in with it."))
        return HttpResponseRedirect(reverse("account_login"))
