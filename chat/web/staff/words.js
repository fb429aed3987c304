// @ts-check
/* Words on staff pages: the catalogue in the language of the one who reads, and names for codes. */

import { signal } from "../vendor/preact.js";
import { loadCatalogue, Words } from "../shared/catalogue.js";
import { clock as clockTime } from "../shared/time.js";

/** @import { Values } from "../shared/catalogue.js" */

/** @typedef {"da" | "en"} Language */

/** What is said now. Whatever says something draws itself again when the language is switched. */
const words = signal(new Words("da", {}));
/** @type {readonly string[]} */
let parts = ["staff", "level", "shared", "errors"];

/** A staff member's own choice, kept on their device; it says nothing about anyone they talk with. */
const KEPT_AS = "brobygger.staff.language";

/** @returns {Language} what was chosen here before, or else what the account says */
export function chosenLanguage(/** @type {string | undefined} */ account) {
  const asked = new URLSearchParams(location.search).get("lang") ?? localStorage.getItem(KEPT_AS) ?? account;
  return asked === "en" ? "en" : "da";
}

/**
 * @param {Language} language
 * @param {readonly string[]} [of] the parts of the catalogue this page speaks from
 */
export async function speak(language, of = parts) {
  parts = of;
  const [spoken] = await Promise.all([loadCatalogue(parts, language), municipalities.size === 0 && loadMunicipalities()]);
  words.value = spoken;
  document.documentElement.lang = language;
}

/** A page without these names still works: it says the codes. */
async function loadMunicipalities() {
  const answer = await fetch(new URL("../young/municipalities.json", import.meta.url)).catch(() => null);
  if (answer === null || !answer.ok) return;
  for (const [code, name] of await answer.json()) municipalities.set(code, name);
}

/** @param {Language} language */
export async function switchLanguage(language) {
  localStorage.setItem(KEPT_AS, language);
  await speak(language);
}

/** @returns {Language} */
export function language() {
  return words.value.language === "en" ? "en" : "da";
}

/**
 * @param {string} key
 * @param {Values} [values]
 */
export function t(key, values) {
  return words.value.say(key, values);
}

/** @param {string} key */
export function has(key) {
  return words.value.has(key);
}

/** @param {string} at */
export function clock(at) {
  return clockTime(at, language());
}

/** With seconds, where it matters in which order things happened. @param {string} at */
export function clockExact(at) {
  return new Intl.DateTimeFormat(language(), { timeStyle: "medium", timeZone: "Europe/Copenhagen" }).format(new Date(at));
}

/** @param {string} at */
export function dayOf(at) {
  return new Intl.DateTimeFormat(language(), { dateStyle: "long", timeZone: "Europe/Copenhagen" }).format(new Date(at));
}

/** @param {string} code of triage and wrap-up */
export function topicName(code) {
  return named("topic", code);
}

/** @param {string | null | undefined} code */
export function ageBand(code) {
  return code ? named("age_band", code) : t("staff.age_unknown");
}

/** @type {Map<string, string>} */
const municipalities = new Map();

/**
 * @param {string | null | undefined} code four digits, as the register has it
 * @returns {string} its name; the code itself when the list could not be had
 */
export function municipalityName(code) {
  return code ? (municipalities.get(code) ?? code) : "";
}

/**
 * A refusal in the language that is read here; the house's own words where this page knows none.
 *
 * @param {string | null | undefined} code
 * @param {string} [message]
 */
export function faultWords(code, message = "") {
  return code && has(`error.${code}`) ? t(`error.${code}`) : message || t("error.unavailable");
}

/**
 * A code the catalogue does not know yet is shown as it is, with spaces: a newer server may send it.
 *
 * @param {string} family
 * @param {string} code
 */
function named(family, code) {
  const key = `${family}.${code}`;
  return has(key) ? t(key) : code.replaceAll("_", " ");
}
