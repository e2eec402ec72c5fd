import type { Rule } from "../src/domain/rule/rule.ts";

export declare function ruleIdsIn(root: string): readonly string[];
export declare function rulesIndex(ruleIds: readonly string[]): string;
export declare function rulesPage(rules: readonly Rule[]): Promise<string>;
export declare function schemaFileText(schema: object): Promise<string>;
