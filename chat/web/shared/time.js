// @ts-check
/* Times (klokkeslæt): UTC on the wire, Danish on the page, wherever the device thinks it is. */

/** The service is Danish and says when it opens; a phone set to another zone must not move that. */
const ZONE = "Europe/Copenhagen";

/**
 * @param {string | number | Date} when
 * @param {string} language
 */
export function clock(when, language) {
  const text = shown(when, language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return language === "da" ? text.replace(":", ".") : text;
}

/**
 * The calendar day in Denmark, as "2026-11-22": two times of one day are equal.
 *
 * @param {string | number | Date} when
 */
export function day(when) {
  // In one hour by UTC it is one day in Denmark, whose clock is whole hours from it.
  const hour = Math.floor(new Date(when).getTime() / 3_600_000);
  if (hour !== lastHour) lastDay = shown(when, "sv", { dateStyle: "short" });
  lastHour = hour;
  return lastDay;
}

let lastHour = NaN;
let lastDay = "";

/**
 * @param {string | number | Date} when
 * @param {string | number | Date} now
 * @returns {number} whole calendar days from `now` to `when`: 0 today, 1 tomorrow, -1 yesterday
 */
export function daysFrom(when, now) {
  return Math.round((Date.parse(day(when)) - Date.parse(day(now))) / 86_400_000);
}

/**
 * @param {string | number | Date} when
 * @param {string} language
 * @returns {string} "mandag", "monday"
 */
export function weekday(when, language) {
  return shown(when, language, { weekday: "long" });
}

/**
 * @param {string | number | Date} when
 * @param {string} language
 * @returns {string} "22. november", "22 November"
 */
export function date(when, language) {
  const locale = language === "en" ? "en-GB" : language;
  return shown(when, locale, { day: "numeric", month: "long" });
}

/**
 * Time gone by, as a running clock says it: "0.07", "12.30", "1.05.09".
 *
 * @param {number} elapsed_s
 */
export function elapsed(elapsed_s) {
  const whole_s = Math.max(0, Math.floor(elapsed_s));
  const [hours, rest_min] = [Math.floor(whole_s / 3600), Math.floor(whole_s / 60) % 60];
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const end = `${hours > 0 ? two(rest_min) : rest_min}.${two(whole_s % 60)}`;
  return hours > 0 ? `${hours}.${end}` : end;
}

/** @param {number} duration_s @returns {number} whole minutes, never less than one */
export function minutes(duration_s) {
  return Math.max(1, Math.round(duration_s / 60));
}

/** Making a format costs a hundred times what using it does, and a long log shows many times. */
const FORMATS = new Map();

/**
 * @param {string | number | Date} when
 * @param {string} locale
 * @param {Intl.DateTimeFormatOptions} options
 * @returns {string}
 */
function shown(when, locale, options) {
  const key = `${locale} ${JSON.stringify(options)}`;
  if (!FORMATS.has(key)) {
    FORMATS.set(key, new Intl.DateTimeFormat(locale, { ...options, timeZone: ZONE }));
  }
  return FORMATS.get(key).format(new Date(when));
}
