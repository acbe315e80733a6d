"""Addresses of the subject visit."""

from django.urls import path

from supervision.visit.views import phone, visit

VISITS = "desk/supervision/visits/"

urlpatterns = [
    path("visit/<uuid:pk>/accept/<uuid:indicator_pk>/", phone.accept_desk_rating, name="accept_desk_rating"),
    path(f"{VISITS}<uuid:pk>/", visit.visit_record, name="visit_record"),
    path(f"{VISITS}<uuid:pk>/file/", visit.file_visit, name="file_visit"),
    path(f"{VISITS}<uuid:pk>/return/", visit.return_visit, name="return_visit"),
    path("visit/", phone.my_visits, name="my_visits"),
    path("visit/inspections/<uuid:pk>/begin/", phone.begin_visit, name="begin_visit"),
    path("visit/<uuid:pk>/", phone.open_visit, name="open_visit"),
    path("visit/<uuid:pk>/rate/<uuid:indicator_pk>/", phone.rate_indicator, name="rate_indicator"),
    path("visit/<uuid:pk>/findings/add/", phone.add_finding, name="add_finding"),
    path("visit/findings/<uuid:pk>/edit/", phone.edit_finding, name="edit_finding"),
    path("visit/findings/<uuid:pk>/remove/", phone.remove_finding, name="remove_finding"),
    path("visit/findings/<uuid:pk>/photos/<uuid:photo_pk>/remove/", phone.remove_photo, name="remove_photo"),
    path("visit/<uuid:pk>/submit/", phone.submit_visit, name="submit_visit"),
]
