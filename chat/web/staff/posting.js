// @ts-check
/* Telling the house something over HTTP, and what it answered. */

/** An answer that takes longer says so, and the way on stands beside it. */
const ANSWER_MS = 20_000;

/** @typedef {{ ok: true, body: any } | { ok: false, code: string, retry_after_s: number | null }} Posted */

/**
 * @param {string} path
 * @param {object} [body]
 * @param {typeof fetch} [ask]
 * @returns {Promise<Posted>} never rejects
 */
export async function post(path, body = {}, ask = fetch) {
  const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  try {
    const answer = await ask(path, { ...options, signal: AbortSignal.timeout(ANSWER_MS) });
    if (answer.status === 204) return { ok: true, body: null };
    const said = await answer.json().catch(() => ({}));
    if (answer.ok) return { ok: true, body: said };
    return { ok: false, code: said.error?.code ?? "unavailable", retry_after_s: said.error?.retry_after_s ?? null };
  } catch {
    return { ok: false, code: "timeout", retry_after_s: null };
  }
}
