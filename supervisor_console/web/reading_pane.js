// @ts-check
/* The pane one reads along in (at læse med): the log as it grows, and below it what only staff see. */

import { isShown } from "../../chat/web/staff/covered.js";
import { Icon } from "../../chat/web/design/icon.js";
import { useAsking } from "../../chat/web/staff/asking.js";
import { EscalationCourse, courseIn } from "../../chat/web/staff/escalation_course.js";
import { LevelBadge } from "../../chat/web/staff/level_badge.js";
import { LogView } from "../../chat/web/staff/log_view.js";
import { NoteForm, NoteList } from "../../chat/web/staff/notes.js";
import { houseWords } from "../../chat/web/staff/refusals.js";
import { VideoStrip } from "../../chat/web/staff/video_strip.js";
import { ageBand, municipalityName, t } from "../../chat/web/staff/words.js";
import { html, useEffect, useLayoutEffect, useRef, useState } from "../../chat/web/vendor/preact.js";
import { endConversation, judgeFlag, setLevel, write } from "./acts.js";
import { EndForm, LevelForm } from "./decisions.js";
import { CareDialog } from "./care_dialog.js";
import { HandOnForm, Inner, isIn, writes } from "./inner.js";
import { LegalHold } from "./legal_hold.js";
import { heldIn, LetGo } from "./let_go.js";
import { SitInForm } from "./sit_in.js";
import { WhisperBox } from "./whisper_box.js";
import { WriterBox } from "./writer_box.js";

/** @import { Reading } from "./reading.js" */
/** @import { TimedRow } from "./rows.js" */
/** @import { Watch } from "./watch.js" */

/** @typedef {"note" | "level" | "end" | "hand_on" | "keep" | "let_go" | "sit_in" | "more" | null} Below what stands open between log and whisper */

/** What stands in the menu: whoever closes it goes back to the menu's button. @type {ReadonlySet<Below>} */
const UNDER_MORE = new Set(["hand_on", "keep", "let_go", "sit_in"]);

/** @typedef {"card" | "risk" | "plan" | "help" | "legal" | "video" | null} CareKind */

/** @param {{ watch: Watch }} props */
export function ReadingPane({ watch }) {
  const reading = watch.reading.value;
  if (reading === null) {
    return html`<section class="panel reading reading--empty" aria-label=${t("supervisor.reading.label")} tabindex="-1">
      <p class="soft">${t("supervisor.reading.choose")}</p>
      <p class="soft small">${t("supervisor.reading.audited")}</p>
    </section>`;
  }
  return html`<${Open} key=${reading.conversationId} watch=${watch} reading=${reading} />`;
}

