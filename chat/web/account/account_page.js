// @ts-check
/* My account, drawn (min konto): the code app, where one is signed in, and who one may help in. */

import { html, useLayoutEffect } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { Brand } from "../staff/brand.js";
import { LanguageButton } from "../staff/language_button.js";
import { lockScreen } from "../staff/screen_lock.js";
import { language, t } from "../staff/words.js";
import { ColleaguesPanel } from "./colleagues_panel.js";
import { FactorPanel } from "./factor_panel.js";
import { RecoveryPanel } from "./recovery_panel.js";
import { SessionsPanel } from "./sessions_panel.js";

/** @import { Account } from "./account.js" */

/** @param {{ account: Account, next: string | null, signOut: () => void }} props */
export function AccountPage({ account, next, signOut }) {
  const own = account.own.value;
  const shown = account.recovery.value;
  useLayoutEffect(() => { if (shown !== null) document.getElementById("recovery-title")?.focus(); }, [shown]);
  return html`<div class="account" key=${language()}>
    <header class="account__top">
      <${Brand} href=${next ?? "/account"} />
      <span>
        ${next !== null && !account.mustEnrol && shown === null && html`<a class="button" href=${next}><${Icon} name="arrow-left" /> ${t("account.page.back")}</a>`}
        <${LanguageButton} />
        ${!account.mustEnrol && html`<button class="button button--icon" type="button" aria-label=${t("staff.lock.act")} title=${t("staff.lock.act")} onClick=${lockScreen}><${Icon} name="lock" /></button>`}
        <button class="button button--icon" type="button" aria-label=${t("staff.bar.sign_out")} title=${t("staff.bar.sign_out")} onClick=${signOut}><${Icon} name="log-out" /></button>
      </span>
    </header>
    <main class="account__parts">
      <h1>${t("account.page.title")}</h1>
      ${own !== null && html`<p class="soft">${t("account.page.who", { name: own.display_name, username: own.username })}</p>`}
      <div role="alert">${account.fault.value !== "" && html`<p class="notice notice--danger"><${Icon} name="triangle-alert" /><span>${account.fault.value}</span></p>`}</div>
      ${shown !== null
        ? html`<${RecoveryPanel} codes=${shown} done=${() => { account.recovery.value = null; if (next !== null) location.assign(next); }} />`
        : own !== null && html`<${FactorPanel} account=${account} own=${own} />
          ${!account.mustEnrol && html`<${SessionsPanel} account=${account} sessions=${own.sessions} />`}
          ${account.colleagues.value !== null && html`<${ColleaguesPanel} account=${account} colleagues=${account.colleagues.value} />`}`}
    </main>
  </div>`;
}
