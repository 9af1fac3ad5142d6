"""The command line: options, exit codes, and one clear sentence for what is wrong."""

from __future__ import annotations

import pytest

from bot.cli import main


def test_a_question_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask"]) == 2
    assert capsys.readouterr().err.startswith("announcebot: there is no question; ask like this:")
