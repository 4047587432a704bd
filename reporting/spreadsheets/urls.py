"""Files of rows and columns: an agency's return, out and back."""

from django.urls import path

from reporting.views import returns

RETURN = "partnerships/<int:pk>/agencies/<int:agency_pk>/return"

urlpatterns = [
    path(f"{RETURN}/", returns.agency_return, name="agency_return"),
    path(f"{RETURN}/return.xlsx", returns.return_file, {"ending": "xlsx"}, name="return_excel"),
    path(f"{RETURN}/return.docx", returns.return_file, {"ending": "docx"}, name="return_word"),
    path(f"{RETURN}/<str:key>/", returns.returned, name="returned"),
    path(f"{RETURN}/<str:key>/forget/", returns.forget_return, name="forget_return"),
]
