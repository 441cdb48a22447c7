import type { z } from 'zod';

/** A key with its text for docs/configuration.md. */
export const described = <T extends z.ZodType>(schema: T, description: string): T => schema.meta({ description });
