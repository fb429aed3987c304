// @ts-check
/* The figures as a whole: how soon somebody answers, whether flags are right, who was not asked. Every chart has its table. */

import { Icon } from "../../../chat/web/design/icon.js";
import { date, elapsed, weekday } from "../../../chat/web/shared/time.js";
import { LiveRegions } from "../../../chat/web/staff/live_regions.js";
import { StaffBar } from "../../../chat/web/staff/staff_bar.js";
import { language, t } from "../../../chat/web/staff/words.js";
import { html, useState } from "../../../chat/web/vendor/preact.js";
import { ForecastTable } from "./forecast_table.js";
import { TimesChart } from "./times_chart.js";

/** @import { Forecast } from "./forecast_table.js" */
/** @typedef {{ count: number, median_s: number, p95_s: number, longest_s: number }} Spread */
/** @typedef {{ name: string, raised: number, page: Spread | null, acknowledge: Spread | null, resolve: Spread | null, in_time: number | null }} Period */
/** @typedef {{ days: Period[], weeks: Period[], rules: { rule: string, right: number, wrong: number }[], closed: { flagged: number, unassessed: number } }} Figures */
/** @template T @typedef {{ value: T }} Held */

/** @param {{ figures: Held<Figures | null>, forecast: Held<Forecast | null>, fault: Held<string>, load: () => void, signOut: () => void }} props */
export function FiguresPage({ figures, forecast, fault, load, signOut }) {
  const [keysOpen, setKeysOpen] = useState(false);
  const known = figures.value;
  return html`
    <${StaffBar} href="/supervisor" sound=${null} keys=${[]} keysOpen=${keysOpen} setKeysOpen=${setKeysOpen} signOut=${signOut}
      groups=${[html`<a class="button" href="/supervisor"><${Icon} name="arrow-left" /> ${t("supervisor.figures.back")}</a>`]} />
    <main class="figures-page">
      <div class="figures-page__head">
        <h1>${t("supervisor.figures.title")}</h1>
        <button class="button" type="button" onClick=${load}><${Icon} name="refresh-cw" /> ${t("supervisor.figures.again")}</button>
        <p class="soft">${t("supervisor.figures.lead")}</p>
      </div>
      <div role="alert">${fault.value !== "" && html`<p class="notice notice--danger"><${Icon} name="triangle-alert" /><span>${fault.value}</span></p>`}</div>
      ${known !== null && html`
        <${Periods} id="days" title=${t("supervisor.figures.days")} periods=${known.days} />
        <${Periods} id="weeks" title=${t("supervisor.figures.weeks")} periods=${known.weeks} />
        <${Rules} rules=${known.rules} />
        <${Closed} closed=${known.closed} />`}
      ${forecast.value !== null && html`<${ForecastTable} forecast=${forecast.value} />`}
    </main>
    <${LiveRegions} />`;
}

/** @param {{ id: string, title: string, periods: readonly Period[] }} props */
function Periods({ id, title, periods }) {
  return html`<section class="panel figures-page__part" aria-labelledby=${id}>
    <div class="panel__head"><h2 id=${id}>${title}</h2></div>
    ${periods.length === 0 ? html`<p class="figures-page__none soft">${t("supervisor.figures.none")}</p>` : html`
      <${TimesChart} periods=${periods} label=${title} />
      <div class="table-scroller" tabindex="0" role="group" aria-labelledby=${id}><table class="table">
        <thead><tr>
          <th scope="col">${t("supervisor.figures.period")}</th><th scope="col" class="end">${t("supervisor.figures.raised")}</th>
          <th scope="col" class="end">${t("supervisor.figures.page")}</th><th scope="col" class="end">${t("supervisor.figures.acknowledge")}</th>
          <th scope="col" class="end">${t("supervisor.figures.resolve")}</th><th scope="col" class="end">${t("supervisor.figures.in_time")}</th>
        </tr></thead>
        <tbody>${periods.map((one) => html`<tr key=${one.name}>
          <th scope="row">${periodWords(one.name)}</th><td class="end">${one.raised}</td><td class="end">${spreadWords(one.page)}</td>
          <td class="end">${spreadWords(one.acknowledge)}</td><td class="end">${spreadWords(one.resolve)}</td><td class="end">${shareWords(one.in_time)}</td>
        </tr>`)}</tbody>
      </table></div>
      <p class="small soft figures-page__foot">${t("supervisor.figures.how")}</p>`}
  </section>`;
}

/** @param {{ rules: Figures["rules"] }} props */
function Rules({ rules }) {
  return html`<section class="panel figures-page__part" aria-labelledby="rules">
    <div class="panel__head"><h2 id="rules">${t("supervisor.figures.rules")}</h2></div>
    ${rules.length === 0 ? html`<p class="figures-page__none soft">${t("supervisor.figures.none_judged")}</p>` : html`<div class="table-scroller" tabindex="0" role="group" aria-labelledby="rules"><table class="table">
      <thead><tr><th scope="col">${t("supervisor.figures.rule")}</th><th scope="col" class="end">${t("supervisor.figures.right")}</th><th scope="col" class="end">${t("supervisor.figures.wrong")}</th><th scope="col">${t("supervisor.figures.share_right")}</th></tr></thead>
      <tbody>${rules.map(({ rule, right, wrong }) => html`<tr key=${rule}>
        <th scope="row" lang="en">${rule}</th><td class="end">${right}</td><td class="end">${wrong}</td>
        <td><meter min="0" max="1" value=${right / (right + wrong)} aria-hidden="true"></meter> ${shareWords(right / (right + wrong))}</td>
      </tr>`)}</tbody>
    </table></div>`}
  </section>`;
}

/** @param {{ closed: Figures["closed"] }} props */
function Closed({ closed: { flagged, unassessed } }) {
  return html`<section class="panel figures-page__part" aria-labelledby="closed">
    <div class="panel__head"><h2 id="closed">${t("supervisor.figures.closed")}</h2></div>
    <p class="figures-page__none">${t("supervisor.figures.closed_of", { flagged, unassessed })}</p>
  </section>`;
}

/** A day or a week as one says it. @param {string} name as the house writes it: 2026-11-22 or 2026-W47 (ISO 8601) */
export function periodWords(name) {
  const [, week] = name.split("-W");
  if (week !== undefined) return t("supervisor.figures.week", { number: Number(week) });
  const noon = `${name}T12:00:00Z`; // the same day in Denmark, summer and winter
  return `${weekday(noon, language())} ${date(noon, language())}`;
}

/** Middle / 95th / longest, as the column's head says. @param {Spread | null} spread */
export function spreadWords(spread) {
  return spread === null ? "–" : [spread.median_s, spread.p95_s, spread.longest_s].map((span) => elapsed(span)).join(" / ");
}

/** @param {number | null} share 0 to 1 */
export function shareWords(share) {
  return share === null ? "–" : `${Math.round(share * 100)} %`;
}
