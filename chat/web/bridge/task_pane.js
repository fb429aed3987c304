// @ts-check
/* One task (opgave): its facts, what was done with it, and what may be done now. */

import { Icon } from "../design/icon.js";
import { LevelBadge } from "../staff/level_badge.js";
import { t } from "../staff/words.js";
import { html, useState } from "../vendor/preact.js";
import { dueWords, facts, momentWords, reasonWords, statusWords } from "./task_words.js";

/** @import { Task, TaskList } from "./task_list.js" */

const ENDINGS = /** @type {const} */ (["held", "not_held", "withdrawn"]);

/** @param {{ list: TaskList, task: Task | null }} props */
export function TaskPane({ list, task }) {
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  if (task === null) {
    return html`<aside class="panel" aria-label=${t("bridge.task.label")}><p class="tasks__none soft">${t("bridge.task.choose")}</p></aside>`;
  }
  const mine = task.owner?.staff_id === list.me.staff_id;
  const does = async (/** @type {() => Promise<boolean>} */ what) => {
    if (busy) return;
    setBusy(true);
    const done = await what();
    setBusy(false);
    if (done) setNote("");
  };
  const move = (/** @type {"first_contact" | "held" | "not_held" | "withdrawn"} */ status) => () => void does(() => list.move(task.bridge_id, status, note));
  return html`<aside class="panel" aria-labelledby="task-title">
    <div class="panel__head"><h2 id="task-title">${reasonWords(task)}</h2><div class="panel__end"><${LevelBadge} level=${task.level} /></div></div>
    <div class="task-detail">
      <p>${facts(task).join(" · ")}</p>
      <p><b>${statusWords(task)}</b></p>
      <p class="soft small">${dueWords(task)}</p>
      ${list.moves.value.length > 0 && html`<ol class="task-moves">${list.moves.value.map((move) => html`<li key=${move.at}>
        <time>${momentWords(move.at)}</time> ${t(`bridge.moved.${move.status}`, { name: move.by })}${move.note !== null && html` <q class="pre">${move.note}</q>`}</li>`)}</ol>`}
      <div role="alert">${list.fault.value !== "" && html`<p class="notice notice--danger"><${Icon} name="triangle-alert" /><span>${list.fault.value}</span></p>`}</div>
      ${task.owner === null && html`<p><button class="button button--main button--big" type="button" aria-disabled=${busy ? "true" : undefined} onClick=${() => void does(() => list.take(task.bridge_id))}>${t("bridge.task.take")}</button></p>`}
      ${mine && html`
        <div class="note">
          <label class="note__from" for="task-note"><${Icon} name="sticky-note" /> ${t("bridge.task.note")}</label>
          <textarea class="input" id="task-note" maxlength="1000" value=${note} onInput=${(/** @type {InputEvent} */ event) => setNote(/** @type {HTMLTextAreaElement} */ (event.target).value)}></textarea>
        </div>
        <p><button class="button button--main" type="button" aria-disabled=${busy ? "true" : undefined} onClick=${move("first_contact")}>${t("bridge.task.followed")}</button></p>
        <h3>${t("bridge.task.end")}</h3>
        <div class="task-ways">${ENDINGS.map((status) => html`<button class="button" type="button" key=${status} aria-disabled=${busy ? "true" : undefined} onClick=${move(status)}>${t(`bridge.end.${status}`)}</button>`)}</div>`}
      <p class="small soft"><${Icon} name="lock" /> ${t("bridge.task.no_words")}</p>
    </div>
  </aside>`;
}
