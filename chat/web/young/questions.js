// @ts-check
/* The entry questions (indgangsspørgsmål): each may be skipped, each says why, each can be undone. */

import { Icon } from "./icon.js";
import { codePoints } from "../shared/text.js";
import { html, useEffect, useState } from "../vendor/preact.js";
import { EntryNotice } from "./entry_notice.js";
import { EMERGENCY, HelpLines } from "./helplines.js";
import { say, state } from "./state.js";

/** @typedef {keyof import("./state.js").Answers} Name */

const AGES = ["under_12", "12_14", "15_17", "18_20", "21_25", "over_25"];
const ELSEWHERE = new Set(["under_12", "over_25"]);
/** Topics as triage and the wrap-up name them. */
const TOPICS = [
  "family", "relationship", "loneliness", "school_education", "bullying", "depression",
  "anxiety", "body_health", "sexuality_identity", "abuse_violence", "grief", "other",
];
const LIFE = ["no", "sometimes", "now", "no_answer"];
const GENDERS = ["girl", "boy", "nonbinary", "own", "not_said"];
/** The house takes one's own words; these two choices bring none with them. */
const WORDLESS = new Set(["own", "not_said"]);
const OPENING_MOST = 1000;
const GENDER_MOST = 40;
const MUNICIPALITIES = new URL("municipalities.json", import.meta.url);

/** @param {{ open: () => void }} props */
export function Questions({ open }) {
  const { answers, opening } = state;
  const asking = opening.value !== "no";
  const over = codePoints(answers.value.opening ?? "") - OPENING_MOST;
  return html`
    <main class="young__main">
      <div>
        <h1 tabindex="-1">${say("young.questions.title")}</h1>
        <p class="soft">${say("young.questions.lead")}</p>
      </div>
      <form class="questions" id="questions" onSubmit=${(/** @type {Event} */ event) => { event.preventDefault(); if (!asking && over <= 0) open(); }}>
        <${Choice} name="age_band" options=${AGES} label=${(/** @type {string} */ code) => say(`young.age.${code}`)} />
        ${ELSEWHERE.has(answers.value.age_band ?? "") && html`
          <div class="card">
            <p>${say(`young.age.${answers.value.age_band}.kind`)}</p>
            <${HelpLines} most=${3} />
          </div>`}
        <${Choice} name="about" options=${TOPICS} label=${(/** @type {string} */ code) => say(`young.about.${code}`)} />
        <${Choice} name="suicide_question" options=${LIFE} label=${(/** @type {string} */ code) => say(`young.suicide_question.${code}`)} whyOpen>
          ${answers.value.suicide_question === "now" && html`
            <p class="notice notice--quiet"><${Icon} name="hand-heart" />
              <span>
                <strong>${say("young.suicide_question.now.kind")}</strong>
                ${say("young.suicide_question.now.danger")} <a href=${`tel:${EMERGENCY}`}>${say("young.help.call", { number: EMERGENCY })}</a>
              </span>
            </p>`}
        <//>
        <${Municipality} />
        <${Gender} />
        <div class="question">
          <div class="field">
            <label for="opening">${say("young.opening.title")}</label>
            <p class="field__hint" id="opening-hint">${say("young.opening.hint")}</p>
            ${over > 0 && html`
              <p class="field__error" id="opening-error"><${Icon} name="triangle-alert" /> ${say("shared.error.too_long", { count: over })}</p>`}
            <textarea class="input" id="opening" autocomplete="off" aria-invalid=${over > 0}
              aria-describedby=${over > 0 ? "opening-error opening-hint" : "opening-hint"}
              value=${answers.value.opening ?? ""}
              onInput=${(/** @type {any} */ event) => answer("opening", event.currentTarget.value)}></textarea>
          </div>
        </div>
      </form>
      <div class="foot-bar">
        <${EntryNotice} />
        <button class="button button--main button--big" type="submit" form="questions" aria-disabled=${asking || over > 0}>
          ${say(asking ? "young.questions.opening" : "young.questions.go")}
        </button>
        <p class="foot-bar__note">
          ${over > 0 ? say("young.questions.too_long", { count: over }) : say(opening.value === "retrying" ? "young.questions.retrying" : "young.questions.note")}
        </p>
      </div>
    </main>`;
}

