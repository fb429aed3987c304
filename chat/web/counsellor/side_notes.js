// @ts-check
/* The side panel (noter): notes and whispers about the conversation in focus. */

import { html, useEffect, useRef, useState } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { cleaned } from "../shared/text.js";
import { NoteForm, NoteList } from "../staff/notes.js";
import { t } from "../staff/words.js";
import { AdviserWhisper } from "./adviser.js";
import { lastWhisper } from "./attention.js";
import { WhisperBox } from "./companion.js";
import { PhaseMarker } from "./phase_marker.js";
import { refusalWords } from "../staff/refusals.js";

/** @import { Desk } from "./desk.js" */
/** @import { View } from "./view.js" */

/** @param {{ id: string | null, desk: Desk, view: View }} props */
export function SideNotes({ id, desk, view }) {
  const conversation = id === null ? undefined : desk.of(id).conversation.value;
  const whispered = lastWhisper(conversation?.events ?? [], desk.me.display_name)?.seq ?? 0;
  useEffect(() => { if (id !== null && whispered > 0) desk.of(id).whisperSeen.value = whispered; }, [id, whispered]);
  const sits = conversation?.seat === "companion";
  const besides = sits ? [conversation?.counsellor] : [conversation?.companion?.display_name];
  const beside = besides[0] ? [...besides, conversation?.call?.display_name].filter(Boolean).join(", ") : "";
  const title = conversation === undefined
    ? t("staff.notes.title_none")
    : t("staff.notes.title", { name: conversation.callWord });
  const back = view.layout.value !== "wide" && id !== null && html`<div class="panel__end">
    <button class="button button--small" type="button" onClick=${() => view.goTo(id)}>
    <${Icon} name="arrow-left" /> ${t("staff.notes.back")}</button></div>`;
  return html`<aside class="panel desk__notes" aria-labelledby="notes-title" id="notes-panel" data-panel="note"
    tabindex="-1">
    <div class="panel__head"><h2 id="notes-title">${title}</h2>${back}</div>
    <div class="side-notes">
      ${conversation === undefined || id === null
        ? html`<p class="soft small">${t("staff.notes.nobody")}</p>`
        : html`${conversation.state !== "closed" && !sits && html`<${PhaseMarker} id=${id} desk=${desk} />`}
          <${NoteList} events=${conversation.events} me=${desk.me.display_name} />
          ${beside !== "" && (!sits || conversation.companion?.writes) && conversation.state !== "closed" && html`<${WhisperBox} key=${`beside-${id}`} id=${id} box="advice" name=${beside} callWord=${conversation.callWord} desk=${desk} />`}
          ${beside === "" && conversation.call?.display_name && conversation.state !== "closed" && html`<${AdviserWhisper} key=${`advice-${id}`} id=${id} name=${conversation.call.display_name} callWord=${conversation.callWord} desk=${desk} />`}
          ${!sits && html`<${NewNote} key=${id} id=${id} desk=${desk} />`}`}
    </div>
  </aside>`;
}

/** @param {{ id: string, desk: Desk }} props */
function NewNote({ id, desk }) {
  const { noteDraft } = desk.of(id);
  const [saving, setSaving] = useState(false);
  const [fault, setFault] = useState(/** @type {string | null} */ (null));
  const last = useRef({ text: "", clientId: "" });
  const save = async (/** @type {string} */ written) => {
    const text = cleaned(written);
    if (text === "") return;
    // The same words tried again are the same note.
    if (last.current.text !== text) last.current = { text, clientId: crypto.randomUUID() };
    setSaving(true);
    const ack = await desk.note(id, last.current.clientId, text);
    setSaving(false);
    setFault(ack.ok ? null : refusalWords(ack.error));
    if (!ack.ok) return;
    last.current = { text: "", clientId: "" };
    if (noteDraft.value === written) noteDraft.value = "";
  };
  return html`<${NoteForm} id="note" draft=${noteDraft.value}
    setDraft=${(/** @type {string} */ draft) => { noteDraft.value = draft; }} save=${save} saving=${saving} fault=${fault} />`;
}
