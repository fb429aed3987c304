"""Whom the ladder calls outside: addresses from the environment, and steps that reach nobody."""

from pathlib import Path

import pytest

from chat.domain.ladder import Tell
from config.addresses import Addresses, name_of
from config.command_line import main
from config.directory import Directory
from config.exit_code import ExitCode
from config.policy import Policy
from config.settings import Settings
from config.told import bridge_page, builders, ladder, steps_left_out
from triage.verdict import Level

PHONE, LIST = "json://127.0.0.1:9/phone?a=1,2", "json://127.0.0.1:9/list"


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("BROBYGGER_PAGE_DUTY_PHONE", PHONE)
    monkeypatch.setenv("BROBYGGER_PAGE_BACK_UP", f"{LIST}\n {PHONE}")
    return Settings.load()


def test_addresses_stand_with_space_between_and_a_comma_may_be_in_one(settings: Settings) -> None:
    assert settings.page_back_up == (LIST, PHONE)
    assert PHONE not in repr(settings)
    assert PHONE not in repr(Addresses.of(settings))


def test_the_policys_ladder_is_that_of_the_rules(settings: Settings) -> None:
    rungs = ladder(Policy.load(), settings).rungs

    assert [(one.tell, one.lasts.total_seconds(), one.addresses) for one in rungs] == [
        (Tell.SUPERVISORS, 45, ()),
        (Tell.EVERY_SUPERVISOR, 45, ()),
        (Tell.DUTY_PHONE, 90, (name_of(PHONE),)),
        (Tell.BACK_UP, 60, (name_of(LIST), name_of(PHONE))),
    ]


def test_imminent_danger_is_answered_sooner_by_the_default_policy(settings: Settings) -> None:
    steps = ladder(Policy.load(), settings)

    for step in range(6):
        assert steps.lasts(step, Level.IMMINENT) < steps.lasts(step, Level.HIGH)
    assert steps.outcome_within(Level.IMMINENT) < steps.outcome_within(Level.HIGH)


def test_a_step_that_tells_nobody_is_left_out_and_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    policy, nobody = Policy.load(), Settings.load()

    assert steps_left_out(policy, nobody) == [Tell.DUTY_PHONE, Tell.BACK_UP]
    assert [one.tell for one in ladder(policy, nobody).rungs] == ["supervisors", "every_supervisor"]
    assert main(["check-config"]) == ExitCode.DONE
    assert "step duty_phone tells nobody" in capsys.readouterr().out


def test_a_bridge_builder_outside_hears_of_their_own_area_and_a_wrong_code_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BROBYGGER_PAGE_BRIDGE_BUILDERS", f"0851,1084={LIST} {PHONE}")
    policy, settings, directory = Policy.load(), Settings.load(), Directory.load()
    told = builders(policy, settings, directory)

    assert [(one.name, one.area.stored()) for one in told.addresses] == [
        (name_of(LIST), "0851 1084"),
        (name_of(PHONE), "all"),
    ]
    assert set(Addresses.of(settings).urls) == {name_of(LIST), name_of(PHONE)}
    assert main(["check-config"]) == ExitCode.DONE

    for wrong, said in (
        (f"{PHONE} 0999={LIST}", "BRIDGE_BUILDERS: address 2: 0999 is no code of a municipality"),
        ("0851=nosuch://secret", "BRIDGE_BUILDERS: address 1 is none that Apprise can call"),
    ):
        monkeypatch.setenv("BROBYGGER_PAGE_BRIDGE_BUILDERS", wrong)
        assert main(["check-config"]) == ExitCode.BAD_SETTINGS
        heard = capsys.readouterr().err
        assert said in heard
        assert "secret" not in heard


def test_the_link_of_a_task_is_what_browsers_type(monkeypatch: pytest.MonkeyPatch) -> None:
    assert bridge_page(Settings.load()) == "/bridge"
    monkeypatch.setenv("BROBYGGER_PUBLIC_URL", "https://chat.example.dk")
    assert bridge_page(Settings.load()) == "https://chat.example.dk/bridge"


def test_a_ladder_that_reaches_nobody_at_all_still_rings_on_the_consoles(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("ladder: [{tell: back_up, seconds: 5}]", encoding="utf-8")

    rungs = ladder(Policy.load(file), Settings.load()).rungs

    assert [one.tell for one in rungs] == [Tell.SUPERVISORS]
