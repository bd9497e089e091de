"""Files that browsers send: one larger than any page reads is read past, not kept."""

import io
from typing import IO, Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers

LARGEST_BYTES = 110 * 1024 * 1024
"""Of a whole body; the largest file that a page reads, a watch list, has 100 MB."""


class ReadPast(FileUploadHandler):
    """Stands before the handlers that keep files: of a body over the limit none is kept.

    The form still learns the name and the size, so that the page can say what is wrong beside its field.
    """

    over = False

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803 - as the base class has it
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Look at what the browser announced."""
        del input_data, META, boundary, encoding
        self.over = content_length > LARGEST_BYTES

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Keep it from the handlers after this one where the body is too large."""
        super().new_file(*args, **kwargs)
        if self.over:
            raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Drop it, or hand it on."""
        del start
        return None if self.over else raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """A file without its content but with its size."""
        if not self.over:
            return None
        return InMemoryUploadedFile(
            io.BytesIO(), self.field_name, self.file_name or "", self.content_type or "", file_size, None
        )
