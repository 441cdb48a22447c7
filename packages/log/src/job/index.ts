export {
  jobCompleted,
  jobFailed,
  jobPostponed,
  jobRetried,
  jobStalled,
  jobStarted,
  workerFailed,
} from './entries.js';
