// @ts-check
/*
 * Notices over the talk (besked fra huset): what holds now, and what happens next. Without a line of
 * one's own nothing is known of the other's, so only one of the two is ever shown; a pause stands beside it.
 */

import { html } from "../vendor/preact.js";
import { Icon } from "./icon.js";
import { clock } from "../shared/time.js";
import { lineWords } from "./line_words.js";
import { language, say, state } from "./state.js";

export function Notices() {
  return html`
    <div class="talk__notices">
      <${LineNotice} />
      <${AwayNotice} />
      <${PauseNotice} />
    </div>`;
}

export function LineNotice() {
  if (state.line.value !== "away") return null;
  const { title, text } = lineWords();
  return html`
    <p class="notice">
      <${Icon} name="wifi-off" /><span><strong>${title}</strong> ${text}</span>
    </p>`;
}

function AwayNotice() {
  const counsellor = state.counsellor.value;
  if (counsellor?.presence !== "away" || state.line.value === "away") return null;
  return html`
    <p class="notice">
      <${Icon} name="hourglass" />
      <span>
        <strong>${say("young.talk.away.title", { name: counsellor.name })}</strong>${" "}
        ${say("young.talk.away.text")}
      </span>
    </p>`;
}

/** Under the line's notice it still holds, so that two may stand here. */
function PauseNotice() {
  const until = state.pausedUntil.value;
  if (until === null) return null;
  const time = clock(new Date(until).toISOString(), language.value);
  return html`
    <p class="notice">
      <${Icon} name="hourglass" />
      <span>
        <strong>${say("young.pause.title", { time })}</strong>${" "}
        ${say("young.pause.text")}
      </span>
    </p>`;
}
