from django.urls import path

from partnerships.signing_in import lost_phone
from partnerships.views import history, partnerships, settings

urlpatterns = [
    path("partnerships/", partnerships.partnerships, name="partnerships"),
    path("partnerships/all/", partnerships.show_all, name="show_all_partnerships"),
    path("partnerships/<int:pk>/switch/", partnerships.switch, name="switch_partnership"),
    path("partnerships/<int:pk>/settings/", settings.partnership_settings, name="partnership_settings"),
    path("partnerships/<int:pk>/history/", history.HistoryList.as_view(), name="history"),
    path("partnerships/<int:pk>/history/export.csv", history.HistoryExport.as_view(), name="history_csv"),
    path("partnerships/<int:pk>/who-looked/", history.LookList.as_view(), name="who_looked"),
    path("partnerships/<int:pk>/people/<int:user_pk>/lost-phone/", lost_phone.lost_phone, name="lost_phone"),
]
