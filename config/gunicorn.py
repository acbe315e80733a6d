"""How gunicorn serves the project: `gunicorn -c config/gunicorn.py config.wsgi`; numbers come from the environment."""

import os

import environ

from config.logs import logging_dict

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
preload_app = True  # loaded once, shared by the workers
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 - heartbeats off the disk
control_socket_disable = True  # it would lie in a home folder that a container does not have
timeout = 60
graceful_timeout = 20
max_requests = 5000
max_requests_jitter = 500
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
logconfig_dict = logging_dict(json=not environ.Env().bool("DEBUG", default=False))
