"""Addresses of what runs a plan: who is doing what, its check, challenges, opinions, decisions."""

from typing import Any

from django.urls import path

from actions import exports
from actions.views import challenges, dates_together, decisions, leads, matrix, quality

MATRIX = "partnerships/<int:pk>/who-is-doing-what"
AS_CSV: dict[str, Any] = {"write": exports.csv_file}
AS_EXCEL: dict[str, Any] = {"write": exports.excel_file}

urlpatterns = [
    path(f"{MATRIX}/", matrix.who_is_doing_what, name="matrix"),
    path(f"{MATRIX}/export.csv", matrix.who_is_doing_what_file, AS_CSV, name="matrix_csv"),
    path(f"{MATRIX}/export.xlsx", matrix.who_is_doing_what_file, AS_EXCEL, name="matrix_excel"),
    path("partnerships/<int:pk>/plan-check/", quality.plan_quality, name="plan_check"),
    path("partnerships/<int:pk>/suggested-leads/", leads.suggested_leads, name="suggested_leads"),
    path("partnerships/<int:pk>/later-dates/", dates_together.waiting_dates, name="waiting_dates"),
    path("partnerships/<int:pk>/challenges/", challenges.ChallengeList.as_view(), name="challenges"),
    path("partnerships/<int:pk>/decisions/", decisions.DecisionList.as_view(), name="decisions"),
    path("findings/<int:pk>/challenge/", challenges.raise_on_finding, name="challenge_finding"),
    path("actions/<int:pk>/challenge/", challenges.raise_on_action, name="challenge_action"),
    path("actions/<int:pk>/opinion/", decisions.opinion, name="action_opinion"),
    path("challenges/<int:pk>/", challenges.challenge, name="challenge"),
    path("challenges/<int:pk>/answer/", challenges.answer, name="answer_challenge"),
    path("challenges/<int:pk>/close/", challenges.close, name="close_challenge"),
]