/**
 * @param {Name} name
 * @param {string | undefined} value nothing chosen is nothing sent
 */
function answer(name, value) {
  const { [name]: _, ...others } = state.answers.value;
  state.answers.value = value ? { ...others, [name]: value } : others;
}

/** @param {{ name: Name, options: readonly string[], label: (code: string) => string, whyOpen?: boolean, children?: unknown }} props */
function Choice({ name, options, label, whyOpen = false, children }) {
  const chosen = state.answers.value[name];
  return html`
    <fieldset class="question">
      <legend>${say(`young.${name}.title`)}</legend>
      <div class="choices">
        ${options.map((code) => html`
          <label class="choice" key=${code}>
            <input type="radio" name=${name} value=${code} checked=${chosen === code} onChange=${() => answer(name, code)} />
            ${label(code)}
          </label>`)}
      </div>
      ${children}
      <${Foot} name=${name} whyOpen=${whyOpen} chosen=${chosen !== undefined} />
    </fieldset>`;
}

/** @param {{ name: Name, chosen: boolean, whyOpen?: boolean, undo?: () => void }} props */
function Foot({ name, chosen, whyOpen = false, undo = () => answer(name, undefined) }) {
  return html`
    <div class="question__foot">
      <details class="why" open=${whyOpen}>
        <summary><${Icon} name="circle-help" /> ${say("young.why")}</summary>
        <p>${say(`young.${name}.why`)}</p>
      </details>
      ${chosen && html`
        <button class="button button--plain" type="button" onClick=${undo}>${say("young.undo")}</button>`}
    </div>`;
}

/** A list to choose from, not a box to write in: no spelling, no error to make, and a phone's own wheel. */
function Municipality() {
  const [all, setAll] = useState(/** @type {Array<[code: string, name: string]>} */ ([]));
  useEffect(() => {
    fetch(MUNICIPALITIES).then((answer) => answer.json()).then(setAll, () => setAll([]));
  }, []);
  const chosen = state.answers.value.municipality;
  return html`
    <fieldset class="question">
      <legend>${say("young.municipality.title")}</legend>
      <div class="field">
        <label class="visually-hidden" for="municipality">${say("young.municipality.label")}</label>
        <select class="input" id="municipality" value=${chosen ?? ""}
          onChange=${(/** @type {any} */ event) => answer("municipality", event.currentTarget.value || undefined)}>
          <option value="">${say("young.municipality.none")}</option>
          ${all.map(([code, name]) => html`<option key=${code} value=${code}>${name}</option>`)}
        </select>
      </div>
      <${Foot} name="municipality" chosen=${chosen !== undefined} />
    </fieldset>`;
}

function Gender() {
  const [chosen, setChosen] = useState(genderChosen);
  const choose = (/** @type {string | null} */ code) => {
    setChosen(code);
    answer("gender", code === null || WORDLESS.has(code) ? undefined : say(`young.gender.${code}.word`));
  };
  return html`
    <fieldset class="question">
      <legend>${say("young.gender.title")}</legend>
      <div class="choices">
        ${GENDERS.map((code) => html`
          <label class="choice" key=${code}>
            <input type="radio" name="gender" value=${code} checked=${chosen === code} onChange=${() => choose(code)} />
            ${say(`young.gender.${code}`)}
          </label>`)}
      </div>
      ${chosen === "own" && html`
        <div class="field">
          <label for="gender-own">${say("young.gender.own.label")}</label>
          <input class="input" id="gender-own" maxlength=${GENDER_MOST} autocomplete="off" value=${state.answers.value.gender ?? ""}
            onInput=${(/** @type {any} */ event) => answer("gender", event.currentTarget.value)} />
        </div>`}
      <${Foot} name="gender" chosen=${chosen !== null} undo=${() => choose(null)} />
    </fieldset>`;
}

/** @returns {string | null} what was chosen before, if one comes back to this page */
function genderChosen() {
  const { gender } = state.answers.value;
  if (gender === undefined) return null;
  return GENDERS.find((code) => !WORDLESS.has(code) && say(`young.gender.${code}.word`) === gender) ?? "own";
}
