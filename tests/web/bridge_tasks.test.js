// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { appointmentsOf } from "../../chat/web/bridge/appointments.js";
import { calendarOf } from "../../chat/web/staff/calendar.js";
import { groupsOf } from "../../chat/web/bridge/task_list.js";
import { pageFor } from "../../chat/web/staff/session.js";

const NOW = Date.parse("2026-11-22T20:00:00Z");

/** @param {string} id @param {string} due_at @param {object | null} [owner] @returns {any} */
const task = (id, due_at, owner = null) => ({ bridge_id: id, due_at, owner });

test("what is past its time comes first, whoever has it; then what nobody has; last what has ended", () => {
  const me = { staff_id: "ida", display_name: "Ida" };
  const groups = groupsOf([task("a", "2026-11-22T19:00:00Z", me), task("b", "2026-11-22T21:00:00Z", me), task("c", "2026-11-22T22:00:00Z"),
    task("e", "2026-11-22T23:30:00Z", me), task("f", "2026-11-28T12:00:00Z", me), task("g", "2026-11-29T12:00:00Z", me), { ...task("d", "2026-11-22T18:00:00Z", me), ended_at: "2026-11-22T18:30:00Z" }], NOW);

  assert.deepEqual(Object.entries(groups).map(([name, of]) => [name, of.map(({ bridge_id }) => bridge_id)]), [["late", ["a"]], ["free", ["c"]], ["today", ["b"]], ["week", ["e", "f"]], ["later", ["g"]], ["ended", ["d"]]]);
});

test("a calendar says when one looks again and when one has video, and nothing of whom", () => {
  const me = { staff_id: "ida", display_name: "Ida" };
  const titles = { followUp: "Opfølgning, Brobygger", video: "Videosamtale, Brobygger" };
  const long = "x".repeat(120);
  const video = { seq: 9, status: "accepted", at: "2026-11-25T12:00:00Z", opens_at: "2026-11-25T11:50:00Z", until: "2026-11-25T13:30:00Z" };
  const mine = { ...task(long, "2026-11-24T09:30:00Z", me), call_word: "Havtorn", municipality: "0851", topics: ["suicide"], service: { name: "Ventilen" }, video };
  const asked = { ...task("d", "2026-11-26T09:30:00Z", me), video: { ...video, status: "offered" } };
  const ended = { ...task("c", "2026-11-24T09:30:00Z", me), ended_at: "2026-11-22T18:30:00Z", video };
  const file = calendarOf(appointmentsOf([mine, task("b", "2026-11-24T09:30:00Z"), asked, ended], "ida", titles), "https://chat.eksempel.dk/bridge", NOW);

  const lines = file.split("\r\n");
  assert.ok(lines.every((line) => line.length <= 75));
  /** @param {string} id @param {string} at @param {string} title */
  const event = (id, at, title) => ["BEGIN:VEVENT", `UID:${id}`, "DTSTAMP:20261122T200000Z", `DTSTART:${at}`, "DURATION:PT15M",
    `SUMMARY:${title}\\, Brobygger`, "URL:https://chat.eksempel.dk/bridge", "CLASS:PRIVATE", "END:VEVENT"];
  assert.deepEqual(file.replaceAll("\r\n ", "").split("\r\n"), [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Brobygger//DA", ...event(long, "20261124T093000Z", "Opfølgning"),
    ...event(`${long}-video-9`, "20261125T120000Z", "Videosamtale"), ...event("d", "20261126T093000Z", "Opfølgning"), "END:VCALENDAR", "",
  ]);
  assert.equal(calendarOf(appointmentsOf([mine], "bo", titles), "", NOW), "");
});

test("a bridge-builder signs in to the tasks, and to no console of others", () => {
  assert.equal(pageFor(["bridge_builder"], null), "/bridge");
  assert.equal(pageFor(["bridge_builder"], "/supervisor"), "/bridge");
  assert.equal(pageFor(["counsellor", "bridge_builder"], "/bridge"), "/bridge");
  assert.equal(pageFor(["counsellor", "bridge_builder"], null), "/counsellor");
});
