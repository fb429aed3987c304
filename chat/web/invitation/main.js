// @ts-check
/* The invitation page (invitation), put together. The secret stands after the #, so no server and no log ever sees it in an address. */

import { html, render } from "../vendor/preact.js";
import { pageFor, whoAmI } from "../staff/session.js";
import { chosenLanguage, speak } from "../staff/words.js";
import { InvitationPage } from "./invitation_page.js";

const code = location.hash.slice(1);
// Out of the address line at once, and out of the history.
history.replaceState(null, "", location.pathname + location.search);

async function goOn() {
  const me = await whoAmI();
  location.replace(me === null ? "/sign-in" : pageFor(me.roles, null));
}

await speak(chosenLanguage(undefined));
render(html`<${InvitationPage} code=${code}
  done=${() => void goOn()} />`, /** @type {HTMLElement} */ (document.getElementById("page")));
