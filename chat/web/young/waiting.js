// @ts-check
/* Waiting (kø): one's place and a range of wait, worse news with a reason, and quiet things to do. */

import { html } from "../vendor/preact.js";
import { Breath } from "./breath.js";
import { Composer } from "./composer.js";
import { HelpLines } from "./helplines.js";
import { houseNow } from "./house_clock.js";
import { Icon } from "./icon.js";
import { Lanterns } from "./lanterns.js";
import { LeaveLine } from "./leave_line.js";
import { Log } from "./log.js";
import { LineNotice } from "./notices.js";
import { placeHeading, reachSentence, waitSentence, worseWords } from "./place.js";
import { Prompts } from "./prompts.js";
import { wordsOf } from "./rows.js";
import { Sounds } from "./sounds.js";
import { say, state } from "./state.js";

/** @typedef {import("./state.js").Place} Place */

/** @param {{ actions: import("./main.js").Actions }} props */
export function Waiting({ actions }) {
  const place = state.place.value;
  const perhapsNotReached = place.held || (place.worse !== null && place.worse !== "overtaken");
  return html`
    <main class="young__main">
      <section class="place">
        <${Lanterns} position=${place.position} />
        <h1 tabindex="-1">${placeHeading(place)}</h1>
        <p>${waitSentence(place)} ${reachSentence(place, houseNow())}</p>
      </section>
      <${LineNotice} />
      ${place.held && html`<${Held} />`}
      ${place.worse !== null && html`<${Worse} place=${place} />`}
      ${!place.held && place.worse === null && html`<${MayLock} />`}
      ${perhapsNotReached && html`<${HelpLines} title=${say("young.help.others")} />`}
      <section class="card" aria-labelledby="meanwhile">
        <h2 id="meanwhile">${say("young.meanwhile.title")}</h2>
        <${Prompts} />
        <p class="small soft">${say("young.meanwhile.write")}</p>
        ${hasWritten() && html`<${Log} retry=${actions.retry} />`}
        <${Composer} actions=${actions} />
      </section>
      <${Breath} />
      <details class="card">
        <summary>${say("young.sound.open")}</summary>
        <${Sounds} />
      </details>
      ${!perhapsNotReached && html`<${HelpLines} most=${3} />`}
      <${LeaveLine} leave=${actions.leave} />
    </main>`;
}

function hasWritten() {
  const { drafts, events } = state;
  return drafts.value.length > 0 || events.value.some((event) => wordsOf(event) !== "");
}

function MayLock() {
  return html`
    <p class="notice notice--quiet">
      <${Icon} name="moon" />
      <span>
        <strong>${say("young.waiting.lock.title")}</strong> ${say("young.waiting.lock.text")}
      </span>
    </p>`;
}

function Held() {
  return html`
    <p class="notice">
      <${Icon} name="hourglass" />
      <span><strong>${say("young.held.title")}</strong> ${say("young.held.text")}</span>
    </p>`;
}

/** @param {{ place: Place }} props */
function Worse({ place }) {
  const { title, text } = worseWords(place);
  return html`
    <p class="notice">
      <${Icon} name=${place.worse === "overtaken" ? "info" : "hourglass"} />
      <span><strong>${title}</strong> ${text}</span>
    </p>`;
}
