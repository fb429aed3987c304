// @ts-check
/* What the page knows of the directory (tilbudsoversigten), and what it asks. */

import { signal } from "../../../chat/web/vendor/preact.js";
import { askHouse } from "../asked.js";

/** @import { Fault, Fetch } from "../asked.js" */

/** @typedef {Record<string, any>} Entry a service as `services.yaml` has it */
/** @typedef {{ service_id: string, version: string, retired: boolean, verified: boolean, stale: "never" | "long_ago" | "to_come" | null, refused: string | null, entry: Entry, opening: string }} Listed */
/** @typedef {{ edit_id: string, service_id: string, state: "proposed" | "live" | "rejected" | "withdrawn", own: boolean, at_once: boolean, before: Entry, after: Entry, proposed_by: string, proposed_at: string, decided_by: string | null, decided_at: string | null, withdrawn_by: string | null, withdrawn_at: string | null, reason: string | null }} Edited */
/** @typedef {{ kinds: string[], needs: { code: string, name: string }[], services: Listed[], edits: Edited[], left_out: number }} Known */
/** @typedef {"stale" | "waiting" | "all"} Shown */

const ROOT = "/api/directory";
/** Keys of an entry whose text is a list, one on each line of its box. */
export const LISTS = /** @type {const} */ (["needs", "source", "to_check"]);
export const CONTACTS = /** @type {const} */ (["phone", "sms", "chat", "web", "email"]);

export class Directory {
  #fetch;
  #signedOut;
  #language;
  known = signal(/** @type {Known | null} */ (null));
  busy = signal(false);
  /** What went wrong, and with which service; "" for the page as a whole. */
  fault = signal(/** @type {(Fault & { of: string }) | null} */ (null));
  /** The last thing that was done, as a key of the catalogue, and with which service. */
  done = signal(/** @type {{ of: string, what: string } | null} */ (null));

  /**
   * @param {Fetch} fetch
   * @param {() => void} signedOut
   * @param {string} language
   */
  constructor(fetch, signedOut, language) {
    this.#fetch = fetch;
    this.#signedOut = signedOut;
    this.#language = language;
  }

  async load() {
    const answer = await askHouse(this.#fetch, this.#signedOut, `${ROOT}?lang=${this.#language}`);
    if (answer.ok) this.known.value = answer.body;
    else this.fault.value = { ...answer.fault, of: "" };
  }

  /** @param {Listed} one @param {Entry} entry as it is to stand */
  edit(one, entry) {
    return this.#ask(one.service_id, `/${one.service_id}/edit`, { version: one.version, entry }, (edit) => (edit.state === "live" ? "live" : "waits"));
  }

  /** @param {Listed} one */
  check(one) {
    return this.#ask(one.service_id, `/${one.service_id}/check`, { version: one.version }, () => "checked");
  }

  /** @param {Listed} one */
  retire(one) {
    return this.#ask(one.service_id, `/${one.service_id}/retire`, { version: one.version }, () => "retired");
  }

  /**
   * @param {Edited} edit
   * @param {"approve" | "reject" | "withdraw"} what
   * @param {string} [reason]
   */
  decide(edit, what, reason) {
    return this.#ask(edit.service_id, `/edits/${edit.edit_id}/${what}`, reason === undefined ? {} : { reason }, () => what);
  }

  /**
   * @param {string} of
   * @param {string} url
   * @param {object} body
   * @param {(edit: Edited) => string} done
   * @returns {Promise<boolean>}
   */
  async #ask(of, url, body, done) {
    if (this.busy.value) return false;
    this.busy.value = true;
    this.fault.value = null;
    this.done.value = null;
    const answer = await askHouse(this.#fetch, this.#signedOut, `${ROOT}${url}`, body);
    if (answer.ok) this.done.value = { of, what: `directory.done.${done(answer.body)}` };
    else this.fault.value = { ...answer.fault, of };
    await this.load();
    this.busy.value = false;
    return answer.ok;
  }
}

/**
 * What is to be seen: whom to check again, what waits for a yes, or everything; and by what is searched for.
 *
 * @param {Known} known
 * @param {Shown} shown
 * @param {string} sought
 * @returns {Listed[]}
 */
export function listed(known, shown, sought) {
  const waiting = new Set(known.edits.filter(({ state }) => state === "proposed").map(({ service_id: id }) => id));
  const words = sought.trim().toLocaleLowerCase();
  return known.services.filter((one) => {
    if (shown === "stale" && (one.stale === null || one.retired) && one.refused === null) return false;
    if (shown === "waiting" && !waiting.has(one.service_id)) return false;
    return `${one.entry["name"]} ${one.service_id} ${one.entry["owner"] ?? ""}`.toLocaleLowerCase().includes(words);
  });
}

/**
 * How an edit stands; what nobody gave a reason to take back was replaced by a newer check.
 *
 * @param {Edited} one
 * @returns {Edited["state"] | "replaced"}
 */
export function standing({ state, reason }) {
  return state === "withdrawn" && reason === null ? "replaced" : state;
}

/**
 * Fields of the form as an entry; what the form does not show stays as it was.
 *
 * @param {FormData} given
 * @param {Entry} stands
 * @returns {Entry}
 */
export function entryOf(given, stands) {
  const say = (/** @type {string} */ name) => String(given.get(name) ?? "").trim();
  const maybe = (/** @type {string} */ name) => say(name) || null;
  const lines = (/** @type {string} */ name) => say(name).split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const years = (/** @type {string} */ name) => (say(name) === "" ? null : Number(say(name)));
  const codes = (/** @type {string} */ name) => say(name).split(/[\s,]+/).filter((code) => code !== "");
  return {
    name: say("name"),
    kind: say("kind"),
    audience: stands["audience"] ?? null,
    ...Object.fromEntries(LISTS.map((name) => [name, lines(name)])),
    ages: { min: years("ages_min"), max: years("ages_max") },
    area: { level: say("area_level"), regions: codes("regions"), municipalities: codes("municipalities") },
    contacts: Object.fromEntries(CONTACTS.map((name) => [name, maybe(name)])),
    hours: maybe("hours"),
    opening: String(given.get("opening") ?? "").trim(),
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
 * A value of an entry as people read it.
 *
 * @param {unknown} value
 * @param {(name: string) => string} [called] what a key is called
 * @returns {string} "" for nothing
 */
export function shownValue(value, called = (name) => name) {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map((one) => shownValue(one, called)).join(", ");
  if (typeof value === "object") {
    return Object.entries(value).map(([name, one]) => [called(name), shownValue(one, called)]).filter(([, said]) => said !== "").map((both) => both.join(": ")).join("; ");
  }
  return String(value);
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
