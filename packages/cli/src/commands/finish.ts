/** Told by a command how it ended: one of EXIT_CODES. Without it the command ended well. */
export type Finish = (exitCode: number) => void;
