// @ts-check
/* Recovery codes (nødkoder), shown once. */

import { html } from "../vendor/preact.js";
import { t } from "../staff/words.js";

/** @param {{ codes: readonly string[], done: () => void }} props */
export function RecoveryPanel({ codes, done }) {
  return html`<section class="card" aria-labelledby="recovery-title">
    <h2 id="recovery-title" tabindex="-1">${t("account.recovery.title")}</h2>
    <p>${t("account.recovery.lead")}</p>
    <ul class="account__recovery">${codes.map((code) => html`<li key=${code}><code>${code}</code></li>`)}</ul>
    <p class="soft">${t("account.recovery.once")}</p>
    <button class="button button--main" type="button" onClick=${done}>${t("account.recovery.done")}</button>
  </section>`;
}
