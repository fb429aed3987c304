// @ts-check
/* Signing in (log ind): the form itself, for the sign-in page and for a page whose session has ended. */

import { html, useLayoutEffect, useRef, useState } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { now } from "./clock.js";
import { signIn } from "./sign_in_answer.js";
import { faultWords, t } from "./words.js";

/** @typedef {{ code: string, wait_s?: number, until?: number }} Trouble a wait is said once; only the button counts down */

/** @param {{ done: () => void, title?: string, lead?: string }} props */
export function SignInForm({ done, title, lead }) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState(/** @type {Trouble | null} */ (null));
  const [needsCode, setNeedsCode] = useState(false);
  const [recovery, setRecovery] = useState(false);
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));

  useLayoutEffect(() => { if (needsCode) field(form.current, "code")?.focus(); }, [needsCode, recovery]);

  const waits = trouble?.until !== undefined && trouble.until > now.value;
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (busy || waits) return;
    const code = (field(form.current, "code")?.value ?? "").replace(/\s/g, "");
    const given = {
      username: field(form.current, "username")?.value.trim() ?? "",
      password: field(form.current, "password")?.value ?? "",
      ...(code === "" ? {} : { code }),
    };
    if (given.username === "" || given.password === "") {
      setTrouble({ code: "empty" });
      field(form.current, given.username === "" ? "username" : "password")?.focus();
      return;
    }
    setBusy(true);
    const answer = await signIn(given);
    setBusy(false);
    if (answer.ok) {
      done();
    } else if (answer.code === "code_required" && !needsCode) {
      setNeedsCode(true);
      setTrouble(null);
    } else {
      const wait_s = answer.retry_after_s;
      setTrouble(wait_s === null ? { code: answer.code } : { code: answer.code, wait_s, until: now.value + wait_s * 1000 });
      if (answer.code === "bad_credentials") field(form.current, needsCode ? "code" : "password")?.select();
    }
  };

  const wrong = trouble?.code === "bad_credentials";
  return html`<form class="card sign-in-form" ref=${form} onSubmit=${submit} novalidate>
    ${title !== undefined && html`<h1>${title}</h1>`}
    ${lead !== undefined && html`<p class="soft">${lead}</p>`}
    <div role="alert">${trouble !== null && html`<p class="notice notice--danger" id="trouble">
      <${Icon} name="triangle-alert" /><span>${troubleWords(trouble, waits)}</span></p>`}</div>
    <div class="field">
      <label for="username">${t("staff.sign_in.username")}</label>
      <input class="input" id="username" name="username" autocomplete="username" autocapitalize="none"
        spellcheck=${false} required aria-invalid=${String(wrong)} aria-describedby=${trouble === null ? undefined : "trouble"} />
    </div>
    <div class="field">
      <label for="password">${t("staff.sign_in.password")}</label>
      <input class="input" id="password" name="password" type="password" autocomplete="current-password" required
        aria-invalid=${String(wrong)} aria-describedby=${trouble === null ? undefined : "trouble"} />
    </div>
    ${needsCode && html`<div class="field">
      <label for="code">${t("staff.sign_in.code")}</label>
      <p class="field__hint" id="code-hint">${t(recovery ? "staff.sign_in.recovery_hint" : "staff.sign_in.code_hint")}</p>
      ${recovery
        ? html`<input class="input" id="code" name="code" autocomplete="off" autocapitalize="none" spellcheck=${false} maxlength="24" aria-describedby="code-hint" />`
        : html`<input class="input code" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="8" aria-describedby="code-hint" />
          <button class="button" type="button" onClick=${() => setRecovery(true)}>${t("staff.sign_in.recovery")}</button>`}
    </div>`}
    <button class="button button--main button--wide" type="submit" aria-disabled=${String(busy || waits)}>
      ${busy ? t("staff.sign_in.busy") : waits ? t("staff.sign_in.act_in", { count: secondsTo(trouble) }) : t(needsCode ? "staff.sign_in.go_on" : "staff.sign_in.act")}
    </button>
    ${!needsCode && html`<p class="small"><button class="button" type="button" onClick=${() => setNeedsCode(true)}>${t("staff.sign_in.have_code")}</button></p>`}
    <p class="small soft">${t("staff.sign_in.forgotten")}</p>
  </form>`;
}

/** @param {Trouble | null} trouble */
function secondsTo(trouble) {
  return Math.ceil(((trouble?.until ?? 0) - now.value) / 1000);
}

/**
 * @param {Trouble} trouble
 * @param {boolean} waits
 */
function troubleWords(trouble, waits) {
  if (trouble.wait_s !== undefined) {
    return html`<strong>${t("staff.sign_in.slow_down")}</strong> ${waits ? t("staff.sign_in.wait", { count: Math.ceil(trouble.wait_s) }) : t("staff.sign_in.waited")}`;
  }
  if (trouble.code === "bad_credentials") return html`<strong>${t("staff.sign_in.wrong")}</strong> ${t("staff.sign_in.wrong_next")}`;
  if (trouble.code === "empty") return html`<strong>${t("staff.sign_in.empty")}</strong>`;
  return html`<strong>${faultWords(trouble.code)}</strong>`;
}

/**
 * @param {HTMLFormElement | null} form
 * @param {string} name
 */
function field(form, name) {
  return /** @type {HTMLInputElement | null} */ (form?.elements.namedItem(name) ?? null);
}
