// @ts-check
/* Asking the house over HTTP (fetch): what it answered, or why not. */

/** @typedef {{ code: string, reason: string | null }} Fault */
/** @typedef {{ ok: true, body: any } | { ok: false, fault: Fault }} Answer */
/** @typedef {(url: string, options?: RequestInit) => Promise<Response>} Fetch */

/**
 * @param {Fetch} fetch
 * @param {() => void} signedOut called where nobody is signed in any more
 * @param {string} url
 * @param {object} [body] with one it is a POST
 * @returns {Promise<Answer>} never rejects
 */
export async function askHouse(fetch, signedOut, url, body) {
  const options = body === undefined ? {} : {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  };
  try {
    const answer = await fetch(url, options);
    const said = await answer.json();
    if (answer.ok) return { ok: true, body: said };
    if (answer.status === 401) signedOut();
    return { ok: false, fault: { code: said.error?.code ?? "unavailable", reason: said.error?.reason ?? null } };
  } catch {
    return { ok: false, fault: { code: "timeout", reason: null } };
  }
}
