// @ts-check
/* The way into a video talk (videosamtale), put together. The link's secret stands after the #, so no server and no log sees it in an address. */

import { loadCatalogue } from "../shared/catalogue.js";
import { html, render } from "../vendor/preact.js";
import { connectQuickExit, leaveNow } from "../young/exit.js";
import { useLink } from "./link.js";
import { VideoDoor } from "./video_door.js";

const token = location.hash.slice(1);
// Out of the address line at once, and out of the history.
history.replaceState(null, "", location.pathname + location.search);

const language = document.documentElement.lang === "en" ? "en" : "da";
const words = await loadCatalogue(["video"], language);

connectQuickExit();
render(html`<${VideoDoor} known=${token !== ""} say=${(/** @type {string} */ key) => words.say(key)} leave=${leaveNow}
  come=${() => useLink(token)} go=${(/** @type {string} */ address) => location.replace(address)} />`,
  /** @type {HTMLElement} */ (document.getElementById("page")));
