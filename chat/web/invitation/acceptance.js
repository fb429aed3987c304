// @ts-check
/* An invitation: whom it is for, and choosing the password. */

import { codePoints } from "../shared/text.js";

/** A password alone needs this many characters (NIST SP 800-63B-4 §3.1.1.2). */
export const SHORTEST_PASSWORD = 15;

/** @typedef {{ username: string, display_name: string }} Invited */
/** @typedef {"password" | "again"} Field */
/** @typedef {{ ok: false, code: string, message: string }} No */

const ANSWER_MS = 20_000;

/**
 * @param {string} username
 * @param {string} password
 * @param {string} again the password once more
 * @returns {Partial<Record<Field, string>>} what is wrong, as keys of the catalogue
 */
export function faultsIn(username, password, again) {
  if (codePoints(password.normalize("NFC")) < SHORTEST_PASSWORD) return { password: "staff.invitation.fault.password" };
  if (password.toLowerCase().includes(username.toLowerCase())) return { password: "staff.invitation.fault.password_name" };
  return password === again ? {} : { again: "staff.invitation.fault.again" };
}

/**
 * Whom it is for; this does not use it up.
 *
 * @param {string} code the invitation's secret
 * @param {typeof fetch} [ask]
 * @returns {Promise<{ ok: true, invited: Invited } | No>} never rejects
 */
export async function look(code, ask = fetch) {
  const answer = await post("/api/invitations/look", { code }, ask);
  return answer.ok ? { ok: true, invited: answer.body } : answer;
}

/**
 * Set the password and sign in.
 *
 * @param {string} code
 * @param {string} password
 * @param {typeof fetch} [ask]
 * @returns {Promise<{ ok: true } | No>} never rejects
 */
export async function accept(code, password, ask = fetch) {
  return post("/api/invitations/accept", { code, password }, ask);
}

/**
 * @param {string} path
 * @param {object} given
 * @param {typeof fetch} ask
 * @returns {Promise<{ ok: true, body: any } | No>}
 */
async function post(path, given, ask) {
  try {
    const answer = await ask(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(given),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const body = await answer.json().catch(() => ({}));
    if (answer.ok) return { ok: true, body };
    const error = body.error ?? body;
    return { ok: false, code: error.code ?? "unavailable", message: error.message ?? "" };
  } catch {
    return { ok: false, code: "timeout", message: "" };
  }
}
