// @ts-check
/* The boxes of a form (felter), each with its hint, and with what the house had to say about it. */

import { Icon } from "../../../chat/web/design/icon.js";
import { has, t } from "../../../chat/web/staff/words.js";
import { html } from "../../../chat/web/vendor/preact.js";
import { fieldOf } from "./entry.js";

/** @import { FaultOf } from "./directory.js" */

/**
 * Plain functions, no components: drawn anew, a component of this moment would lose what is typed.
 *
 * @param {string} of whose form it is
 * @param {FaultOf | null} fault
 */
export function fieldsOf(of, fault) {
  const reason = fault?.of === of ? fault.reason : null;
  const wrong = fieldOf(reason);
  return { line, lines, choice, problem, marked };

  /** @param {string} name @param {unknown} value @param {{ type?: string, required?: boolean, label?: string }} [more] */
  function line(name, value, { type = "text", required = false, label = t(`directory.field.${name}`) } = {}) {
    const id = `${of}-${name}`;
    return html`<div class="field"><label for=${id}>${label}</label>${hint(name)}
      <input class="input" id=${id} name=${name} type=${type} required=${required} defaultValue=${value ?? ""} ...${marked(name)} />${problem(name)}</div>`;
  }

  /** @param {string} name @param {string} value one on each line */
  function lines(name, value) {
    const id = `${of}-${name}`;
    return html`<div class="field"><label for=${id}>${t(`directory.field.${name}`)}</label>${hint(name)}
      <textarea class="input" id=${id} name=${name} rows="3" defaultValue=${value} ...${marked(name)}></textarea>${problem(name)}</div>`;
  }

  /** @param {string} name @param {string} value @param {string[][]} among codes, and what each is called @param {boolean} [required] */
  function choice(name, value, among, required = false) {
    const id = `${of}-${name}`;
    return html`<div class="field"><label for=${id}>${t(`directory.field.${name}`)}</label>
      <select class="input" id=${id} name=${name} required=${required} ...${marked(name)}>${among.map(([code, said]) => html`<option key=${code} value=${code} selected=${code === value}>${said}</option>`)}</select>${problem(name)}</div>`;
  }

  /** @param {string} name */
  function hint(name) {
    return has(`directory.hint.${name}`) && html`<p class="field__hint" id=${`${of}-${name}-hint`}>${t(`directory.hint.${name}`)}</p>`;
  }

  /** @param {string} name what a box says of itself to those who do not see it */
  function marked(name) {
    const told = [has(`directory.hint.${name}`) && `${of}-${name}-hint`, wrong === name && `${of}-${name}-wrong`].filter(Boolean);
    return { "aria-invalid": wrong === name ? "true" : undefined, "aria-describedby": told.join(" ") || undefined };
  }

  /** In words one knows first; the house's own sentence, which names the key, below. @param {string} name */
  function problem(name) {
    if (wrong !== name) return null;
    const key = `directory.wrong.${name.startsWith("opening") ? "opening" : name === "ages_max" ? "ages_min" : name}`;
    return html`<p class="field__error" id=${`${of}-${name}-wrong`}><${Icon} name="triangle-alert" /><span>${t(has(key) ? key : "directory.wrong")} <small class="soft" lang="en">${reason}</small></span></p>`;
  }
}

/** Whether somebody says that they have looked it up today. @param {FormData} given */
export function lookedUp(given) {
  return given.get("looked_up") !== null;
}

/**
 * Save what a form says; where the house has something to say about a field, it is gone to.
 *
 * @param {SubmitEvent} event
 * @param {(given: FormData) => Promise<unknown>} save
 */
export async function submitted(event, save) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.currentTarget);
  if (await save(new FormData(form))) return;
  await new Promise((drawn) => setTimeout(drawn));
  const wrong = form.querySelector("[aria-invalid='true']");
  if (wrong instanceof HTMLElement) wrong.focus();
}
