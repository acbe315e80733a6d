"""Settings of the test suite: the real engines, quick passwords, mail kept in memory."""

import base64
import os
import tempfile

os.environ.setdefault("DEBUG", "1")

from config.settings import *  # noqa: F403
from config.settings import DATABASES, REDIS_URL, VAR_DIR

DEBUG = False
DATABASES["default"]["TEST"] = {"NAME": os.environ.get("TEST_DATABASE", "test_supervision")}
DATABASES["default"]["CONN_MAX_AGE"] = 0
# A test database is thrown away: nobody waits for the disk.
DATABASES["default"]["OPTIONS"] = {"options": "-c synchronous_commit=off"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
EXPERT_EXCHANGE_KEY = base64.b64encode(os.urandom(32)).decode()
MEDIA_ROOT = tempfile.mkdtemp(prefix="files-")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Each test process has a queue of its own: what a test queues is never done by another's worker.
CELERY_BROKER_URL = f"{REDIS_URL.rsplit('/', 1)[0]}/{8 + int(os.environ.get('PYTEST_XDIST_WORKER', 'gw0')[2:]) % 8}"
# WhiteNoise would read every static file anew for each client of each test; browser tests are served by Django's own.
WHITENOISE_USE_FINDERS = False
WHITENOISE_AUTOREFRESH = False
STATIC_ROOT = VAR_DIR / "test-static"  # empty, whatever was collected for a server
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