/** @param {{ watch: Watch, reading: Reading }} props */
function Open({ watch, reading }) {
  const [below, setBelow] = useState(/** @type {Below} */ (null));
  const nowBelow = useRef(below);
  nowBelow.current = below;
  const [dialog, setDialog] = useState(/** @type {CareKind} */ (null));
  const heading = useRef(/** @type {HTMLElement | null} */ (null));
  const row = watch.readingRow.value;
  const opened = reading.events.value.find(({ kind }) => kind === "opened");
  const callWord = row?.call_word ?? String(opened?.data["call_word"] ?? "");
  const held = heldIn(reading.events.value)[0];
  const closed = row === null || row.state === "closed";
  const counsellor = closed ? null : row.counsellor;
  const mine = writes(row, watch.me.staff_id);
  const writing = watch.writingOf(reading.conversationId);

  // Where the board gives way to this pane, the row that was pressed is gone: go on here.
  useLayoutEffect(() => { if (document.activeElement === document.body || isHidden(document.activeElement)) heading.current?.focus(); }, []);

  const toggle = (/** @type {Below} */ what) => setBelow(below === what ? null : what);
  // Each form closes itself alone: an answer that comes late finds another open, and leaves that and the focus where they are.
  const closing = (/** @type {NonNullable<Below>} */ what) => () => {
    if (nowBelow.current !== what) return;
    document.getElementById(`open-${UNDER_MORE.has(what) ? "more" : what}`)?.focus();
    setBelow(null);
  };
  return html`<section class="panel reading" aria-labelledby="reading-title">
    <div class="panel__head reading__head">
      <h2 id="reading-title" tabindex="-1" ref=${heading}>${counsellor === null ? callWord : t("supervisor.reading.with", { name: callWord, counsellor: counsellor.display_name })}</h2>
      ${row !== null && html`<${LevelBadge} level=${row.level} assessed=${row.assessed} />`}
      ${row !== null && html`<p class="reading__facts small soft">${facts(row).join(" · ")}</p>`}
      <div class="panel__end">
        ${row !== null && html`<button class="button button--icon" type="button" id="open-more" aria-expanded=${String(below === "more")} aria-label=${t("supervisor.reading.more")} title=${t("supervisor.reading.more")} onClick=${() => toggle("more")}><${Icon} name="ellipsis" /></button>`}
        <button class="button button--icon" type="button" aria-label=${t("supervisor.reading.stop")} title=${t("supervisor.reading.stop")} onClick=${() => stopReading(watch)}><${Icon} name="x" /></button>
      </div>
    </div>
    <div class="reading__act">
      ${row !== null && care("card", "siren", "staff.card.open")}
      ${act("level", "pencil", "supervisor.reading.level")}
      ${act("note", "sticky-note", "supervisor.reading.note")}
      ${row !== null && html`<${Inner} watch=${watch} reading=${reading} row=${row} />`}
      ${!closed && act("end", "door-open", "supervisor.reading.end")}
    </div>
    ${below === "more" && html`<div class="reading__act">
      ${!closed && row.state !== "opened" && act("hand_on", "arrow-left-right", "supervisor.reading.hand_on")}
      ${!closed && row.state === "active" && row.counsellor !== null && act("sit_in", "user-plus", "supervisor.sit_in.open")}
      ${isIn(row, watch.me.staff_id) && care("help", "signpost", "staff.help.open")}
      ${mine && watch.hasVideo.value && care("video", "video", "staff.video.open_dialog")}
      ${care("risk", "list-checks", "staff.risk.open")}
      ${!closed && care("plan", "notebook-pen", "staff.plan.open")}
      ${care("legal", "shield", "legal.open")}
      ${act("keep", "lock", "supervisor.keep.open")}
      ${held !== undefined && act("let_go", "undo-2", "supervisor.let_go.open")}
    </div>`}
    ${!closed && html`<${VideoStrip} ask=${watch.request} id=${reading.conversationId} callWord=${callWord} events=${reading.events.value} me=${mine ? watch.me.display_name : ""}
      fault=${(/** @type {string} */ words) => { watch.trouble.value = words; }} />`}
    <${LogView}
      label=${t("supervisor.reading.log")} events=${reading.events.value} loading=${reading.loading.value}
      reader=${{ staffId: watch.me.staff_id, callWord }} youngSeen=${reading.youngSeen.value}
      typing=${reading.typing.value.has("young")} youngAway=${row !== null && !closed && !row.young_present}
      judge=${closed ? null : (/** @type {number} */ seq, /** @type {boolean} */ correct) => void judgeFlag(watch, reading.conversationId, seq, correct)}
      unsent=${writing.unsent.value} retry=${(/** @type {string} */ id) => writing.outbox.retry(id)} discard=${(/** @type {string} */ id) => writing.backToBox(id)}
      onEnd=${mine ? (/** @type {number} */ seq) => { if (isShown()) reading.seen(seq); } : undefined} />
    ${counsellor !== null && reading.typing.value.has("counsellor") && html`<p class="reading__typing small soft"><${Icon} name="pencil" /> ${t("supervisor.reading.typing", { name: counsellor.display_name })}</p>`}
    ${reading.problem.value !== "" && html`<p class="notice notice--danger reading__problem"><${Icon} name="triangle-alert" /><span>${t("supervisor.reading.stopped", { why: reading.problem.value })}</span></p>`}
    ${below === null && html`<${StaffNotes} watch=${watch} reading=${reading} />`}
    <div class="side-notes">
      ${below === "level" && html`<${LevelForm} callWord=${callWord} level=${row?.level ?? 0} close=${closing("level")} decide=${(/** @type {number} */ level, /** @type {string} */ reason) => setLevel(watch, reading.conversationId, level, reason)} />`}
      ${(below === null || below === "more") && html`<${Course} events=${reading.events.value} />`}
      ${below === "hand_on" && row !== null && html`<${HandOnForm} watch=${watch} row=${row} close=${closing("hand_on")} />`}
      ${below === "sit_in" && row !== null && html`<${SitInForm} watch=${watch} row=${row} close=${closing("sit_in")} />`}
      ${below === "let_go" && held !== undefined && html`<${LetGo} callWord=${callWord} request=${watch.request} task=${held} close=${closing("let_go")} />`}
      ${below === "keep" && html`<${LegalHold} request=${watch.request} id=${reading.conversationId} callWord=${callWord} close=${closing("keep")} />`}
      ${below === "end" && html`<${EndForm} callWord=${callWord} escalated=${row?.escalation != null} close=${closing("end")} decide=${(/** @type {string} */ reason) => endConversation(watch, reading.conversationId, reason)} />`}
      ${below === "note" && html`<${NewNote} watch=${watch} callWord=${callWord} conversationId=${reading.conversationId} close=${closing("note")} />`}
      ${below === null || below === "note" || below === "more" ? mine
        ? html`<${WriterBox} watch=${watch} conversationId=${reading.conversationId} callWord=${callWord} />`
        : counsellor !== null
        ? html`<${WhisperBox} watch=${watch} conversationId=${reading.conversationId} callWord=${callWord} counsellor=${counsellor.display_name} />`
        : html`<p class="small soft">${t(closed ? "supervisor.whisper.closed" : "supervisor.whisper.nobody")}</p>` : null}
    </div>
    ${dialog !== null && row !== null && html`<${CareDialog} kind=${dialog} watch=${watch} reading=${reading} row=${row} close=${() => setDialog((now) => (now === dialog ? null : now))} />`}
  </section>`;

  /**
   * @param {NonNullable<CareKind>} what
   * @param {import("../../chat/web/design/icon.js").IconName} icon
   * @param {string} word
   */
  function care(what, icon, word) {
    return html`<button class="button button--small" type="button" aria-haspopup="dialog" onClick=${() => setDialog(what)}><${Icon} name=${icon} /> ${t(word)}</button>`;
  }

  /**
   * @param {NonNullable<Below>} what
   * @param {import("../../chat/web/design/icon.js").IconName} icon
   * @param {string} word
   */
  function act(what, icon, word) {
    return html`<button class="button button--small" type="button" id=${`open-${what}`} aria-expanded=${String(below === what)} onClick=${() => toggle(what)}><${Icon} name=${icon} /> ${t(word)}</button>`;
  }
}

