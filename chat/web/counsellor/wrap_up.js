// @ts-check
/* Wrap-up (registrering) after a conversation: by keyboard, in a minute or so. */

import { html, useLayoutEffect, useRef } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { LevelBadge } from "../staff/level_badge.js";
import { t, topicName } from "../staff/words.js";
import { staying, useAsking } from "../staff/asking.js";
import { Oneself } from "./oneself.js";
import { refusalWords } from "../staff/refusals.js";
import {
  MAIN_REASONS, MOST_TOPICS, OUTCOMES, missing, onTheWire, topicsToOffer, withMain, withTopic,
} from "./wrap_up_record.js";

/** @import { Ack } from "../shared/wire.d.ts" */
/** @import { Desk } from "./desk.js" */
/** @import { View } from "./view.js" */
/** @import { Conversation } from "./state.js" */

/** @typedef {"stay" | "pause" | "next"} Then what comes after */

/** @param {{ conversation: Conversation, desk: Desk, view: View }} props */
export function WrapUp({ conversation, desk, view }) {
  const { id, callWord, level, events } = conversation;
  const { record } = desk.of(id);
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  const then = useRef(/** @type {Then} */ ("stay"));
  const { busy, fault, ask, say } = useAsking(() => {
    if (view.wrapUp.value === id) view.wrapUp.value = null;
    // Whoever has gone to another talk meanwhile stays there.
    if (view.focused.value === null || view.focused.value === id) view.goOnFrom(id);
    void goOn(then.current, desk, view);
  }, t("staff.wrap_up.title"));
  // What was missing is looked at again when it is saved again; before the next key, which may save it.
  useLayoutEffect(() => say(null), [record.value]);
  const someoneWaits = desk.waiting.value.total > 0 && desk.shift.value.state === "on";
  const heard = [...new Set(events.flatMap(({ data }) => data["verdict"]?.topics ?? []))];

  const save = (/** @type {Then} */ next) => {
    const lacks = missing(record.value);
    if (lacks !== null) {
      say(t(`staff.wrap_up.missing.${lacks}`));
      /** @type {HTMLElement | null | undefined} */ (form.current?.querySelector(`[name=${lacks}]`))?.focus();
      return;
    }
    then.current = next;
    void ask(() => saved(desk, id, record.value));
  };
  const keys = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save("stay");
    } else if (/^[1-9]$/.test(event.key) && !event.altKey && !event.ctrlKey) {
      if (event.target instanceof HTMLTextAreaElement) return;
      if (chooseNumber(/** @type {Element} */ (event.target), Number(event.key))) event.preventDefault();
    }
  };
  const followUp = (/** @type {InputEvent} */ event) => {
    record.value = { ...record.value, followUp: /** @type {HTMLTextAreaElement} */ (event.target).value };
  };
  return html`<section class="panel desk__wrap-up" aria-labelledby=${`title-${id}`} id=${`panel-${id}`}
    data-panel=${`write-${id}`} tabindex="-1">
    <div class="panel__head">
      <h2 id=${`title-${id}`}>${t("staff.wrap_up.of", { name: callWord })}</h2>
      <div class="panel__end"><button class="button button--small" type="button"
        onClick=${() => { view.dialog.value = { kind: "summary", id }; }}>${t("staff.summary.open")}</button>${" "}<button class="button button--small" type="button"
        onClick=${() => { view.wrapUp.value = null; }}>
        <${Icon} name="arrow-left" /> ${t("staff.wrap_up.back")}</button></div>
    </div>
    <div class="wrap-up__scroller"><div class="wrap-up">
      <header>
        <h3 class="wrap-up__title">${t("staff.wrap_up.title")}</h3>
        <p class="soft">${t("staff.wrap_up.lead")}</p>
        <p class="soft wrap-up__level">${t("staff.wrap_up.level")} <${LevelBadge} level=${level} /></p>
      </header>
      <form ref=${form} onKeyDown=${keys}
        onSubmit=${(/** @type {Event} */ event) => { event.preventDefault(); save("stay"); }}>
        <div class="wrap-up__column">
          <fieldset><legend>${t("staff.wrap_up.main")}</legend>
            <div class="choices">${MAIN_REASONS.map((topic, place) => html`<label class="choice" key=${topic}>
            <input type="radio" name="main" id=${place === 0 ? `write-${id}` : undefined} value=${topic}
              checked=${record.value.main === topic} onChange=${() => { record.value = withMain(record.value, topic); }} />
            ${topicName(topic)}${place < KEYED && html`${" "}<kbd>${place + 1}</kbd>`}
          </label>`)}</div></fieldset>
          <div class="field wrap-up__field"><label for="follow-up">${t("staff.wrap_up.follow_up")}</label>
            <textarea class="input" id="follow-up" maxlength="1000" value=${record.value.followUp}
              onInput=${followUp}></textarea>
          </div>
        </div>
        <div class="wrap-up__column">
          <fieldset><legend>${t("staff.wrap_up.outcome")}</legend>
            <div class="choices">${OUTCOMES.map((outcome, place) => html`<label class="choice" key=${outcome}>
            <input type="radio" name="outcome" value=${outcome} checked=${record.value.outcome === outcome}
              onChange=${() => { record.value = { ...record.value, outcome }; }} />
            ${t(`staff.wrap_up.outcome.${outcome}`)}${" "}<kbd>${place + 1}</kbd>
          </label>`)}</div></fieldset>
          <${Oneself} desk=${desk} conversation=${conversation} />
          <fieldset><legend>${t("staff.wrap_up.also")}</legend>
            <${Topics} desk=${desk} id=${id} heard=${heard} /></fieldset>
        </div>
        <div class="wrap-up__foot">
          <div role="alert">${fault !== null && html`<p class="notice notice--danger">
            <${Icon} name="triangle-alert" /><span>${fault}</span></p>`}</div>
          <p class="soft wrap-up__keys">
            <kbd>1</kbd>–<kbd>9</kbd> ${t("staff.wrap_up.keys_choose")} · <kbd>Ctrl Enter</kbd> ${t("staff.wrap_up.keys_save")}
          </p>
          <button class="button button--big" type="button" aria-disabled=${String(busy)}
            onClick=${() => save("pause")}><${Icon} name="coffee" /> ${t("staff.wrap_up.save_pause")}</button>
          ${someoneWaits
            ? html`<button class="button button--main button--big" type="button" aria-disabled=${String(busy)}
              onClick=${() => save("next")}>${t("staff.wrap_up.save_next")}</button>`
            : html`<button class="button button--main button--big" type="submit"
              aria-disabled=${String(busy)}>${t("staff.wrap_up.save")}</button>`}
        </div>
      </form>
    </div></div>
  </section>`;
}

