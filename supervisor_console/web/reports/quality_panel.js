// @ts-check
/* Quality (kvalitet): how the service as a whole answers who comes, in the latest half-year that is over and the one before. */

import { t } from "../../../chat/web/staff/words.js";
import { html } from "../../../chat/web/vendor/preact.js";
import { counted } from "./sheet_panel.js";

/** @typedef {{ half_year: string, contacts: number | null, answered: number | null, abandoned: number | null, soon: number | null, flagged: number | null, assessed: number | null, bridged: number | null, complaints: number | null, campaigns: Record<string, number> }} Quality shares in whole percent; null is hidden */

const FIGURES = /** @type {const} */ (["contacts", "answered", "abandoned", "soon", "flagged", "assessed", "bridged", "complaints"]);
const COUNTS = new Set(["contacts", "complaints"]);

/** @param {string} figure @param {number | null} number */
function shown(figure, number) {
  return number === null ? t("report.hidden") : COUNTS.has(figure) ? counted(number) : `${number} %`;
}

/** @param {{ quality: readonly Quality[], campaigns: readonly string[] }} props campaigns: those that are counted now; others may have been */
export function QualityPanel({ quality, campaigns: now }) {
  const campaigns = [...new Set([...now, ...quality.flatMap((one) => Object.keys(one.campaigns))])].toSorted();
  return html`<section class="panel" aria-labelledby="quality">
    <div class="panel__head"><h2 id="quality">${t("report.quality.title")}</h2></div>
    <p class="reports__none soft">${t("report.quality.lead")}</p>
    <div class="table-scroller" tabindex="0" role="group" aria-labelledby="quality"><table class="table">
      <thead><tr><th scope="col">${t("report.quality.figure")}</th>
        ${quality.map(({ half_year }) => html`<th scope="col" class="end" key=${half_year}>${half_year}</th>`)}</tr></thead>
      <tbody>${FIGURES.map((figure) => html`<tr key=${figure}>
        <th scope="row">${t(`report.quality.${figure}`)}</th>
        ${quality.map((one) => html`<td class="end" key=${one.half_year}>${shown(figure, one[figure])}</td>`)}
      </tr>`)}
      ${campaigns.map((campaign) => html`<tr key=${`campaign ${campaign}`}>
        <th scope="row">${t("report.quality.campaign", { campaign })}</th>
        ${quality.map((one) => html`<td class="end" key=${one.half_year}>${one.campaigns[campaign] ?? t("report.hidden")}</td>`)}
      </tr>`)}</tbody>
    </table></div>
  </section>`;
}
