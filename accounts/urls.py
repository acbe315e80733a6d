"""Addresses of accounts; of allauth's pages only those that a county without self-registration needs."""

from allauth.account import views as allauth_views
from django.urls import include, path

from accounts import views

urlpatterns = [
    path("desk/", views.my_turn, name="my_turn"),
    path("desk/inbox/", views.inbox, name="inbox"),
    path("desk/inbox/read/", views.mark_all_read, name="mark_all_read"),
    path("desk/inbox/<uuid:pk>/open/", views.open_message, name="open_message"),
    path("desk/files/<uuid:pk>/", views.open_file, name="open_file"),
    path("desk/me/", views.my_account, name="my_account"),
    path("account/login/", allauth_views.login, name="account_login"),
    path("account/logout/", allauth_views.logout, name="account_logout"),
    path("account/inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("account/reauthenticate/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("account/password/", allauth_views.password_change, name="account_change_password"),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
]
