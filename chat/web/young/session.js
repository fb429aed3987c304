// @ts-check
/*
 * The secret (hemmelighed) that is this conversation's only key. It lies in sessionStorage, which
 * ends with the tab, and nothing else of the conversation does: Chromium writes it to disk.
 */

const TOKEN = "token";
const CONVERSATION = "conversation_id";
const TOKEN_BYTES = 32;

/** Where the browser forbids storage: the page works, but a reload begins anew. */
const memory = new Map();

/** @returns {string} 32 random bytes, base64url without padding (RFC 4648 §5) */
export function newToken() {
  const bytes = crypto.getRandomValues(new Uint8Array(TOKEN_BYTES));
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** @returns {{ token: string, conversation_id: string } | null} the conversation this tab is in */
export function kept() {
  const token = read(TOKEN);
  const conversation_id = read(CONVERSATION);
  return token && conversation_id ? { token, conversation_id } : null;
}

/** @param {string} token @param {string} conversationId */
export function keep(token, conversationId) {
  write(TOKEN, token);
  write(CONVERSATION, conversationId);
}

export function forget() {
  memory.clear();
  try {
    sessionStorage.clear();
  } catch {
    // Storage is forbidden, so nothing lies in it.
  }
}

/** @param {string} name */
function read(name) {
  try {
    return sessionStorage.getItem(name) ?? memory.get(name) ?? null;
  } catch {
    return memory.get(name) ?? null;
  }
}

/** @param {string} name @param {string} value */
function write(name, value) {
  memory.set(name, value);
  try {
    sessionStorage.setItem(name, value);
  } catch {
    // Forbidden or full; memory holds it for as long as the page is open.
  }
}
