"""A video room of one's own, as far as we see it: it verifies what stands behind the #."""

from dataclasses import dataclass, field
from typing import Any

import jwt
from aiohttp import web

SECRET = "a-secret-of-the-tests-own-of-some-length"
APP_ID = "brobygger"
PAGE = """<!doctype html><html lang="da"><title>Rum</title><h1>Ikke lukket ind</h1><script>
const jwt = JSON.parse(new URLSearchParams(location.hash.slice(1)).get("jwt"));
const told = { jwt, room: location.pathname.slice(1), referrer: document.referrer };
fetch("/verify", { method: "POST", body: JSON.stringify(told) }).then(async (answer) => {
  document.querySelector("h1").textContent = await answer.text();
});
</script>"""


@dataclass
class VideoRoom:
    """Lets in who has a token for the very room, once the signature is right."""

    port: int
    asked: list[str] = field(default_factory=list)
    """The addresses that browsers asked for, as a web server logs them."""
    came: list[dict[str, Any]] = field(default_factory=list)

    @property
    def policy(self) -> str:
        room = f"http://127.0.0.1:{self.port}/{{room}}"
        return f'video: {{app_id: {APP_ID}, opens_before: 2 days, room: "{room}"}}\n'

    def application(self) -> web.Application:
        application = web.Application()
        application.add_routes(
            [web.post("/verify", self.verify), web.get("/{room}", self.show_page)]
        )
        return application

    async def show_page(self, request: web.Request) -> web.Response:
        if request.path != "/favicon.ico":
            self.asked.append(request.path_qs)
        return web.Response(text=PAGE, content_type="text/html")

    async def verify(self, request: web.Request) -> web.Response:
        told = await request.json()
        claims = jwt.decode(
            told["jwt"], SECRET, algorithms=["HS256"], audience=APP_ID, issuer=APP_ID
        )
        if claims["room"] != told["room"]:
            raise web.HTTPForbidden
        self.came.append({**claims, "referrer": told["referrer"], "jwt": told["jwt"]})
        return web.Response(text=f"Velkommen, {claims['context']['user']['name']}")
