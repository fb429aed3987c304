// @ts-check
/* The sign-in page (log ind), put together. */

import { html, render } from "../vendor/preact.js";
import { startClock } from "../staff/clock.js";
import { pageFor, whoAmI } from "../staff/session.js";
import { chosenLanguage, speak } from "../staff/words.js";
import { SignInPage } from "./sign_in_page.js";

async function goOn() {
  const me = await whoAmI();
  if (me !== null) location.replace(pageFor(me.roles, new URLSearchParams(location.search).get("next")));
}

await speak(chosenLanguage(undefined));
startClock(() => {});
render(html`<${SignInPage} done=${() => void goOn()} />`, /** @type {HTMLElement} */ (document.getElementById("page")));
