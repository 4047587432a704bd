"""How gunicorn serves JTAI Tracker: gunicorn --config deploy/gunicorn_settings.py jtai_tracker.wsgi

Told by the environment: BIND (address and port) and WEB_CONCURRENCY (processes).
"""

import os
from typing import Any

bind = os.environ.get("BIND") or "127.0.0.1:8000"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = 4
preload_app = True  # a server that cannot start says so once, instead of starting its processes again and again
timeout = 60  # seconds; reading a letter may take 15
graceful_timeout = 5
limit_request_line = 8190  # the most that it takes: an address carries whole filters
max_requests = 2000
max_requests_jitter = 200
loglevel = "warning"
control_socket_disable = True  # it would lie in the home folder, one for all servers


def when_ready(server: Any) -> None:
    print(f"JTAI Tracker is at http://{bind} (Ctrl-C stops it)", flush=True)
