// @ts-check
/* A chart (diagram) of how soon somebody answered: a bar to the middle one, a line to the 95th. Its table says the same in numbers. */

import { elapsed } from "../../../chat/web/shared/time.js";
import { t } from "../../../chat/web/staff/words.js";
import { html } from "../../../chat/web/vendor/preact.js";

/** @import { Period } from "./figures_page.js" */

const HEIGHT = 120;
const WIDTH = 40;
const GAP = 12;
const LABEL = 22;

/**
 * Where each bar and line end, in the chart's own units; the oldest first, as one reads.
 *
 * @param {readonly Period[]} periods the latest first
 * @returns {{ name: string, x: number, bar: number, line: number }[]}
 */
export function barsOf(periods) {
  const shown = periods.filter(({ acknowledge }) => acknowledge !== null).toReversed();
  const most = Math.max(1, ...shown.map(({ acknowledge }) => acknowledge?.p95_s ?? 0));
  return shown.map(({ name, acknowledge }, place) => ({
    name,
    x: place * (WIDTH + GAP),
    bar: (HEIGHT * (acknowledge?.median_s ?? 0)) / most,
    line: (HEIGHT * (acknowledge?.p95_s ?? 0)) / most,
  }));
}

/** As short as a bar is wide: "22.11" for 2026-11-22, "47" for 2026-W47. @param {string} name */
export function underBar(name) {
  const [, month, day] = name.split("-");
  return day === undefined ? String(month).slice(1) : `${Number(day)}.${Number(month)}`;
}

/** @param {{ periods: readonly Period[], label: string }} props */
export function TimesChart({ periods, label }) {
  const bars = barsOf(periods);
  if (bars.length === 0) return null;
  const width = bars.length * (WIDTH + GAP);
  const most = Math.max(...periods.map(({ acknowledge }) => acknowledge?.p95_s ?? 0));
  return html`<figure class="times">
    <svg viewBox=${`0 0 ${width} ${HEIGHT + LABEL}`} role="img" aria-label=${t("supervisor.figures.chart", { label })} width=${width} height=${HEIGHT + LABEL}>
      ${bars.map(({ name, x, bar, line }) => html`<g key=${name}>
        <rect class="times__bar" x=${x} y=${HEIGHT - bar} width=${WIDTH} height=${Math.max(1, bar)} />
        <path class="times__line" d=${`M${x} ${HEIGHT - line}h${WIDTH}`} />
        <text class="times__name" x=${x + WIDTH / 2} y=${HEIGHT + 16} text-anchor="middle">${underBar(name)}</text>
      </g>`)}
    </svg>
    <figcaption class="small soft">${t("supervisor.figures.chart_says", { longest: elapsed(most) })}</figcaption>
  </figure>`;
}
