from django.contrib import admin
from django.urls import include, path

from jtai_tracker import help

handler403 = "partnerships.views.refused.refused"
urlpatterns = [
    path("", include("findings.urls")),
    path("", include("reporting.urls")),
    path("", include("actions.urls")),
    path("", include("partnerships.urls")),
    path("help/", help.help_index, name="help"),
    path("help/signing-in/", help.signing_in, name="help_signing_in"),
    path("help/who-can-see-what/", help.who_sees_what, name="who_sees_what"),
    path("help/<slug:name>/", help.help_for_role, name="help_for_role"),
    path("accessibility/", help.accessibility, name="accessibility"),
    path("accounts/", include("partnerships.signing_in.urls")),
    path("admin/", admin.site.urls),
]
