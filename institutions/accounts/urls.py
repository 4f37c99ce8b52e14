"""Addresses below /accounts/."""

from django.urls import path

from institutions.accounts import pages

urlpatterns = [
    path("", pages.Accounts.as_view(), name="accounts"),
    path("new/", pages.NewAccount.as_view(), name="account-new"),
    path("<int:pk>/", pages.AccountPage.as_view(), name="account"),
    path("<int:pk>/link/", pages.SendPasswordLink.as_view(), name="account-link"),
    path("<int:pk>/sessions/", pages.EndSessions.as_view(), name="account-sessions"),
    path("<int:pk>/authenticator/", pages.RemoveAuthenticator.as_view(), name="account-authenticator"),
]
