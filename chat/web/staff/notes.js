// @ts-check
/* Notes and whispers (noter, hvisken): staff only. Neither looks like a message, nor like the other. */

import { html, useRef } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { nameIn } from "./log_rows.js";
import { clock, t } from "./words.js";

/** @import { WireEvent } from "../shared/wire.d.ts" */

/** @param {{ events: readonly WireEvent[], me: string }} props the whole log, where what is neither is left out; and one's own display name */
export function NoteList({ events, me }) {
  const written = events.filter(({ kind }) => kind === "note" || kind === "whisper");
  if (written.length === 0) return html`<p class="soft small">${t("staff.notes.none")}</p>`;
  return written.map((event) => {
    const by = nameIn(event.data["by"]);
    const mine = event.data["own"] === true || by === me;
    const name = by || t(`staff.from.${event.from}`);
    if (event.kind === "whisper") {
      return html`<div class="whisper" key=${event.seq}>
        <p class="whisper__from"><${Icon} name="ear" /> ${t("staff.notes.whispers", { name })} ${clock(event.at)}</p>
        <p class="pre">${event.data["text"]}</p>
      </div>`;
    }
    return html`<div class="note" key=${event.seq}>
      <p class="note__from">${mine ? t("staff.notes.note_you") : t("staff.notes.note", { name })} ${clock(event.at)}</p>
      <p class="pre">${event.data["text"]}</p>
    </div>`;
  });
}

/**
 * A new note. The words stay in the box until the house has them.
 *
 * @param {object} props
 * @param {string} props.id of the box, so that a key can find it
 * @param {string} props.draft
 * @param {(draft: string) => void} props.setDraft
 * @param {(text: string) => void} props.save
 * @param {boolean} props.saving
 * @param {string | null} props.fault
 */
export function NoteForm({ id, draft, setDraft, save, saving, fault }) {
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!saving && draft.trim() !== "") save(draft);
  };
  return html`<form class="note" ref=${form} onSubmit=${submit}>
    <label class="note__from" for=${id}><${Icon} name="sticky-note" /> ${t("staff.notes.new")}</label>
    <textarea
      class="input" id=${id} maxlength="4000" value=${draft}
      aria-describedby=${fault === null ? undefined : `${id}-fault`}
      onInput=${(/** @type {InputEvent} */ event) => setDraft(/** @type {HTMLTextAreaElement} */ (event.target).value)}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event); }}
    ></textarea>
    ${fault !== null && html`<p class="field__error" id=${`${id}-fault`}>
      <${Icon} name="circle-alert" /> ${fault}</p>`}
    <button class="button button--small" type="submit" aria-disabled=${String(saving || draft.trim() === "")}>
      ${saving ? t("staff.notes.saving") : t("staff.notes.save")} <kbd>Alt N</kbd>
    </button>
  </form>`;
}
