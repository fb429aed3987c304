// @ts-check
/*
 * Notices over the talk (besked fra huset): what holds now, and what happens next. Without a line of
 * one's own nothing is known of the other's, so only one is ever shown.
 */

import { Icon } from "./icon.js";
import { html } from "../vendor/preact.js";
import { say, state } from "./state.js";

export function Notices() {
  const counsellor = state.counsellor.value;
  return html`
    <div class="talk__notices">
      <${OfflineNotice} />
      ${counsellor?.presence === "away" && state.line.value !== "away" && html`
        <p class="notice"><${Icon} name="hourglass" />
          <span><strong>${say("young.talk.away.title", { name: counsellor.name })}</strong> ${say("young.talk.away.text")}</span>
        </p>`}
    </div>`;
}

/** Whether it is the net that is away or the house, as far as the device can tell. */
export function OfflineNotice() {
  if (state.line.value !== "away") return null;
  const gone = navigator.onLine ? "lost" : "away";
  return html`
    <p class="notice"><${Icon} name="wifi-off" />
      <span><strong>${say(`young.line.${gone}.title`)}</strong> ${say(`young.line.${gone}.text`)}</span>
    </p>`;
}
