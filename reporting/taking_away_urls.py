from django.urls import path

from reporting.views import taking_away

urlpatterns = [
    path("partnerships/<int:pk>/take-away/", taking_away.take_plan, name="take_plan"),
    path("partnerships/<int:pk>/bundle/", taking_away.make_bundle, name="bundle"),
]
