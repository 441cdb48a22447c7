/**
 * One entry cannot be stored; its neighbours are not concerned. The message is shown to the sender beside the line number:
 * what was wrong and what would be right.
 */
export class EntryRejection extends Error {
  override readonly name = 'EntryRejection';
}
