from django.urls import include, path

from reporting.views import agreement, parts, sending, statements

urlpatterns = [
    path("", include("reporting.taking_away_urls")),
    path("partnerships/<int:pk>/statements/", statements.partnership_statements, name="statements"),
    path("letters/<int:pk>/statement/", statements.letter_statement, name="letter_statement"),
    path("letters/<int:pk>/statement/begin/", statements.begin_statement, name="begin_statement"),
    path("statements/<int:pk>/", statements.statement, name="statement"),
    path("statements/<int:pk>/settings/", statements.statement_settings, name="statement_settings"),
    path("statements/<int:pk>/read/", statements.read_statement, name="read_statement"),
    path(
        "statements/<int:pk>/statement.docx",
        statements.statement_file,
        {"ending": "docx"},
        name="statement_word",
    ),
    path("statements/<int:pk>/statement.pdf", statements.statement_file, {"ending": "pdf"}, name="statement_pdf"),
    path("statements/<int:pk>/timetable/add/", parts.add_milestone, name="add_milestone"),
    path("statements/<int:pk>/agreement/add/", agreement.add_signatory, name="add_signatory"),
    path("statements/<int:pk>/send/", sending.send_statement, name="send_statement"),
    path("statement-sections/<int:pk>/", parts.section, name="statement_section"),
    path("statement-sections/<int:pk>/up/", parts.move_section, {"up": True}, name="section_up"),
    path("statement-sections/<int:pk>/down/", parts.move_section, {"up": False}, name="section_down"),
    path("timetable/<int:pk>/", parts.milestone, name="milestone"),
    path("timetable/<int:pk>/reached/", parts.reach_milestone, name="reach_milestone"),
    path("timetable/<int:pk>/take-out/", parts.remove_milestone, name="remove_milestone"),
    path("signatories/<int:pk>/", agreement.signatory, name="signatory"),
    path("signatories/<int:pk>/end/", agreement.end_signatory, name="end_signatory"),
    path("signatories/<int:pk>/answer/", agreement.answer_statement, name="answer_statement"),
    path("statement-versions/<int:pk>/", sending.version, name="statement_version"),
    path("statement-versions/<int:pk>/published/", sending.publish_version, name="publish_version"),
    path("statement-versions/<int:pk>/statement.docx", sending.version_file, {"ending": "docx"}, name="version_word"),
    path("statement-versions/<int:pk>/statement.pdf", sending.version_file, {"ending": "pdf"}, name="version_pdf"),
]
