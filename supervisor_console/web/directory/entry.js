// @ts-check
/* What a form says as an entry (tilbud, center), and which of its fields the house has an answer to. */

import { DAYS } from "./value_words.js";

/** @import { Entry, Known, Named } from "./directory.js" */

/** Keys of an entry whose text is a list, one on each line of its box. */
export const LISTS = /** @type {const} */ (["needs", "source", "to_check"]);
export const CONTACTS = /** @type {const} */ (["phone", "sms", "chat", "web", "email"]);
/** @type {Entry} A service of which nothing is known. */
export const NO_SERVICE = {
  name: "", kind: "", audience: null, needs: [], ages: { min: null, max: null }, area: { level: "municipality", regions: [], municipalities: [] },
  contacts: Object.fromEntries(CONTACTS.map((name) => [name, null])), hours: null, opening: null, anonymous: null, access: "self", cost: null, waiting_time: null,
  owner: null, source: [], evidence: "", source_date: null, verified: false, to_check: [], note: null, last_checked: null, checked_by: null,
};
/** @type {Entry} A centre of which nothing is known. */
export const NO_CENTRE = {
  service: "", name: "", municipality: "", address: null, phone: null, opening: null, outreach: [], source: [], verified: false, last_checked: null, checked_by: null,
};
const SPAN = /^(\d{1,2})(?:[:.](\d{2}))?\s*[-–]\s*(\d{1,2})(?:[:.](\d{2}))?$/;

/**
 * Fields of the form as a service; what the form does not show stays as it was.
 *
 * @param {FormData} given
 * @param {Entry} stands
 * @param {Pick<Known, "needs" | "municipalities" | "regions">} known
 * @returns {Entry}
 */
export function entryOf(given, stands, known) {
  const { say, maybe, lines } = readingOf(given);
  const years = (/** @type {string} */ name) => (say(name) === "" ? null : Number(say(name)));
  const codes = (/** @type {string} */ name, /** @type {Named[]} */ names) => say(name).split(/[,;\n]/).map((one) => codeOf(one, names)).filter((code) => code !== "");
  return {
    name: say("name"),
    kind: say("kind"),
    audience: stands["audience"] ?? null,
    needs: lines("needs").map((one) => codeOf(one, known.needs)),
    source: lines("source"),
    to_check: lines("to_check"),
    ages: { min: years("ages_min"), max: years("ages_max") },
    area: { level: say("area_level"), regions: codes("regions", known.regions), municipalities: codes("municipalities", known.municipalities) },
    contacts: Object.fromEntries(CONTACTS.map((name) => [name, maybe(name)])),
    hours: maybe("hours"),
    opening: openingOf(given, stands["opening"]),
    anonymous: { yes: true, no: false }[say("anonymous")] ?? null,
    access: say("access"),
    cost: maybe("cost"),
    waiting_time: maybe("waiting_time"),
    owner: maybe("owner"),
    evidence: stands["evidence"] ?? "",
    source_date: maybe("source_date"),
    verified: given.get("verified") !== null,
    note: maybe("note"),
    last_checked: maybe("last_checked"),
    checked_by: maybe("checked_by"),
  };
}

/**
 * Fields of the form as a centre.
 *
 * @param {FormData} given
 * @param {Entry} stands
 * @returns {Entry}
 */
export function centreOf(given, stands) {
  const { say, maybe, lines } = readingOf(given);
  return {
    service: say("service"),
    name: say("name"),
    municipality: say("municipality"),
    address: maybe("address"),
    phone: maybe("phone"),
    opening: openingOf(given, stands["opening"]),
    outreach: given.getAll("outreach").map(String),
    source: lines("source"),
    verified: given.get("verified") !== null,
    last_checked: maybe("last_checked"),
    checked_by: maybe("checked_by"),
  };
}

/**
 * Opening hours as the house reads them, which is YAML; JSON is YAML too. A day that stands as closed stays so.
 *
 * @param {FormData} given
 * @param {any} stands
 * @returns {string} "" where nobody knows
 */
export function openingOf(given, stands) {
  const { say, lines } = readingOf(given);
  if (say("opening_how") !== "week") return say("opening_how") === "always" ? "always" : "";
  const week = Object.fromEntries(DAYS.map((day) => [day, spansOf(say(`opening_${day}`))]).filter(([day, spans]) => spans?.length || stands?.week?.[String(day)]));
  const other = lines("exceptions").map((line) => {
    const [, day = line, hours = ""] = /^(\S+?):?(?:\s+(.*))?$/.exec(line) ?? [];
    return [day, spansOf(hours)];
  });
  return JSON.stringify({ week, holidays: spansOf(say("opening_holidays")), ...(other.length > 0 && { exceptions: Object.fromEntries(other) }) });
}

/** Hours as one types them, 12-17 or 12.00-17.00, as they are written; what is no hours is left for the house to answer. @param {string} text */
export function spansOf(text) {
  return text.split(/[,;]/).map((one) => one.trim()).filter((one) => one !== "").map((one) => {
    const [, from, fromMin = "00", to, toMin = "00"] = SPAN.exec(one) ?? [];
    return from && to ? `${from.padStart(2, "0")}:${fromMin}-${to.padStart(2, "0")}:${toMin}` : one;
  });
}

/** A name as its code; what is no name is taken for a code. @param {string} said @param {readonly Named[]} names */
export function codeOf(said, names) {
  const sought = said.trim();
  return names.find(({ name }) => name.toLocaleLowerCase() === sought.toLocaleLowerCase())?.code ?? sought;
}

/**
 * Which field of the form the house's sentence is about.
 *
 * @param {string | null} reason such as `contacts.phone: not written as such a number or address is`
 * @returns {string | null} null: of none, or of something outside the form
 */
export function fieldOf(reason) {
  if (reason === null) return null;
  if (reason.startsWith("verified without")) return "source";
  if (reason.startsWith("level ")) return "area_level";
  const key = /^[a-z_]+(?:\.[\w-]+)*/.exec(reason)?.[0]?.split(".") ?? [];
  const [first = "", second = "", third = ""] = key;
  if (first === "opening") return third !== "" && second === "week" ? `opening_${third}` : { holidays: "opening_holidays", exceptions: "exceptions" }[second] ?? "opening";
  if (first === "ages") return second === "max" ? "ages_max" : "ages_min";
  if (first === "area") return second === "regions" || second === "municipalities" ? second : "area_level";
  if (first === "contacts") return second === "" ? "phone" : second;
  return FIELDS.has(first) ? first : null;
}

const FIELDS = new Set([...Object.keys(NO_SERVICE), ...Object.keys(NO_CENTRE)]);

/** @param {FormData} given */
function readingOf(given) {
  const say = (/** @type {string} */ name) => String(given.get(name) ?? "").trim();
  return {
    say,
    maybe: (/** @type {string} */ name) => say(name) || null,
    lines: (/** @type {string} */ name) => say(name).split("\n").map((line) => line.trim()).filter((line) => line !== ""),
  };
}
