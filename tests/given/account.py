"""A request told over the API, and what is shown of it."""

from typing import Any

from fastapi.testclient import TestClient

from tests.given.story import receive

Said = dict[str, Any]


def told(client: TestClient, rights: list[Said], *steps: tuple[str, Said]) -> str:
    place = receive(client, rights=rights)
    for step, body in steps:
        answer = client.post(f"{place}/{step}", json=body)
        assert answer.status_code == 200, answer.text
    return place


def stated(client: TestClient, place: str, **asked: Any) -> Any:
    return client.get(place, params=asked).json()


def without_words(shown: Said) -> Said:
    return {name: value for name, value in shown.items() if name != "words"}
