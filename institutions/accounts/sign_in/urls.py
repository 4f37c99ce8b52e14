"""Addresses of sign-in and of one's own account: only those addresses of django-allauth that are used here."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.urls import path
from django.views.generic import RedirectView, TemplateView

from institutions.accounts.sign_in.password_link import PasswordLink
from institutions.accounts.sign_in.views import (
    PasswordChange,
    SetUpAuthenticator,
    receive_from_organisation,
    send_to_organisation,
)

FORM = {"http_method_names": ["get", "head", "post", "options"]}

urlpatterns = [
    path("sign-in/", account.LoginView.as_view(**FORM), name="account_login"),
    path("sign-in/code/", second_factor.AuthenticateView.as_view(**FORM), name="mfa_authenticate"),
    path("sign-in/again/", account.ReauthenticateView.as_view(**FORM), name="account_reauthenticate"),
    path("sign-in/again/code/", second_factor.ReauthenticateView.as_view(**FORM), name="mfa_reauthenticate"),
    path(
        "sign-in/switched-off/",
        login_not_required(TemplateView.as_view(template_name="account/account_inactive.html")),
        name="account_inactive",
    ),
    path(
        "sign-in/cancelled/",
        login_not_required(RedirectView.as_view(pattern_name="account_login", http_method_names=["get", "head"])),
        name="socialaccount_login_cancelled",
    ),
    path("sign-in/with/<slug:provider_id>/", send_to_organisation, name="openid_connect_login"),
    path("sign-in/with/<slug:provider_id>/back/", receive_from_organisation, name="openid_connect_callback"),
    path("sign-in/link/<str:uidb64>/<str:token>/", PasswordLink.as_view(), name="password-link"),
    path("sign-out/", LogoutView.as_view(), name="account_logout"),
    path("account/", second_factor.index, name="mfa_index"),
    path("account/password/", PasswordChange.as_view(**FORM), name="account_change_password"),
    path("account/authenticator/", SetUpAuthenticator.as_view(**FORM), name="mfa_activate_totp"),
    path("account/authenticator/remove/", totp.DeactivateTOTPView.as_view(**FORM), name="mfa_deactivate_totp"),
    path("account/recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "account/recovery-codes/new/",
        recovery_codes.GenerateRecoveryCodesView.as_view(**FORM),
        name="mfa_generate_recovery_codes",
    ),
]
