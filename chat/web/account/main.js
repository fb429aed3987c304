// @ts-check
/* My account (min konto), put together. */

import { effect, html, render } from "../vendor/preact.js";
import { connectScreenLock } from "../staff/screen_lock.js";
import { setTitle } from "../staff/page_title.js";
import { endSession, pageFor, toSignIn, whoAmI } from "../staff/session.js";
import { chosenLanguage, speak, t } from "../staff/words.js";
import { Account } from "./account.js";
import { AccountPage } from "./account_page.js";

const HERE = "/account";

const me = await whoAmI();
if (me === null) {
  toSignIn(HERE);
} else {
  await speak(chosenLanguage(me.language), ["shared", "errors", "staff", "account"]);
  const account = new Account(() => toSignIn(HERE));
  effect(() => { setTitle(t("account.page.title")); });
  const next = pageFor(me.roles, new URLSearchParams(location.search).get("next"));
  const signOut = async () => {
    await endSession();
    toSignIn(null);
  };
  await account.load();
  render(html`<${AccountPage} account=${account} next=${next === HERE ? null : next} signOut=${() => void signOut()} />`,
    /** @type {HTMLElement} */ (document.getElementById("page")));
  await connectScreenLock();
}
