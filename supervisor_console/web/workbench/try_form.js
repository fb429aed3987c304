// @ts-check
/* Try a sentence (prøv en sætning): how each word is read, what hits and why, and what is near. */

import { Icon } from "../../../chat/web/design/icon.js";
import { pieces } from "../../../chat/web/shared/text.js";
import { LevelBadge } from "../../../chat/web/staff/level_badge.js";
import { t, topicName } from "../../../chat/web/staff/words.js";
import { html } from "../../../chat/web/vendor/preact.js";
import { sendOnEnter } from "./sending.js";
import { Told } from "./told.js";

/** @import { Cleared, Hit, Near, Tried, Word, Workbench } from "./workbench.js" */

/** @param {{ bench: Workbench }} props */
export function TryForm({ bench }) {
  const busy = bench.busy.value === "try";
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const text = String(new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)).get("text") ?? "").trim();
    if (text !== "" && !busy) void bench.tryOut(text);
  };
  return html`<section class="panel" aria-labelledby="try-title">
    <div class="panel__head"><h2 id="try-title">${t("workbench.try.title")}</h2></div>
    <div class="workbench__inside">
      <form class="field" onSubmit=${submit}>
        <label for="try-text">${t("workbench.try.text")}</label>
        <p class="field__hint" id="try-hint">${t("workbench.try.hint")}</p>
        <textarea class="input" id="try-text" name="text" maxlength="500" required aria-describedby="try-hint" onKeyDown=${sendOnEnter}></textarea>
        <div><button class="button button--main" type="submit" aria-disabled=${String(busy)}><${Icon} name="search" /> ${t(busy ? "workbench.try.busy" : "workbench.try.act")}</button></div>
      </form>
      <${Told} bench=${bench} acts=${["try"]} />
      <div aria-live="polite">${bench.tried.value !== null && html`<${Result} tried=${bench.tried.value} />`}</div>
    </div>
  </section>`;
}

/** @param {{ tried: Tried }} props */
function Result({ tried }) {
  return html`<div class="tried">
    <p class="tried__verdict"><${LevelBadge} level=${tried.level} />
      ${tried.acute && html` <span class="tag tag--acute">${t("level.acute")}</span>`}
      ${tried.topics.map((topic) => html` <span class="tag" key=${topic}>${topicName(topic)}</span>`)}</p>
    <p class="tried__text">${marked(tried)}</p>
    <h3>${t("workbench.try.words")}</h3>
    <ul class="read-as">${tried.words.filter(({ known }) => known !== "sign").map((word, place) => html`<${ReadAs} key=${place} word=${word} />`)}</ul>
    <h3>${t("workbench.try.hits", { count: tried.hits.length })}</h3>
    ${tried.hits.length === 0 ? html`<p class="soft">${t("workbench.try.no_hits")}</p>` : html`<ul class="rules">${tried.hits.map((hit) => html`<${HitRow} key=${`${hit.rule} ${hit.start}`} hit=${hit} />`)}</ul>`}
    ${tried.cleared.length > 0 && html`<h3>${t("workbench.try.cleared")}</h3>
      <ul class="rules">${tried.cleared.map((one) => html`<${ClearedRow} key=${one.rule} one=${one} />`)}</ul>`}
    <h3>${t("workbench.try.near")}</h3>
    ${tried.near.length === 0 ? html`<p class="soft">${t("workbench.try.no_near")}</p>` : html`<ul class="rules">${tried.near.map((one) => html`<${NearRow} key=${one.rule} one=${one} />`)}</ul>`}
  </div>`;
}

/** @param {Tried} tried its words, those that hit as the counsellor would see them */
function marked({ text, hits }) {
  const spans = hits.map((hit) => ({ ...hit, acute: false }));
  const levelAt = (/** @type {number} */ start) => Math.max(1, ...hits.filter((hit) => hit.start === start).map(({ level }) => level));
  return pieces(text, spans).map((stretch, place) => stretch.spans.length === 0 ? stretch.text
    : html`<mark key=${place} class=${`flagged flagged--${Math.max(...stretch.spans.map(({ start }) => levelAt(start)))}`}>${stretch.text}</mark>`);
}

/** @param {{ word: Word }} props */
function ReadAs({ word }) {
  const others = word.read_as.filter((one) => one !== word.written.toLowerCase());
  const same = others.length < word.read_as.length;
  const note = word.known === "known" ? (same ? "" : t("workbench.try.read_as", { words: others.slice(0, 3).join(", ") })) : t(`workbench.try.word.${word.known}`);
  return html`<li class=${`read-as__word read-as__word--${word.known}`}><b>${word.written}</b>${note !== "" && html`<span>${note}</span>`}</li>`;
}

/** @param {{ hit: Hit }} props */
function HitRow({ hit }) {
  return html`<li><p><${LevelBadge} level=${hit.level} /> <q>${hit.words}</q></p>
    <p>${hit.why}</p><p class="soft small">${t("workbench.try.rule", { rule: hit.rule })}</p></li>`;
}

/** @param {{ one: Cleared }} props */
function ClearedRow({ one }) {
  return html`<li><p><q>${one.words}</q></p><p class="soft small">${t("workbench.try.cleared_by", { rule: one.rule, figure: one.figure })}</p></li>`;
}

/** @param {{ one: Near }} props */
function NearRow({ one }) {
  return html`<li><p><${LevelBadge} level=${one.level} /> ${t("workbench.try.would", { word: one.word })}</p>
    <p class="soft small">${t("workbench.try.near_rule", { words: one.words, rule: one.rule, example: one.example })}</p></li>`;
}
