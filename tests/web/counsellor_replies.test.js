import assert from "node:assert/strict";
import test from "node:test";

import { GAP, found, inLanguage, marked, shelvesFor, withReply } from "../../chat/web/counsellor/replies.js";
import { moved } from "../../chat/web/staff/search_list.js";

const reply = (id, shelf, text, topics = []) => ({ id, shelf, text, text_en: `in English: ${text}`, topics });
const ALL = [
  reply("hello", "contact", "Hej. Jeg hedder {display_name}."),
  reply("bullying", "story", "Hvad gør de?", ["bullying"]),
  reply("more", "story", "Fortæl mere."),
  reply("grief", "story", "Det gør mig ondt.", ["grief"]),
  reply("safe", "safety", "Er du tryg lige nu?"),
];
const TALK = { phase: null, level: 0, topics: [] };
const ids = (shelves) => shelves.flatMap(({ replies }) => replies.map(({ id }) => id));

test("danger comes first when there is any, then the phase one is in", () => {
  const names = (talk) => shelvesFor(ALL, { ...TALK, ...talk }).map(({ shelf }) => shelf);

  assert.deepEqual(names({}), ["contact", "story", "safety"]);
  assert.deepEqual(names({ phase: "story" }), ["story", "contact", "safety"]);
  assert.deepEqual(names({ phase: "story", level: 2 }), ["safety", "story", "contact"]);
});

test("a talk in English is offered what is written in English, any other what is written in Danish", () => {
  assert.deepEqual(inLanguage(ALL, "da").map(({ text }) => text), ALL.map(({ text }) => text));
  assert.deepEqual(inLanguage(ALL, "en").map(({ text }) => text), ALL.map(({ text_en }) => text_en));
  assert.deepEqual(ids(found(shelvesFor(inLanguage(ALL, "en"), TALK), "english tryg", () => "")), ["safe"]);
});

test("on a shelf what the talk is about comes first, and what is about something else last", () => {
  assert.deepEqual(ids(shelvesFor(ALL, { ...TALK, phase: "story", topics: ["grief"] })).slice(0, 3), ["grief", "more", "bullying"]);
});

test("a search holds all its words, in the text or in the names of topics", () => {
  const names = ({ topics }) => topics.map((topic) => ({ bullying: "Mobning", grief: "Sorg" })[topic]).join(" ");
  const shelves = shelvesFor(ALL, TALK);

  assert.deepEqual(ids(found(shelves, "TRYG", names)), ["safe"]);
  assert.deepEqual(ids(found(shelves, "mob de", names)), ["bullying"]);
  assert.deepEqual(ids(found(shelves, "tryg sorg", names)), []);
  assert.deepEqual(ids(found(shelves, "  ", names)), ids(shelves));
});

test("what is marked and what is not are the text again, whatever was looked for", () => {
  for (const query of ["", "tryg", "er du", "(", "[...]", "TRYG nu", "."]) {
    assert.equal(marked(`Er du tryg (nu)? ${GAP}`, query).map(({ text }) => text).join(""), `Er du tryg (nu)? ${GAP}`);
  }
  assert.deepEqual(marked("Er du tryg?", "tryg").filter(({ hit }) => hit).map(({ text }) => text), ["tryg"]);
});

test("a reply is put where the caret stands, with one's name, and its first gap is marked", () => {
  const put = withReply("Hej. Farvel.", { from: 4, to: 4 }, `Jeg er {display_name}. Du har ${GAP}.`, { display_name: "Sofie" });

  assert.equal(put.draft, `Hej. Jeg er Sofie. Du har ${GAP}. Farvel.`);
  assert.equal(put.draft.slice(put.from, put.to), GAP);
});

test("without a gap the caret stands after what was put in; what was marked gives way", () => {
  const put = withReply("ja xxx", { from: 3, to: 6 }, "Okay.", { display_name: "" });

  assert.deepEqual(put, { draft: "ja Okay.", from: 8, to: 8 });
});

test("a name that looks like a pattern is put in as it is", () => {
  assert.equal(withReply("", { from: 0, to: 0 }, "Jeg er {display_name}.", { display_name: "$& $1" }).draft, "Jeg er $& $1.");
});

test("arrows go round, pages stop at the ends, and an empty list leads nowhere", () => {
  assert.equal(moved("ArrowDown", 2, 3), 0);
  assert.equal(moved("ArrowUp", 0, 3), 2);
  assert.equal(moved("PageDown", 0, 3), 2);
  assert.equal(moved("ArrowDown", 0, 0), null);
  assert.equal(moved("a", 0, 3), null);
});
