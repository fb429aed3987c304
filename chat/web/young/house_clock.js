// @ts-check
/* The house's clock: a device's own may be hours wrong, and then "we close in 10 minutes" would be too. */

let ahead_ms = 0;

/** @param {string | null} date an answer's `Date` header (RFC 9110 §6.6.1), whole seconds */
export function learnTime(date) {
  const house_ms = Date.parse(date ?? "");
  if (!Number.isNaN(house_ms)) ahead_ms = house_ms - Date.now();
}

/** @returns {number} ms since 1970, within a second or two and the line's delay */
export function houseNow() {
  return Date.now() + ahead_ms;
}
