// @ts-check
/* The page for complaints and praise (klager og ros): for anybody, without a name, with a fast way out. It keeps nothing on the device. */

import { loadCatalogue } from "../shared/catalogue.js";
import { html, render } from "../vendor/preact.js";
import { connectQuickExit, leaveNow } from "../young/exit.js";
import { ComplaintForm } from "./complaint_form.js";

const language = document.documentElement.lang === "en" ? "en" : "da";
const words = await loadCatalogue(["complaint"], language);

/** @param {{ kind: string, text: string, contact: string }} complaint @returns {Promise<boolean>} whether the house has it */
async function send(complaint) {
  const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(complaint) };
  const answer = await fetch("/api/complaints", options).catch(() => null);
  return answer?.ok ?? false;
}

// Opened from the end of a talk: leaving this page leaves that, too.
connectQuickExit();
render(html`<${ComplaintForm} say=${(/** @type {string} */ key) => words.say(key)} chat=${language === "en" ? "/?lang=en" : "/"} other=${language === "en" ? "da" : "en"} send=${send} leave=${leaveNow} />`,
  /** @type {HTMLElement} */ (document.getElementById("page")));
