"""Settings from the environment; production refuses to start without its secrets."""

import os
from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config import embedded
from config.logs import logging_config

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = embedded.VAR
env = environ.Env()

# --- what kind of place this is --------------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="only-for-development-and-the-demo" if DEBUG else "")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"] if DEBUG else [])
SITE_URL = env.str("SITE_URL", default="http://localhost:8000" if DEBUG else "")
DATABASE_URL = env.str("DATABASE_URL", default="")
REDIS_URL = env.str("REDIS_URL", default="")
if not DEBUG:
    missing = [
        name for name in ("SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "DATABASE_URL", "REDIS_URL") if not globals()[name]
    ]
    if missing or len(SECRET_KEY) < 50:
        raise ImproperlyConfigured(
            f"Production needs these environment variables: {', '.join(missing) or 'a SECRET_KEY of 50 characters'}."
        )
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[SITE_URL] if SITE_URL else [])

# --- engines: by address, or embedded under var/ ---------------------------------------------------------------------
DATABASES = {"default": env.db_url_config(DATABASE_URL or embedded.database_url())}
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
REDIS_URL = REDIS_URL or embedded.redis_url()
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL, "KEY_PREFIX": "es"}
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

# --- apps ------------------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "reports",
    "rectification",
    "supervision",
    "inspectors",
    "accounts",
    "core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "guardian",
    "health_check",
    "import_export",
    "pgtrigger",
    "rest_framework",
    "template_partials",
]
MIDDLEWARE = [
    "config.logs.log_requests",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "accounts.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SessionRulesMiddleware",
    "core.errors.RefusalMiddleware",
]
if DEBUG:
    INSTALLED_APPS += ["demo"]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["template_partials.templatetags.partials"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.menu.platform",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- people ----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.AccountBackend"]
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_MONKEY_PATCH_GROUP = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.CharacterClassesValidator"},
    {"NAME": "accounts.passwords.HistoryValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_turn"
LOGOUT_REDIRECT_URL = "portal"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_FORMS = {
    "login": "accounts.forms.sign_in.LoginForm",
    "reauthenticate": "accounts.forms.sign_in.ReauthenticateForm",
    "change_password": "accounts.forms.sign_in.ChangePasswordForm",
}
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "5/10m/key,20/10m/ip"}
# How many proxies of ours stand before the application: rate limits count the visitor's address, not the proxy's.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "教育督导信息管理平台"
MFA_TOTP_TOLERANCE = 1  # phones run half a minute fast or slow
MFA_ADAPTER = "accounts.adapter.MfaAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.sign_in.AuthenticateForm",
    "reauthenticate": "accounts.forms.sign_in.CodeAgainForm",
    "activate_totp": "accounts.forms.sign_in.ActivateTOTPForm",
}
USERSESSIONS_TRACK_ACTIVITY = True  # noted once a minute by accounts.middleware.SessionRulesMiddleware

# --- language, time --------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

# --- files -----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
NODE_MODULES = BASE_DIR / "node_modules"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("bootstrap", NODE_MODULES / "bootstrap" / "dist"),
    ("bootstrap-icons", NODE_MODULES / "bootstrap-icons"),
    ("htmx", NODE_MODULES / "htmx.org" / "dist"),
    ("signature_pad", NODE_MODULES / "signature_pad" / "dist"),
]
WHITENOISE_USE_FINDERS = DEBUG
if DEBUG:
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # empty, but whitenoise warns where there is none
MEDIA_ROOT = env.path("FILES_DIR", default=str(VAR_DIR / "files"))
# Set where a reverse proxy serves protected files (X-Accel-Redirect); empty: Django streams them itself.
PROTECTED_FILES_PREFIX = env.str("PROTECTED_FILES_PREFIX", default="")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 40
ROTATE_AT_ONCE = 300  # plaques on one page; where more are due, the rotation goes zone by zone
FILE_UPLOAD_PERMISSIONS = 0o640

# WeasyPrint finds the fonts of official documents by this; it must stand before any font is looked for.
os.environ.setdefault("FONTCONFIG_FILE", str(BASE_DIR / "config" / "fonts.conf"))

