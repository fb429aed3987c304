// @ts-check
/* The letter's page (brevet): which conversation's stands behind the #, so that no address and no log of any proxy has it. */

import { setTitle } from "../../../chat/web/staff/page_title.js";
import { connectScreenLock } from "../../../chat/web/staff/screen_lock.js";
import { toSignIn, whoAmI } from "../../../chat/web/staff/session.js";
import { chosenLanguage, faultWords, speak, t } from "../../../chat/web/staff/words.js";
import { effect, html, render, signal } from "../../../chat/web/vendor/preact.js";
import { LetterPage } from "./letter_page.js";

/** @import { Letter } from "./letter_page.js" */

const PARTS = ["shared", "errors", "staff", "legal"];
const HERE = "/supervisor/letter";

const letter = signal(/** @type {Letter | null} */ (null));
const fault = signal("");

const me = await whoAmI();
if (me === null) {
  toSignIn(HERE);
} else {
  await speak(chosenLanguage(me.language), PARTS);
  effect(() => { setTitle(t("legal.page.title")); });
  const of = `/api/legal-duties/${encodeURIComponent(location.hash.slice(1))}/letter`;
  const show = async (/** @type {string | null} */ municipality) => {
    const answer = await fetch(municipality === null ? of : `${of}?municipality=${municipality}`).catch(() => null);
    if (answer?.status === 401) toSignIn(HERE);
    fault.value = answer?.ok ? "" : faultWords(answer?.status === 404 ? "not_found" : "unavailable");
    if (answer?.ok) letter.value = await answer.json();
  };
  render(html`<${LetterPage} letter=${letter} fault=${fault} of=${of} show=${(/** @type {string} */ municipality) => void show(municipality)} />`,
    /** @type {HTMLElement} */ (document.getElementById("page")));
  await show(null);
  await connectScreenLock();
}
