// @ts-check
/* The plan (sikkerhedsplan) one has made together: to read in the talk, and afterwards. Nothing of it is kept on the device. */

import { computed, html } from "../vendor/preact.js";
import { nameOf } from "./counterpart.js";
import { Dialog } from "./dialog.js";
import { Icon } from "./icon.js";
import { say, state } from "./state.js";

const FIELDS = ["warning_signs", "own_ways", "company", "people_to_ask", "professionals", "safe_surroundings"];

/** The parts that say something, in order; null while there is no plan. */
const plan = computed(() => {
  const data = state.events.value.findLast(({ kind }) => kind === "safety_plan")?.data;
  const parts = FIELDS.map((field) => ({ field, text: String(data?.[field] ?? "") })).filter(({ text }) => text !== "");
  return parts.length > 0 ? parts : null;
});

/** The way to it in a talk; nothing where there is none. */
export function PlanButton() {
  if (plan.value === null) return null;
  return html`<button class="button plan__open" type="button" aria-haspopup="dialog"
    onClick=${() => { state.dialog.value = "plan"; }}><${Icon} name="hand-heart" /><span>${say("young.plan.open")}</span></button>`;
}

export function PlanDialog() {
  return html`<${Dialog} name="plan" title=${say("young.plan.title")}><${Parts} /><//>`;
}

/** Afterwards it stands on the page. */
export function PlanAfter() {
  if (plan.value === null) return null;
  return html`<section class="card" aria-labelledby="plan-title"><h2 id="plan-title">${say("young.plan.title")}</h2><${Parts} /></section>`;
}

function Parts() {
  return html`<p class="soft">${say("young.plan.lead", { name: nameOf() })}</p>
    <dl class="plan">${(plan.value ?? []).map(({ field, text }) => html`<div key=${field}><dt>${say(`young.plan.${field}`)}</dt><dd>${text}</dd></div>`)}</dl>`;
}
