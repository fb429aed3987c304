// @ts-check
/* The way back in (tilbage med fire ord), at the door: fetched when somebody asks for it. */

import { html, useState } from "../vendor/preact.js";
import { language, say } from "./state.js";

/** @param {{ comeBack: (code: string) => Promise<string> }} props says what went wrong, or nothing */
export function ReturnDoor({ comeBack }) {
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const go = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (busy || code.trim() === "") return;
    setBusy(true);
    setFault(await comeBack(code));
    setBusy(false);
  };
  return html`<form class="card" onSubmit=${go} autocomplete="off">
    <div class="field">
      <label for="return-code">${say("young.return.door.label")}</label>
      <input class="input" id="return-code" name="words" autocomplete="off" autocapitalize="none" spellcheck=${false} maxlength="200" value=${code}
        onInput=${(/** @type {InputEvent} */ { target }) => setCode(/** @type {HTMLInputElement} */ (target).value)} />
    </div>
    <p role="alert">${fault}</p>
    <button class="button" type="submit" aria-disabled=${busy ? "true" : undefined}>${say("young.return.door.go")}</button>
  </form>`;
}

/**
 * Ask the house, with a new secret.
 *
 * @param {string} code
 * @param {string} token
 * @returns {Promise<{ conversation_id: string } | { fault: string }>}
 */
export async function askBack(code, token) {
  try {
    const answer = await fetch(`/api/return?lang=${language.value}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ code, token }),
    });
    if (answer.ok) return await answer.json();
    return { fault: say(answer.status === 401 ? "young.return.door.wrong" : "young.return.door.wait") };
  } catch {
    return { fault: say("young.return.again") };
  }
}
