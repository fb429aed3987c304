// @ts-check
/* The code app (kode-app): set up, and how it stands. */

import { html, useLayoutEffect, useRef, useState } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { dayOf, t } from "../staff/words.js";

/** @import { Account, NewFactor, Own } from "./account.js" */

/** Around the square, so that a camera finds its edge: four modules (ISO/IEC 18004 §5.3.8). */
const QUIET = 4;

/** @param {{ account: Account, own: Own }} props */
export function FactorPanel({ account, own }) {
  const setting = account.setting.value;
  return html`<section class="card" aria-labelledby="factor-title">
    <h2 id="factor-title">${t("account.factor.title")}</h2>
    ${own.factor_since !== null
      ? html`<${Standing} account=${account} own=${own} since=${own.factor_since} />`
      : setting !== null
        ? html`<${Setting} account=${account} setting=${setting} />`
        : html`<p>${own.factor_due_at === null
            ? t("account.factor.may")
            : account.mustEnrol ? t("account.factor.must") : t("account.factor.due", { day: dayOf(own.factor_due_at) })}</p>
          <p class="soft">${t("account.factor.why")}</p>
          <button class="button button--main" type="button" onClick=${() => void account.begin()}>${t("account.factor.begin")}</button>`}
  </section>`;
}

/** @param {{ account: Account, setting: NewFactor }} props */
function Setting({ account, setting }) {
  const [busy, setBusy] = useState(false);
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  useLayoutEffect(() => form.current?.querySelector("input")?.focus(), []);
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const typed = form.current?.querySelector("input");
    const done = await account.confirm((typed?.value ?? "").replace(/\s/g, ""));
    setBusy(false);
    if (!done) typed?.select();
  };
  const side = setting.square_size + 2 * QUIET;
  return html`<ol class="account__steps">
    <li>${t("account.factor.get_app")}</li>
    <li>${t("account.factor.scan")}
      <svg class="account__square" viewBox=${`${-QUIET} ${-QUIET} ${side} ${side}`} role="img" aria-label=${t("account.factor.square")}>
        <rect x=${-QUIET} y=${-QUIET} width=${side} height=${side} class="account__square-ground" /><path d=${setting.square_path} />
      </svg>
      <p class="soft">${t("account.factor.or_type")}</p>
      <p><code class="account__secret">${setting.secret}</code></p>
    </li>
    <li>
      <form ref=${form} onSubmit=${submit} novalidate>
        <div class="field">
          <label for="factor-code">${t("account.factor.code")}</label>
          <p class="field__hint" id="factor-code-hint">${t("account.factor.code_hint")}</p>
          <input class="input" id="factor-code" inputmode="numeric" autocomplete="one-time-code" maxlength="8" aria-describedby="factor-code-hint" />
        </div>
        <button class="button button--main" type="submit" aria-disabled=${String(busy)}>${busy ? t("staff.dialog.busy") : t("account.factor.confirm")}</button>
      </form>
    </li>
  </ol>`;
}

/** @param {{ account: Account, own: Own, since: string }} props */
function Standing({ account, own, since }) {
  return html`<p><${Icon} name="shield-check" /> ${t("account.factor.on", { day: dayOf(since) })}</p>
    <p class="soft">${t("account.factor.left", { count: own.recovery_left })}</p>
    <p class="account__acts">
      <button class="button" type="button" onClick=${() => void account.renew()}>${t("account.factor.renew")}</button>
      ${!own.factor_required && html`<button class="button" type="button" onClick=${() => void account.act("/api/factor/remove")}>${t("account.factor.remove")}</button>`}
    </p>
    <p class="small soft">${t("account.factor.new_phone")}</p>`;
}
