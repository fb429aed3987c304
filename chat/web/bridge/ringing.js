// @ts-check
/* What calls a bridge-builder to the page (ringen): a call rings until somebody has come, news is told once. Never a word of a conversation. */

import { setTitle } from "../staff/page_title.js";
import { isElsewhere } from "../staff/desktop_notices.js";
import { makeAlarm, titleOf } from "../staff/alarm.js";
import { t } from "../staff/words.js";
import { effect, signal } from "../vendor/preact.js";

/** @import { DesktopNotices } from "../staff/desktop_notices.js" */
/** @import { Sound } from "../staff/sound.js" */
/** @import { Calls } from "./calls.js" */
/** @import { Task, TaskList } from "./task_list.js" */

/** @typedef {"call" | "task" | "sparring"} News */
/**
 * @typedef {object} Ringing
 * @property {boolean} asleep the browser gives no sound before somebody has pressed something here
 * @property {(news: News) => void} tell something is new: a notice, and a tone where it is wanted
 */
/** @typedef {{ calls: readonly { call_id: string }[], tasks: readonly Task[] | null }} Shown */

const WAKES = ["pointerdown", "keydown"];

/**
 * What is new between two states of the page; the first list there is, is no news.
 *
 * @param {Shown} before
 * @param {Shown} after
 * @returns {News[]}
 */
export function newsBetween(before, after) {
  const called = after.calls.some(({ call_id: id }) => !before.calls.some((known) => known.call_id === id));
  const free = (after.tasks ?? []).filter(({ owner, ended_at: ended }) => owner === null && !ended);
  const given = before.tasks !== null && free.some(({ bridge_id: id }) => !before.tasks?.some((known) => known.bridge_id === id));
  return [...(called ? [/** @type {const} */ ("call")] : []), ...(given ? [/** @type {const} */ ("task")] : [])];
}

/**
 * @param {{ list: TaskList, calls: Calls, sound: Sound, notices: DesktopNotices }} page
 * @returns {Ringing}
 */
export function connectRinging({ list, calls, sound, notices }) {
  const awake = signal(navigator.userActivation.hasBeenActive);
  for (const name of WAKES) document.addEventListener(name, () => { awake.value = true; }, { capture: true, once: true });
  const bell = makeAlarm({ awake: () => navigator.userActivation.hasBeenActive, wake: async () => {}, play: sound.tone });
  effect(() => bell.mute(!sound.settings.value.on));
  // Who is in a conversation already cannot come, and nobody can without a line: a call shows, and leaves them in peace.
  effect(() => bell.ring(list.line.value !== "away" && calls.open.value.length > 0 && calls.mine.value === null));

  const tell = (/** @type {News} */ news) => {
    notices.show(news, t(`bridge.${news}.new`));
    if (news !== "call" && sound.settings.peek().messages && isElsewhere()) sound.tone();
  };
  /** @type {Shown} */
  let before = { calls: [], tasks: null };
  effect(() => {
    const after = { calls: calls.open.value, tasks: list.tasks.value };
    newsBetween(before, after).forEach(tell);
    before = after;
  });
  effect(() => {
    if (list.line.value !== "away" || !calls.onDuty.peek()) return;
    bell.lineLost();
    notices.show("lost", t("bridge.line.lost"));
  });
  effect(() => {
    const calling = calls.open.value.length;
    setTitle(titleOf({ calling, lost: list.line.value === "away", title: t(calling > 0 ? "bridge.page.calling" : "bridge.page.title") }));
  });
  return { get asleep() { return !awake.value; }, tell };
}
