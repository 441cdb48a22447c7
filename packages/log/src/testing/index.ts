export { type CapturedLogs, captureLogs, type PartialEntry, type Wanted } from './captured-logs.js';
export { type Leak, type LeakOptions, leaksIn } from './leaks.js';
export { type LogMatchers, logMatchers } from './matchers.js';
