// @ts-check
/* Ways on a phone (genveje): from wherever one has scrolled to, to what calls and to the board, in one tap. */

import { Icon } from "../../chat/web/design/icon.js";
import { t } from "../../chat/web/staff/words.js";
import { html } from "../../chat/web/vendor/preact.js";

/** @import { Watch } from "./watch.js" */

const ESCALATIONS = ".escalations";
const BOARD = ".board__table";
const READING = ".reading";

/**
 * Shown on a narrow page alone, and only while an escalation is open: without one the board is near.
 *
 * @param {{ watch: Watch }} props
 */
export function Ways({ watch }) {
  const calling = watch.escalations.calling.value.length;
  const taken = watch.escalations.taken.value.length;
  if (calling + taken === 0) return null;
  const reads = watch.reading.value !== null;
  return html`<nav class="ways" aria-label=${t("supervisor.ways.label")}>
    <button class=${`button ${calling > 0 ? "button--danger" : ""}`} type="button" onClick=${() => goTo(ESCALATIONS)}>
      <${Icon} name=${calling > 0 ? "siren" : "user-check"} /> <span>${calling > 0 ? t("supervisor.ways.calling", { count: calling }) : t("supervisor.escalations.taken", { count: taken })}</span></button>
    <button class="button" type="button" onClick=${() => goTo(reads ? READING : BOARD)}>
      <span>${t(reads ? "supervisor.ways.reading" : "supervisor.ways.board")}</span></button>
  </nav>`;
}

/** @param {string} panel one of this page's; who reads by ear goes there too */
function goTo(panel) {
  const there = /** @type {HTMLElement | null} */ (document.querySelector(panel));
  const place = /** @type {HTMLElement | null | undefined} */ (there?.matches("[tabindex]") ? there : there?.querySelector("[tabindex]"));
  place?.focus({ preventScroll: true });
  there?.scrollIntoView({ block: "start" });
}
