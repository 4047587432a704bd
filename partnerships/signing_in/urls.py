from allauth.account import views as allauth
from allauth.mfa.base import views as mfa
from django.urls import path, re_path

from partnerships.signing_in import account, organisations, sessions, setting_up, sure, views

# Of allauth's addresses, those that people with an account need; there is no registration to speak of.
urlpatterns = [
    path("", account.account, name="account"),
    path("sign-in/", views.SignIn.as_view(), name="account_login"),
    path("sign-in/code/", views.CodeAtSignIn.as_view(), name="mfa_authenticate"),
    path("sign-in/mailed-code/", views.mail_code, name="mail_code"),
    path("sign-in/through/<slug:provider_id>/", organisations.begin, name="openid_connect_login"),
    path("sign-in/through/<slug:provider_id>/back/", organisations.back, name="openid_connect_callback"),
    path("sign-out/", allauth.logout, name="account_logout"),
    path("sign-out/everywhere/", account.sign_out_everywhere, name="sign_out_everywhere"),
    path("stay/", sessions.stay, name="stay"),
    path("links/<int:pk>/remove/", account.unlink, name="unlink"),
    path("closed/", allauth.account_inactive, name="account_inactive"),
    path("new/", allauth.signup, name="account_signup"),
    path("codes/", setting_up.choose, name="second_factor"),
    path("codes/app/", setting_up.app, name="second_factor_app"),
    path("codes/mail/", setting_up.mail, name="second_factor_mail"),
    path("codes/remove/", setting_up.remove, name="remove_second_factor"),
    path("codes/recovery/", setting_up.recovery, name="recovery_codes"),
    path("codes/recovery/recovery-codes.txt", setting_up.recovery_file, name="recovery_codes_file"),
    path("codes/recovery/new/", setting_up.new_recovery_codes, name="new_recovery_codes"),
    path("who-are-you/", allauth.reauthenticate, name="account_reauthenticate"),
    path("who-are-you/another-way/", sure.who_are_you, name="who_are_you"),
    path("who-are-you/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("password/", account.change_password, name="account_change_password"),
    path("password/forgotten/", allauth.password_reset, name="account_reset_password"),
    path("password/forgotten/sent/", allauth.password_reset_done, name="account_reset_password_done"),
    path("password/reset/done/", allauth.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(  # allauth writes the two parts with a hyphen between them
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]
