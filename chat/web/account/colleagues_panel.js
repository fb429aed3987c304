// @ts-check
/* Helping a colleague in (hjælp en kollega ind): a phone that is gone, a session that must end. */

import { html, useState } from "../vendor/preact.js";
import { Dialog } from "../staff/dialog.js";
import { t } from "../staff/words.js";

/** @import { Account, Colleague } from "./account.js" */
/** @typedef {{ colleague: Colleague, act: "factor" | "sessions" }} Asked */

/** @param {{ account: Account, colleagues: readonly Colleague[] }} props */
export function ColleaguesPanel({ account, colleagues }) {
  const [asked, setAsked] = useState(/** @type {Asked | null} */ (null));
  const act = async (/** @type {Asked} */ { colleague, act }) => {
    setAsked(null);
    await account.act(`/api/staff/${colleague.staff_id}/${act === "factor" ? "factor/remove" : "sessions/end"}`);
  };
  return html`<section class="card" aria-labelledby="colleagues-title">
    <h2 id="colleagues-title">${t("account.colleagues.title")}</h2>
    <p class="soft">${t("account.colleagues.lead")}</p>
    <ul class="account__rows">${colleagues.map((one) => html`<li key=${one.staff_id}>
      <span><b>${one.display_name}</b> <span class="soft">${one.username} · ${t(one.has_factor ? "account.colleagues.has" : "account.colleagues.has_not")}</span></span>
      <span class="account__acts">
        ${one.has_factor && html`<button class="button" type="button" onClick=${() => setAsked({ colleague: one, act: "factor" })}>${t("account.colleagues.factor")}</button>`}
        <button class="button" type="button" onClick=${() => setAsked({ colleague: one, act: "sessions" })}>${t("account.colleagues.sessions")}</button>
      </span>
    </li>`)}</ul>
    ${asked !== null && html`<${Dialog} title=${t(`account.colleagues.${asked.act}_title`, { name: asked.colleague.display_name })} close=${() => setAsked(null)}>
      <p>${t(`account.colleagues.${asked.act}_sure`)}</p>
      <div class="staff-dialog__foot">
        <button class="button" type="button" onClick=${() => setAsked(null)}>${t("staff.dialog.back")}</button>
        <button class="button button--danger" type="button" onClick=${() => void act(asked)}>${t(`account.colleagues.${asked.act}`)}</button>
      </div>
    <//>`}
  </section>`;
}
