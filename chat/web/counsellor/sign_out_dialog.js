// @ts-check
/* Signing out with conversations on the desk: they go back to the waiting room, so that is said first. */

import { html } from "../vendor/preact.js";
import { t } from "../staff/words.js";
import { DialogForm } from "../staff/dialog_form.js";

/** @import { Desk } from "./desk.js" */

/** @param {{ desk: Desk, signOut: () => void, close: () => void }} props */
export function SignOutDialog({ desk, signOut, close }) {
  const count = desk.held().length;
  return html`<${DialogForm} title=${t("staff.sign_out.title", { count })} verb=${t("staff.sign_out.act")}
    busy=${false} fault=${null} act=${signOut} close=${close}>
    <p>${t("staff.sign_out.lead")}</p>
  <//>`;
}
