"""Addresses of accounts; of allauth's pages only those that a county without self-registration needs."""

from allauth.account import views as allauth_views
from django.urls import include, path

from accounts import views
from accounts.views import imports

urlpatterns = [
    path("desk/", views.my_turn, name="my_turn"),
    path("desk/inbox/", views.inbox, name="inbox"),
    path("desk/inbox/read/", views.mark_all_read, name="mark_all_read"),
    path("desk/inbox/<uuid:pk>/open/", views.open_message, name="open_message"),
    path("desk/files/<uuid:pk>/", views.open_file, name="open_file"),
    path("desk/me/", views.my_account, name="my_account"),
    path("desk/imports/", imports.imports, name="imports"),
    path("desk/imports/<uuid:pk>/", imports.import_run, name="import_run"),
    path("desk/imports/<uuid:pk>/confirm/", imports.confirm_import, name="confirm_import"),
    path("desk/imports/<uuid:pk>/drop/", imports.drop_import, name="drop_import"),
    path("desk/imports/<uuid:pk>/refused/export/", imports.export_refused_rows, name="export_refused_rows"),
    path("desk/imports/<slug:token>/template/", imports.import_template, name="import_template"),
    path("desk/imports/<slug:token>/upload/", imports.import_workbook, name="import_workbook"),
    path("desk/accounts/", views.users, name="users"),
    path("desk/accounts/create/", views.create_user, name="create_user"),
    path("desk/accounts/<uuid:pk>/", views.user, name="user"),
    path("desk/accounts/<uuid:pk>/edit/", views.edit_user, name="edit_user"),
    path("desk/accounts/<uuid:pk>/password/", views.reset_password, name="reset_password"),
    path("desk/accounts/<uuid:pk>/deactivate/", views.deactivate_user, name="deactivate_user"),
    path("desk/accounts/<uuid:pk>/reactivate/", views.reactivate_user, name="reactivate_user"),
    path("desk/accounts/<uuid:pk>/roles/", views.set_roles, name="set_roles"),
    path("desk/accounts/<uuid:pk>/grants/<str:kind>/", views.grant_access, name="grant_access"),
    path("desk/accounts/<uuid:pk>/grants/<str:kind>/<int:grant_id>/end/", views.end_access, name="end_access"),
    path("desk/accounts/<uuid:pk>/unlock/", views.unlock_user, name="unlock_user"),
    path("desk/accounts/<uuid:pk>/second-factor/reset/", views.reset_second_factor, name="reset_second_factor"),
    path("desk/settings/", views.policy_settings, name="policy_settings"),
    path("desk/settings/<slug:key>/", views.policy_setting, name="policy_setting"),
    path("desk/settings/<slug:key>/edit/", views.edit_policy, name="edit_policy"),
    path("desk/settings/<slug:key>/reset/", views.reset_policy, name="reset_policy"),
    path("desk/holidays/", views.holidays, name="holidays"),
    path("desk/holidays/add/", views.add_holiday, name="add_holiday"),
    path("desk/holidays/paste/", views.paste_holidays, name="paste_holidays"),
    path("desk/holidays/<int:year>/seed/", views.seed_holidays, name="seed_holidays"),
    path("desk/holidays/<str:day>/remove/", views.remove_holiday, name="remove_holiday"),
    path("account/login/", allauth_views.login, name="account_login"),
    path("account/logout/", allauth_views.logout, name="account_logout"),
    path("account/inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("account/reauthenticate/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("account/password/", allauth_views.password_change, name="account_change_password"),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
]
