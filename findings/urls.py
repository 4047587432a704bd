from django.urls import path

from findings.views import files, letters

urlpatterns = [
    path("letters/", letters.LetterList.as_view(), name="letters"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
    path("letters/<int:pk>/receipt/", letters.receipt, name="receipt"),
    path("files/<int:pk>/", files.download, name="download"),
    path("files/<int:pk>/findings/<int:finding_pk>/", files.place, name="place"),
]
