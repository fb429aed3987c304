"""Three hundred texts that try to become more than text, each made to say so if it does."""

import itertools
from typing import Final

CALLS: Final = ("window.broken=1", "window.broken&#61;1", "eval('window.broken=1')")
SHAPES: Final = (
    "<script>{call}</script>",
    "<img src=x onerror={call}>",
    '<img src="x" onerror="{call}">',
    "<svg onload={call}>",
    "<svg><script>{call}</script></svg>",
    "<svg><animate onbegin={call} attributeName=x dur=1s>",
    "<body onload={call}>",
    "<iframe srcdoc='<script>parent.{call}</script>'></iframe>",
    "<iframe src=javascript:{call}></iframe>",
    "<a href=javascript:{call}>tryk her</a>",
    "<details open ontoggle={call}>",
    "<input autofocus onfocus={call}>",
    "<video><source onerror={call}></video>",
    "<math><mtext><table><mglyph><style><img src=x onerror={call}>",
    "<style>@import 'javascript:{call}';</style>",
    "<div style=background:url(javascript:{call})>",
    "<meta http-equiv=refresh content='0;url=javascript:{call}'>",
    "<object data=javascript:{call}></object>",
    "<form action=javascript:{call}><button>ok</button></form>",
    "<template><script>{call}</script></template>",
    '"><script>{call}</script>',
    "'--></style></script><script>{call}</script>",
    "javascript:{call}",
    "${{{call}}}",
    "{{{{{call}}}}}",
)
WRAPS: Final = ("{text}", " \u202e{text}", "{text}\u200b\ufeff", "a\n{text}")
"""As it is; turned right to left; with characters that show nothing; on a second line."""


def hostile_texts() -> list[str]:
    """Return 300 different ones: every shape with every call in every wrapping."""
    every = itertools.product(SHAPES, CALLS, WRAPS)
    return [wrap.format(text=shape.format(call=call)) for shape, call, wrap in every]
