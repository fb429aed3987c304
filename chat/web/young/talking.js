// @ts-check
/*
 * The young person's line to the house: what comes in becomes state, what goes out goes through the
 * outbox. It knows nothing of how the page looks.
 */

import { CatchUp } from "../shared/catch_up.js";
import { openConnection } from "../shared/connection.js";
import { ConversationLog } from "../shared/conversation_log.js";
import { Outbox } from "../shared/outbox.js";
import { batch } from "../vendor/preact.js";
import { alertNow, announce, heard } from "./announcer.js";
import { placeSentence, worseSentence } from "./place.js";
import { say, state } from "./state.js";

/** @typedef {import("../shared/wire.d.ts").WireEvent} WireEvent */
/** @typedef {import("../shared/wire.d.ts").Ack} Ack */
/**
 * @typedef {object} Talking what the page may do with an open conversation
 * @property {(text: string) => void} send
 * @property {(clientId: string) => void} retry
 * @property {(on: boolean) => void} typing
 * @property {(seq: number) => void} saw how far the other side's words have been on the screen
 * @property {() => Promise<void>} leave
 * @property {(answers: object) => Promise<Ack>} feedback
 * @property {() => void} close
 */

/** A line that is back within this is not worth a word. */
const HICCUP_MS = 1500;
/** Silence after which "writes" is no longer believed; the other side says it again every 3 s. */
const TYPING_MS = 7000;

/**
 * @param {{ token: string, conversation_id: string }} session
 * @param {() => void} onGone the house knows no such conversation (any more)
 * @returns {Talking}
 */
