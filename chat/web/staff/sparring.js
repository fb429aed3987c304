// @ts-check
/* Sparring over HTTP: what was asked and answered, and asking and answering; and a text in pieces by its marks. */

import { faultWords } from "./words.js";

/** @typedef {"cpr" | "email" | "link" | "number" | "name"} MarkKind */
/** @typedef {{ start: number, end: number, kind: MarkKind }} Mark in Unicode code points */
/**
 * @typedef {object} Question
 * @property {string} sparring_id
 * @property {string} asked_at
 * @property {string | null} text null: gone
 * @property {string | null} reply
 * @property {string | null} answered_by
 * @property {string | null} answered_at
 * @property {boolean} is_new answered, and not seen yet
 */
/** @typedef {{ questions: Question[], open: boolean, changes_at: string | null }} Questions `open`: specialists answer at this hour */

/**
 * @param {string} path
 * @param {object} [body] left out: only ask what there is
 * @returns {Promise<{ ok: true, body: any } | { ok: false, fault: string }>}
 */
export async function askHouse(path, body) {
  const options = body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(`/api/sparring${path}`, options).catch(() => null);
  if (answer === null) return { ok: false, fault: faultWords("timeout") };
  const said = answer.status === 204 ? null : await answer.json().catch(() => null);
  if (answer.ok) return { ok: true, body: said };
  return { ok: false, fault: faultWords(said?.error?.code ?? "unavailable", said?.error?.message) };
}

/**
 * @param {string} text
 * @param {readonly Mark[]} marks in order, none touching another
 * @returns {{ text: string, kind: MarkKind | null }[]}
 */
export function pieces(text, marks) {
  const letters = [...text];
  /** @type {{ text: string, kind: MarkKind | null }[]} */
  const found = [];
  let at = 0;
  for (const { start, end, kind } of marks) {
    if (start > at) found.push({ text: letters.slice(at, start).join(""), kind: null });
    found.push({ text: letters.slice(start, end).join(""), kind });
    at = end;
  }
  if (at < letters.length) found.push({ text: letters.slice(at).join(""), kind: null });
  return found;
}
