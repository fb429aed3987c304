// @ts-check
/* Waiting (kø): one's place and a range of wait, worse news with a reason, and quiet things to do. */

import { Icon } from "./icon.js";
import { html, useState } from "../vendor/preact.js";
import { Breath } from "./breath.js";
import { Composer } from "./composer.js";
import { HelpLines } from "./helplines.js";
import { Lanterns } from "./lanterns.js";
import { Log } from "./log.js";
import { OfflineNotice } from "./notices.js";
import { placeHeading, reachSentence, waitSentence } from "./place.js";
import { minutes } from "../shared/time.js";
import { say, state } from "./state.js";

/** @typedef {import("./state.js").Place} Place */

const PROMPTS = 5;

/** @param {{ actions: import("./main.js").Actions }} props */
export function Waiting({ actions }) {
  const place = state.place.value;
  const written = state.drafts.value.length > 0 || state.events.value.some(hasWords);
  return html`
    <main class="young__main">
      <section class="place">
        <${Lanterns} position=${place.position} />
        <h1 tabindex="-1">${placeHeading(place)}</h1>
        <p>${waitSentence(place)} ${reachSentence(place, Date.now())}</p>
      </section>
      <${OfflineNotice} />
      <${Worse} place=${place} />
      ${place.worse === null && html`
        <p class="notice notice--quiet"><${Icon} name="moon" />
          <span><strong>${say("young.waiting.lock.title")}</strong> ${say("young.waiting.lock.text")}</span>
        </p>`}
      ${(place.worse === "max_wait" || place.worse === "closing") && html`<${HelpLines} title=${say("young.help.others")} />`}
      <section class="card" aria-labelledby="meanwhile">
        <h2 id="meanwhile">${say("young.meanwhile.title")}</h2>
        <${Prompts} />
        <p class="small soft">${say("young.meanwhile.write")}</p>
        ${written && html`<${Log} />`}
        <${Composer} actions=${actions} />
      </section>
      <${Breath} />
      ${place.worse !== "max_wait" && place.worse !== "closing" && html`<${HelpLines} most=${3} />`}
      <${LeaveLine} leave=${actions.leave} />
    </main>`;
}

/** @param {import("../shared/wire.d.ts").WireEvent} event */
function hasWords({ kind, data }) {
  return kind === "message" || (kind === "opened" && typeof data.opening === "string" && data.opening !== "") || kind === "released";
}

/** @param {{ place: Place }} props */
function Worse({ place }) {
  const { worse, position, closing_at } = place;
  if (worse === null) return null;
  const count = closing_at === null ? 15 : minutes((Date.parse(closing_at) - Date.now()) / 1000);
  return html`
    <p class="notice"><${Icon} name=${worse === "overtaken" ? "info" : "hourglass"} />
      <span>
        <strong>${say(`young.worse.${worse}.title`, { count })}</strong>
        ${say(`young.worse.${worse}.text`, { position: position ?? "?" })}
      </span>
    </p>`;
}

/** Questions that help to find words; one at a time, none of them sent anywhere. */
function Prompts() {
  const [number, setNumber] = useState(0);
  return html`
    <p class="prompt">${say(`young.prompt.${number + 1}`)}</p>
    <button class="button" type="button" onClick=${() => setNumber((number + 1) % PROMPTS)}>
      <${Icon} name="rotate-ccw" /> ${say("young.prompt.another")}
    </button>`;
}

/** Two steps, as a place given up cannot be had back. @param {{ leave: () => void }} props */
function LeaveLine({ leave }) {
  const [sure, setSure] = useState(false);
  if (!sure) {
    return html`
      <p><button class="button button--plain" type="button" onClick=${() => setSure(true)}>${say("young.leave_line")}</button></p>`;
  }
  return html`
    <div class="card">
      <p>${say("young.leave_line.sure")}</p>
      <div class="choices">
        <button class="button" type="button" onClick=${leave}>${say("young.leave_line")}</button>
        <button class="button" type="button" onClick=${() => setSure(false)}>${say("young.leave_line.stay")}</button>
      </div>
    </div>`;
}
