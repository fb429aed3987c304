// @ts-check
/* A dialog with a form: what is asked, what went wrong, and one verb. */

import { html } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { Dialog } from "./dialog.js";
import { t } from "./words.js";

/**
 * @param {object} props
 * @param {string} props.title
 * @param {string} props.verb
 * @param {boolean} props.busy
 * @param {string | null} props.fault
 * @param {() => void} props.act
 * @param {() => void} props.close
 * @param {boolean} [props.danger]
 * @param {unknown} props.children
 */
export function DialogForm({ title, verb, busy, fault, act, close, danger = false, children }) {
  return html`<${Dialog} title=${title} close=${close}>
    <form class="staff-dialog__form" method="dialog"
      onSubmit=${(/** @type {Event} */ event) => { event.preventDefault(); act(); }}>
      ${children}
      <div role="alert">${fault !== null && html`<p class="notice notice--danger"><${Icon} name="triangle-alert" />
        <span>${fault}</span></p>`}</div>
      <div class="staff-dialog__foot">
        <button class="button" type="button" onClick=${close}>${t("staff.dialog.back")}</button>
        <button class=${`button ${danger ? "button--danger" : "button--main"}`} type="submit"
          aria-disabled=${String(busy)}>${busy ? t("staff.dialog.busy") : verb}</button>
      </div>
    </form>
  <//>`;
}

/**
 * @param {object} props
 * @param {string} props.id
 * @param {string} props.label
 * @param {string} [props.hint]
 * @param {number} [props.most] characters
 * @param {number} [props.rows] how many lines stand open
 * @param {string} props.value
 * @param {(value: string) => void} props.set
 */
export function ReasonField({ id, label, hint, most = 1000, rows, value, set }) {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${hint !== undefined && html`<p class="field__hint" id=${`${id}-hint`}>${hint}</p>`}
    <textarea class="input" id=${id} maxlength=${most} rows=${rows} value=${value}
      aria-describedby=${hint === undefined ? undefined : `${id}-hint`}
      onInput=${(/** @type {InputEvent} */ event) => set(/** @type {HTMLTextAreaElement} */ (event.target).value)}></textarea>
  </div>`;
}

/**
 * @param {object} props
 * @param {string} props.name
 * @param {string} props.legend
 * @param {{ value: string, words: unknown, key?: string }[]} props.options
 * @param {string | null} props.value
 * @param {(value: string) => void} props.set
 */
export function ChoiceField({ name, legend, options, value, set }) {
  return html`<fieldset>
    <legend>${legend}</legend>
    <div class="choices">${options.map((option) => html`<label class="choice" key=${option.value}>
      <input type="radio" name=${name} value=${option.value} checked=${value === option.value}
        onChange=${() => set(option.value)} />
      <span>${option.words}</span>${option.key !== undefined && html`${" "}<kbd>${option.key}</kbd>`}
    </label>`)}</div>
  </fieldset>`;
}
