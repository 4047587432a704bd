from django.urls import path

from findings.views import days, files, letters, publication

urlpatterns = [
    path("letters/", letters.LetterList.as_view(), name="letters"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
    path("letters/<int:pk>/receipt/", days.receipt, name="receipt"),
    path("letters/<int:pk>/statement-sent/", days.statement_sent, name="statement_sent"),
    path("letters/<int:pk>/readers/", publication.readers, name="letter_readers"),
    path("letters/<int:pk>/publish/", publication.publish, name="publish_letter"),
    path("letters/<int:pk>/hold-back/", publication.hold_back, name="hold_back"),
    path("readers/<int:pk>/end/", publication.end_reading, name="end_reading"),
    path("files/<int:pk>/", files.download, name="download"),
    path("files/<int:pk>/findings/<int:finding_pk>/", files.place, name="place"),
]
