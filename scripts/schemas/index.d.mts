/** Schemas of reports by the name of their file in schema/. */
export declare const reportSchemas: Readonly<Record<string, object>>;
