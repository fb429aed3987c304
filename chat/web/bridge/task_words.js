// @ts-check
/* A task in words: why it opened, whom it is about as far as anybody may know, how far it is, and by when. */

import { ageBand, clock, has, municipalityName, t, topicName } from "../staff/words.js";

/** @import { Task } from "./task_list.js" */

/** @param {Task} task */
export function dueWords({ due_at: due, ended_at: ended }) {
  const at = ended ?? due;
  if (at === null) return "";
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { day: "numeric", month: "numeric", timeZone: "Europe/Copenhagen" }).format(new Date(at));
  return t(ended ? "bridge.task.ended" : "bridge.task.due", { day, time: clock(at) });
}

/** Why it opened, in plain words. @param {Task} task */
export function reasonWords({ trigger, topics, service }) {
  if (service) return t("bridge.task.to", { service: service.name });
  if (has(`topic.${trigger}`)) return topicName(trigger);
  return topics.length > 0 ? topics.slice(0, 2).map((topic) => topicName(topic)).join(", ") : t("bridge.task.level");
}

/** @param {Task} task */
export function facts({ call_word: name, age_band: age, municipality }) {
  const about = [ageBand(age), municipality === null ? t("bridge.task.municipality_unknown") : municipalityName(municipality)];
  return name === null ? about : [name, ...about];
}

/** @param {Task} task */
export function statusWords({ status, owner }) {
  return owner === null ? t(`bridge.status.${status}`) : `${t(`bridge.status.${status}`)}, ${owner.display_name}`;
}

/** One move in its history. @param {import("./task_list.js").Move} move */
export function movedWords({ status, by, follow_up_at: at = null }) {
  if (status === "planned" && at !== null) return t("bridge.moved.planned", { name: by ?? "", at: momentWords(at) });
  const given = status === "suggested" || (status === "sent" && by !== "");
  if (given) return t("bridge.moved.let_go", { name: by ?? "" });
  return by === null ? t("bridge.moved.you_withdrew") : t(`bridge.moved.${status}`, { name: by });
}

/** A task goes over days: when something was done with it is said with its day. @param {string} at */
export function momentWords(at) {
  const how = /** @type {const} */ ({ dateStyle: "short", timeStyle: "short", timeZone: "Europe/Copenhagen" });
  return new Intl.DateTimeFormat(document.documentElement.lang, how).format(new Date(at));
}
