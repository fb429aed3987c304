// @ts-check
/* Proposals (forslag): what waits for a second pair of eyes, what is live, and what was before. */

import { Icon } from "../../../chat/web/design/icon.js";
import { language, t } from "../../../chat/web/staff/words.js";
import { html, useState } from "../../../chat/web/vendor/preact.js";
import { Told } from "./told.js";

/** @import { Proposal, Workbench } from "./workbench.js" */

const DONE = ["workbench.done.approve", "workbench.done.reject", "workbench.done.withdraw"];

/** @param {{ bench: Workbench }} props */
export function ProposalList({ bench }) {
  const all = bench.lexicon.value?.proposals ?? [];
  const of = (/** @type {string[]} */ states) => all.filter(({ state }) => states.includes(state));
  return html`<section class="panel" aria-labelledby="proposals-title">
    <div class="panel__head"><h2 id="proposals-title">${t("workbench.list.title")}</h2></div>
    <div class="workbench__inside">
      <${Told} bench=${bench} acts=${["decide"]} done=${DONE} />
      <${Group} bench=${bench} title=${t("workbench.list.waiting")} none=${t("workbench.list.none_waiting")} proposals=${of(["proposed"])} />
      <${Group} bench=${bench} title=${t("workbench.list.live")} none=${t("workbench.list.none_live")} proposals=${of(["live"])} />
      <${Group} bench=${bench} title=${t("workbench.list.before")} none=${t("workbench.list.none_before")} proposals=${of(["rejected", "withdrawn"])} />
    </div>
  </section>`;
}

/** @param {{ bench: Workbench, title: string, none: string, proposals: Proposal[] }} props */
function Group({ bench, title, none, proposals }) {
  return html`<h3>${title}</h3>
    ${proposals.length === 0 ? html`<p class="soft">${none}</p>` : html`<ul class="rules">${proposals.map((one) => html`<${One} key=${one.proposal_id} bench=${bench} one=${one} />`)}</ul>`}`;
}

/** @param {{ bench: Workbench, one: Proposal }} props */
function One({ bench, one }) {
  const busy = bench.busy.value !== null;
  const approve = () => { if (!busy) void bench.decide(one, "approve"); };
  return html`<li aria-label=${one.rule}>
    <p><b>${one.rule}</b> <span class=${`tag ${one.state === "live" ? "tag--good" : ""}`}>${t(`workbench.state.${one.state}`)}</span></p>
    <p class="soft small">${history(one).join(" · ")}</p>
    ${one.reason !== null && html`<p>${t("workbench.list.because", { reason: one.reason })}</p>`}
    <details><summary>${t("workbench.list.entry")}</summary><pre tabindex="0" role="region" aria-label=${t("workbench.list.entry_of", { rule: one.rule })}>${one.entry}</pre></details>
    ${one.state === "proposed" && html`
      ${one.own ? html`<p><${Icon} name="users" /> ${t("workbench.list.own")}</p>` : html`<div class="entry-form__acts"><button class="button button--small" type="button" aria-disabled=${String(busy)} onClick=${approve}><${Icon} name="check" /> ${t("workbench.list.approve")}</button></div>`}
      <${Because} bench=${bench} one=${one} what="reject" />`}
    ${one.state === "live" && html`<${Because} bench=${bench} one=${one} what="withdraw" />`}
  </li>`;
}

/** @param {{ bench: Workbench, one: Proposal, what: "reject" | "withdraw" }} props */
function Because({ bench, one, what }) {
  const [reason, setReason] = useState("");
  const id = `${what}-${one.proposal_id}`;
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    if (reason.trim() !== "" && bench.busy.value === null) void bench.decide(one, what, reason.trim());
  };
  return html`<form class="because" onSubmit=${submit}>
    <div class="field"><label for=${id}>${t(`workbench.list.${what}_why`)}</label>
      <input class="input" id=${id} value=${reason} required maxlength="400" onInput=${(/** @type {Event} */ event) => setReason(/** @type {HTMLInputElement} */ (event.target).value)} /></div>
    <button class="button button--small" type="submit"><${Icon} name=${what === "reject" ? "x" : "undo-2"} /> ${t(`workbench.list.${what}`)}</button>
  </form>`;
}

/** @param {Proposal} one @returns {string[]} who did what and when */
function history(one) {
  const lines = [t("workbench.list.proposed", { name: one.proposed_by, at: when(one.proposed_at) })];
  if (one.decided_at !== null) {
    lines.push(t(one.state === "rejected" ? "workbench.list.rejected" : "workbench.list.approved", { name: one.decided_by ?? "", at: when(one.decided_at) }));
  }
  if (one.withdrawn_at !== null) lines.push(t("workbench.list.withdrawn", { name: one.withdrawn_by ?? "", at: when(one.withdrawn_at) }));
  return lines;
}

/** @param {string} at ISO 8601 */
function when(at) {
  const shown = new Intl.DateTimeFormat(language(), { dateStyle: "short", timeStyle: "short", timeZone: "Europe/Copenhagen" });
  return shown.format(new Date(at));
}
