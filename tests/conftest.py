"""What every test gets: no settings of the person who runs them, no network."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("ANNOUNCEBOT_")]:
        monkeypatch.delenv(name)
