// @ts-check
/* The lexicon workbench (ordlistens værksted), put together. */

import { setTitle } from "../../../chat/web/staff/page_title.js";
import { provedFetch } from "../../../chat/web/staff/proof.js";
import { connectScreenLock } from "../../../chat/web/staff/screen_lock.js";
import { endSession, toSignIn, whoAmI } from "../../../chat/web/staff/session.js";
import { chosenLanguage, speak, t } from "../../../chat/web/staff/words.js";
import { effect, html, render } from "../../../chat/web/vendor/preact.js";
import { Workbench } from "./workbench.js";
import { WorkbenchPage } from "./workbench_page.js";

const PARTS = ["shared", "errors", "level", "staff", "workbench"];
const HERE = "/supervisor/lexicon";

const me = await whoAmI();
if (me === null) {
  toSignIn(HERE);
} else {
  await speak(chosenLanguage(me.language), PARTS);
  effect(() => { setTitle(t("workbench.page.title")); });
  const bench = new Workbench((url, options) => provedFetch(url, options), () => toSignIn(HERE));
  const signOut = async () => {
    await endSession();
    toSignIn(null);
  };
  render(html`<${WorkbenchPage} bench=${bench} signOut=${() => void signOut()} />`,
    /** @type {HTMLElement} */ (document.getElementById("page")));
  await bench.load();
  await connectScreenLock();
}
