"""Addresses of what a board does: challenges, opinions, decisions."""

from django.urls import path

from actions.views import challenges, decisions

urlpatterns = [
    path("partnerships/<int:pk>/challenges/", challenges.ChallengeList.as_view(), name="challenges"),
    path("partnerships/<int:pk>/decisions/", decisions.DecisionList.as_view(), name="decisions"),
    path("findings/<int:pk>/challenge/", challenges.raise_on_finding, name="challenge_finding"),
    path("actions/<int:pk>/challenge/", challenges.raise_on_action, name="challenge_action"),
    path("actions/<int:pk>/opinion/", decisions.opinion, name="action_opinion"),
    path("challenges/<int:pk>/", challenges.challenge, name="challenge"),
    path("challenges/<int:pk>/answer/", challenges.answer, name="answer_challenge"),
    path("challenges/<int:pk>/close/", challenges.close, name="close_challenge"),
]
