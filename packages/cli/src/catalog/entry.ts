/** Where something stands in the code. */
export interface Place {
  /** Relative to the directory the catalog was made in, with slashes. */
  readonly file: string;
  readonly line: number;
}

/** A call that writes an entry. */
export interface CallSite extends Place {
  /** Function, method and class around it, joined by dots; empty at the top of a module. */
  readonly within: string;
  /** The function of the application through which it is written, when it is not written directly. */
  readonly via?: string | undefined;
  /** The level, where the call changes that of the type. */
  readonly level?: string | undefined;
}

/** One declared field, as the catalog shows it. */
export interface CatalogField {
  readonly name: string;
  /** `string`, `object(invoice)`, `enum(a, b)`, `array of string`, … */
  readonly type: string;
  /** Default `internal`; `secret` for a secret's name. */
  readonly class: string;
  readonly optional: boolean;
  readonly unit?: string | undefined;
  /** How the value is written, when not as it is: `drop`, `mask`, `mask (last4)`, `tokenise`, `encrypt`. */
  readonly strategy?: string | undefined;
  /** Field with the id of the person the value is about. */
  readonly subject?: string | undefined;
  readonly default?: string | undefined;
  readonly description?: string | undefined;
}

/** One entry type and everything the code says about it. */
export interface CatalogType {
  readonly name: string;
  readonly level: string;
  readonly stream: string;
  readonly message: string;
  readonly version: number;
  readonly retention?: string | undefined;
  readonly description?: string | undefined;
  readonly workflow?: string | undefined;
  readonly page?: string | undefined;
  readonly fields: readonly CatalogField[];
  readonly declared: Place;
  readonly calls: readonly CallSite[];
  /** Places that hand the type to something the catalog cannot look into. */
  readonly passedOn: readonly CallSite[];
}

/** A call without a declared type. */
export interface FreeFormCall extends CallSite {
  /** `log.info` has `info`; `log.audit({ action })` has `audit`. */
  readonly method: string;
  /** The constant text, or the code that makes it. */
  readonly message: string;
  readonly constant: boolean;
}

/** A call or declaration the catalog could not understand. */
export interface Unresolved extends CallSite {
  readonly code: string;
  readonly reason: string;
}

/** Everything a program logs. Every list is sorted, so that the same code gives the same bytes. */
export interface Catalog {
  readonly types: readonly CatalogType[];
  readonly freeForm: readonly FreeFormCall[];
  readonly unresolved: readonly Unresolved[];
  /** Names declared more than once, with the places. */
  readonly duplicates: readonly { readonly name: string; readonly places: readonly Place[] }[];
  readonly files: number;
}
