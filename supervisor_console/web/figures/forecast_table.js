// @ts-check
/* The forecast (prognose): a row an hour, a column a day; how many counsellors, and how many may come. */

import { clock, date, day, minutes, weekday } from "../../../chat/web/shared/time.js";
import { language, t } from "../../../chat/web/staff/words.js";
import { html } from "../../../chat/web/vendor/preact.js";

/** @typedef {{ begins: string, expected: number, low: number, high: number, is_holiday: boolean, talks: number, counsellors: number }} Hour */
/** @typedef {{ first: string | null, weeks: number, contacts: number, talk_s: number | null, patience_s: number | null, target_s: number | null, hours: Hour[] }} Forecast */

/**
 * The hours as a grid, by Danish time. An hour the clock repeats stands once, as its first.
 *
 * @param {readonly Hour[]} hours in order
 * @returns {{ days: { day: string, begins: string, is_holiday: boolean }[], rows: { hour: string, cells: (Hour | null)[] }[] }}
 */
export function gridOf(hours) {
  /** @type {Map<string, Map<string, Hour>>} */
  const byHour = new Map();
  /** @type {Map<string, { day: string, begins: string, is_holiday: boolean }>} */
  const days = new Map();
  for (const one of hours) {
    const [on, hour] = [day(one.begins), clock(one.begins, "da").slice(0, 2)];
    if (!days.has(on)) days.set(on, { day: on, begins: one.begins, is_holiday: one.is_holiday });
    const row = byHour.get(hour) ?? new Map();
    byHour.set(hour, row);
    if (!row.has(on)) row.set(on, one);
  }
  const columns = [...days.values()];
  const rows = [...byHour].sort(([a], [b]) => a.localeCompare(b));
  return { days: columns, rows: rows.map(([hour, row]) => ({ hour, cells: columns.map((on) => row.get(on.day) ?? null) })) };
}

/** @param {{ forecast: Forecast }} props */
export function ForecastTable({ forecast }) {
  const { days, rows } = gridOf(forecast.hours);
  return html`<section class="panel figures-page__part" aria-labelledby="forecast">
    <div class="panel__head"><h2 id="forecast">${t("supervisor.forecast.title")}</h2></div>
    ${rows.length === 0 ? html`<p class="figures-page__none soft">${t("supervisor.forecast.none", { contacts: forecast.contacts, weeks: forecast.weeks })}</p>` : html`
      <p class="figures-page__foot">${t("supervisor.forecast.how", { target: minutes(forecast.target_s ?? 0) })}</p>
      <div class="table-scroller" tabindex="0" role="group" aria-labelledby="forecast"><table class="table forecast">
        <thead><tr><th scope="col">${t("supervisor.forecast.hour")}</th>${days.map((one) => html`<th key=${one.day} scope="col" class="end">
          ${weekday(one.begins, language())}<br />${date(one.begins, language())}${one.is_holiday && html`<br />${t("supervisor.forecast.holiday")}`}</th>`)}</tr></thead>
        <tbody>${rows.map(({ hour, cells }) => html`<tr key=${hour}><th scope="row">${hour}</th>${cells.map((one, place) => html`<td key=${place} class="end">
          ${one === null ? "–" : html`<strong>${one.counsellors}</strong> <small>${one.expected.toLocaleString(language())} (${one.low}–${one.high})</small>`}</td>`)}</tr>`)}</tbody>
      </table></div>
      <p class="small soft figures-page__foot">${t("supervisor.forecast.rests_on", { contacts: forecast.contacts, weeks: forecast.weeks, talk: minutes(forecast.talk_s ?? 0) })}</p>`}
  </section>`;
}