/** How an escalation went so far, for who wants it. @param {{ events: readonly import("../../chat/web/shared/wire.d.ts").WireEvent[] }} props */
function Course({ events }) {
  const moves = courseIn(events).length;
  if (moves === 0) return null;
  return html`<details class="reading__course"><summary>${t("staff.course.title_count", { count: moves })}</summary><${EscalationCourse} events=${events} /></details>`;
}

/** Notes and whispers so far, the newest in sight. @param {{ watch: Watch, reading: Reading }} props */
function StaffNotes({ watch, reading }) {
  const written = reading.events.value.filter(({ kind }) => kind === "note" || kind === "whisper");
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => { box.current?.scrollTo({ top: box.current.scrollHeight }); }, [written.length]);
  if (written.length === 0) return null;
  return html`<div class="reading__notes" tabindex="0" role="region" aria-label=${t("supervisor.reading.notes")} ref=${box}>
    <${NoteList} events=${written} me=${watch.me.display_name} />
  </div>`;
}

/** @param {{ watch: Watch, callWord: string, conversationId: string, close: () => void }} props */
function NewNote({ watch, callWord, conversationId, close }) {
  const key = `note ${conversationId}`;
  const [draft, setDraft] = useState(watch.drafts.get(key) ?? "");
  const clientId = useRef(crypto.randomUUID());
  const { busy, fault, ask } = useAsking((isHere) => { if (isHere) close(); }, `${callWord}: ${t("supervisor.reading.note")}`, houseWords);
  useLayoutEffect(() => { document.getElementById("note")?.focus(); }, []);
  const written = (/** @type {string} */ text) => {
    clientId.current = crypto.randomUUID();
    watch.drafts.set(key, text);
    setDraft(text);
  };
  const save = (/** @type {string} */ text) => ask(async () => {
    const ack = await write(watch, "note", { conversation_id: conversationId, client_id: clientId.current, text: text.trim() });
    // What is written meanwhile, the form shut and open again, is another note.
    if (ack.ok && watch.drafts.get(key) === text) watch.drafts.delete(key);
    return ack;
  });
  return html`<${NoteForm} id="note" draft=${draft} setDraft=${written} save=${save} saving=${busy} fault=${fault} />`;
}

/** What Alt+N does: opens a new note, goes to it, and from it keeps it. */
export function noteByKey() {
  const box = /** @type {HTMLTextAreaElement | null} */ (document.getElementById("note"));
  if (box === null) document.getElementById("open-note")?.click();
  else if (document.activeElement === box) box.form?.requestSubmit();
  else box.focus();
}

/**
 * Whoever closes the pane is where they came from: at what they pressed to open it, where that is still in sight, or else at the conversation's row.
 *
 * @param {Watch} watch
 */
export function stopReading(watch) {
  const id = watch.reading.peek()?.conversationId;
  watch.stopReading();
  setTimeout(() => {
    if (document.activeElement !== document.body) return;
    (document.getElementById(`row-${id}`) ?? /** @type {HTMLElement | null} */ (document.querySelector(".board__table .table-scroller")))?.focus();
  });
}

/** @param {TimedRow} row */
function facts(row) {
  const place = row.municipality === null ? [] : [municipalityName(row.municipality)];
  return [ageBand(row.age_band), ...place, t(`supervisor.state.${row.state}`)];
}

/** @param {Element | null} element */
function isHidden(element) {
  return element instanceof HTMLElement && element.offsetParent === null;
}
