"""Addresses of accounts."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("desk/", views.my_turn, name="my_turn"),
    path("desk/inbox/", views.inbox, name="inbox"),
    path("desk/inbox/read/", views.mark_all_read, name="mark_all_read"),
    path("desk/inbox/<uuid:pk>/open/", views.open_message, name="open_message"),
    path("desk/files/<uuid:pk>/", views.open_file, name="open_file"),
    path("desk/me/", views.my_account, name="my_account"),
]
