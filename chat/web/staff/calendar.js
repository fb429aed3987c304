// @ts-check
/* Appointments (aftaler) as a calendar file (RFC 5545): when, of what kind and where one signs in, and nothing of whom. */

/**
 * @typedef {object} Appointment
 * @property {string} id what leads to nobody
 * @property {string} at
 * @property {string} title
 */

/** Octets in a line, RFC 5545 §3.1. What is written here is ASCII but for the title, which is short. */
const LINE = 75;
const LASTS = "PT15M";

/**
 * A calendar is read over shoulders and kept elsewhere: a title, an hour, and the page one then goes to.
 *
 * @param {readonly Appointment[]} appointments
 * @param {string} page the console's address
 * @param {number} now house time, milliseconds
 * @returns {string} empty: nothing to go to
 */
export function calendarOf(appointments, page, now) {
  if (appointments.length === 0) return "";
  const events = appointments.flatMap(({ id, at, title }) => [
    "BEGIN:VEVENT", `UID:${id}`, `DTSTAMP:${stamp(now)}`, `DTSTART:${stamp(Date.parse(at))}`, `DURATION:${LASTS}`,
    `SUMMARY:${escaped(title)}`, `URL:${page}`, "CLASS:PRIVATE", "END:VEVENT",
  ]);
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Brobygger//DA", ...events, "END:VCALENDAR"].map((line) => `${folded(line)}\r\n`).join("");
}

/**
 * Give them to whoever asked, as a file.
 *
 * @param {readonly Appointment[]} appointments
 * @param {number} now
 */
export function downloaded(appointments, now) {
  const calendar = calendarOf(appointments, `${location.origin}${location.pathname}`, now);
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
