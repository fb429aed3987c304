// @ts-check
/* A dialog: on top of the page, closed by its button or by Esc, and then back to what opened it. */

import { html, useLayoutEffect, useRef } from "../vendor/preact.js";
import { say, state } from "./state.js";
import { QuickExit } from "./topbar.js";

/** @param {{ name: "limits" | "more" | "plan", title: string, children?: unknown }} props */
export function Dialog({ name, title, children }) {
  const open = state.dialog.value === name;
  const box = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useLayoutEffect(() => {
    // showModal keeps focus inside and gives it back to the opener when it closes. It begins at the
    // heading: on the way out, a key pressed by habit would end the talk.
    if (open && !box.current?.open) box.current?.showModal();
    if (!open && box.current?.open) box.current.close();
  }, [open]);
  const close = () => {
    if (state.dialog.value === name) state.dialog.value = null;
  };
  return html`
    <dialog class="dialog" ref=${box} aria-labelledby=${`dialog-${name}`} onClose=${close}>
      ${open && html`
        <h2 id=${`dialog-${name}`} tabindex="-1" autofocus>${title}</h2>
        ${children}
        <${QuickExit} over />
        <div class="dialog__foot">
          <button class="button" type="button" onClick=${close}>${say("young.dialog.close")}</button>
        </div>`}
    </dialog>`;
}
