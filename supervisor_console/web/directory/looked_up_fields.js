// @ts-check
/* Who looked the numbers up, and when (set efter): a day belongs to the numbers that stood then, and goes with them. */

import { Icon } from "../../../chat/web/design/icon.js";
import { t } from "../../../chat/web/staff/words.js";
import { html, useLayoutEffect, useRef, useState } from "../../../chat/web/vendor/preact.js";
import { CONTACTS } from "./entry.js";

/** @import { Entry } from "./directory.js" */
/** @import { fieldsOf } from "./form_fields.js" */

const WAYS = [...CONTACTS, "address"];

/** @param {{ fields: ReturnType<typeof fieldsOf>, of: string, entry: Entry }} props */
export function LookedUpFields({ fields, of, entry }) {
  const [today, setToday] = useState(false);
  const [gone, setGone] = useState(false);
  const here = useRef(/** @type {HTMLElement | null} */ (null));
  // Before the next key: a number that is changed is never kept under the day that the old one was looked up.
  useLayoutEffect(() => {
    const form = here.current?.closest("form");
    const look = (/** @type {Event} */ { target }) => {
      if (form === null || form === undefined || !(target instanceof HTMLInputElement) || !WAYS.includes(target.name)) return;
      const changed = isChanged(entry, new FormData(form));
      for (const name of ["last_checked", "checked_by"]) replaced(form, name, entry[name], changed);
      setGone(changed && Boolean(entry["last_checked"]));
    };
    form?.addEventListener("input", look);
    return () => form?.removeEventListener("input", look);
  }, [entry]);
  return html`<fieldset class="directory__looked" ref=${here}><legend class="field__label">${t("directory.looked_up")}</legend>
    <div role="status">${gone && !today && html`<p class="notice"><${Icon} name="triangle-alert" /><span>${t("directory.looked_up.gone")}</span></p>`}</div>
    <label class="choice"><input type="checkbox" name="looked_up" onChange=${(/** @type {Event} */ event) => setToday(/** @type {HTMLInputElement} */ (event.target).checked)} aria-describedby=${`${of}-looked-up`} /> ${t("directory.looked_up.today")}</label>
    <p class="field__hint" id=${`${of}-looked-up`}>${t("directory.looked_up.hint")}</p>
    <div class="directory__when" hidden=${today}>${fields.line("last_checked", entry["last_checked"], { type: "date" })}${fields.line("checked_by", entry["checked_by"])}</div>
  </fieldset>`;
}

/**
 * Whether a number or an address is another than the one that was looked up.
 *
 * @param {Entry} entry
 * @param {FormData} given
 */
export function isChanged(entry, given) {
  const stood = { ...entry["contacts"], ...entry };
  return WAYS.some((name) => given.has(name) && String(given.get(name)).trim() !== (stood[name] ?? ""));
}

/**
 * The former day goes while a number is another, and comes back with it; a day somebody has written stays.
 *
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {string | null} former
 * @param {boolean} changed
 */
function replaced(form, name, former, changed) {
  const box = form.elements.namedItem(name);
  if (!(box instanceof HTMLInputElement) || !former) return;
  if (changed && box.value === former) box.value = "";
  else if (!changed && box.value === "") box.value = former;
}
