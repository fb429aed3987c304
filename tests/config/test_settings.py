"""Settings from the environment, and the sentence for each that is wrong."""

from pathlib import Path

import pytest

from config.exit_code import CannotGoOn, ExitCode
from config.settings import Settings


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(f"BROBYGGER_{field}".upper(), raising=False)


def test_without_an_environment_it_is_sqlite_on_ones_own_machine() -> None:
    settings = Settings.load()

    assert (settings.host, settings.port) == ("127.0.0.1", 8080)
    assert settings.sqlite_file == Path("data/brobygger.db")
    assert settings.key_file == Path("data/master.key")
    assert not settings.behind_tls


def test_trusted_proxies_are_a_list_of_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROBYGGER_TRUSTED_PROXIES", "10.0.0.0/8, 127.0.0.1,::1")

    assert [str(one) for one in Settings.load().trusted_proxies] == [
        "10.0.0.0/8",
        "127.0.0.1/32",
        "::1/128",
    ]

    monkeypatch.setenv("BROBYGGER_TRUSTED_PROXIES", "everybody")
    with pytest.raises(CannotGoOn, match="BROBYGGER_TRUSTED_PROXIES"):
        Settings.load()


def test_the_environment_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROBYGGER_DATA_DIR", "/srv/brobygger")
    monkeypatch.setenv("BROBYGGER_DATABASE_URL", "postgresql://brobygger@db/brobygger")
    monkeypatch.setenv("BROBYGGER_MASTER_KEY_FILE", "/run/secrets/key")
    monkeypatch.setenv("BROBYGGER_PUBLIC_URL", "https://chat.example.dk/")

    settings = Settings.load()

    assert settings.database == "postgresql://brobygger@db/brobygger"
    assert settings.sqlite_file is None
    assert settings.key_file == Path("/run/secrets/key")
    assert settings.public_url == "https://chat.example.dk"
    assert settings.behind_tls


def test_what_is_typed_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROBYGGER_PORT", "9000")

    assert Settings.load(port=9001, host=None).port == 9001


def test_an_empty_variable_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROBYGGER_REDIS_URL", "")

    assert Settings.load().redis_url is None


def test_the_demo_keeps_its_invented_people_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings.load(demo=True).data_dir == Path("data/demo")

    monkeypatch.setenv("BROBYGGER_DATA_DIR", "/elsewhere")

    assert Settings.load(demo=True).data_dir == Path("/elsewhere")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BROBYGGER_PORT", "eighty"),
        ("BROBYGGER_PORT", "70000"),
        ("BROBYGGER_DATABASE_URL", "mysql://u:hemmeligt@somewhere/else"),
        ("BROBYGGER_DATABASE_URL", "no database"),
        ("BROBYGGER_PUBLIC_URL", "chat.example.dk"),
        ("BROBYGGER_PUBLIC_URL", "https://chat.example.dk/young"),
    ],
)
def test_a_wrong_variable_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(CannotGoOn, match=f"^{name}: ") as ending:
        Settings.load()

    assert ending.value.code is ExitCode.BAD_SETTINGS
    assert "hemmeligt" not in ending.value.sentence
