from django.urls import path

from partnerships.views import partnerships, settings

urlpatterns = [
    path("partnerships/", partnerships.partnerships, name="partnerships"),
    path("partnerships/all/", partnerships.show_all, name="show_all_partnerships"),
    path("partnerships/<int:pk>/switch/", partnerships.switch, name="switch_partnership"),
    path("partnerships/<int:pk>/settings/", settings.partnership_settings, name="partnership_settings"),
]
