/** Every key Explore listens to, as the help shows them. */
export const SHORTCUTS = [
  { keys: ['/'], action: 'Write a query' },
  { keys: ['Enter'], action: 'Run it' },
  { keys: ['Tab'], action: 'Take the first suggestion' },
  { keys: ['j', 'k'], action: 'Next, previous entry' },
  { keys: ['Esc'], action: 'Close the entry' },
  { keys: ['r'], action: 'Refresh' },
  { keys: ['l'], action: 'Live tail on or off' },
  { keys: ['p'], action: 'Pause or resume the live tail' },
  { keys: ['[', ']'], action: 'Earlier, later' },
  { keys: ['-'], action: 'Zoom out' },
  { keys: ['w'], action: 'Wrap long messages' },
  { keys: ['y'], action: 'Copy a link to what you see' },
  { keys: ['?'], action: 'This help' },
] as const;
