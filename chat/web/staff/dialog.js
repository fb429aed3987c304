// @ts-check
/* A dialog (rude): the browser's own, so that focus stays in it, Esc closes it and focus goes back to its opener. */

import { html, useLayoutEffect, useRef } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { t } from "./words.js";

/**
 * Shown for as long as it is drawn.
 *
 * @param {object} props
 * @param {string} props.title
 * @param {(() => void) | null} props.close null: it stays until what it asks is done
 * @param {boolean} [props.wide] as wide as the page, with a head of its own
 * @param {unknown} props.children
 */
export function Dialog({ title, close, wide = false, children }) {
  const box = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useLayoutEffect(() => {
    const dialog = box.current;
    const opener = /** @type {HTMLElement | null} */ (document.activeElement);
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (opener?.isConnected) opener.focus();
    };
  }, []);
  return html`<dialog
    ref=${box}
    class=${wide ? "staff-dialog staff-dialog--wide" : "staff-dialog"}
    aria-label=${title}
    onCancel=${(/** @type {Event} */ event) => {
      event.preventDefault();
      close?.();
    }}
    onClick=${(/** @type {MouseEvent} */ event) => { if (event.target === box.current) close?.(); }}
  >
    ${wide ? children : html`<div class="staff-dialog__inside">
      <div class="staff-dialog__head">
        <h2>${title}</h2>
        ${close !== null && html`<button class="button button--icon" type="button"
          aria-label=${t("staff.dialog.close")} onClick=${close}><${Icon} name="x" /></button>`}
      </div>
      ${children}
    </div>`}
  </dialog>`;
}
