import { expect, it } from 'vitest';
import { readEntry } from '../../test/entries.js';
import { syslog5424 } from './syslog-5424.js';

it('reads the examples of RFC 5424 section 6.5', () => {
  const f = (line: string, want: unknown): void => expect(readEntry(syslog5424, line), line).toEqual(want);
  f(
    "<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 - \uFEFF'su root' failed for lonvick on /dev/pts/8",
    {
      time: '2003-10-11T22:14:15.003Z',
      level: 'CRITICAL',
      message: "'su root' failed for lonvick on /dev/pts/8",
      fields: { host: 'mymachine.example.com', service: 'su', message_kind: 'ID47', facility: 'auth' },
    },
  );
  f("<165>1 2003-08-24T05:14:15.000003-07:00 192.0.2.1 myproc 8710 - - %% It's time to make the do-nuts.", {
    time: '2003-08-24T12:14:15.000003Z',
    level: 'INFO',
    message: "%% It's time to make the do-nuts.",
    fields: { host: '192.0.2.1', service: 'myproc', pid: 8710, facility: 'local4' },
  });
  f(
    '<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog - ID47 [exampleSDID@32473 iut="3" eventSource="App\\"x\\]"][examplePriority@32473 class="high"]',
    {
      time: '2003-10-11T22:14:15.003Z',
      level: 'INFO',
      message: '',
      fields: {
        host: 'mymachine.example.com',
        service: 'evntslog',
        message_kind: 'ID47',
        facility: 'local4',
        'exampleSDID@32473.iut': '3',
        'exampleSDID@32473.eventSource': 'App"x]',
        'examplePriority@32473.class': 'high',
      },
    },
  );
});
