// @ts-check
/* The entry questions (indgangsspørgsmål): each may be skipped, each says why, each can be undone. */

import { codePoints } from "../shared/text.js";
import { html } from "../vendor/preact.js";
import { EntryNotice } from "./entry_notice.js";
import { Gender } from "./gender.js";
import { EMERGENCY, HelpLines } from "./helplines.js";
import { Icon } from "./icon.js";
import { Municipality } from "./municipality.js";
import { Choice, answer } from "./question.js";
import { say, state } from "./state.js";

const AGES = ["under_12", "12_14", "15_17", "18_20", "21_25", "over_25"];
/** Met kindly, and shown who knows people of their age. */
const ELSEWHERE = new Set(["under_12", "over_25"]);
/** Topics as triage and the wrap-up name them. */
const TOPICS = [
  "family", "relationship", "loneliness", "school_education", "bullying", "depression",
  "anxiety", "body_health", "sexuality_identity", "abuse_violence", "grief", "other",
];
const LIFE = ["no", "sometimes", "now", "no_answer"];
const OPENING_MOST = 1000;

/** @param {{ open: () => void }} props */
export function Questions({ open }) {
  const asking = state.opening.value !== "no";
  const over = codePoints(state.answers.value.opening ?? "") - OPENING_MOST;

  /** @param {Event} event */
  function submit(event) {
    event.preventDefault();
    if (!asking && over <= 0) open();
  }

  return html`
    <main class="young__main">
      <div>
        <h1 tabindex="-1">${say("young.questions.title")}</h1>
        <p class="soft">${say("young.questions.lead")}</p>
      </div>
      <form class="questions" id="questions" autocomplete="off" onSubmit=${submit}>
        <${Choice} name="age_band" options=${AGES} label=${saying("young.age.")} />
        <${OtherAge} />
        <${Choice} name="about" options=${TOPICS} label=${saying("young.about.")} />
        <${Choice} name="suicide_question" options=${LIFE} whyOpen
          label=${saying("young.suicide_question.")}>
          <${AnsweredNow} />
        <//>
        <${Municipality} />
        <${Gender} />
        <${Opening} over=${over} />
      </form>
      <div class="foot-bar">
        <${EntryNotice} />
        <button class="button button--main button--big" type="submit" form="questions"
          aria-disabled=${asking || over > 0}>
          ${say(asking ? "young.questions.opening" : "young.questions.go")}
        </button>
        <p class="foot-bar__note">${footNote(over)}</p>
      </div>
    </main>`;
}

/** @param {"young.age." | "young.about." | "young.suicide_question."} beginning */
function saying(beginning) {
  return (/** @type {string} */ code) => say(`${beginning}${code}`);
}

/** Why one cannot go on, or what happens when one does. @param {number} over */
function footNote(over) {
  if (over > 0) return say("young.questions.too_long", { count: over });
  const retrying = state.opening.value === "retrying";
  return say(retrying ? "young.questions.retrying" : "young.questions.note");
}

function OtherAge() {
  const age = state.answers.value.age_band ?? "";
  if (!ELSEWHERE.has(age)) return null;
  return html`
    <div class="card">
      <p>${say(`young.age.${age}.kind`)}</p>
      <${HelpLines} whom=${age} />
    </div>`;
}

function AnsweredNow() {
  if (state.answers.value.suicide_question !== "now") return null;
  return html`
    <p class="notice notice--quiet">
      <${Icon} name="hand-heart" />
      <span>
        <strong>${say("young.suicide_question.now.kind")}</strong>
        ${say("young.suicide_question.now.danger")}${" "}
        <a href=${`tel:${EMERGENCY}`}>${say("young.help.call", { number: EMERGENCY })}</a>
      </span>
    </p>`;
}

/** @param {{ over: number }} props how many characters too long */
function Opening({ over }) {
  const wrong = over > 0;
  return html`
    <div class="question">
      <div class="field">
        <label for="opening">${say("young.opening.title")}</label>
        <p class="field__hint" id="opening-hint">${say("young.opening.hint")}</p>
        ${wrong && html`
          <p class="field__error" id="opening-error">
            <${Icon} name="triangle-alert" /> ${say("shared.error.too_long", { count: over })}
          </p>`}
        <textarea class="input" id="opening" autocomplete="off" aria-invalid=${wrong}
          aria-describedby=${wrong ? "opening-error opening-hint" : "opening-hint"}
          value=${state.answers.value.opening ?? ""}
          onInput=${(/** @type {any} */ event) => answer("opening", event.currentTarget.value)}
        ></textarea>
      </div>
    </div>`;
}
