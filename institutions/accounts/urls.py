"""Addresses below /accounts/."""

from django.urls import path

from institutions.accounts import key_pages, pages

urlpatterns = [
    path("", pages.Accounts.as_view(), name="accounts"),
    path("new/", pages.NewAccount.as_view(), name="account-new"),
    path("<int:pk>/", pages.AccountPage.as_view(), name="account"),
    path("<int:pk>/password/", pages.ResetPassword.as_view(), name="account-password"),
    path("<int:pk>/sessions/", pages.EndSessions.as_view(), name="account-sessions"),
    path("<int:pk>/authenticator/", pages.RemoveAuthenticator.as_view(), name="account-authenticator"),
    path("keys/", key_pages.Keys.as_view(), name="keys"),
    path("keys/new/", key_pages.NewKey.as_view(), name="key-new"),
    path("keys/<int:pk>/rotate/", key_pages.RotateKey.as_view(), name="key-rotate"),
    path("keys/<int:pk>/revoke/", key_pages.RevokeKey.as_view(), name="key-revoke"),
]
