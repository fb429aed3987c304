// @ts-check
/* Follow-ups (opfølgninger) as a calendar file (RFC 5545): when, and nothing of whom. */

/** @import { Task } from "./task_list.js" */

/** Octets in a line, RFC 5545 §3.1. What is written here is ASCII but for the title, which is short. */
const LINE = 75;
const LASTS = "PT15M";

/**
 * What one has to look at again. A calendar is read over shoulders and kept elsewhere: a title, an hour, and the list's own
 * name of the task, which leads to nobody.
 *
 * @param {readonly Task[]} tasks
 * @param {string} staffId whose
 * @param {string} title
 * @param {number} now house time, milliseconds
 * @returns {string} empty: nothing to look at
 */
export function calendarOf(tasks, staffId, title, now) {
  const mine = tasks.filter(({ owner, due_at: due, ended_at: ended }) => owner?.staff_id === staffId && due !== null && !ended);
  if (mine.length === 0) return "";
  const events = mine.flatMap(({ bridge_id: id, due_at: due }) => [
    "BEGIN:VEVENT", `UID:${id}`, `DTSTAMP:${stamp(now)}`, `DTSTART:${stamp(Date.parse(due ?? ""))}`, `DURATION:${LASTS}`,
    `SUMMARY:${escaped(title)}`, "CLASS:PRIVATE", "END:VEVENT",
  ]);
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Brobygger//DA", ...events, "END:VCALENDAR"].map((line) => `${folded(line)}\r\n`).join("");
}

/** Give it to whoever asked, as a file. @param {string} calendar */
export function downloaded(calendar) {
  const href = URL.createObjectURL(new Blob([calendar], { type: "text/calendar" }));
  Object.assign(document.createElement("a"), { href, download: "brobygger.ics" }).click();
  setTimeout(() => URL.revokeObjectURL(href), 0);
}

/** @param {number} at milliseconds */
function stamp(at) {
  return `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

/** RFC 5545 §3.3.11. @param {string} text */
function escaped(text) {
  return text.replace(/[\\;,]/g, "\\$&");
}

/** @param {string} line */
function folded(line) {
  const parts = [line.slice(0, LINE)];
  for (let from = LINE; from < line.length; from += LINE - 1) parts.push(line.slice(from, from + LINE - 1));
  return parts.join("\r\n ");
}
