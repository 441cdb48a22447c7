// Model context protocol events (mcp): OWASP Logging Vocabulary, https://cheatsheetseries.owasp.org/cheatsheets/Logging_Vocabulary_Cheat_Sheet.html
import { entryType } from '../../entry/entry-type.js';
import { field as f } from '../../entry/field.js';

/** Text handed to a model tries to give it orders. */
export const mcpPromptInjection = entryType('mcp_prompt_injection', {
  level: 'warning',
  stream: 'security',
  message: 'Prompt injection recognised in {tool}',
  description: 'Text handed to a model tries to give it orders.',
  fields: {
    user_id: f.standard({ optional: true }),
    tool: f.string(),
    server: f.string({ optional: true }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** A model or tool was made to use more than its share. */
export const mcpResourceExhaustion = entryType('mcp_resource_exhaustion', {
  level: 'warning',
  stream: 'security',
  message: '{tool} exceeded its limit',
  description: 'A model or tool was made to use more than its share.',
  fields: {
    user_id: f.standard({ optional: true }),
    tool: f.string(),
    server: f.string({ optional: true }),
    max: f.integer({ optional: true }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** A tool changed its description or behaviour after it had been approved. */
export const mcpToolPoisoning = entryType('mcp_tool_poisoning', {
  level: 'warning',
  stream: 'security',
  message: 'Description of tool {tool} was tampered with',
  description: 'A tool changed its description or behaviour after it had been approved.',
  fields: {
    user_id: f.standard({ optional: true }),
    tool: f.string(),
    server: f.string({ optional: true }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});
