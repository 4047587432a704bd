from django.urls import path

from reporting.views import reminders

urlpatterns = [
    path("accounts/reminders/", reminders.reminders, name="reminders"),
    path("reminders/stop/<str:token>/", reminders.stop_reminders, name="stop_reminders"),
]
