import { parseTimestamp } from '../time/timestamp.js';
import { type Format, isContinuation, shareOf } from './format.js';
import { parsePlain } from './plain.js';
import { parseWrapped } from './wrapped.js';

const LINE = /^(\S+T\S+) (stdout|stderr) ([FP])(?::\S+)? ?(.*)$/;

/**
 * Kubernetes container logs as containerd and CRI-O write them: `time stdout F text`, where `P` marks a piece of a longer line
 * (kubernetes/design-proposals-archive, node/kubelet-cri-logging.md).
 */
export const cri: Format = {
  name: 'cri',
  title: 'Kubernetes container logs (containerd, CRI-O); what is inside is understood too',
  fit: (lines) => shareOf(lines, (line) => LINE.test(line)),
  place(line, open) {
    if (line.trim() === '') return 'skipped';
    const last = open.at(-1);
    if (last === undefined) return 'begins';
    if (LINE.exec(last)?.[3] === 'P') return 'continues';
    return isContinuation(LINE.exec(line)?.[4] ?? '') ? 'continues' : 'begins';
  },
  parse(text, source) {
    const context = { zone: source.zone, reference: source.modified };
    const lines = text.split('\n').map((line) => LINE.exec(line));
    const first = lines[0];
    if (!first) return parsePlain(text, context);
    const inner = lines.map((line) => `${line?.[4] ?? ''}${line?.[3] === 'P' ? '' : '\n'}`).join('');
    return parseWrapped(inner.trimEnd(), parseTimestamp(first[1] ?? '', context), first[2] ?? '', source);
  },
};
