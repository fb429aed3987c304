// @ts-check
/* The directory of services (tilbudsoversigten), put together. */

import { setTitle } from "../../../chat/web/staff/page_title.js";
import { connectScreenLock } from "../../../chat/web/staff/screen_lock.js";
import { endSession, toSignIn, whoAmI } from "../../../chat/web/staff/session.js";
import { chosenLanguage, speak, t } from "../../../chat/web/staff/words.js";
import { effect, html, render } from "../../../chat/web/vendor/preact.js";
import { Directory } from "./directory.js";
import { DirectoryPage } from "./directory_page.js";

const PARTS = ["shared", "errors", "staff", "directory"];
const HERE = "/supervisor/directory";

const me = await whoAmI();
if (me === null) {
  toSignIn(HERE);
} else {
  const language = chosenLanguage(me.language);
  await speak(language, PARTS);
  effect(() => { setTitle(t("directory.page.title")); });
  const directory = new Directory((url, options) => fetch(url, options), () => toSignIn(HERE), language);
  const signOut = async () => {
    await endSession();
    toSignIn(null);
  };
  render(html`<${DirectoryPage} directory=${directory} signOut=${() => void signOut()} />`,
    /** @type {HTMLElement} */ (document.getElementById("page")));
  await directory.load();
  await connectScreenLock();
}
