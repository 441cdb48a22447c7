import { entryType, f } from '@heartwood/log';

export const shopStarted = entryType('shop.started', {
  level: 'info',
  message: 'Shop open at {url}',
  description: 'The shop accepts requests.',
  fields: { url: f.string(), products: f.integer() },
});

export const shopStopped = entryType('shop.stopped', {
  level: 'info',
  message: 'Shop closed, {unfinished} jobs unfinished',
  description: 'The shop ended as it was told to.',
  fields: { unfinished: f.integer() },
});
