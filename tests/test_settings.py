"""Settings: where they come from, who wins, and every problem at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import BrokenSettings, Listen, Settings, Token, read_settings, unknown_variables

TOKEN = "123456:AbCdEf-gh_ij"


def read(tmp_path: Path, text: str = "", **environ: str) -> Settings:
    file = tmp_path / "mine.yaml"
    file.write_text(text or "# nothing\nlisten: 127.0.0.1:8443\n", encoding="utf-8")
    return read_settings(file=file, environ={f"ANNOUNCEBOT_{name.upper()}": value for name, value in environ.items()})


def problems_of(tmp_path: Path, text: str = "", **environ: str) -> tuple[str, ...]:
    with pytest.raises(BrokenSettings) as caught:
        read(tmp_path, text, **environ)
    return caught.value.problems


def test_the_environment_sets_everything(tmp_path: Path) -> None:
    settings = read(
        tmp_path,
        token=TOKEN,
        admins="7, 8",
        data=str(tmp_path),
        base_url="http://127.0.0.1:8081/",
        webhook="https://bot.example.org/hook",
        listen="[::1]:9000",
    )
    assert settings == Settings(
        data=tmp_path,
        token=Token(TOKEN),
        admins=(7, 8),
        base_url="http://127.0.0.1:8081",
        webhook="https://bot.example.org/hook",
        listen=Listen("::1", 9000),
    )


def test_the_file_sets_the_same_in_lower_case(tmp_path: Path) -> None:
    settings = read(tmp_path, f"token: {TOKEN}\nadmins: [7, 8]\ndata: postgresql://host/db\n")
    assert (settings.get_token().reveal(), settings.admins, settings.data) == (TOKEN, (7, 8), "postgresql://host/db")


def test_the_environment_outranks_the_file(tmp_path: Path) -> None:
    assert read(tmp_path, "admins: 7", admins="8").admins == (8,)


def test_the_command_line_outranks_the_environment(tmp_path: Path) -> None:
    assert read_settings(data=str(tmp_path), environ={"ANNOUNCEBOT_DATA": "/elsewhere"}).data == tmp_path


def test_the_data_folder_may_hold_the_file(tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").write_text("admins: 9", encoding="utf-8")
    assert read_settings(data=str(tmp_path), environ={}).admins == (9,)


def test_the_data_folder_has_a_default() -> None:
    assert Path(read_settings(environ={}).data).name == "announcebot"


def test_every_problem_is_reported_at_once(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    problems = problems_of(
        tmp_path,
        "admins: 7, bob\nlisten: 8443\n",
        token="secret-token",
        data="mysql://host/db",
        base_url="ftp://host",
    )
    assert set(problems) == {
        f"{file}: admins: 'bob' is not a Telegram user id; ids are numbers, comma-separated",
        f"{file}: listen: '8443' is not HOST:PORT with a port from 1 to 65535",
        "ANNOUNCEBOT_TOKEN: is not a bot token; BotFather's look like 123456:letters-and-digits",
        "ANNOUNCEBOT_DATA: must be a folder or a postgresql:// URL",
        "ANNOUNCEBOT_BASE_URL: 'ftp://host' is not a URL that starts with http:// or https://",
    }


def test_a_problem_with_the_token_does_not_show_it(tmp_path: Path) -> None:
    assert "secret" not in str(problems_of(tmp_path, token="secret token"))


@pytest.mark.parametrize("show", [repr, str, "{0}".format, lambda settings: repr(settings.token)])
def test_the_token_is_never_shown(show, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert "AbCdEf" not in show(read(tmp_path, token=TOKEN))


def test_without_a_token_it_says_how_to_set_one(tmp_path: Path) -> None:
    with pytest.raises(BrokenSettings, match=r"no bot token: set ANNOUNCEBOT_TOKEN, or `token` in settings.yaml"):
        read(tmp_path).get_token()


def test_an_unknown_setting_in_the_file_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"mine.yaml:1: unknown key 'tokn'; known are token, admins, editors"):
        read(tmp_path, "tokn: 1:a")


def test_a_misspelt_variable_is_found() -> None:
    assert unknown_variables({"ANNOUNCEBOT_TOKN": "x", "ANNOUNCEBOT_DATA": "y", "PATH": "z"}) == ("ANNOUNCEBOT_TOKN",)
