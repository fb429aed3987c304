// @ts-check
/*
 * Afterwards (bagefter): what one may answer, what felt wrong, where help is. All of it optional. Who
 * was in the middle of it when we closed is shown first who is open.
 */

import { html } from "../vendor/preact.js";
import { Feedback } from "./feedback.js";
import { FeltWrong } from "./felt_wrong.js";
import { HelpLines } from "./helplines.js";
import { Log } from "./log.js";
import { PlanAfter } from "./plan.js";
import { ReturnCode } from "./return_code.js";
import { language, say, state } from "./state.js";

/** @typedef {import("./main.js").Actions} Actions */
/** @typedef {import("../shared/wire.d.ts").WireEvent} WireEvent */

/** @param {{ actions: Actions }} props */
export function After({ actions }) {
  const name = counsellorIn(state.events.value);
  const talked = name !== null;
  const Bridges = state.bridges.value?.BridgesAfter;
  const Summary = state.summaries.value;
  const Video = state.videos.value?.VideoAfter;
  const closedOn = talked && ending(state.events.value) === "service";
  const help = html`<${HelpLines} title=${say(closedOn ? "young.help.others" : "young.help.again")} />`;
  return html`
    <main class="young__main">
      <div>
        <h1 tabindex="-1">${say(talked ? "young.after.title" : "young.after.title.waited")}</h1>
        <p class="lead">${lead(name, state.events.value)}</p>
      </div>
      <${PlanAfter} />
      ${Video && html`<${Video} />`}
      ${Summary && html`<${Summary.SummaryAfter} />`}
      ${Bridges && html`<${Bridges} />`}
      ${closedOn && help}
      ${talked && html`<${Feedback} send=${actions.feedback} />`}
      ${talked && html`<${FeltWrong} send=${actions.feedback} />`}
      ${talked && html`<${ReadAgain} />`}
      ${talked && html`<${ReturnCode} make=${actions.returnCode} />`}
      ${!closedOn && help}
      <div class="card">
        <h2>${say("young.after.us.title")}</h2>
        <p>${say("young.after.us.text")}</p>
        ${Summary && html`<${Summary.Bring} />`}
        <button class="button" type="button" onClick=${actions.anew}>
          ${say("young.after.us.new")}
        </button>
        <p class="small"><a href=${inLanguage("/complaint")}>${say("young.after.complaint")}</a></p>
      </div>
    </main>`;
}

/** Another page of ours, in the language one reads this in. @param {string} path */
function inLanguage(path) {
  return language.value === "en" ? `${path}?lang=en` : path;
}

/** @param {string | null} name @param {readonly WireEvent[]} events */
function lead(name, events) {
  if (name === null) return say("young.after.lead.waited");
  return say(`young.after.lead.${ending(events)}`, { name });
}

function ReadAgain() {
  return html`
    <details class="card">
      <summary>${say("young.after.read")}</summary>
      <p class="small soft">${say("young.after.read.how_long")}</p>
      <${Log} />
    </details>`;
}

/** @param {readonly WireEvent[]} events @returns {string | null} whom one wrote with last */
function counsellorIn(events) {
  const last = events.findLast(({ kind }) => kind === "assigned" || kind === "transferred");
  return last?.data.display_name ?? last?.data.to_display_name ?? null;
}

/** How it ended, as far as words differ. @param {readonly WireEvent[]} events */
function ending(events) {
  const closed = events.findLast(({ kind }) => kind === "closed");
  if (closed === undefined) return "young_left";
  const { reason } = closed.data;
  return ["young_left", "timeout", "service"].includes(reason) ? reason : "counsellor";
}
