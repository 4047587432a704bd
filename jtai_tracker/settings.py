"""The one settings file. Values come from the environment, or from the ignored .env file that `make setup` writes;
the environment wins. Without a secret key nothing starts."""

import sys
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from environs import Env

from jtai_tracker.organisations import organisations, origins

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"  # all that the program writes on this machine

env = Env()
env.read_env(BASE_DIR / ".env", recurse=False)

SECRET_KEY = env.str("SECRET_KEY", "") or sys.exit("SECRET_KEY is not set: run `make setup`, or set it.")
DEBUG = env.bool("DEBUG", False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
HTTPS = env.bool("HTTPS", True)  # False only for http://127.0.0.1 on one's own machine
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", True)  # of administrators and business managers
if HTTPS and not SECOND_FACTOR_REQUIRED:
    sys.exit("SECOND_FACTOR_REQUIRED is False: that is for one's own machine alone. Take it out, or set HTTPS=False.")

INSTALLED_APPS = [
    "partnerships.admin_config.TrackerAdminConfig",
    "jtai_tracker",  # before Django's auth, whose changepassword leaves no event
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_filters",
    "django_tables2",
    "reporting",
    "actions",
    "findings",
    "partnerships",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "jtai_tracker.middleware.no_devices",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # after what every answer carries, static files too
    "jtai_tracker.middleware.private_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "partnerships.signing_in.sessions.sessions_end",
    "partnerships.gates.roles_read_once",
    "partnerships.signing_in.closed.ClosedByDefault",
    "partnerships.signing_in.closed.CodesFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "partnerships.looks.record_looks",
]

ROOT_URLCONF = "jtai_tracker.urls"
WSGI_APPLICATION = "jtai_tracker.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "partnerships.context.where",
                "partnerships.signing_in.sessions.session_end",
            ]
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}", conn_max_age=60)}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "partnerships.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", 60)
SESSION_HOURS = env.int("SESSION_HOURS", 12)
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # in a cookie they would outlive it
ORGANISATIONS = organisations(env, HTTPS)
WORK_LATER = True  # mail is sent by a thread; only tests wait for it

ACCOUNT_ADAPTER = "partnerships.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "partnerships.account_forms.SignInForm",
    "change_password": "partnerships.account_forms.NewPasswordForm",
    "reset_password": "partnerships.account_forms.ForgottenPasswordForm",
    "reset_password_from_key": "partnerships.account_forms.ResetForm",
    "reauthenticate": "partnerships.account_forms.WhoAreYouForm",
}
ACCOUNT_RATE_LIMITS = {  # "key" is the account: an address that was typed, or a person
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,3/10m/key",
    "send_code": "20/m/ip,3/10m/key",
    "code": "10/m/ip,5/5m/key,20/d/key",
    "invite": "100/d/key",
    "invite_address": "5/d/key",
}
DATA_RATE_LIMITS = {  # "key" is one calendar address or token; "ip" counts what opens nothing
    "calendar": "20/m/key",
    "api": "120/m/key",
    "unknown": "30/m/ip",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_EMAIL_SUBJECT_PREFIX = "JTAI Tracker: "
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody sends mail to strangers through this service
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # people are entered by an administrator; there is no open registration
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False

MFA_ADAPTER = "partnerships.signing_in.second_factor.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an account begins with an invitation to its address
MFA_FORMS = {
    "authenticate": "partnerships.account_forms.AppCodeForm",
    "reauthenticate": "partnerships.account_forms.WhoAreYouByCodeForm",
}
MFA_TOTP_ISSUER = "JTAI Tracker"
MFA_TOTP_TOLERANCE = 1  # half a minute either way: clocks differ
SOCIALACCOUNT_ADAPTER = "partnerships.signing_in.organisations.OrganisationAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": ORGANISATIONS, "OAUTH_PKCE_ENABLED": True}}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True
FORMAT_MODULE_PATH = "jtai_tracker.formats"

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [VAR_DIR / "assets"]  # compiled by `make setup` from jtai_tracker/assets
FONTS_DIR = VAR_DIR / "fonts"  # what documents are set in; gathered by `make setup`
MEDIA_ROOT = env.path("FILES_DIR", VAR_DIR / "files")  # outside any served folder; files leave only through a view
FILES_S3_BUCKET = env.str("FILES_S3_BUCKET", "")  # keys come from AWS's own environment variables or roles
FILES_S3 = {
    "bucket_name": FILES_S3_BUCKET,
    "endpoint_url": env.str("FILES_S3_ENDPOINT", "") or None,
    "region_name": env.str("FILES_S3_REGION", "eu-west-2"),
}
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "jtai_tracker.files_on_s3.FilesOnS3", "OPTIONS": FILES_S3}
    if FILES_S3_BUCKET
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
CACHES = {
    "default": {
        "BACKEND": "jtai_tracker.shared_cache.SharedCache",
        "LOCATION": env.path("CACHE_DIR", VAR_DIR / "cache"),
        "OPTIONS": {"MAX_ENTRIES": 10_000},  # many: who fills it would have counts of others forgotten
    }
}
LETTER_MAX_MEGABYTES = env.int("LETTER_MAX_MEGABYTES", 25)
EVIDENCE_MAX_MEGABYTES = env.int("EVIDENCE_MAX_MEGABYTES", 25)
EVIDENCE_QUOTA_MEGABYTES = env.int("EVIDENCE_QUOTA_MEGABYTES", 5000)
CLAMAV_SOCKET = env.str("CLAMAV_SOCKET", "")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DUE_SOON_DAYS = env.int("DUE_SOON_DAYS", 14)
LOOKS_KEPT_DAYS = max(env.int("LOOKS_KEPT_DAYS", 730), 365)  # who looked; the database keeps a year whatever is set

EMAIL_CONFIG = env.dj_email_url("EMAIL_URL", "console://")
vars().update({key: value for key, value in EMAIL_CONFIG.items() if key.startswith("EMAIL_")})
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", 10)  # seconds; a server that hangs holds up no other mail for longer
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000").rstrip("/")  # for links in mails that no page has asked for
CONTACT_EMAIL = env.str("CONTACT_EMAIL", "")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "jtai-tracker@localhost")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *origins(ORGANISATIONS)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
if env.bool("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # tries to sign in count by the address that the proxy adds, not by the proxy's
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
}
