import pytest

from config.exit_code import CannotGoOn
from config.settings import Settings
from config.webhooks import checked, targets

KEY = "x" * 32
URL = "https://sager.example.dk/brobygger"


def test_an_address_and_its_key_are_read_and_shown_nowhere() -> None:
    settings = Settings.load(bridge_webhooks=f"ssp={URL}", bridge_webhook_keys=f"ssp={KEY}")

    checked(settings, {"ssp"})

    assert targets(settings)["ssp"].url == URL
    assert targets(settings)["ssp"].key == KEY.encode()
    assert not any(word in f"{settings!r}{targets(settings)!r}" for word in (KEY, URL))


@pytest.mark.parametrize(
    ("addresses", "keys"),
    [
        (f"ssp={URL}", ""),
        (f"ssp={URL}", "ssp=short"),
        ("ssp=http://sager.example.dk", f"ssp={KEY}"),
        ("ssp=https://liv:20304050@sager.example.dk", f"ssp={KEY}"),
        (URL, f"ssp={KEY}"),
        (f"nobody={URL}", f"nobody={KEY}"),
    ],
)
def test_a_wrong_one_refuses_to_start_and_is_not_repeated(addresses: str, keys: str) -> None:
    settings = Settings.load(bridge_webhooks=addresses, bridge_webhook_keys=keys)

    with pytest.raises(CannotGoOn) as no:
        checked(settings, {"ssp"})

    assert "BROBYGGER_BRIDGE_WEBHOOK" in str(no.value)
    assert not any(word in str(no.value) for word in (KEY, "sager.example.dk/", "20304050"))
