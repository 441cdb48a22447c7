export { type ConsoleCaptureOptions, captureConsole } from './capture-console.js';
