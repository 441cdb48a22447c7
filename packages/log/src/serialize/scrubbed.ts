import { boundedText, scrubText } from '@heartwood/redact';
import { MAX_STRING } from './escape.js';

/**
 * Text nobody declared – a free-form message or value – with secrets, card numbers and the like masked by how they look. Bounded
 * first, so that a huge text costs no more than what is kept of it.
 *
 * @param name the field it stands in, which may say what it is
 */
export const scrubbed = (text: string, name = ''): string => scrubText(boundedText(text, MAX_STRING), name);
