/** Ids remembered: two megabytes. */
const MAX_IDS = 20_000;

/** The ids seen last: what a page sends again, because it never got the answer, is known by them. */
export class RecentIds {
  readonly #ids = new Set<string>();

  /** Whether the id is new; then it is remembered. */
  add(id: string): boolean {
    if (this.#ids.has(id)) return false;
    this.#ids.add(id);
    if (this.#ids.size > MAX_IDS) {
      for (const oldest of this.#ids) {
        this.#ids.delete(oldest);
        break;
      }
    }
    return true;
  }
}
