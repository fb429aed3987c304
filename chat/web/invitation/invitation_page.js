// @ts-check
/* The invitation page: choose the password one signs in with, once. */

import { html, useEffect, useLayoutEffect, useRef, useState } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { Brand } from "../staff/brand.js";
import { LanguageButton } from "../staff/language_button.js";
import { faultWords, has, t } from "../staff/words.js";
import { accept, faultsIn, look, SHORTEST_PASSWORD } from "./acceptance.js";

/** @import { Field, Invited, No } from "./acceptance.js" */

/** Codes that mean: this link opens nothing (any more). */
const DEAD = new Set(["not_found", "unauthorized", "malformed"]);

/** @param {{ code: string, done: () => void }} props */
export function InvitationPage({ code, done }) {
  const [invited, setInvited] = useState(/** @type {Invited | null} */ (null));
  const [refused, setRefused] = useState(/** @type {No | null} */ (null));
  const title = t("staff.invitation.page_title");
  useEffect(() => { document.title = title; }, [title]);
  const find = async () => {
    setRefused(null);
    const answer = await look(code);
    if (answer.ok) setInvited(answer.invited);
    else setRefused(answer);
  };
  useEffect(() => { if (code !== "") void find(); }, [code]);
  return html`<main class="sign-in">
    <div class="sign-in__box">
      <p class="sign-in__top"><${Brand} href="/" /><${LanguageButton} /></p>
      ${code === "" || (refused !== null && DEAD.has(refused.code))
        ? html`<${DeadLink} />`
        : refused !== null
          ? html`<${NoAnswer} words=${faultWords(refused.code, refused.message)} again=${() => void find()} />`
          : invited === null
            ? html`<section class="card"><p class="soft">${t("staff.invitation.looking")}</p></section>`
            : html`<${PasswordForm} code=${code} invited=${invited} done=${done} />`}
    </div>
    <p class="small soft"><a href="/sign-in">${t("staff.invitation.have_password")}</a></p>
  </main>`;
}

function DeadLink() {
  return html`<section class="card">
    <h1>${t("staff.invitation.dead")}</h1>
    <p>${t("staff.invitation.dead_next")}</p>
  </section>`;
}

/** @param {{ words: string, again: () => void }} props */
function NoAnswer({ words, again }) {
  return html`<section class="card">
    <h1>${t("staff.invitation.title")}</h1>
    <p class="notice" role="alert"><${Icon} name="wifi-off" /><span>${words}</span></p>
    <button class="button button--wide" type="button" onClick=${again}>${t("staff.log.try_again")}</button>
  </section>`;
}

/** @param {{ code: string, invited: Invited, done: () => void }} props */
function PasswordForm({ code, invited, done }) {
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  const [faults, setFaults] = useState(/** @type {Partial<Record<Field, string>>} */ ({}));
  const [refused, setRefused] = useState(/** @type {string | null} */ (null));
  const [busy, setBusy] = useState(false);
  useLayoutEffect(() => document.getElementById("password")?.focus(), []);

  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (busy || form.current === null) return;
    const given = new FormData(form.current);
    const password = String(given.get("password") ?? "");
    const found = faultsIn(invited.username, password, String(given.get("again") ?? ""));
    setFaults(found);
    setRefused(null);
    const first = Object.keys(found)[0];
    if (first !== undefined) {
      document.getElementById(first)?.focus();
      return;
    }
    setBusy(true);
    const answer = await accept(code, password);
    setBusy(false);
    if (answer.ok) done();
    else setRefused(refusedWords(answer));
  };
  return html`<form class="card" ref=${form} onSubmit=${submit} novalidate>
    <h1>${t("staff.invitation.welcome", { name: invited.display_name })}</h1>
    <p class="soft">${t("staff.invitation.lead")}</p>
    <div role="alert">${refused !== null && html`<p class="notice notice--danger"><${Icon} name="triangle-alert" />
      <span>${refused}</span></p>`}</div>
    <div class="field">
      <label for="username">${t("staff.sign_in.username")}</label>
      <input class="input" id="username" name="username" autocomplete="username" value=${invited.username} readonly
        aria-describedby="username-hint" />
      <p class="field__hint" id="username-hint">${t("staff.invitation.username_hint")}</p>
    </div>
    <${PasswordField} name="password" fault=${faults.password}
      hint=${t("staff.invitation.password_hint", { count: SHORTEST_PASSWORD })} />
    <${PasswordField} name="again" fault=${faults.again} />
    <button class="button button--main button--wide" type="submit"
      aria-disabled=${String(busy)}>${busy ? t("staff.dialog.busy") : t("staff.invitation.act")}</button>
  </form>`;
}

/** @param {{ name: Field, fault?: string, hint?: string }} props */
function PasswordField({ name, fault, hint }) {
  const described = [hint === undefined ? "" : `${name}-hint`, fault === undefined ? "" : `${name}-fault`].filter(Boolean).join(" ");
  return html`<div class="field">
    <label for=${name}>${t(`staff.invitation.${name}`)}</label>
    ${hint !== undefined && html`<p class="field__hint" id=${`${name}-hint`}>${hint}</p>`}
    ${fault !== undefined && html`<p class="field__error" id=${`${name}-fault`}>
      <${Icon} name="circle-alert" /> ${t(fault, { count: SHORTEST_PASSWORD })}</p>`}
    <input class="input" type="password" id=${name} name=${name} autocomplete="new-password"
      aria-invalid=${String(fault !== undefined)} aria-describedby=${described || undefined} />
  </div>`;
}

/** @param {No} no */
function refusedWords({ code, message }) {
  if (DEAD.has(code)) return t("staff.invitation.dead_next");
  return has(`staff.invitation.refused.${code}`) ? t(`staff.invitation.refused.${code}`) : faultWords(code, message);
}
