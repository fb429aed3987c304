// @ts-check
/* Campaigns (kampagner): the codes that are counted, each with the link to print or post. */

import { Icon } from "../../../chat/web/design/icon.js";
import { t } from "../../../chat/web/staff/words.js";
import { html, useState } from "../../../chat/web/vendor/preact.js";

/** The link that brings a code along. @param {string} address of the house @param {string} code */
export function linkOf(address, code) {
  return `${address}/?campaign=${code}`;
}

/** @param {{ campaigns: readonly string[], address: string }} props */
export function CampaignsPanel({ campaigns, address }) {
  const [copied, setCopied] = useState("");
  const copy = async (/** @type {string} */ code) => {
    await navigator.clipboard.writeText(linkOf(address, code)).then(() => setCopied(code), () => setCopied(""));
  };
  return html`<section class="panel" aria-labelledby="campaigns">
    <div class="panel__head"><h2 id="campaigns">${t("report.campaign.title")}</h2></div>
    <p class="reports__none soft">${t(campaigns.length === 0 ? "report.campaign.none" : "report.campaign.lead")}</p>
    ${campaigns.length > 0 && html`<ul class="reports__campaigns">${campaigns.map((code) => html`<li key=${code}>
      <b>${code}</b> <code>${linkOf(address, code)}</code>
      <button class="button button--small" type="button" aria-label=${t("report.campaign.copy.one", { campaign: code })} onClick=${() => void copy(code)}><${Icon} name="copy" /> ${t("report.campaign.copy")}</button></li>`)}</ul>`}
    <p class="reports__done small" role="status">${copied !== "" && t("report.campaign.copied", { campaign: copied })}</p>
  </section>`;
}
