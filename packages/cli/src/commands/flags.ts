import { type Command, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_DATA, DEFAULT_URL } from '../api/connection.js';

/** Adds the flags that say which server is meant and what opens it. */
export function withConnection(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--url <url>',
        `address of the server (HEARTWOOD_URL; default: the one of this machine, else ${DEFAULT_URL})`,
      ),
    )
    .addOption(new Option('--key <key>', 'API key (HEARTWOOD_API_KEY; default: the local key in the data directory)'))
    .addOption(
      new Option('--config <file>', 'configuration of the local server (default: ./heartwood.yaml when there is one)'),
    )
    .addOption(
      new Option(
        '--data <directory>',
        `data directory of the local server (HEARTWOOD_DATA_DIR; default ${DEFAULT_DATA})`,
      ),
    );
}

/** Reads a whole number of at least `minimum`. */
export function wholeNumber(minimum: number, maximum = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= minimum && value <= maximum) return value;
    throw new InvalidArgumentError(
      maximum === Number.MAX_SAFE_INTEGER
        ? `It must be a whole number of at least ${minimum}.`
        : `It must be a whole number from ${minimum} to ${maximum}.`,
    );
  };
}

/** Reads `30s`, `5m`, `2h` into milliseconds. */
export function milliseconds(text: string): number {
  const match = /^(\d+)(s|m|h)$/.exec(text);
  const unit = { s: 1_000, m: 60_000, h: 3_600_000 }[match?.[2] ?? ''];
  if (match && unit) return Number(match[1]) * unit;
  throw new InvalidArgumentError('Write it like 30s, 5m or 2h.');
}

/** Collects `name=value` pairs of a flag that may be given several times. */
export function pairs(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const match = /^([A-Za-z_][\w.-]*)=(.*)$/s.exec(text);
  if (!match) throw new InvalidArgumentError('Write it like name=value.');
  return { ...before, [match[1] ?? '']: match[2] ?? '' };
}
