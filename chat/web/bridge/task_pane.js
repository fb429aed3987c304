// @ts-check
/* One task (opgave): its facts, what was shared, what was done with it, and what may be done now. */

import { Icon } from "../design/icon.js";
import { LevelBadge } from "../staff/level_badge.js";
import { t } from "../staff/words.js";
import { html, useState } from "../vendor/preact.js";
import { letterOf, printed } from "./letter.js";
import { TaskVideo } from "./task_video.js";
import { dueWords, facts, momentWords, movedWords, reasonWords, statusWords } from "./task_words.js";

/** @import { Draft, Task, TaskList } from "./task_list.js" */

const ENDINGS = /** @type {const} */ (["held", "not_held", "withdrawn"]);
/** @type {Draft} */
const NOTHING = { note: "", message: "", followUp: "" };
const FIELDS = ["name", "phone", "email", "when", "careful", "about"];

/** @param {{ list: TaskList, task: Task | null, back: () => void }} props `back`: to the list, where the task has taken its place */
export function TaskPane({ list, task, back }) {
  if (task === null) {
    return html`<aside class="panel task-none" aria-label=${t("bridge.task.label")}><p class="tasks__none soft">${t("bridge.task.choose")}</p></aside>`;
  }
  const mine = task.owner?.staff_id === list.me.staff_id;
  const ended = task.ended_at !== null;
  return html`<aside class="panel task-open" aria-labelledby="task-title">
    <p class="task-back"><button class="button" type="button" onClick=${back}><${Icon} name="arrow-left" /> ${t("bridge.task.back")}</button></p>
    <div class="panel__head"><h2 id="task-title" tabindex="-1">${reasonWords(task)}</h2><div class="panel__end">${task.level > 0 && html`<${LevelBadge} level=${task.level} />`}</div></div>
    <div class="task-detail">
      <p>${facts(task).join(" · ")}</p>
      ${task.lane === "hand_over" && html`<p class="soft small">${t("bridge.task.hand_over")}${task.shared.length > 0 && html`. ${t("bridge.task.shared_fields", { fields: task.shared.map((field) => t(`bridge.field.${field}`).toLocaleLowerCase()).join(", ") })}`}</p>`}
      <p><b>${statusWords(task)}</b></p>
      <p class="soft small">${dueWords(task)}</p>
      ${task.service?.retired && !ended && html`<p class="notice"><${Icon} name="triangle-alert" /><span>${t("bridge.task.retired", { service: task.service.name })}</span></p>`}
      ${task.lane === "hand_over" && task.status === "withdrawn" && html`<p class="notice"><${Icon} name="hand" /><span>${t("bridge.task.withdrawn")}</span></p>`}
      ${mine && task.shared.length > 0 && html`<${SharedDetails} list=${list} task=${task} />`}
      ${list.moves.value.length > 0 && html`<ol class="task-moves">${list.moves.value.map((move) => html`<li key=${move.at}>
        <time>${momentWords(move.at)}</time> ${movedWords(move)}${move.note !== null && html` <q class="pre">${move.note}</q>`}</li>`)}</ol>`}
      <div role="alert">${list.fault.value !== "" && html`<p class="notice notice--danger"><${Icon} name="triangle-alert" /><span>${list.fault.value}</span></p>`}</div>
      ${!ended && (task.owner === null || mine) && html`<${Acts} list=${list} task=${task} mine=${mine} />`}
      ${mine && !ended && task.lane === "hand_over" && list.hasVideo.value && html`<${TaskVideo} list=${list} task=${task} />`}
      <p class="small soft"><${Icon} name="lock" /> ${t("bridge.task.no_words")}</p>
    </div>
  </aside>`;
}

/** @param {{ list: TaskList, task: Task }} props one asks for it, so that reading it is a deed of its own */
function SharedDetails({ list, task }) {
  const shared = list.shared.value;
  if (shared === "shredded") return html`<p class="notice notice--quiet"><${Icon} name="lock" /><span>${t("bridge.task.shredded")}</span></p>`;
  if (shared === "hidden") {
    return html`<p><button class="button" type="button" onClick=${() => void list.reveal(task.bridge_id)}><${Icon} name="eye" /> ${t("bridge.task.show")}</button><br />
      <span class="soft small">${t("bridge.task.shown_is_noted")}</span></p>`;
  }
  const print = () => {
    printed(letterOf(task, shared, FIELDS, new Date().toISOString()));
    list.shared.value = "hidden"; // on paper it has been shown once; once more is a deed of its own
  };
  return html`<section class="task-shared" aria-labelledby="shared-title"><h3 id="shared-title">${t("bridge.task.shared")}</h3>
    <dl>${FIELDS.filter((field) => shared[field] !== undefined).map((field) => html`<div key=${field}><dt>${t(`bridge.field.${field}`)}</dt><dd class="pre">${shared[field]}</dd></div>`)}</dl>
    <p><button class="button button--small" type="button" onClick=${print}>${t("bridge.letter.print")}</button></p></section>`;
}

