"""Letters and evidence in a private bucket (FILES_S3_BUCKET). They still leave only through a view and its gate."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from botocore.config import Config  # type: ignore[import-untyped]
from botocore.exceptions import BotoCoreError, ClientError  # type: ignore[import-untyped]
from storages.backends.s3 import S3Storage  # type: ignore[import-untyped]

SECONDS_TO_CONNECT, SECONDS_TO_READ = 5, 30


@contextmanager
def _as_a_disk_would() -> Iterator[None]:
    """What goes wrong there is an OSError, as with files on a disk; a file that is not there is FileNotFoundError."""
    try:
        yield
    except (BotoCoreError, ClientError) as wrong:
        raise OSError("The store of files does not answer as it should.") from wrong


class FilesOnS3(S3Storage):
    """A name is made of its content's hash, so what stands there already is the same."""

    def get_default_settings(self) -> dict[str, Any]:
        config = Config(
            signature_version="s3v4",
            connect_timeout=SECONDS_TO_CONNECT,
            read_timeout=SECONDS_TO_READ,
            request_checksum_calculation="when_required",  # stores that only speak like S3 know no others
            response_checksum_validation="when_required",
        )
        return {**super().get_default_settings(), "file_overwrite": True, "default_acl": None, "client_config": config}

    def url(self, name: str, *_: Any, **__: Any) -> str:
        """None: whoever has an address of the bucket would have passed the gate by."""
        return ""

    def _open(self, *args: Any, **kwargs: Any) -> Any:
        return self._kindly(super()._open, *args, **kwargs)

    def _save(self, *args: Any, **kwargs: Any) -> Any:
        return self._kindly(super()._save, *args, **kwargs)

    def exists(self, *args: Any, **kwargs: Any) -> Any:
        return self._kindly(super().exists, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        return self._kindly(super().delete, *args, **kwargs)

    def _kindly(self, do: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        with _as_a_disk_would():
            return do(*args, **kwargs)
