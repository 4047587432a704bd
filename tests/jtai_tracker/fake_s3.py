"""A bucket on this machine: enough of S3 for putting, fetching and deleting files, over HTTP like the real one."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

MISSING = b"<Error><Code>NoSuchKey</Code></Error>"


class Bucket:
    """`files` maps an address to its bytes; while `broken` it answers nothing but 403."""

    def __init__(self):
        self.files, self.broken = {}, False


def handler(bucket):
    class Handler(BaseHTTPRequestHandler):
        def do_PUT(self):
            data = self.rfile.read(int(self.headers["Content-Length"]))
            if not bucket.broken:
                bucket.files[self.path] = data
            self.answer(403 if bucket.broken else 200, b"")

        def do_GET(self):
            found = None if bucket.broken else bucket.files.get(self.path.partition("?")[0])
            missing = 403 if bucket.broken else 404
            self.answer(missing if found is None else 200, MISSING if found is None else found)

        do_HEAD = do_GET

        def do_DELETE(self):
            bucket.files.pop(self.path, None)
            self.answer(204, b"")

        def answer(self, status, data):
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Last-Modified", "Fri, 20 Nov 2026 19:00:00 GMT")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data)

        def log_message(self, *_):
            pass

    return Handler


@contextmanager
def fake_s3():
    """Gives the bucket and the address of its server."""
    bucket = Bucket()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(bucket))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield bucket, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
