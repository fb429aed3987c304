// @ts-check
/*
 * The young person's line to the house: what comes in becomes state, what goes out goes through the
 * outbox. It knows nothing of how the page looks.
 */

import { CatchUp } from "../shared/catch_up.js";
import { openConnection } from "../shared/connection.js";
import { ConversationLog } from "../shared/conversation_log.js";
import { Outbox } from "../shared/outbox.js";
import { clock } from "../shared/time.js";
import { batch } from "../vendor/preact.js";
import { alertNow, announce, heard } from "./announcer.js";
import { bridges, summaries, videos } from "./behind.js";
import { connectCounterpart, nameOf } from "./counterpart.js";
import { houseNow } from "./house_clock.js";
import { connectLineWords } from "./line_words.js";
import { filled } from "./padding.js";
import { connectPause } from "./pause.js";
import { arranged } from "./place.js";
import { connectReading } from "./reading.js";
import { isHeldBack } from "./rows.js";
import { connectSoftSound } from "./soft_sound.js";
import { language, say, state } from "./state.js";

/** @typedef {import("../shared/wire.d.ts").WireEvent} WireEvent */
/** @typedef {import("../shared/wire.d.ts").Ack} Ack */
/**
 * @typedef {object} Talking what the page may do with an open conversation
 * @property {(text: string) => void} send
 * @property {(clientId: string) => void} retry
 * @property {(on: boolean) => void} typing
 * @property {(seq: number) => void} saw how far the other side's words have been on the screen
 * @property {() => void} leave
 * @property {(answers: object) => Promise<Ack>} feedback
 * @property {() => Promise<Ack>} returnCode
 * @property {() => void} close
 */

/**
 * @param {{ token: string, conversation_id: string }} session
 * @param {() => void} onGone the house knows no such conversation (any more)
 * @returns {Talking}
 */
export function openTalking(session, onGone) {
  const { token, conversation_id } = session;
  const log = new ConversationLog();
  const counterpart = connectCounterpart();
  const lineWords = connectLineWords();
  const sound = connectSoftSound({ wanted: () => state.sound.value });
  const pause = connectPause({ outbox: () => outbox });
  let caughtUp = false;
  let leaving = false;

  const outbox = new Outbox({
    send: (message) => line.request("message:send", message),
    clock: houseNow,
    onSent: ({ client_id, text }, { seq, prev, at }) => {
      const data = { client_id, text };
      take({ conversation_id, seq, prev, at, kind: "message", from: "young", data });
    },
    onChange: () => {
      if (outbox.drafts.some(isLost) && !state.drafts.value.some(isLost)) alertNow(say("shared.message.failed"));
      state.drafts.value = outbox.drafts.map((draft) => ({ ...draft }));
    },
  });
  const catchUp = new CatchUp(
    log,
    (seq) => line.request("events:since", { seq }),
    (from) => shown(from, false),
  );
  const reading = connectReading((seq) => line.request("seen", { seq }));

  const line = openConnection({
    namespace: "/young",
    auth: () => ({ token, last_seq: log.lastUnbroken }),
    fill: filled,
    on: {
      event: take,
      heads: ({ heads }) => {
        log.reaches(heads[conversation_id] ?? 0);
        if (log.gap) void catchUp.pull();
        else if (log.events.length > 0) state.loading.value = false;
      },
      waiting_room: arranged,
      presence: counterpart.presence,
      typing: counterpart.typing,
      seen: counterpart.seen,
    },
    onStatus: (status) => {
      const up = status === "connected";
      outbox.line(up);
      lineWords.became(status);
      if (!up) return;
      void catchUp.pull(true);
      reading.tell();
      if (leaving) void leave();
    },
    onRefused: onGone,
  });

  /** @param {WireEvent} event as it comes, or as our own words are acknowledged */
  function take(event) {
    const before = log.events.length;
    log.apply(event);
    if (log.events.length > before) shown(before, true);
    if (log.gap) void catchUp.pull();
  }

  /**
   * @param {number} from the first event that is new on the page
   * @param {boolean} live it came as it happened, not while catching up
   */
  function shown(from, live) {
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

  /** @param {WireEvent} event @param {boolean} live */
  function became({ kind, from, data }, live) {
    if (kind === "message" && from === "young") outbox.drop(data.client_id);
    if (kind === "message" && from !== "young") {
      counterpart.wrote();
      if (live) heard(`${nameOf()}: ${data.text}`);
    }
    if (live && (kind === "assigned" || (kind === "message" && from !== "young"))) sound.news();
    if (kind === "assigned") counterpart.met(data.display_name, live, data.role);
    if (live && kind === "joined" && data.role === "bridge") announce(say("young.house.adviser", { name: data.display_name, time: clock(data.since, language.value) }));
    if (live && kind === "joined" && data.role === "companion") announce(say("young.house.companion", { name: data.display_name }));
    if (live && kind === "safety_plan") announce(say("young.house.safety_plan"));
    if (kind === "transferred") counterpart.met(data.to_display_name, live);
    if (kind === "released") counterpart.left(live);
    if (kind === "bridge_offered") void bridges((event, payload) => line.request(event, payload));
    if (live && kind === "bridge_offered") {
      sound.news();
      announce(say("young.house.bridge"));
    }
    if (kind.startsWith("summary_")) void summaries((event, payload) => line.request(event, payload));
    if (live && kind === "summary_proposed") {
      sound.news();
      announce(say("young.house.summary"));
    }
    if (kind === "video_offered") void videos((event, payload) => line.request(event, payload));
    if (live && kind === "video_offered") {
      sound.news();
      announce(say("young.house.video"));
    }
    if (kind === "paused") pause.became(data.until, live);
  }

  function view() {
    if (leaving || log.events.some((event) => event.kind === "closed")) return "after";
    return state.counsellor.value === null ? "waiting" : "talk";
  }

  /** Said again when the line is back, if the house did not hear it. */
  async function leave() {
    leaving = true;
    const ack = await line.request("conversation:leave", { how: "leave" });
    if (ack.ok) leaving = false;
  }

  function awake() {
    // Also finds out whether a line that slept is still alive.
    pause.look();
    if (document.visibilityState !== "hidden") void catchUp.pull(line.status() === "connected");
  }
  document.addEventListener("visibilitychange", awake);
  window.addEventListener("pageshow", awake);

  return {
    send: (text) => void outbox.add(text),
    retry: (clientId) => outbox.retry(clientId),
    typing: (on) => line.tell("typing", { on }),
    saw: reading.saw,
    leave: () => void leave(),
    feedback: (answers) => line.request("feedback", answers),
    returnCode: () => line.request("return:make", {}),
    close() {
      lineWords.close();
      counterpart.close();
      pause.close();
      document.removeEventListener("visibilitychange", awake);
      window.removeEventListener("pageshow", awake);
      line.close();
    },
  };
}

/** @param {import("../shared/outbox.js").Draft} draft whether the person must do something about it */
function isLost(draft) {
  return draft.state === "failed" && !isHeldBack(draft);
}

/** @param {readonly WireEvent[]} fresh came while we were away */
function announceMissed(fresh) {
  const theirs = fresh.filter(({ kind, from }) => kind === "message" && from !== "young");
  if (theirs.length > 0) announce(say("shared.message.new", { count: theirs.length }));
}
