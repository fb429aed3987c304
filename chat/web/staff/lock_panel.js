// @ts-check
/* What stands on a covered screen (låst skærm): how many wait, and the way back in. */

import { html, useEffect, useLayoutEffect, useRef, useState } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { now } from "./clock.js";
import { post } from "./posting.js";
import { proofFault } from "./proof.js";
import { endSession, toSignIn } from "./session.js";
import { t } from "./words.js";

/** @param {{ calling: () => number, hasFactor: boolean, opened: () => void }} props */
export function LockPanel({ calling, hasFactor, opened }) {
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  const [busy, setBusy] = useState(false);
  const [byCode, setByCode] = useState(false);
  const [gone, setGone] = useState(false);
  const [fault, setFault] = useState(/** @type {string | null} */ (null));
  const [waiting, setWaiting] = useState(calling());
  useLayoutEffect(() => form.current?.querySelector("input")?.focus(), [byCode]);
  // Asked each second, as the pages' own numbers are: what calls must not wait for a password.
  useEffect(() => {
    const timer = setInterval(() => setWaiting(calling()), 1000);
    return () => clearInterval(timer);
  }, []);
  void now.value;

  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (busy) return;
    const typed = form.current?.querySelector("input")?.value ?? "";
    setBusy(true);
    const answer = await post("/api/session/unlock", byCode ? { code: typed } : { password: typed });
    setBusy(false);
    if (answer.ok) opened();
    else if (answer.code === "unauthorized") setGone(true);
    else {
      setFault(proofFault(answer.code, answer.retry_after_s));
      form.current?.querySelector("input")?.select();
    }
  };
  const leave = async () => {
    await endSession();
    toSignIn(null);
  };
  return html`<div class="screen-lock__box">
    <p class="screen-lock__mark"><${Icon} name="lock" /></p>
    <h2>${t("staff.lock.title")}</h2>
    <div role="status">${waiting > 0 && html`<p class="screen-lock__calling"><${Icon} name="bell" /> <b>${t("staff.lock.waiting", { count: waiting })}</b></p>`}</div>
    ${gone ? html`<p>${t("staff.lock.gone")}</p>
      <button class="button button--main button--wide" type="button" onClick=${() => toSignIn(location.pathname)}>${t("staff.sign_in.act")}</button>`
    : html`<p class="soft">${t("staff.lock.lead")}</p>
      <form ref=${form} onSubmit=${submit} novalidate>
        <div role="alert">${fault !== null && html`<p class="notice notice--danger" id="lock-fault"><${Icon} name="triangle-alert" /><span>${fault}</span></p>`}</div>
        <div class="field" key=${String(byCode)}>
          <label for="lock-secret">${t(byCode ? "staff.sign_in.code" : "staff.sign_in.password")}</label>
          ${byCode
            ? html`<input class="input" id="lock-secret" inputmode="numeric" autocomplete="one-time-code" maxlength="24" aria-describedby=${fault === null ? undefined : "lock-fault"} />`
            : html`<input class="input" id="lock-secret" type="password" autocomplete="current-password" aria-describedby=${fault === null ? undefined : "lock-fault"} />`}
        </div>
        <button class="button button--main button--wide" type="submit" aria-disabled=${String(busy)}>${busy ? t("staff.dialog.busy") : t("staff.lock.open")}</button>
      </form>
      <p class="screen-lock__ways">
        ${hasFactor && html`<button class="button" type="button" onClick=${() => setByCode(!byCode)}>${t(byCode ? "staff.lock.by_password" : "staff.lock.by_code")}</button>`}
        <button class="button" type="button" onClick=${() => void leave()}>${t("staff.bar.sign_out")}</button>
      </p>`}
  </div>`;
}
