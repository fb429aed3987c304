// @ts-check
/* The course of an escalation (forløb): each of its moves and the emergency card's ticks, with their times. */

import { html } from "../vendor/preact.js";
import { careTexts } from "./care.js";
import { lineWords } from "./line_words.js";
import { clockExact, t } from "./words.js";

/** @import { WireEvent } from "../shared/wire.d.ts" */

const MOVES = new Set(["escalated", "paged", "acknowledged", "reopened", "resolved", "level", "joined", "assigned", "assessment", "emergency_step"]);
const READER = { staffId: null, callWord: "" };

/**
 * The events that tell it, from the first escalation on.
 *
 * @param {readonly WireEvent[]} events
 * @returns {WireEvent[]}
 */
export function courseIn(events) {
  const first = events.findIndex(({ kind }) => kind === "escalated");
  if (first === -1) return [];
  // What raised it stands right before.
  const from = events[first - 1]?.kind === "level" ? first - 1 : first;
  return events.slice(from).filter(({ kind }) => MOVES.has(kind));
}

/** @param {{ events: readonly WireEvent[] }} props */
export function EscalationCourse({ events }) {
  const course = courseIn(events);
  if (course.length === 0) return html`<p class="soft small">${t("staff.course.none")}</p>`;
  return html`<ol class="line">${course.map((event) => html`<li key=${event.seq}><time>${clockExact(event.at)}</time>${wordsOf(event)}</li>`)}</ol>`;
}

/** @param {WireEvent} event */
function wordsOf(event) {
  if (event.kind === "level") return t("staff.course.level", { level: `${event.data["to"]} ${t(`level.${event.data["to"]}`)}` });
  if (event.kind !== "emergency_step") return lineWords(event, READER);
  const { card } = careTexts.value ?? {};
  const all = card === undefined ? [] : [...card.call.steps, ...card.say.steps, ...card.identify.steps];
  const step = all.find(({ id }) => id === event.data["step"])?.text ?? String(event.data["step"]).replaceAll("_", " ");
  return t(event.data["done"] ? "staff.course.done" : "staff.course.undone", { name: event.data["by"], step });
}
