/**
 * What zod, Valibot, ArkType and others have in common: the interface of https://standardschema.dev, version 1, as far as it is used here. It is
 * meant to be copied, so that nobody depends on a package for it.
 */
export interface StandardSchema<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
    /** Standard JSON Schema, version 1. zod has it; Valibot by `toStandardJsonSchema` of `@valibot/to-json-schema`. */
    readonly jsonSchema?: {
      readonly input: (options: JsonSchemaOptions) => Readonly<Record<string, unknown>>;
      readonly output: (options: JsonSchemaOptions) => Readonly<Record<string, unknown>>;
    };
  };
}

/** What a schema says about a value. */
export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

export interface JsonSchemaOptions {
  readonly target: 'draft-2020-12';
  readonly libraryOptions?: Record<string, unknown>;
}

/** What a schema takes. */
export type SchemaInput<Schema extends StandardSchema> = NonNullable<Schema['~standard']['types']>['input'];
