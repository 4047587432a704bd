from django.urls import path

from partnerships.views import partnerships

urlpatterns = [
    path("partnerships/", partnerships.partnerships, name="partnerships"),
    path("partnerships/all/", partnerships.show_all, name="show_all_partnerships"),
    path("partnerships/<int:pk>/switch/", partnerships.switch, name="switch_partnership"),
]