/** @param {{ list: TaskList, task: Task, mine: boolean }} props */
function Acts({ list, task, mine }) {
  const [draft, setDraft] = useState(list.drafts.get(task.bridge_id) ?? NOTHING);
  const { note, message, followUp } = draft;
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const does = async (/** @type {() => Promise<boolean>} */ what) => {
    if (busy) return;
    setBusy(true);
    const done = await what();
    setBusy(false);
    if (done) write(NOTHING);
  };
  const write = (/** @type {Partial<Draft>} */ words) => {
    const now = { ...list.drafts.get(task.bridge_id) ?? NOTHING, ...words };
    list.drafts.set(task.bridge_id, now);
    setDraft(now);
  };
  const off = busy ? "true" : undefined;
  if (!mine) {
    return html`<p><button class="button button--main button--big" type="button" aria-disabled=${off} onClick=${() => void does(() => list.take(task.bridge_id))}>${t("bridge.task.take")}</button></p>`;
  }
  const move = (/** @type {"first_contact" | "held" | "not_held" | "withdrawn"} */ status) => () =>
    void does(() => list.move(task.bridge_id, status, note, message, status === "first_contact" ? followUp : ""));
  const plan = () => {
    if (followUp === "") document.getElementById("task-follow-up")?.focus();
    else void does(() => list.plan(task.bridge_id, followUp, note));
  };
  const handed = task.lane === "hand_over";
  const ends = (/** @type {typeof ENDINGS[number]} */ status) => {
    if (status === "withdrawn" && task.shared.length > 0) setSure(true);
    else move(status)();
  };
  if (sure) {
    return html`<div key="sure" role="group" aria-labelledby="task-sure">
      <h3 id="task-sure" tabindex="-1" ref=${focused}>${t("bridge.sure.title")}</h3>
      <p>${t("bridge.sure.text")}</p>
      <div class="task-ways">
        <button class="button" type="button" onClick=${() => setSure(false)}>${t("bridge.sure.no")}</button>
        <button class="button" type="button" aria-disabled=${off} onClick=${move("withdrawn")}>${t("bridge.sure.yes")}</button>
      </div></div>`;
  }
  return html`
    <div class="note">
      <label class="note__from" for="task-note"><${Icon} name="sticky-note" /> ${t("bridge.task.note")}</label>
      <textarea class="input" id="task-note" maxlength="1000" value=${note} onInput=${typed((text) => write({ note: text }))}></textarea>
    </div>
    ${handed && html`<div class="field"><label for="task-message">${t("bridge.task.message")}</label>
      <textarea class="input" id="task-message" maxlength="500" value=${message} onInput=${typed((text) => write({ message: text }))}></textarea></div>`}
    <div class="field"><label for="task-follow-up">${t("bridge.task.follow_up")}</label>
      <input class="input" id="task-follow-up" type="datetime-local" value=${followUp} onInput=${typed((text) => write({ followUp: text }))} /></div>
    <p class="task-ways"><button class="button" type="button" aria-disabled=${off} onClick=${plan}>${t("bridge.task.plan")}</button>
      <button class="button button--main" type="button" aria-disabled=${off} onClick=${move("first_contact")}>${t(handed ? "bridge.task.contacted" : "bridge.task.followed")}</button></p>
    <h3>${t("bridge.task.end")}</h3>
    <div class="task-ways">${ENDINGS.map((status) => html`<button class="button" type="button" key=${status} aria-disabled=${off} onClick=${() => ends(status)}>${t(`bridge.end.${status}`)}</button>`)}</div>`;
}

/** The key that opened a step presses nothing in it. @param {HTMLElement | null} heading */
function focused(heading) {
  heading?.focus();
}

/** @param {(text: string) => void} set */
function typed(set) {
  return (/** @type {InputEvent} */ { target }) => set(/** @type {HTMLInputElement | HTMLTextAreaElement} */ (target).value);
}
