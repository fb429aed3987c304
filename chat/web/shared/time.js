// @ts-check
/* Times (klokkeslæt): on the wire they are UTC; on the page they are Danish, wherever the device thinks it is. */

/** The service is Danish and says when it opens; a phone set to another zone must not move that. */
const ZONE = "Europe/Copenhagen";

/**
 * @param {string | number | Date} when
 * @param {string} language
 */
export function clock(when, language) {
  const text = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: ZONE })
    .format(new Date(when));
  return language === "da" ? text.replace(":", ".") : text;
}

/**
 * The calendar day in Denmark, as "2026-11-22": two times of one day are equal.
 *
 * @param {string | number | Date} when
 */
export function day(when) {
  return new Intl.DateTimeFormat("sv", { dateStyle: "short", timeZone: ZONE }).format(new Date(when));
}

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
  return new Intl.DateTimeFormat(language, { weekday: "long", timeZone: ZONE }).format(new Date(when));
}

/**
 * @param {string | number | Date} when
 * @param {string} language
 * @returns {string} "22. november", "22 November"
 */
export function date(when, language) {
  const locale = language === "en" ? "en-GB" : language;
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", timeZone: ZONE }).format(new Date(when));
}

/**
 * Time gone by, as a running clock says it: "0.07", "12.30", "1.05.09".
 *
 * @param {number} elapsed_s
 */
export function elapsed(elapsed_s) {
  const whole_s = Math.max(0, Math.floor(elapsed_s));
  const [hours, minutes, seconds] = [Math.floor(whole_s / 3600), Math.floor(whole_s / 60) % 60, whole_s % 60];
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return hours > 0 ? `${hours}.${two(minutes)}.${two(seconds)}` : `${minutes}.${two(seconds)}`;
}

/** @param {number} duration_s @returns {number} whole minutes, never less than one */
export function minutes(duration_s) {
  return Math.max(1, Math.round(duration_s / 60));
}
