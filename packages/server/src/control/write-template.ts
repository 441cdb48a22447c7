import { writeTemplate } from './template.js';

await writeTemplate();
