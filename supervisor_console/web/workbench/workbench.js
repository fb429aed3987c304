// @ts-check
/* What the workbench knows and asks (værkstedet): the sentence tried, the entry written, what others proposed. */

import { signal } from "../../../chat/web/vendor/preact.js";
import { askHouse } from "../asked.js";

/** @import { Answer, Fault, Fetch } from "../asked.js" */

/** @typedef {{ written: string, read_as: string[], known: "known" | "filler" | "negation" | "sign" | "unknown" }} Word */
/** @typedef {{ start: number, end: number, words: string, rule: string, topic: string, level: number, why: string }} Hit */
/** @typedef {{ rule: string, words: string, figure: string }} Cleared */
/** @typedef {{ rule: string, level: number, word: string, words: string, example: string }} Near */
/** @typedef {{ lexicon: string, text: string, level: number, acute: boolean, topics: string[], words: Word[], hits: Hit[], cleared: Cleared[], near: Near[] }} Tried */
/** @typedef {{ text: string, before: number, after: number }} Change */
/** @typedef {{ level: number, read: number, changed: number, raised: number, examples: Change[] }} EffectRow */
/** @typedef {{ read: number, of_all: number, changed: number, levels: EffectRow[] }} Effect */
/** @typedef {{ proposal_id: string, rule: string, entry: string, state: "proposed" | "live" | "rejected" | "withdrawn", own: boolean, proposed_by: string, proposed_at: string, decided_by: string | null, decided_at: string | null, withdrawn_by: string | null, withdrawn_at: string | null, reason: string | null }} Proposal */
/** @typedef {{ lexicon: string, house_version: number, refused: string | null, proposals: Proposal[] }} Lexicon */
/** @typedef {{ id: string, level: number, topics: string[], acute: boolean, subject: string, why: { da: string, en: string }, patterns: string[], hits: string[], misses: string[] }} Entry */
/** @typedef {"try" | "effect" | "propose" | "decide"} Act */

const ROOT = "/api/lexicon";

export class Workbench {
  #fetch;
  #signedOut;
  lexicon = signal(/** @type {Lexicon | null} */ (null));
  tried = signal(/** @type {Tried | null} */ (null));
  effect = signal(/** @type {Effect | null} */ (null));
  /** What is under way; one thing at a time. */
  busy = signal(/** @type {Act | null} */ (null));
  fault = signal(/** @type {(Fault & { act: Act }) | null} */ (null));
  /** The last thing that was done, as a key of the catalogue. */
  done = signal(/** @type {string | null} */ (null));

  /**
   * @param {Fetch} fetch
   * @param {() => void} signedOut
   */
  constructor(fetch, signedOut) {
    this.#fetch = fetch;
    this.#signedOut = signedOut;
  }

  async load() {
    const answer = await this.#ask("");
    if (answer.ok) this.lexicon.value = answer.body;
    else this.fault.value = { ...answer.fault, act: "decide" };
  }

  /** @param {string} text */
  async tryOut(text) {
    const answer = await this.#act("try", "/try", { text });
    if (answer.ok) this.tried.value = answer.body;
  }

  /** @param {Entry} entry */
  async measure(entry) {
    this.effect.value = null;
    const answer = await this.#act("effect", "/effect", { entry });
    if (answer.ok) this.effect.value = answer.body;
  }

  /** @param {Entry} entry @returns {Promise<boolean>} */
  async propose(entry) {
    const answer = await this.#act("propose", "/proposals", { entry });
    if (answer.ok) await this.#have("workbench.done.proposed");
    return answer.ok;
  }

  /**
   * @param {Proposal} proposal
   * @param {"approve" | "reject" | "withdraw"} what
   * @param {string} [reason]
   */
  async decide(proposal, what, reason) {
    const url = `/proposals/${proposal.proposal_id}/${what}`;
    const answer = await this.#act("decide", url, reason === undefined ? {} : { reason });
    if (answer.ok) await this.#have(`workbench.done.${what}`);
    else await this.load();
    return answer.ok;
  }

  /** @param {string} done */
  async #have(done) {
    this.done.value = done;
    await this.load();
  }

  /**
   * @param {Act} act
   * @param {string} url
   * @param {object} body
   */
  async #act(act, url, body) {
    this.busy.value = act;
    this.fault.value = null;
    this.done.value = null;
    const answer = await this.#ask(url, body);
    this.busy.value = null;
    if (!answer.ok) this.fault.value = { ...answer.fault, act };
    return answer;
  }

  /**
   * @param {string} url
   * @param {object} [body] with one it is a POST
   * @returns {Promise<Answer>}
   */
  async #ask(url, body) {
    return askHouse(this.#fetch, this.#signedOut, `${ROOT}${url}`, body);
  }
}

/** @param {string} text @returns {string[]} its lines, without empty ones */
export function lines(text) {
  return text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
}

/**
 * Fields of the form as an entry.
 *
 * @param {FormData} given
 * @returns {Entry}
 */
export function entryOf(given) {
  const say = (/** @type {string} */ name) => String(given.get(name) ?? "").trim();
  return {
    id: say("id"),
    level: Number(say("level")),
    topics: [say("topic")],
    acute: given.get("acute") !== null,
    subject: say("subject"),
    why: { da: say("why_da"), en: say("why_en") },
    patterns: lines(say("patterns")),
    hits: lines(say("hits")),
    misses: lines(say("misses")),
  };
}