export function openTalking(session, onGone) {
  const log = new ConversationLog();
  let caughtUp = false;
  let seenSent = 0;
  let seenWanted = 0;
  let leaving = false;
  /** What the house last said of whoever sits at the other end; it may say so before the log is here. */
  let presence = /** @type {"here" | "away"} */ ("here");
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let hiccup;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typingStops;

  const outbox = new Outbox({
    send: (message) => line.request("message:send", message),
    onSent: (draft, { seq, prev, at }) => {
      const { client_id, text } = draft;
      const { conversation_id } = session;
      take({ conversation_id, seq, prev, at, kind: "message", from: "young", data: { client_id, text } });
    },
    onChange: () => {
      const failed = outbox.drafts.some((draft) => draft.state === "failed");
      if (failed && !state.drafts.value.some((draft) => draft.state === "failed")) {
        alertNow(say("shared.message.failed"));
      }
      state.drafts.value = outbox.drafts.map((draft) => ({ ...draft }));
    },
  });

  const catchUp = new CatchUp(
    log,
    (seq) => line.request("events:since", { seq }),
    (from) => shown(from, { live: false }),
  );

  const line = openConnection({
    namespace: "/young",
    auth: () => ({ token: session.token, last_seq: log.lastUnbroken }),
    on: {
      event: take,
      heads: ({ heads }) => {
        const head = heads[session.conversation_id];
        if (head !== undefined) log.reaches(head);
        if (log.gap) void catchUp.pull();
        else if (log.events.length > 0) state.loading.value = false;
      },
      waiting_room: arranged,
      presence: ({ from, state: said }) => {
        if (from === "young") return;
        presence = said;
        if (state.counsellor.value === null || state.counsellor.value.presence === said) return;
        state.counsellor.value = { ...state.counsellor.value, presence, typing: false };
        const { name } = state.counsellor.value;
        announce(say(presence === "away" ? "young.talk.away.say" : "young.talk.here.say", { name }));
      },
      typing: ({ from, on }) => {
        if (from !== "young") counsellorTyping(on);
      },
      seen: ({ from, seq }) => {
        if (from === "young" || seq <= state.seen.value.seq) return;
        state.seen.value = { seq, at: new Date().toISOString() };
      },
    },
    onStatus: (status) => {
      clearTimeout(hiccup);
      outbox.line(status === "connected");
      if (status === "connected") {
        if (state.line.value === "away") announce(say("young.line.back"));
        state.line.value = status;
        void catchUp.pull(true);
        void sendSeen();
        if (leaving) void leave();
      } else {
        hiccup = setTimeout(() => {
          state.line.value = status;
          const gone = navigator.onLine ? "lost" : "away";
          announce(`${say(`young.line.${gone}.title`)} ${say(`young.line.${gone}.text`)}`);
        }, navigator.onLine ? HICCUP_MS : 0);
      }
    },
    onRefused: onGone,
  });

  /** @param {WireEvent} event as it comes, or as our own words are acknowledged */
  function take(event) {
    const before = log.events.length;
    log.apply(event);
    if (log.events.length > before) shown(before, { live: true });
    if (log.gap) void catchUp.pull();
  }

  /**
   * @param {number} from the first event that is new on the page
   * @param {{ live: boolean }} how
   */
  function shown(from, { live }) {
    batch(() => {
      const fresh = log.events.slice(from);
      for (const event of fresh) became(event, live);
      state.events.value = log.events.slice();
      state.loading.value = false;
      state.view.value = view();
      if (!live && caughtUp) announceMissed(fresh);
      caughtUp = true;
    });
  }

  /**
   * @param {WireEvent} event
   * @param {boolean} live
   */
  function became(event, live) {
    const { kind, data } = event;
    if (kind === "message" && event.from === "young") outbox.drop(data.client_id);
    if (kind === "message" && event.from !== "young") {
      counsellorTyping(false);
      if (live) heard(`${state.counsellor.value?.name ?? say("young.counsellor")}: ${data.text}`);
    }
    if (kind === "assigned" || kind === "transferred") {
      const name = data.display_name ?? data.to_display_name;
      if (live) presence = "here";
      state.counsellor.value = { name, presence, typing: false };
      if (live) announce(say("young.house.assigned", { name }));
    }
    if (kind === "released") {
      const name = state.counsellor.value?.name ?? say("young.counsellor");
      state.counsellor.value = null;
      if (live) announce(say("young.house.released", { name }));
    }
  }

  /** @param {WireEvent[]} fresh came while we were away */
  function announceMissed(fresh) {
    const count = fresh.filter((event) => event.kind === "message" && event.from !== "young").length;
    if (count > 0) announce(say("shared.message.new", { count }));
  }

  function view() {
    if (leaving || log.events.some((event) => event.kind === "closed")) return "after";
    return state.counsellor.value === null ? "waiting" : "talk";
  }

  /** @param {import("./state.js").Place} news */
  function arranged(news) {
    const before = state.place.value;
    // Overtaken stays said until one has moved up again, however often the house tells the place.
    const overtaken = before.worse === "overtaken" && (news.position ?? 0) >= (before.position ?? 0);
    const worse = news.worse ?? (overtaken ? "overtaken" : null);
    const place = { ...before, ...news, worse };
    state.place.value = place;
    if (worse !== null && worse !== before.worse) announce(worseSentence(place));
    else if (place.position !== before.position) announce(placeSentence(place));
  }

  /** @param {boolean} on */
  function counsellorTyping(on) {
    clearTimeout(typingStops);
    if (state.counsellor.value === null) return;
    if (state.counsellor.value.typing !== on) state.counsellor.value = { ...state.counsellor.value, typing: on };
    if (on) typingStops = setTimeout(() => counsellorTyping(false), TYPING_MS);
  }

  async function sendSeen() {
    if (seenWanted <= seenSent || line.status() !== "connected") return;
    const seq = seenWanted;
    const ack = await line.request("seen", { seq });
    if (ack.ok) seenSent = Math.max(seenSent, seq);
  }

  /** Said again when the line is back, if the house did not hear it. */
  async function leave() {
    leaving = true;
    const ack = await line.request("conversation:leave", { how: "leave" });
    if (ack.ok) leaving = false;
  }

  function awake() {
    // Also finds out whether a line that slept is still alive.
    if (document.visibilityState !== "hidden") void catchUp.pull(line.status() === "connected");
  }
  document.addEventListener("visibilitychange", awake);
  window.addEventListener("pageshow", awake);

  return {
    send: (text) => void outbox.add(text),
    retry: (clientId) => outbox.retry(clientId),
    typing: (on) => line.tell("typing", { on }),
    saw(seq) {
      seenWanted = Math.max(seenWanted, seq);
      void sendSeen();
    },
    leave,
    feedback: (answers) => line.request("feedback", answers),
    close() {
      clearTimeout(hiccup);
      clearTimeout(typingStops);
      document.removeEventListener("visibilitychange", awake);
      window.removeEventListener("pageshow", awake);
      line.close();
    },
  };
}
