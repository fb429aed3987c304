// @ts-check
/* What the house answers one who signs in. */

import { deviceHeader } from "./device.js";

/** An answer that takes longer says so, and the way on stands beside it. */
const ANSWER_MS = 20_000;

/**
 * @param {{ username: string, password: string, code?: string }} given
 * @param {typeof fetch} [ask]
 * @returns {Promise<{ ok: true } | { ok: false, code: string, retry_after_s: number | null }>} never rejects
 */
export async function signIn(given, ask = fetch) {
  try {
    const answer = await ask("/api/session", {
      method: "POST",
      headers: { "Content-Type": "application/json", ...deviceHeader() },
      body: JSON.stringify(given),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (answer.ok) return { ok: true };
    const body = await answer.json().catch(() => ({}));
    const error = body.error ?? body;
    const header = Number(answer.headers.get("Retry-After"));
    const wait = error.retry_after_s ?? (header > 0 ? header : null);
    return { ok: false, code: error.code ?? codeOf(answer.status), retry_after_s: wait };
  } catch {
    return { ok: false, code: "timeout", retry_after_s: null };
  }
}

/** @param {number} status */
function codeOf(status) {
  if (status === 401) return "bad_credentials";
  return status === 429 ? "slow_down" : "unavailable";
}
