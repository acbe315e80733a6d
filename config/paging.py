"""How the API's lists are cut into pages; a module of its own, because the REST framework reads it while it loads."""

from rest_framework.pagination import CursorPagination


class Pages(CursorPagination):
    """Pages by key, newest first: page 5,000 costs what page 1 costs. Keys sort by age."""

    ordering = "-id"
    page_size_query_param = "page_size"
    max_page_size = 200
