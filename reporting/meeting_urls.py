"""Addresses of meetings, their papers, the colours they agree on, and the charts."""

from django.urls import path

from reporting.views import charts, colours, meetings, papers

WORD, PDF = {"ending": "docx"}, {"ending": "pdf"}

urlpatterns = [
    path("partnerships/<int:pk>/meetings/", meetings.partnership_meetings, name="meetings"),
    path("partnerships/<int:pk>/meetings/add/", meetings.add_meeting, name="add_meeting"),
    path("partnerships/<int:pk>/charts/", charts.partnership_charts, name="charts"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/change/", meetings.change_meeting, name="change_meeting"),
    path("meetings/<int:pk>/call-off/", meetings.call_off_meeting, name="call_off_meeting"),
    path("meetings/<int:pk>/colours/", colours.agree_colours, name="agree_colours"),
    path("meetings/<int:pk>/read/", papers.read_papers, name="read_papers"),
    path("meetings/<int:pk>/papers.docx", papers.papers_file, WORD, name="papers_word"),
    path("meetings/<int:pk>/papers.pdf", papers.papers_file, PDF, name="papers_pdf"),
    path("meetings/<int:pk>/keep/", papers.keep_papers, name="keep_papers"),
    path("papers/<int:pk>/", papers.kept_papers, name="papers"),
    path("papers/<int:pk>/papers.docx", papers.kept_file, WORD, name="kept_papers_word"),
    path("papers/<int:pk>/papers.pdf", papers.kept_file, PDF, name="kept_papers_pdf"),
]
