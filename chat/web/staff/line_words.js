// @ts-check
/* The house's lines in a log, in words: who came, who left, what the level became. */

import { nameIn } from "./log_rows.js";
import { date, weekday } from "../shared/time.js";
import { clock, language, t } from "./words.js";

/** @import { WireEvent } from "../shared/wire.d.ts" */
/** @import { Reader } from "./log_rows.js" */

/** Somebody without a name of their own is told by what they are. */
const SENDERS = new Set(["young", "counsellor", "supervisor", "bridge", "system"]);

/** Who may be handed the pen: they are told when it is theirs. */
const GUESTS = new Set(["bridge", "companion"]);

/**
 * @param {WireEvent} event
 * @param {Reader} reader
 * @param {boolean} [again] who holds the talk writes again
 * @returns {string}
 */
export function lineWords(event, reader, again = false) {
  const { kind, data } = event;
  const who = nameIn(data["by"]);
  const name = who === "" || SENDERS.has(who) ? t(`staff.from.${event.from}`) : who;
  switch (kind) {
    case "assigned":
      if (GUESTS.has(data["role"]) && data["staff_id"] === reader.staffId) return t("staff.line.pen_you");
      if (again) return data["staff_id"] === reader.staffId ? t("staff.line.writes_again_you") : t("staff.line.writes_again", { name: data["display_name"] });
      return data["staff_id"] === reader.staffId
        ? t("staff.line.assigned_you")
        : t(data["role"] === "supervisor" || GUESTS.has(data["role"]) ? "staff.line.taken_over" : "staff.line.assigned", { name: data["display_name"] });
    case "transferred":
      return withNote(t("staff.line.transferred", { name: data["to_display_name"] }), data["note"]);
    case "called":
      return withNote(t("staff.line.called", { name }), data["question"]);
    case "call_ended":
      return t(`staff.line.call_ended.${data["reason"] === "unanswered" || data["reason"] === "called_off" ? data["reason"] : "over"}`);
    case "joined":
    case "left":
      if (kind === "joined" && data["role"] === "companion") return t("staff.line.companion", { name: data["display_name"] });
      if (kind === "joined" && data["role"] === "bridge") return t("staff.line.adviser", { name: data["display_name"] });
      return data["role"] === "young" || event.from === "young"
        ? t(`staff.line.young_${kind}`, { name: reader.callWord })
        : t(`staff.line.${kind}`, { name: data["display_name"] ?? name });
    case "level":
      return withNote(
        t(event.from === "system" ? "staff.line.level_machine" : "staff.line.level", { name }),
        event.from === "system" ? "" : data["reason"], // the machine's is a code, not words
      );
    case "paused":
      return data["until"] === null
        ? t("staff.line.goes_on")
        : withNote(t("staff.line.paused", { name, time: clock(data["until"]) }), data["reason"]);
    case "escalated":
      if (data["trigger"] === "abuse") return withNote(t("staff.line.reported", { name }), data["note"]);
      return withNote(t(event.from === "system" ? "staff.line.escalated_machine" : "staff.line.escalated", { name }), data["note"]);
    case "resolved":
      return withNote(t("staff.line.resolved", { name, outcome: t(`staff.outcome.${data["outcome"] ?? "none"}`) }), data["note"]);
    case "acknowledged":
    case "paged":
    case "reopened":
      return t(`staff.line.${kind}`, { name });
    case "emergency_step":
      return t(data["done"] ? "staff.line.emergency_step" : "staff.line.emergency_undone", { name });
    case "bridge_offered":
      return withNote(t("staff.line.bridge_offered", { name, service: data["service"].name, lane: t(`staff.lane.${data["lane"]}`) }), data["note"]);
    case "bridge_task":
      if (data["status"] === "planned") return t("staff.line.bridge_planned", { name });
      return t(data["status"] === "suggested" ? "staff.line.bridge_let_go" : "staff.line.bridge_task", { name });
    case "bridge_answered":
    case "bridge_updated":
      if (data["status"] === "sent" && data["by"]) return t("staff.line.bridge_let_go", { name });
      return withNote(t(`staff.line.bridge_${data["status"] === "withdrawn" || data["status"] === "expired" ? "ended" : data["status"]}`, { name }), data["note"]);
    case "summary_answered":
      return t(`staff.line.summary_${data["answer"]}`, { name: reader.callWord });
    case "video_offered":
      if (data["at"] === null) return t("staff.line.video_offered", { name: data["display_name"] });
      return t("staff.line.video_offered_at", {
        name: data["display_name"], day: weekday(data["at"], language()), date: date(data["at"], language()), time: clock(data["at"]),
      });
    case "video_answered":
      return t(`staff.line.video_${data["answer"]}`, { name: reader.callWord });
    case "video_ended":
      if (event.from === "system") return t("staff.line.video_over");
      return t("staff.line.video_ended", { name: event.from === "young" ? reader.callWord : t(`staff.from.${event.from}`) });
    case "closed":
      return t(`staff.line.closed.${data["reason"]}`);
    case "wrapped_up":
      return [t("staff.line.wrapped_up", { name }), ...(data["wellbeing"] === "talk" ? [t("staff.line.wants_to_talk", { name })] : [])].join(" ");
    case "released":
      return withNote(t("staff.line.released"), data["note"]);
    default:
      return t(`staff.line.${kind}`, { name });
  }
}

/**
 * @param {string} words
 * @param {unknown} note what a person added; a single word in small letters is a code of the house
 */
function withNote(words, note) {
  return typeof note === "string" && !/^[a-z_]*$/.test(note) ? `${words} ${t("staff.quoted", { text: note })}` : words;
}
