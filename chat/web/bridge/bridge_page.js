// @ts-check
/* The page as a whole: the tasks, what presses first, and beside them the one that is open. */

import { Icon } from "../design/icon.js";
import { downloaded } from "../staff/calendar.js";
import { AlertsDialog } from "../staff/alerts_dialog.js";
import { useBack } from "../staff/back.js";
import { now } from "../staff/clock.js";
import { LevelBadge } from "../staff/level_badge.js";
import { LiveRegions } from "../staff/live_regions.js";
import { StaffBar } from "../staff/staff_bar.js";
import { t } from "../staff/words.js";
import { html, useState } from "../vendor/preact.js";
import { appointmentsOf } from "./appointments.js";
import { AdvisingPane } from "./advising_pane.js";
import { CallPanel } from "./call_panel.js";
import { SparringPanel } from "./sparring_panel.js";
import { TaskPane } from "./task_pane.js";
import { groupsOf } from "./task_list.js";
import { dueWords, facts, reasonWords, statusWords } from "./task_words.js";

/** @import { Calls } from "./calls.js" */
/** @import { Alerts } from "./call_panel.js" */
/** @import { Task, TaskList } from "./task_list.js" */

/** @param {{ list: TaskList, calls: Calls, alerts: Alerts, signOut: () => void }} props */
export function BridgePage({ list, calls, alerts, signOut }) {
  const [keysOpen, setKeysOpen] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const { sound, notices } = alerts;
  const tasks = list.tasks.value;
  const count = tasks?.filter(({ ended_at: at }) => !at).length ?? 0;
  const mine = tasks?.some(({ owner, ended_at: ended }) => owner?.staff_id === list.me.staff_id && !ended);
  const open = tasks?.find(({ bridge_id: id }) => id === list.open.value) ?? null;
  const back = () => {
    const id = list.open.peek();
    list.close();
    if (id !== null) goToRow(id);
  };
  useBack(".tasks__all", back);
  return html`
    <${StaffBar} href="/bridge" sound=${{ on: sound.settings.value.on, open: () => setChoosing(true) }} keys=${[]} keysOpen=${keysOpen} setKeysOpen=${setKeysOpen} signOut=${signOut}
      groups=${[html`<p><b>${t("bridge.page.who", { name: list.me.display_name })}</b></p>`]} />
    <main class=${`tasks ${open === null || calls.advising.value !== null ? "" : "tasks--open"}`}>
      <h1 class="visually-hidden">${t("bridge.page.title")}</h1>
      ${list.line.value === "away" && html`<p class="notice notice--danger tasks__away"><${Icon} name="wifi-off" /><span>${t("bridge.line.away")}</span></p>`}
      <${CallPanel} calls=${calls} alerts=${alerts} />
      <${SparringPanel} tell=${() => alerts.ringing.tell("sparring")} />
      <${Called} calls=${calls} />
      <section class="panel tasks__all" aria-labelledby="tasks-title">
        <div class="panel__head"><h2 id="tasks-title" tabindex="-1">${t("bridge.tasks.title", { count })}</h2>
          ${mine && html`<div class="panel__end"><button class="button button--small" type="button" title=${t("bridge.calendar.what")}
            onClick=${() => downloaded(appointmentsOf(tasks ?? [], list.me.staff_id, { followUp: t("bridge.calendar.title"), video: t("staff.video.calendar") }), now.peek())}>${t("bridge.calendar.get")}</button></div>`}</div>
        ${tasks === null ? html`<p class="tasks__none soft">${t("bridge.tasks.loading")}</p>`
          : html`${count === 0 && html`<p class="tasks__none soft">${t("bridge.tasks.none")}</p>`}<${Groups} list=${list} tasks=${tasks} />`}
      </section>
      <${Beside} list=${list} calls=${calls} task=${open} back=${back} />
    </main>
    ${choosing && html`<${AlertsDialog} sound=${sound} notices=${notices} close=${() => setChoosing(false)}
      words=${{ rings: t("bridge.alerts.rings"), elsewhere: t("bridge.alerts.elsewhere") }} />`}
    <${LiveRegions} />`;
}

/** The conversation one is in goes before any task. @param {{ calls: Calls }} props */
function Called({ calls }) {
  const [call, advising] = [calls.mine.value, calls.advising.value];
  return call === null || advising === null ? null : html`<${AdvisingPane} key=${advising.id} calls=${calls} call=${call} advising=${advising} />`;
}

/** The task that is open, while one is in no conversation. @param {{ list: TaskList, calls: Calls, task: Task | null, back: () => void }} props */
function Beside({ list, calls, task, back }) {
  if (calls.advising.value !== null) return null;
  return html`<${TaskPane} key=${task?.bridge_id ?? "none"} list=${list} task=${task} back=${back} />`;
}

/** @param {{ list: TaskList, tasks: readonly Task[] }} props draws itself again with the clock: a deadline passes by itself */
function Groups({ list, tasks }) {
  const groups = groupsOf(tasks, now.value);
  return html`<div class="task-list">${(/** @type {const} */ (["late", "free", "today", "week", "later", "ended"])).map((name) => groups[name].length > 0 && html`
    <h3 key=${name}>${name === "late" && html`<${Icon} name="hourglass" /> `}${t(`bridge.tasks.${name}`, { count: groups[name].length })}</h3>
    <ul key=${`${name}-list`}>${groups[name].map((task) => html`<li key=${task.bridge_id}>
      <button class="task" type="button" id=${rowId(task.bridge_id)} aria-current=${task.bridge_id === list.open.value ? "true" : undefined} onClick=${() => { list.show(task.bridge_id); goToTask(task.bridge_id); }}>
        <span class=${`task__due ${name === "late" ? "late" : ""}`}>${dueWords(task)}</span>
        <span class="task__what"><b>${reasonWords(task)}</b><small>${facts(task).join(" · ")}</small></span>
        <span>${task.level > 0 && html`<${LevelBadge} level=${task.level} />`}</span>
        <span class="task__status small">${statusWords(task)}</span>
      </button></li>`)}</ul>`)}</div>`;
}

/** @param {string} id */
function rowId(id) {
  return `task-${id}`;
}

/** Where the open task has taken the list's place, or is out of sight beside it, it is gone to. @param {string} id */
function goToTask(id) {
  setTimeout(() => {
    const title = document.getElementById("task-title");
    const panel = title?.closest(".panel");
    if (!title || !panel) return;
    const top = title.getBoundingClientRect().top;
    if (isShown(document.getElementById(rowId(id))) && top >= 0 && top <= innerHeight - title.offsetHeight) return;
    panel.scrollIntoView({ block: "start" });
    title.focus({ preventScroll: true });
  });
}

/** Back in the list, one stands where one left it; a task that has gone meanwhile leaves one at its head. @param {string} id */
function goToRow(id) {
  setTimeout(() => (document.getElementById(rowId(id)) ?? document.getElementById("tasks-title"))?.focus());
}

/** @param {HTMLElement | null} element */
function isShown(element) {
  return element !== null && element.getClientRects().length > 0;
}
