import { entryType, f } from '@heartwood/log';

export const signedUp = entryType('customer.signed_up', {
  level: 'info',
  message: 'Customer {customer} signed up for {plan}',
  description: 'A customer made an account.',
  fields: {
    customer: f.object('customer'),
    plan: f.enum(['free', 'team']),
    seats: f.integer({ default: 1 }),
    email: f.string({ class: 'pii', subject: 'customer' }),
    password: f.string({ class: 'secret' }),
    address: f.nested({ city: f.string(), pin: f.string({ class: 'secret' }) }, { optional: true }),
  },
});

export const importFailed = entryType('import.failed', {
  level: 'error',
  message: 'Import of {file} failed',
  fields: { file: f.string(), err: f.error() },
});
