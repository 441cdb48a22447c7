import { LEVEL_NAMES } from '@heartwood/logql/level';
import type { Level } from '@heartwood/server/contract';

/** From least to most severe, which is also bottom to top in the histogram. */
export const LEVEL_ORDER: readonly Level[] = LEVEL_NAMES;

/** Levels that ask for somebody's attention. */
export const isSevere = (level: Level): boolean => level === 'ERROR' || level === 'CRITICAL';

/** Fill of bars and dots, a CSS custom property that follows the colour scheme. */
export const levelColor = (level: Level): string => `--hw-level-${level.toLowerCase()}`;

/** Colour of the level's name as text, with enough contrast for it. */
export const levelTextColor = (level: Level): string => `var(--hw-level-${level.toLowerCase()}-text)`;