/** As many as fit in three rows. */
const SHOWN_TOPICS = 7;
/** The number keys there are. */
const KEYED = 9;

/** @param {{ desk: Desk, id: string, heard: readonly string[] }} props */
function Topics({ desk, id, heard }) {
  const { record } = desk.of(id);
  const offered = topicsToOffer(heard, record.value.main);
  // In an order that stays, so that the next number is still what it was.
  const shown = [...new Set([...offered.slice(0, SHOWN_TOPICS), ...record.value.topics])];
  const full = record.value.topics.length >= MOST_TOPICS;
  const choice = (/** @type {string} */ topic, /** @type {number} */ place = KEYED) => html`<label class="choice" key=${topic}>
    <input type="checkbox" name="topic" value=${topic} checked=${record.value.topics.includes(topic)}
      aria-disabled=${String(full && !record.value.topics.includes(topic))}
      onChange=${(/** @type {Event} */ event) => {
        record.value = withTopic(record.value, topic);
        /** @type {HTMLInputElement} */ (event.target).checked = record.value.topics.includes(topic);
      }} />
    ${topicName(topic)}${place < KEYED && html`${" "}<kbd>${place + 1}</kbd>`}
  </label>`;
  return html`<div class="choices">${shown.map((topic, place) => choice(topic, place))}</div>
    <details class="why"><summary>${t("staff.wrap_up.more_topics")}</summary>
      <div class="choices">${offered.filter((topic) => !shown.includes(topic)).map((topic) => choice(topic))}</div></details>
    ${full && html`<p class="soft small">${t("staff.wrap_up.three")}</p>`}`;
}

/**
 * Saved before but the answer was lost: the house knows no such conversation of ours any more, which is what we wanted.
 *
 * @param {Desk} desk
 * @param {string} id
 * @param {import("./wrap_up_record.js").WrapUpRecord} record
 * @returns {Promise<Ack>}
 */
async function saved(desk, id, record) {
  const ack = await desk.house.wrapUp(id, onTheWire(record));
  const gone = !ack.ok && (ack.error.code === "not_assigned" || ack.error.code === "not_found");
  return gone && desk.state.value.conversations[id] === undefined ? { ok: true } : ack;
}

/**
 * @param {Then} then
 * @param {Desk} desk
 * @param {View} view
 */
async function goOn(then, desk, view) {
  if (then === "stay") return;
  const stays = staying();
  const ack = await (then === "pause" ? desk.house.pauseShift() : desk.accept(null));
  if (!ack.ok) desk.fault(refusalWords(ack.error));
  else if (then === "next" && stays()) view.goTo(ack["conversation_id"]);
}

/**
 * Choose by number in the group that has the focus.
 *
 * @param {Element} from
 * @param {number} number counted from 1
 */
function chooseNumber(from, number) {
  const options = from.closest("fieldset")?.querySelectorAll("input[type=radio], input[type=checkbox]");
  const option = /** @type {HTMLInputElement | undefined} */ (options?.[number - 1]);
  option?.click();
  option?.focus();
  return option !== undefined;
}
