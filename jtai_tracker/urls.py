from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("findings.urls")),
    path("", include("actions.urls")),
    path("", include("partnerships.urls")),
    path("accounts/", include("partnerships.signing_in.urls")),
    path("admin/", admin.site.urls),
]
