import { defineConfig } from 'drizzle-kit';

/** `npx drizzle-kit generate` in this folder writes the next migration from src/control/schema.ts. */
export default defineConfig({ dialect: 'postgresql', schema: './src/control/schema.ts', out: './drizzle' });
