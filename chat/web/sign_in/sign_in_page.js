// @ts-check
/* The sign-in page: one box in the middle, and a way for those who came to the wrong door. */

import { html, useEffect, useLayoutEffect } from "../vendor/preact.js";
import { Brand } from "../staff/brand.js";
import { LanguageButton } from "../staff/language_button.js";
import { SignInForm } from "../staff/sign_in_form.js";
import { t } from "../staff/words.js";

/** @param {{ done: () => void }} props */
export function SignInPage({ done }) {
  const title = t("staff.sign_in.page_title");
  useEffect(() => { document.title = title; }, [title]);
  useLayoutEffect(() => document.getElementById("username")?.focus(), []);
  return html`<main class="sign-in">
    <div class="sign-in__box">
      <p class="sign-in__top"><${Brand} href="/" /><${LanguageButton} /></p>
      <${SignInForm} title=${t("staff.sign_in.title")} done=${done} />
    </div>
    <p class="small soft">${t("staff.sign_in.young")} <a href="/">${t("staff.sign_in.to_chat")}</a></p>
  </main>`;
}
