from django.urls import include, path

from actions import exports
from actions.finding_steps import FINDING_STEPS
from actions.steps import STEPS
from actions.views import (
    action,
    agencies,
    change,
    contributors,
    dates,
    differences,
    evidence,
    finding_list,
    finding_steps,
    findings,
    home,
    import_file,
    importing,
    measures,
    partnership,
    progress,
    steps,
    table,
)

urlpatterns = [
    path("", include("actions.board_urls")),
    path("", home.home, name="home"),
    path("partnerships/<int:pk>/", partnership.partnership, name="partnership"),
    path("letters/import/", importing.upload, name="import_letters"),
    path("letters/import/<str:key>/", importing.files, name="import_files"),
    path("letters/import/<str:key>/forget/", importing.forget, name="forget_import"),
    path("letters/import/<str:key>/<int:number>/", import_file.import_file, name="import_file"),
    path("letters/import/<str:key>/<int:number>/page-<int:page>.png", importing.picture, name="import_picture"),
    path("partnerships/<int:pk>/agencies/", agencies.agencies, name="agencies"),
    path("partnerships/<int:pk>/agencies/<int:agency_pk>/", agencies.agency, name="agency"),
    path("actions/", table.ActionPage.as_view(), name="actions"),
    path("actions/export.csv", table.ActionExport.as_view(write=exports.as_csv), name="actions_csv"),
    path("actions/export.xlsx", table.ActionExport.as_view(write=exports.as_excel), name="actions_excel"),
    path("actions/change/", change.change, name="change_actions"),
    path("actions/<int:pk>/", action.action, name="action"),
    path("actions/<int:pk>/plan/", dates.plan, name="plan"),
    path("actions/<int:pk>/progress/", progress.record_progress, name="record_progress"),
    path("actions/<int:pk>/later-date/", dates.later_date, name="later_date"),
    *(path(f"actions/<int:pk>/{one.url_name}/", steps.step, {"step": one}, name=one.url_name) for one in STEPS),
    path("actions/<int:pk>/contributors/add/", contributors.add_contributor, name="add_contributor"),
    path("contributors/<int:pk>/", contributors.contributor, name="contributor"),
    path("contributors/<int:pk>/end/", contributors.end_contributor, name="end_contributor"),
    path("updates/<int:pk>/clear/", progress.clear_update, name="clear_update"),
    path("dates/<int:pk>/agree/", dates.agree_date, name="agree_date"),
    path("dates/<int:pk>/decline/", dates.decline_date, name="decline_date"),
    path("evidence/<int:pk>/", evidence.download, name="evidence"),
    path("findings/", finding_list.FindingPage.as_view(), name="findings"),
    path("findings/<int:pk>/", findings.finding, name="finding"),
    *(
        path(f"findings/<int:pk>/{one.url_name}/", finding_steps.finding_step, {"step": one}, name=one.name)
        for one in FINDING_STEPS
    ),
    path("findings/<int:pk>/split/", finding_steps.split, name="finding_split"),
    path("also-answers/<int:pk>/take-back/", finding_steps.take_back, name="take_back"),
    path("measures/<int:pk>/", measures.measure, name="measure"),
    path("measures/<int:pk>/add-reading/", measures.add_reading, name="add_reading"),
    path("readings/<int:pk>/", measures.reading, name="reading"),
    path("findings/<int:pk>/lead/", findings.lead, name="lead"),
    path("differences/<int:pk>/accept/", differences.accept, name="accept_difference"),
    path("differences/<int:pk>/keep/", differences.keep, name="keep_difference"),
]
