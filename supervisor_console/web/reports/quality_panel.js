// @ts-check
/* Quality (kvalitet): how the service as a whole answers who comes, now and a quarter of a year before. */

import { t } from "../../../chat/web/staff/words.js";
import { html } from "../../../chat/web/vendor/preact.js";
import { percent } from "./sheet_panel.js";

/** @typedef {{ first_week: string, last_week: string, contacts: number, answered: number | null, abandoned: number | null, soon: number | null, flagged: number, assessed: number | null, bridged: number | null, complaints: number, campaigns: Record<string, number> }} Quality */

const FIGURES = /** @type {const} */ (["contacts", "answered", "abandoned", "soon", "flagged", "assessed", "bridged", "complaints"]);
const COUNTS = new Set(["contacts", "flagged", "complaints"]);

/** @param {{ quality: readonly Quality[] }} props */
export function QualityPanel({ quality }) {
  const campaigns = [...new Set(quality.flatMap((one) => Object.keys(one.campaigns)))].toSorted();
  return html`<section class="panel" aria-labelledby="quality">
    <div class="panel__head"><h2 id="quality">${t("report.quality.title")}</h2></div>
    <p class="reports__none soft">${t("report.quality.lead")}</p>
    <div class="table-scroller" tabindex="0" role="group" aria-labelledby="quality"><table class="table">
      <thead><tr><th scope="col">${t("report.quality.figure")}</th>
        ${quality.map(({ first_week, last_week }) => html`<th scope="col" class="end" key=${first_week}>${t("report.quality.weeks", { first: first_week, last: last_week })}</th>`)}</tr></thead>
      <tbody>${FIGURES.map((figure) => html`<tr key=${figure}>
        <th scope="row">${t(`report.quality.${figure}`)}</th>
        ${quality.map((one) => html`<td class="end" key=${one.first_week}>${COUNTS.has(figure) ? one[figure] : percent(one[figure]) || "–"}</td>`)}
      </tr>`)}
      ${campaigns.map((campaign) => html`<tr key=${`campaign ${campaign}`}>
        <th scope="row">${t("report.quality.campaign", { campaign })}</th>
        ${quality.map((one) => html`<td class="end" key=${one.first_week}>${one.campaigns[campaign] ?? "–"}</td>`)}
      </tr>`)}</tbody>
    </table></div>
  </section>`;
}
