"""How much a browser may send: files go to a temporary file as they come, and a request that says it is too large to none.

Without this a stranger could fill the disk: Django's own limit leaves files out, and forms are read to find their
forgery token before any view has a say. One request carries one file of the largest size, and its fields.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class BoundedUpload(TemporaryFileUploadHandler):
    """Refuses by the stated length; the server reads no further than that."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *rest: Any) -> None:  # noqa: N803
        """Let a request through that may fit.

        Raises:
            RequestDataTooBig: answered with 400 before a byte is written.
        """
        if content_length > settings.FILE_SIZE_LIMIT + settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig("the request is larger than any file we take")
        super().handle_raw_input(input_data, META, content_length, *rest)
