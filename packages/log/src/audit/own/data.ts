// Data in and out.
import { entryType } from '../../entry/entry-type.js';
import { field as f } from '../../entry/field.js';

/** Data was imported. */
export const dataImport = entryType('data_import', {
  level: 'info',
  stream: 'audit',
  message: '{rows} rows imported into {resource}',
  description: 'Data was imported.',
  fields: {
    user_id: f.standard({ optional: true }),
    resource: f.string({ description: 'What was touched: a path, a table, a file, an object.' }),
    rows: f.integer(),
  },
});

/** Data was exported. */
export const dataExport = entryType('data_export', {
  level: 'warning',
  stream: 'audit',
  message: '{rows} rows of {resource} exported',
  description: 'Data was exported.',
  fields: {
    user_id: f.standard({ optional: true }),
    resource: f.string({ description: 'What was touched: a path, a table, a file, an object.' }),
    rows: f.integer(),
    format: f.string({ optional: true }),
  },
});
