from django.urls import path

from reporting.views import update_requests as views

urlpatterns = [
    path("partnerships/<int:pk>/updates-asked-for/", views.update_requests, name="update_requests"),
    path("partnerships/<int:pk>/updates-asked-for/ask/", views.ask_for_updates, name="ask_for_updates"),
    path("updates-asked-for/<int:pk>/", views.update_request, name="update_request"),
    path("updates-asked-for/<int:pk>/again/", views.ask_again, name="ask_again"),
    path("updates-asked-for/<int:pk>/end/", views.end_update_request, name="end_update_request"),
]
