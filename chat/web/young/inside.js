// @ts-check
/* Everything behind the door: fetched when somebody comes in, so that the entry is light on a bad line. */

export { After } from "./after.js";
export { Questions } from "./questions.js";
export { Talk } from "./talk.js";
export { openTalking } from "./talking.js";
export { Waiting } from "./waiting.js";