# --- mail ------------------------------------------------------------------------------------------------------------
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="filemail://" if DEBUG else "consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_FILE_PATH = str(VAR_DIR / "mail")
EMAIL_TIMEOUT = 15  # seconds: a mail server that hangs must not hold a worker
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="noreply@example.invalid")

# --- background work -------------------------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_TIME_LIMIT = 1800  # seconds, of a task that sets none of its own; none may set more
# What a worker holds longer than this is handed to another one too, since the first seems to be dead. So it is longer
# than any task may run and wait for its next try; a worker's child that dies is noticed at once without it.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 2 * CELERY_TASK_TIME_LIMIT}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    "build-waiting-documents": {"task": "reports.plaque.tasks.build_waiting_documents", "schedule": 60.0},
    "close-due-surveys": {"task": "supervision.survey.tasks.close_due_surveys", "schedule": crontab(minute="*/15")},
    "compute-allowances": {
        "task": "inspectors.allowance.tasks.compute_allowances",
        "schedule": crontab(hour=5, minute=20),
    },
    "end-expert-terms": {"task": "inspectors.expert.tasks.end_expert_terms", "schedule": crontab(hour=0, minute=20)},
    "lapse-replies": {"task": "inspectors.appraisal.tasks.lapse_replies", "schedule": crontab(hour=0, minute=20)},
    "remind": {"task": "rectification.urging.tasks.remind", "schedule": crontab(hour="8-17", minute="*/15")},
    "remind-at-start-of-day": {"task": "rectification.urging.tasks.remind", "schedule": crontab(hour="7", minute="50")},
    "remind-conduct": {"task": "inspectors.conduct.tasks.remind_conduct", "schedule": crontab(hour=8, minute=5)},
    "remind-summaries": {"task": "inspectors.appraisal.tasks.remind_summaries", "schedule": crontab(hour=8, minute=0)},
    "remind-training": {"task": "inspectors.training.tasks.remind_training", "schedule": crontab(hour=7, minute=55)},
    "remove-expired-grants": {"task": "accounts.tasks.remove_expired_grants", "schedule": crontab(hour=0, minute=10)},
    "resume-imports": {"task": "core.tasks.resume_imports", "schedule": crontab(minute="*/10")},
    "send-waiting-mail": {"task": "core.tasks.send_waiting_mail", "schedule": 60.0},
    "watch-terms": {"task": "inspectors.appointment.tasks.watch_terms", "schedule": crontab(hour="0,8", minute=20)},
}

# --- the key under files of experts for partner counties: 32 random bytes in base64, or a file that holds them -------
EXPERT_EXCHANGE_KEY = env.str("EXPERT_EXCHANGE_KEY", default="")
EXPERT_EXCHANGE_KEY_FILE = env.str(
    "EXPERT_EXCHANGE_KEY_FILE", default=str(VAR_DIR / "expert-exchange.key") if DEBUG else ""
)

# --- the API ---------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "config.api.refusal_handler",
    "DEFAULT_THROTTLE_RATES": {"public": "60/min"},
    "DEFAULT_PAGINATION_CLASS": "config.paging.Pages",
    "PAGE_SIZE": 50,
    "NUM_PROXIES": ALLAUTH_TRUSTED_PROXY_COUNT,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "教育督导信息管理平台 API",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "validatorUrl": None},
    "SCHEMA_PATH_PREFIX": r"/api/v1/",
    "ENUM_NAME_OVERRIDES": {
        "OrganisationKindEnum": "accounts.enums.OrganisationKind",
        "InspectorKindEnum": "inspectors.models.InspectorKind",
        "SeverityEnum": "supervision.models.Severity",
        "RecheckResultEnum": "rectification.models.RecheckResult",
    },
}

# --- security --------------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_SAVE_EVERY_REQUEST = False
CSRF_FAILURE_VIEW = "accounts.views.csrf_failed"
if not DEBUG:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz/$", r"^readyz/$"]
    SECURE_HSTS_SECONDS = 31536000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

SILENCED_SYSTEM_CHECKS = [
    "guardian.W001",  # grants are read as SQL conditions (visible_to), not by an authentication backend
    "security.W019",  # the platform shows its own PDFs in frames of its own pages
]

LOGGING_CONFIG = None
logging_config(json=not DEBUG)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
