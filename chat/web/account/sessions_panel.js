// @ts-check
/* Where one is signed in (her er du logget ind). */

import { html } from "../vendor/preact.js";
import { language, t } from "../staff/words.js";

/** @import { Account, OwnSession } from "./account.js" */

/** @param {{ account: Account, sessions: readonly OwnSession[] }} props */
export function SessionsPanel({ account, sessions }) {
  const when = (/** @type {string} */ at) =>
    new Intl.DateTimeFormat(language(), { dateStyle: "medium", timeStyle: "short", timeZone: "Europe/Copenhagen" }).format(new Date(at));
  return html`<section class="card" aria-labelledby="sessions-title">
    <h2 id="sessions-title">${t("account.sessions.title")}</h2>
    <p class="soft">${t("account.sessions.lead")}</p>
    <ul class="account__rows">${sessions.map((one) => html`<li key=${one.session_id}>
      <span><b>${t("account.sessions.since", { when: when(one.started_at) })}</b>
        <span class="soft">${one.current ? t("account.sessions.here") : t("account.sessions.used", { when: when(one.used_at) })}</span></span>
      ${!one.current && html`<button class="button" type="button" aria-label=${t("account.sessions.end_one", { when: when(one.started_at) })}
        onClick=${() => void account.act(`/api/sessions/${one.session_id}/end`)}>${t("account.sessions.end")}</button>`}
    </li>`)}</ul>
    ${sessions.length > 1 && html`<button class="button" type="button" onClick=${() => void account.act("/api/sessions/end-others")}>${t("account.sessions.end_others")}</button>`}
  </section>`;
}
