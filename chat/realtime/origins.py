"""Which pages may open a line: an exact list of origins, or only the page's own."""

from aiohttp import web


def is_welcome(request: web.Request, allowed: tuple[str, ...]) -> bool:
    """Judge by the browser's own word; forwarded headers are nobody's word and not read.

    A program that is no browser sends neither origin nor cookie, and is welcome: it proves who
    it is by what it says when it connects. A cookie without an origin may come from any page,
    unless the browser says that it is ours: fetching from one's own origin sends no `Origin`
    (Fetch Metadata §2.3; no page can write that header itself).
    """
    origins = request.headers.getall("Origin", [])
    if not origins:
        return (
            "Cookie" not in request.headers
            or request.headers.get("Sec-Fetch-Site") == "same-origin"
        )
    if len(origins) > 1:
        return False
    if allowed:
        return origins[0] in allowed
    return origins[0] == f"{request.scheme}://{request.host}"
