// @ts-check
/* Showing again who one is (bekræft): before what leaves the house, or changes who guards it. */

import { html, render, useLayoutEffect, useRef, useState } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { Dialog } from "./dialog.js";
import { post } from "./posting.js";
import { faultWords, t } from "./words.js";

/** @import { Ack } from "../shared/wire.d.ts" */

/** @type {Promise<boolean> | null} one dialog at a time, whoever asks */
let asking = null;

/** Ask for the password, and for a code where the account has an app. @returns {Promise<boolean>} whether it was shown */
export function askProof() {
  asking ??= new Promise((resolve) => {
    const box = document.createElement("div");
    document.body.append(box);
    const close = (/** @type {boolean} */ shown) => {
      render(null, box);
      box.remove();
      asking = null;
      resolve(shown);
    };
    render(html`<${ProofDialog} close=${close} />`, box);
  });
  return asking;
}

/**
 * As `fetch`; where the house wants to know first who sits here, it is asked and tried again.
 *
 * @param {string} url
 * @param {RequestInit} [options]
 */
export async function provedFetch(url, options) {
  const answer = await fetch(url, options);
  if (answer.status !== 403) return answer;
  const said = await answer.clone().json().catch(() => ({}));
  return said.error?.code === "proof_required" && await askProof() ? fetch(url, options) : answer;
}

/**
 * As `post`, likewise.
 *
 * @param {string} path
 * @param {object} [body]
 */
export function provedPost(path, body = {}) {
  return post(path, body, /** @type {typeof fetch} */ (provedFetch));
}

/**
 * What is asked on the line, likewise.
 *
 * @param {() => Promise<Ack>} request
 */
export async function provedAck(request) {
  const ack = await request();
  return !ack.ok && ack.error.code === "proof_required" && await askProof() ? request() : ack;
}

/** A file that leaves the house (`<a download>`) asks first: a browser would save the no as the file. */
export function connectDownloads() {
  document.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest?.("a[download]");
    if (!(link instanceof HTMLAnchorElement)) return;
    if (link.dataset["proved"] !== undefined) {
      delete link.dataset["proved"];
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    void proved().then((is) => {
      if (!is) return;
      link.dataset["proved"] = "";
      link.click();
    });
  }, true);
}

async function proved() {
  const answer = await fetch("/api/account").catch(() => null);
  const known = answer?.ok ? await answer.json() : null;
  return known?.proved === true || askProof();
}

/** @param {{ close: (shown: boolean) => void }} props */
function ProofDialog({ close }) {
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  const [busy, setBusy] = useState(false);
  const [needsCode, setNeedsCode] = useState(false);
  const [fault, setFault] = useState(/** @type {string | null} */ (null));
  useLayoutEffect(() => { if (needsCode) field(form.current, "code")?.focus(); }, [needsCode]);

  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const code = field(form.current, "code")?.value.trim();
    const answer = await post("/api/session/proof", { password: field(form.current, "password")?.value ?? "", ...(code ? { code } : {}) });
    setBusy(false);
    if (answer.ok) close(true);
    else if (answer.code === "code_required") {
      setNeedsCode(true);
      setFault(null);
    } else setFault(proofFault(answer.code, answer.retry_after_s));
  };
  return html`<${Dialog} title=${t("staff.proof.title")} close=${() => close(false)}>
    <form class="staff-dialog__form" ref=${form} onSubmit=${submit} novalidate>
      <p>${t("staff.proof.lead")}</p>
      <div role="alert">${fault !== null && html`<p class="notice notice--danger" id="proof-fault"><${Icon} name="triangle-alert" /><span>${fault}</span></p>`}</div>
      <div class="field">
        <label for="proof-password">${t("staff.sign_in.password")}</label>
        <input class="input" id="proof-password" name="password" type="password" autocomplete="current-password" required autofocus
          aria-describedby=${fault === null ? undefined : "proof-fault"} />
      </div>
      ${needsCode && html`<div class="field">
        <label for="proof-code">${t("staff.sign_in.code")}</label>
        <p class="field__hint" id="proof-code-hint">${t("staff.sign_in.code_hint")}</p>
        <input class="input" id="proof-code" name="code" autocomplete="one-time-code" autocapitalize="none" spellcheck=${false} maxlength="24" aria-describedby="proof-code-hint" />
      </div>`}
      <div class="staff-dialog__foot">
        <button class="button" type="button" onClick=${() => close(false)}>${t("staff.dialog.back")}</button>
        <button class="button button--main" type="submit" aria-disabled=${String(busy)}>${busy ? t("staff.dialog.busy") : t("staff.proof.act")}</button>
      </div>
    </form>
  <//>`;
}

/**
 * Why it was not enough.
 *
 * @param {string} code
 * @param {number | null} retry_after_s
 */
export function proofFault(code, retry_after_s) {
  if (code === "bad_credentials") return t("staff.proof.wrong");
  return retry_after_s === null ? faultWords(code) : t("staff.sign_in.wait", { count: Math.ceil(retry_after_s) });
}

/**
 * @param {HTMLFormElement | null} form
 * @param {string} name
 */
function field(form, name) {
  return /** @type {HTMLInputElement | null} */ (form?.elements.namedItem(name) ?? null);
}
