// @ts-check
/* The talk (samtale): who, notices, log, box. */

import { html } from "../vendor/preact.js";
import { Composer } from "./composer.js";
import { Icon } from "./icon.js";
import { More } from "./more.js";
import { PlanButton, PlanDialog } from "./plan.js";
import { Notices } from "./notices.js";
import { Scroller } from "./scroller.js";
import { say, state } from "./state.js";
import { QuickExit } from "./topbar.js";

/** @param {{ actions: import("./main.js").Actions }} props */
export function Talk({ actions }) {
  return html`
    <main class="talk">
      <header class="talk__bar">
        <${Who} />
        <div class="talk__act">
          <${PlanButton} />
          <button class="button button--plain button--icon" type="button" aria-haspopup="dialog"
            aria-label=${say("young.more.label")}
            onClick=${() => { state.dialog.value = "more"; }}><${Icon} name="ellipsis" /></button>
          <${QuickExit} />
        </div>
      </header>
      <${Notices} />
      <${Scroller} actions=${actions} />
      <${Composer} actions=${actions} />
      <${More} actions=${actions} />
      <${PlanDialog} />
    </main>`;
}

function Who() {
  const counsellor = state.counsellor.value;
  const presence = presenceOf(counsellor, state.line.value);
  return html`
    <div class="talk__who">
      <h1 tabindex="-1">${say(`young.talk.title.${counsellor?.role ?? "counsellor"}`, { name: counsellor?.name ?? "" })}</h1>
      <p class=${presence === "here" || presence === "writes" ? "" : "away"}>
        <svg viewBox="0 0 12 12" aria-hidden="true"><circle cx="6" cy="6" r="4.5" /></svg>
        ${say(`young.talk.${presence}`)}
      </p>
    </div>`;
}

/**
 * @param {import("./state.js").Counsellor | null} counsellor
 * @param {import("../shared/connection.js").LineStatus} line without one of our own, theirs is unknown
 */
function presenceOf(counsellor, line) {
  if (line === "away") return "reconnecting";
  if (counsellor?.presence === "away") return "away";
  return counsellor?.typing ? "writes" : "here";
}
