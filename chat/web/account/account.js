// @ts-check
/* What one's own account is, as the house last said it (konto). */

import { signal } from "../vendor/preact.js";
import { post } from "../staff/posting.js";
import { provedPost } from "../staff/proof.js";
import { faultWords } from "../staff/words.js";

/** @typedef {{ session_id: string, started_at: string, used_at: string, current: boolean }} OwnSession */
/**
 * @typedef {object} Own
 * @property {string} username
 * @property {string} display_name
 * @property {string | null} factor_since
 * @property {boolean} factor_required
 * @property {string | null} factor_due_at
 * @property {boolean} must_enrol
 * @property {number} recovery_left
 * @property {OwnSession[]} sessions
 * @property {boolean} helps_in
 */
/** @typedef {{ staff_id: string, username: string, display_name: string, roles: string[], has_factor: boolean }} Colleague */
/** @typedef {{ secret: string, address: string, square_size: number, square_path: string }} NewFactor */

export class Account {
  own = signal(/** @type {Own | null} */ (null));
  colleagues = signal(/** @type {Colleague[] | null} */ (null));
  /** The secret one is setting up, until it counts. */
  setting = signal(/** @type {NewFactor | null} */ (null));
  /** Shown this once. */
  recovery = signal(/** @type {string[] | null} */ (null));
  fault = signal("");
  #signedOut;

  /** @param {() => void} signedOut */
  constructor(signedOut) {
    this.#signedOut = signedOut;
  }

  /** Nobody who must set an app up first is asked for more than that. */
  get mustEnrol() {
    const own = this.own.value;
    return own !== null && own.must_enrol;
  }

  async load() {
    const own = await this.#asked("/api/account");
    if (own !== null) this.own.value = own;
    if (own?.helps_in && !this.mustEnrol) this.colleagues.value = (await this.#asked("/api/staff"))?.staff ?? null;
  }

  async begin() {
    const answer = await this.#told("/api/factor");
    if (answer !== null) this.setting.value = answer;
  }

  /** @param {string} code @returns {Promise<boolean>} */
  async confirm(code) {
    const answer = await this.#told("/api/factor/confirm", { code });
    if (answer === null) return false;
    this.setting.value = null;
    this.recovery.value = answer.recovery_codes;
    await this.load();
    return true;
  }

  async renew() {
    const answer = await this.#told("/api/factor/recovery");
    if (answer === null) return;
    this.recovery.value = answer.recovery_codes;
    await this.load();
  }

  /** @param {string} path what is to be done, and then looked at anew */
  async act(path) {
    if (await this.#told(path) !== null) await this.load();
  }

  /** @param {string} path @param {object} [body] @returns {Promise<any>} null: it said no, which is shown */
  async #told(path, body = {}) {
    const ask = path.startsWith("/api/sessions") || path.endsWith("/confirm") ? post : provedPost;
    const answer = await ask(path, body);
    if (answer.ok) {
      this.fault.value = "";
      return answer.body ?? {};
    }
    if (answer.code === "unauthorized") this.#signedOut();
    this.fault.value = faultWords(answer.code);
    return null;
  }

  /** @param {string} path @returns {Promise<any>} */
  async #asked(path) {
    const answer = await fetch(path).catch(() => null);
    if (answer?.status === 401) this.#signedOut();
    if (!answer?.ok) this.fault.value = faultWords("unavailable");
    return answer?.ok ? answer.json() : null;
  }
}
