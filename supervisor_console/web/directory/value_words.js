// @ts-check
/* A value of an entry (felt), as people read it. */

import { has, language, t } from "../../../chat/web/staff/words.js";

/** @import { Known } from "./directory.js" */

export const DAYS = /** @type {const} */ (["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]);
const MONDAY = Date.UTC(2026, 10, 23);
const DAY_MS = 86_400_000;

/** @param {string} code such as monday */
export function dayName(code) {
  const at = DAYS.indexOf(/** @type {typeof DAYS[number]} */ (code));
  return at < 0 ? code : new Intl.DateTimeFormat(language(), { weekday: "long", timeZone: "UTC" }).format(new Date(MONDAY + at * DAY_MS));
}

/** As a label says it. @param {string} code */
export function dayTitle(code) {
  const name = dayName(code);
  return name.charAt(0).toLocaleUpperCase() + name.slice(1);
}

/** @param {string} name of a key */
export function fieldName(name) {
  return has(`directory.field.${name}`) ? t(`directory.field.${name}`) : dayName(name);
}

/** @param {string} code */
export function kindName(code) {
  return has(`directory.kind.${code}`) ? t(`directory.kind.${code}`) : code;
}

/**
 * A value under its key, with names for its codes.
 *
 * @param {string} key
 * @param {unknown} value
 * @param {Known} known
 * @returns {string} "" for nothing
 */
export function valueWords(key, value, known) {
  if (typeof value === "boolean") return t(value ? "directory.anonymous.yes" : "directory.edits.no");
  if (key === "opening" && value === "always") return t("directory.opening.always");
  if (key === "kind") return kindName(String(value));
  if (key === "access" || key === "cost" || key === "level") return has(`directory.${key === "level" ? "area" : key}.${value}`) ? t(`directory.${key === "level" ? "area" : key}.${value}`) : String(value ?? "");
  if (key === "service") return String(known.services.find(({ service_id: id }) => id === value)?.entry["name"] ?? value ?? "");
  const names = { needs: known.needs, municipality: known.municipalities, municipalities: known.municipalities, regions: known.regions }[key];
  if (Array.isArray(value)) {
    if (value.length === 0 && (key === "holidays" || DAYS.some((day) => day === key))) return t("directory.opening.closed");
    if (key === "to_check") return value.map((one) => fieldName(String(one))).join(", ");
    return value.map((one) => (names ? nameOf(one, names) : dayName(String(one)))).join(", ");
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).map(([name, one]) => [fieldName(name), valueWords(name, one, known)]).filter(([, said]) => said !== "").map(([name, said]) => (name === "week" ? said : `${name}: ${said}`)).join("; ");
  }
  if (value === null || value === undefined) return "";
  return names ? nameOf(value, names) : String(value);
}

/** @param {unknown} code @param {{ code: string, name: string }[]} names */
export function nameOf(code, names) {
  return names.find((one) => one.code === code)?.name ?? String(code);
}

/**
 * What of a value is not as in another: of contacts and the like only the keys that differ.
 *
 * @param {unknown} value
 * @param {unknown} other
 * @returns {unknown}
 */
export function differing(value, other) {
  if (!isKeyed(value) || !isKeyed(other)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name, one]) => JSON.stringify(one) !== JSON.stringify(other[name])));
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isKeyed(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
