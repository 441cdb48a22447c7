/** Runs asynchronous tasks one after the other, in the order they were given. A failed task does not stop the next. */
export class Lane {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task);
    // The caller gets the rejection through `result`; the lane itself only has to know that the task is over.
    this.#last = result.then(ignore, ignore);
    return result;
  }

  /** Resolves when every task given so far is over. */
  async idle(): Promise<void> {
    await this.#last;
  }
}

function ignore(): void {}
