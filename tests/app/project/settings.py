"""The database is the one that libpq's own variables name: PGHOST, PGPORT, PGUSER, PGPASSWORD, PGOPTIONS."""

import os
from pathlib import Path

VERSION = os.environ.get("VERSION", "unknown")

# Nothing that it signs outlives a process: nobody logs in.
SECRET_KEY = os.urandom(32).hex()
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "project.urls"
WSGI_APPLICATION = "project.wsgi.application"
USE_I18N = False
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = ["django.contrib.sessions", "forms"]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ.get("PGDATABASE", "forms"),
    }
}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent.parent / "pages"],
    }
]

# Whatever goes wrong belongs in the pod's log, for DEBUG is off.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
