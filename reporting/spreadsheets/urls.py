"""Files of rows and columns: an agency's return, out and back; and the plan that was kept in Excel before."""

from django.urls import path

from reporting.views import plan_file, returns

RETURN = "partnerships/<int:pk>/agencies/<int:agency_pk>/return"
PLAN = "partnerships/<int:pk>/plan-file"

urlpatterns = [
    path(f"{RETURN}/", returns.agency_return, name="agency_return"),
    path(f"{RETURN}/return.xlsx", returns.return_file, {"ending": "xlsx"}, name="return_excel"),
    path(f"{RETURN}/return.docx", returns.return_file, {"ending": "docx"}, name="return_word"),
    path(f"{RETURN}/<str:key>/", returns.returned, name="returned"),
    path(f"{RETURN}/<str:key>/forget/", returns.forget_return, name="forget_return"),
    path(f"{PLAN}/", plan_file.plan_file, name="plan_file"),
    path(f"{PLAN}/<str:key>/", plan_file.plan_columns, name="plan_columns"),
    path(f"{PLAN}/<str:key>/rows/", plan_file.plan_rows, name="plan_rows"),
    path(f"{PLAN}/<str:key>/forget/", plan_file.forget_plan_file, name="forget_plan_file"),
]
