"""Addresses that are secrets do not reach a log."""

import logging

import pytest
from django.conf import settings
from django.test import Client

from stratrade.project.masking import Masked, masked


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("GET /calendar/s3cr3t-T0ken.ics HTTP/1.1", "GET /calendar/….ics HTTP/1.1"),
        ("/account/password/new/1a-c0ffee-5ec/ 500", "/account/password/new/…/ 500"),
        ("/customs/declarations/ 200", "/customs/declarations/ 200"),
    ],
)
def test_masked_takes_out_what_opens_something(said, kept):
    assert masked(said) == kept


def test_every_handler_masks_and_an_unknown_calendar_is_logged_without_its_token(db, caplog):
    assert all("masked" in handler["filters"] for handler in settings.LOGGING["handlers"].values())
    caplog.handler.addFilter(Masked())
    with caplog.at_level(logging.WARNING, logger="django.request"):
        assert Client().get("/calendar/s3cr3t-T0ken.ics").status_code == 404
    assert "/calendar/….ics" in caplog.text
    assert "s3cr3t" not in caplog.text
