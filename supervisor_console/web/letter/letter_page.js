// @ts-check
/* The letter (brevet) as it is printed, and above it what is not: to whom, print, PDF. */

import { Icon } from "../../../chat/web/design/icon.js";
import { t } from "../../../chat/web/staff/words.js";
import { html } from "../../../chat/web/vendor/preact.js";

/**
 * @typedef {object} Letter
 * @property {boolean} draft
 * @property {string | null} municipality code
 * @property {{ code: string, name: string }[]} municipalities
 * @property {boolean} fits_on_paper whether the PDF can write every sign that was typed
 * @property {string[]} sender
 * @property {string} to
 * @property {string} day
 * @property {string} title
 * @property {string} opening
 * @property {{ heading: string, text: string }[]} sections
 * @property {string} done_title
 * @property {{ at: string, text: string }[]} done
 * @property {string} law_title
 * @property {{ name: string, whose: string, text: string, source: string }[]} laws
 * @property {string} closing
 * @property {string} signed
 */
/** @template T @typedef {{ value: T }} Held */

/** Asked for by who does not know which municipality: the server's `NOBODYS`. */
const NOBODYS = "-";

/** @param {{ letter: Held<Letter | null>, fault: Held<string>, of: string, show: (municipality: string) => void }} props */
export function LetterPage({ letter, fault, of, show }) {
  const one = letter.value;
  return html`<main class="letter-page">
    <div role="alert">${fault.value !== "" && html`<p class="notice notice--danger"><${Icon} name="triangle-alert" /><span>${fault.value}</span></p>`}</div>
    ${one !== null && html`
      <div class="letter-page__acts">
        <div class="field"><label for="municipality">${t("legal.page.to")}</label>
          <select class="input" id="municipality" value=${one.municipality ?? NOBODYS} onChange=${(/** @type {Event} */ event) => show(/** @type {HTMLSelectElement} */ (event.target).value)}>
            <option value=${NOBODYS}>${t("legal.page.unknown")}</option>
            ${one.municipalities.map(({ code, name }) => html`<option key=${code} value=${code}>${name}</option>`)}
          </select></div>
        <button class="button button--main" type="button" onClick=${() => window.print()}>${t("legal.page.print")}</button>
        ${one.fits_on_paper && html`<a class="button" href=${`${of}.pdf?municipality=${one.municipality ?? NOBODYS}`} download>${t("legal.page.pdf")}</a>`}
      </div>
      ${!one.fits_on_paper && html`<p class="notice notice--quiet"><${Icon} name="info" /><span>${t("legal.page.no_pdf")}</span></p>`}
      ${one.draft && html`<p class="notice notice--danger"><${Icon} name="triangle-alert" /><span>${t("legal.page.draft")}</span></p>`}
      ${one.sections.length === 0 && html`<p class="notice notice--quiet"><${Icon} name="info" /><span>${t("legal.page.empty")}</span></p>`}
      <p class="notice notice--quiet"><${Icon} name="lock" /><span>${t("legal.page.never_sent")}</span></p>
      <${Sheet} one=${one} />`}
  </main>`;
}

/** @param {{ one: Letter }} props */
function Sheet({ one }) {
  return html`<article class="panel letter" lang="da">
    <p class="soft small">${one.sender.join(" · ")}</p>
    <p>${one.to}</p>
    <p>${one.day}</p>
    <h1>${one.title}</h1>
    <p>${one.opening}</p>
    ${one.sections.map(({ heading, text }) => html`<section key=${heading}><h2>${heading}</h2><p class="letter__written">${text}</p></section>`)}
    ${one.done.length > 0 && html`<section><h2>${one.done_title}</h2><ul>${one.done.map(({ at, text }) => html`<li key=${text}>${at}: ${text}</li>`)}</ul></section>`}
    ${one.laws.length > 0 && html`<section><h2>${one.law_title}</h2>${one.laws.map(({ name, whose, text, source }) => html`<p key=${name}><b>${name}.</b> ${whose}: ${text}</p><p class="soft small">${source}</p>`)}</section>`}
    <p>${one.closing}</p>
    <p>${one.signed}</p>
  </article>`;
}
