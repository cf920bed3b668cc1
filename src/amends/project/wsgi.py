"""The WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

from amends.project.bodies import require_whole

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.project.settings")
application = require_whole(get_wsgi_application())
