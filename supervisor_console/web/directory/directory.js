// @ts-check
/* What the page knows of the directory (tilbudsoversigten), and what it asks. */

import { signal } from "../../../chat/web/vendor/preact.js";
import { askHouse } from "../asked.js";

/** @import { Fault, Fetch } from "../asked.js" */

/** @typedef {Record<string, any>} Entry a service as `services.yaml` has it */
/** @typedef {{ service_id: string, centre: boolean, standing: "there" | "proposed" | "gone", version: string, retired: boolean, verified: boolean, stale: "never" | "long_ago" | "to_come" | null, refused: string | null, entry: Entry, opening: string }} Listed */
/** @typedef {{ edit_id: string, service_id: string, state: "proposed" | "live" | "rejected" | "withdrawn", own: boolean, at_once: boolean, only_another_withdraws: boolean, before: Entry, after: Entry, proposed_by: string, proposed_at: string, decided_by: string | null, decided_at: string | null, withdrawn_by: string | null, withdrawn_at: string | null, reason: string | null }} Edited */
/** @typedef {{ code: string, name: string }} Named */
/** @typedef {{ kinds: string[], needs: Named[], municipalities: Named[], regions: Named[], services: Listed[], edits: Edited[], left_out: number }} Known */
/** @typedef {"stale" | "waiting" | "all" | "centres" | "out"} Shown */
/** @typedef {Fault & { of: string }} FaultOf what went wrong, and with which service */

const ROOT = "/api/directory";
/** What is not there yet goes under this name, which no id is. */
export const NEW = "_new";

export class Directory {
  #fetch;
  #signedOut;
  #language;
  known = signal(/** @type {Known | null} */ (null));
  busy = signal(false);
  /** What went wrong, and with which service; "" for the page as a whole. */
  fault = signal(/** @type {FaultOf | null} */ (null));
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

  /** A service or centre that is not there yet; its id is made of its name. @param {Entry} entry @param {boolean} lookedUp today, by oneself */
  propose(entry, lookedUp) {
    return this.#ask(NEW, "/new", { entry, looked_up: lookedUp }, () => "proposed");
  }

  /** @param {Listed} one @param {Entry} entry as it is to stand @param {boolean} lookedUp today, by oneself */
  edit(one, entry, lookedUp) {
    return this.#ask(one.service_id, `/${one.service_id}/edit`, { version: one.version, entry, looked_up: lookedUp }, (edit) => (edit.state === "live" ? "live" : "waits"));
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
    const restores = what === "withdraw" && takesOut(edit);
    return this.#ask(edit.service_id, `/edits/${edit.edit_id}/${what}`, reason === undefined ? {} : { reason }, () => (restores ? "restored" : what));
  }

  /**
   * @param {string} of
   * @param {string} url
   * @param {object} body
   * @param {(edit: Edited) => string} done
   * @returns {Promise<Edited | null>} null: it was refused
   */
  async #ask(of, url, body, done) {
    if (this.busy.value) return null;
    this.busy.value = true;
    this.fault.value = null;
    this.done.value = null;
    const answer = await askHouse(this.#fetch, this.#signedOut, `${ROOT}${url}`, body);
    if (answer.ok) this.done.value = { of: answer.body.service_id, what: `directory.done.${done(answer.body)}` };
    else this.fault.value = { ...answer.fault, of };
    await this.load();
    this.busy.value = false;
    return answer.ok ? answer.body : null;
  }
}

/**
 * What is to be seen: whom to check again, what waits for a yes, everything, only centres, or what is out; and by what is searched for.
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
    if (shown === "centres" && !one.centre) return false;
    if (shown === "out" ? !one.retired && one.standing !== "gone" : one.standing === "gone") return false;
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
 * The edit that took a service out, which whoever puts it back takes back; null where it is there.
 *
 * @param {Known} known
 * @param {Listed} one
 * @returns {Edited | null}
 */
export function takenOutBy(known, one) {
  return known.edits.find((edit) => edit.service_id === one.service_id && takesOut(edit)) ?? null;
}

/** Whether an edit keeps its service out of the directory now. @param {Edited} edit */
export function takesOut({ state, after }) {
  return state === "live" && after["retired"] === true;
}
