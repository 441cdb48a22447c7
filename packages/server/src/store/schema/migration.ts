/** One step of the schema. Once released, its text never changes: a later step changes what an earlier one made. */
export interface Migration {
  /** Ascending from 1, without gaps. */
  readonly version: number;
  readonly name: string;
  readonly statements: readonly string[];
}
