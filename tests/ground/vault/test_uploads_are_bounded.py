"""A request larger than any file we take is refused before anything of it reaches the disk."""

from __future__ import annotations

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory


def sent(size: int):
    return {"file": SimpleUploadedFile("skjal.pdf", b"x" * size)}


@pytest.fixture
def small(settings):
    """Files of a thousand bytes at most, and fields of a thousand more."""
    settings.FILE_SIZE_LIMIT = settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000


def test_a_file_that_fits_is_read(small):
    request = RequestFactory().post("/", sent(900))

    with request.FILES["file"] as file:
        assert file.size == 900


def test_a_request_that_is_too_large_is_not_read(small):
    request = RequestFactory().post("/", sent(3_000))

    with pytest.raises(RequestDataTooBig):
        _ = request.FILES


@pytest.mark.django_db
def test_a_stranger_who_sends_too_much_is_answered_with_400(small):
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "a" * 32

    answer = client.post("/utskraning/", sent(3_000))

    assert answer.status_code == 400
