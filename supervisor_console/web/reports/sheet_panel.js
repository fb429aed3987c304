// @ts-check
/* One sheet (ark) of a report: its lines with numbers, and under each a bar for its share. */

import { language, t } from "../../../chat/web/staff/words.js";
import { html } from "../../../chat/web/vendor/preact.js";

/** @typedef {{ label: string, number: number | null, share: number | null, before: number | null }} Row */
/** @typedef {{ code: string, title: string, of: string, total: number, rows: Row[] }} Section */

/**
 * How long each line's bar is, of 100; the longest fills its place, and a hidden number has none.
 *
 * @param {readonly Row[]} rows
 */
export function barsOf(rows) {
  const most = Math.max(...rows.map(({ share }) => share ?? 0), 0.01);
  return rows.map(({ share }) => (share === null ? 0 : Math.max(0.5, (100 * share) / most)));
}

/** @param {number | null} share 0 to 1 */
export function percent(share) {
  return share === null ? "" : `${Math.round(share * 100)} %`;
}

/** A number as one reads it: 1.152 in Danish. @param {number} number */
export function counted(number) {
  return number.toLocaleString(language() === "en" ? "en-GB" : "da-DK");
}

/** @param {{ section: Section }} props */
export function SheetPanel({ section: { code, title, of, total, rows } }) {
  const bars = barsOf(rows);
  return html`<section class="panel sheet" aria-labelledby=${`sheet-${code}`}>
    <div class="panel__head"><h3 id=${`sheet-${code}`}>${title}</h3></div>
    <div class="table-scroller" tabindex="0" role="group" aria-labelledby=${`sheet-${code}`}><table class="table">
      <caption class="small soft">${of}: ${counted(total)}</caption>
      <thead><tr><th scope="col">${t("report.page.line")}</th><th scope="col" class="end">${t("report.column.number")}</th>
        <th scope="col" class="end">${t("report.column.share")}</th><th scope="col" class="end">${t("report.column.before")}</th></tr></thead>
      <tbody>${rows.map(({ label, number, share, before }, place) => html`<tr key=${label}>
        <th scope="row">${label}${share !== null && html`<${Bar} length=${bars[place]} />`}</th><td class="end">${number !== null ? counted(number) : html`<span class="soft">${t("report.hidden")}</span>`}</td>
        <td class="end">${percent(share)}</td><td class="end">${before === null ? "" : counted(before)}</td>
      </tr>`)}</tbody>
    </table></div>
  </section>`;
}

/** A line's share, drawn; the number beside it says the same. @param {{ length: number }} props */
function Bar({ length }) {
  return html`<svg class="sheet__bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect width=${length} height="6" /></svg>`;
}
