// @ts-check
/* Today's figures (i dag): who came, and how soon escalations were answered. Asked for again and again; the rest stands on a page of its own. */

import { elapsed } from "../../chat/web/shared/time.js";
import { t } from "../../chat/web/staff/words.js";

/** @import { Period } from "./figures/figures_page.js" */

/** @typedef {{ opened: number, met: number, escalations: Period }} Today */

/** A day's figures are no alarm; but they stand beside the rows they count, and must not deny them for long. Our own choice. */
const ASK_EVERY_MS = 10_000;

/**
 * What cannot be asked leaves the last answer standing.
 *
 * @param {(today: Today) => void} hear
 */
export function connectToday(hear) {
  const look = async () => {
    const answer = await fetch("/api/figures/today").catch(() => null);
    if (answer?.ok) hear(await answer.json());
  };
  setInterval(() => void look(), ASK_EVERY_MS);
  return look();
}

/** @param {Today | null} today @returns {string} "" until it is known */
export function todayWords(today) {
  if (today === null) return "";
  const { raised, acknowledge, in_time: inTime } = today.escalations;
  return [
    t("supervisor.today.opened", { count: today.opened, met: today.met }),
    ...(raised > 0 ? [t("supervisor.today.raised", { count: raised })] : []),
    ...(acknowledge === null ? [] : [t("supervisor.today.answered", { after: elapsed(acknowledge.median_s) })]),
    ...(inTime === null ? [] : [t("supervisor.today.in_time", { percent: Math.round(inTime * 100) })]),
  ].join(" · ");
}
