import type { Sink } from '../sinks/sink.js';

/** Under this name a logger lets a sink be put in while it runs: for the test kit, and no part of the public interface. */
export const ATTACH: unique symbol = Symbol('heartwood.attach');

/** A logger that takes sinks while it runs. */
export interface Attachable {
  /**
   * @param alone whether the other sinks get nothing meanwhile
   * @returns takes the sink out again
   */
  [ATTACH](sink: Sink, alone: boolean): () => void;
}
