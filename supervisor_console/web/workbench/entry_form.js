// @ts-check
/* An entry for the lexicon (en post): patterns, examples, and what it would change before anybody proposes it. */

import { Icon } from "../../../chat/web/design/icon.js";
import { LevelBadge } from "../../../chat/web/staff/level_badge.js";
import { t, topicName } from "../../../chat/web/staff/words.js";
import { html, useRef } from "../../../chat/web/vendor/preact.js";
import { sendOnEnter } from "./sending.js";
import { Told } from "./told.js";
import { entryOf } from "./workbench.js";

/** @import { Effect, EffectRow, Workbench } from "./workbench.js" */

/** The first is what a new entry begins with. */
const LEVELS = [2, 3, 4, 1, 0];
const SUBJECTS = ["self", "other", "none"];
/** As triage/topics.py has them, the most serious first. */
const TOPICS = [
  "suicide", "self_harm", "abuse_sexual", "abuse_violence", "honour_control", "neglect", "psychosis", "eating",
  "substance", "digital_abuse", "depression", "anxiety", "grief", "bullying", "loneliness", "family", "relationship",
  "sexuality_identity", "sleep", "body_health", "economy", "gambling", "school_education", "job",
];

/** @param {{ bench: Workbench }} props */
export function EntryForm({ bench }) {
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  const busy = bench.busy.value;
  const given = () => entryOf(new FormData(/** @type {HTMLFormElement} */ (form.current)));
  const measure = () => { if (busy === null && form.current?.reportValidity()) void bench.measure(given()); };
  const propose = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    if (busy === null && await bench.propose(given())) {
      form.current?.reset();
      bench.effect.value = null;
    }
  };
  return html`<section class="panel" aria-labelledby="entry-title">
    <div class="panel__head"><h2 id="entry-title">${t("workbench.entry.title")}</h2></div>
    <div class="workbench__inside">
      <p class="soft">${t("workbench.entry.about")}</p>
      <form class="entry-form" ref=${form} onSubmit=${(/** @type {SubmitEvent} */ event) => void propose(event)}>
        <div class="field"><label for="entry-id">${t("workbench.entry.id")}</label>
          <p class="field__hint" id="entry-id-hint">${t("workbench.entry.id_hint")}</p>
          <input class="input" id="entry-id" name="id" required maxlength="60" autocapitalize="none" spellcheck=${false}
            pattern="[a-z][a-z0-9_]*(\\.[a-z0-9_]+)+" aria-describedby="entry-id-hint" /></div>
        <div class="entry-form__row">
          <div class="field"><label for="entry-level">${t("workbench.entry.level")}</label>
            <select class="input" id="entry-level" name="level">${LEVELS.map((level) => html`<option key=${level} value=${level}>${level} ${t(`level.${level}`)}</option>`)}</select></div>
          <div class="field"><label for="entry-topic">${t("workbench.entry.topic")}</label>
            <select class="input" id="entry-topic" name="topic">${TOPICS.map((topic) => html`<option key=${topic} value=${topic}>${topicName(topic)}</option>`)}</select></div>
          <div class="field"><label for="entry-subject">${t("workbench.entry.subject")}</label>
            <select class="input" id="entry-subject" name="subject">${SUBJECTS.map((subject) => html`<option key=${subject} value=${subject}>${t(`staff.reason.subject.${subject}`)}</option>`)}</select></div>
        </div>
        <label class="choice"><input type="checkbox" name="acute" /> ${t("workbench.entry.acute")}</label>
        <div class="field"><label for="entry-why-da">${t("workbench.entry.why_da")}</label>
          <input class="input" id="entry-why-da" name="why_da" lang="da" required maxlength="200" /></div>
        <div class="field"><label for="entry-why-en">${t("workbench.entry.why_en")}</label>
          <input class="input" id="entry-why-en" name="why_en" lang="en" required maxlength="200" /></div>
        <${Lines} name="patterns" />
        <${Lines} name="hits" />
        <${Lines} name="misses" />
        <div class="entry-form__acts">
          <button class="button" type="button" aria-disabled=${String(busy !== null)} onClick=${measure}><${Icon} name="eye" /> ${t(busy === "effect" ? "workbench.entry.measuring" : "workbench.entry.measure")}</button>
          <button class="button button--main" type="submit" aria-disabled=${String(busy !== null)}><${Icon} name="send" /> ${t(busy === "propose" ? "workbench.entry.proposing" : "workbench.entry.propose")}</button>
        </div>
      </form>
      <${Told} bench=${bench} acts=${["effect", "propose"]} done=${["workbench.done.proposed"]} />
      <div aria-live="polite">${bench.effect.value !== null && html`<${EffectShown} effect=${bench.effect.value} />`}</div>
    </div>
  </section>`;
}

/** @param {{ name: "patterns" | "hits" | "misses" }} props */
function Lines({ name }) {
  return html`<div class="field"><label for=${`entry-${name}`}>${t(`workbench.entry.${name}`)}</label>
    <p class="field__hint" id=${`entry-${name}-hint`}>${t(`workbench.entry.${name}_hint`)}</p>
    <textarea class="input" id=${`entry-${name}`} name=${name} required spellcheck=${false} maxlength="4000"
      aria-describedby=${`entry-${name}-hint`} onKeyDown=${sendOnEnter}></textarea></div>`;
}

/** @param {{ effect: Effect }} props */
function EffectShown({ effect }) {
  return html`<div class="effect">
    <h3>${t("workbench.effect.title", { count: effect.changed })}</h3>
    <p>${t("workbench.effect.holds")} ${t(effect.read === effect.of_all ? "workbench.effect.all" : "workbench.effect.some", { read: effect.read, of_all: effect.of_all })}</p>
    ${effect.levels.filter(({ changed }) => changed > 0).map((row) => html`<${Row} key=${row.level} row=${row} />`)}
  </div>`;
}

/** @param {{ row: EffectRow }} props */
function Row({ row }) {
  return html`<details open=${row.level === 0}>
    <summary>${t("workbench.effect.level", { level: `${row.level} ${t(`level.${row.level}`)}`, changed: row.changed, read: row.read, raised: row.raised })}</summary>
    <ul class="rules">${row.examples.map((one) => html`<li key=${one.text}><p><q lang="da">${one.text}</q></p>
      <p><${LevelBadge} level=${one.before} /> <${Icon} name="arrow-right" /><span class="visually-hidden">${t("workbench.effect.becomes")}</span> <${LevelBadge} level=${one.after} /></p></li>`)}</ul>
  </details>`;
}
