// @ts-check
/* The icons of the young person's page: a set of its own, so that no unused drawing is fetched. */

import { iconFrom } from "../design/icon_set.js";
import { icons } from "./icons.js";

/** @typedef {keyof typeof icons} IconName */

export const Icon = iconFrom(icons);
