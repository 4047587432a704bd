from django.urls import path

from actions.views import action, differences, findings, table

urlpatterns = [
    path("actions/", table.ActionList.as_view(), name="actions"),
    path("actions/<int:pk>/", action.action, name="action"),
    path("findings/<int:pk>/", findings.finding, name="finding"),
    path("findings/<int:pk>/lead/", findings.lead, name="lead"),
    path("differences/<int:pk>/accept/", differences.accept, name="accept_difference"),
    path("differences/<int:pk>/keep/", differences.keep, name="keep_difference"),
]
