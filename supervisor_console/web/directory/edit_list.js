// @ts-check
/* A service's edits (ændringer): who, when, what stood before and after; a yes, a no, the way back. */

import { Icon } from "../../../chat/web/design/icon.js";
import { language, t } from "../../../chat/web/staff/words.js";
import { html, useState } from "../../../chat/web/vendor/preact.js";
import { standing, takesOut } from "./directory.js";
import { differing, fieldName, valueWords } from "./value_words.js";

/** @import { Directory, Edited, Known } from "./directory.js" */

/** @param {{ directory: Directory, known: Known, edits: Edited[] }} props */
export function EditList({ directory, known, edits }) {
  const leftOut = known.left_out;
  return html`<h3>${t("directory.edits.title")}</h3>
    ${edits.length === 0 ? leftOut === 0 && html`<p class="soft">${t("directory.edits.none")}</p>` : html`<ol class="directory__edits">${edits.map((one) => html`<${One} key=${one.edit_id} directory=${directory} known=${known} one=${one} />`)}</ol>`}
    ${leftOut > 0 && html`<p class="soft small">${t("directory.edits.older")}</p>`}`;
}

/** @param {{ directory: Directory, known: Known, one: Edited }} props */
function One({ directory, known, one }) {
  const said = (/** @type {string} */ name, /** @type {unknown} */ value, /** @type {unknown} */ other) => valueWords(name, differing(value, other), known) || t("directory.edits.nothing");
  const isNew = one.before["name"] === null;
  return html`<li>
    <p><span class=${`tag ${one.state === "live" ? "tag--good" : ""}`}>${t(`directory.state.${standing(one)}`)}</span> <span class="soft small">${history(one).join(" · ")}</span></p>
    ${one.reason !== null && html`<p>${t("directory.edits.because", { reason: one.reason })}</p>`}
    <dl class="directory__change">${Object.keys(one.after).map((name) => html`<div key=${name}><dt>${fieldName(name)}</dt>
      <dd>${!isNew && html`<del>${said(name, one.before[name], one.after[name])}</del> `}<ins>${said(name, one.after[name], one.before[name])}</ins></dd></div>`)}</dl>
    ${one.state === "proposed" && html`${one.own ? html`<p><${Icon} name="users" /> ${t("directory.edits.own")}</p>` : html`<div class="directory__acts"><button class="button button--small" type="button" onClick=${() => void directory.decide(one, "approve")}><${Icon} name="check" /> ${t("directory.edits.approve")}</button></div>`}
      <${Because} directory=${directory} one=${one} what="reject" />`}
    ${one.state === "live" && !takesOut(one) && (one.only_another_withdraws ? html`<p><${Icon} name="users" /> ${t("directory.edits.own_live")}</p>` : html`<${Because} directory=${directory} one=${one} what="withdraw" />`)}
  </li>`;
}

/** @param {{ directory: Directory, one: Edited, what: "reject" | "withdraw", label?: string }} props label and the question for why, as keys */
export function Because({ directory, one, what, label = `directory.edits.${what}` }) {
  const [reason, setReason] = useState("");
  const id = `${label}-${one.edit_id}`;
  const why = label === "directory.restore" ? "directory.restore.why" : `directory.edits.${what}_why`;
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    if (reason.trim() !== "") void directory.decide(one, what, reason.trim());
  };
  return html`<details><summary>${t(label)}</summary><form class="directory__because" onSubmit=${submit}>
    <div class="field"><label for=${id}>${t(why)}</label>
      <input class="input" id=${id} value=${reason} required maxlength="400" onInput=${(/** @type {Event} */ event) => setReason(/** @type {HTMLInputElement} */ (event.target).value)} /></div>
    <button class="button button--small" type="submit"><${Icon} name=${what === "reject" ? "x" : "undo-2"} /> ${t(label)}</button>
  </form></details>`;
}

/** @param {Edited} one @returns {string[]} who did what and when */
function history(one) {
  const lines = [t(one.at_once ? "directory.edits.made" : "directory.edits.proposed", { name: one.proposed_by, at: when(one.proposed_at) })];
  if (one.decided_at !== null && !one.at_once) {
    lines.push(t(one.state === "rejected" ? "directory.edits.rejected" : "directory.edits.approved", { name: one.decided_by ?? "", at: when(one.decided_at) }));
  }
  if (one.withdrawn_at !== null && standing(one) === "withdrawn") lines.push(t("directory.edits.withdrawn", { name: one.withdrawn_by ?? "", at: when(one.withdrawn_at) }));
  return lines;
}

/** @param {string} at ISO 8601 */
function when(at) {
  return new Intl.DateTimeFormat(language(), { dateStyle: "short", timeStyle: "short", timeZone: "Europe/Copenhagen" }).format(new Date(at));
}
