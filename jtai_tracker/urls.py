from allauth.account import views as account
from django.contrib import admin
from django.urls import include, path, re_path

# Of allauth's addresses, those that people with an account need; there is no registration to speak of.
accounts = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("closed/", account.account_inactive, name="account_inactive"),
    path("new/", account.signup, name="account_signup"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/forgotten/", account.password_reset, name="account_reset_password"),
    path("password/forgotten/sent/", account.password_reset_done, name="account_reset_password_done"),
    path("password/reset/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(  # allauth writes the two parts with a hyphen between them
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]

urlpatterns = [
    path("", include("findings.urls")),
    path("", include("actions.urls")),
    path("", include("partnerships.urls")),
    path("accounts/", include(accounts)),
    path("admin/", admin.site.urls),
]
