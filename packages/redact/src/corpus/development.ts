import { FIRST } from './first.js';
import { FOURTH } from './fourth.js';
import { SECOND } from './second.js';
import type { Corpus } from './templates.js';
import { THIRD } from './third.js';
import { HARMLESS, SENSITIVE } from './values.js';

const SETS = [FIRST, SECOND, THIRD, FOURTH];

/** Text the rules have been changed for: four sets of templates, written one after the other, over one set of values. */
export const DEVELOPMENT: Corpus = {
  sensitive: SETS.flatMap(({ sensitive }) => sensitive),
  clean: SETS.flatMap(({ clean }) => clean),
  values: { sensitive: SENSITIVE, harmless: HARMLESS },
};
