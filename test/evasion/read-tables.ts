import { readdirSync } from "node:fs";

/** The tables of a folder, one a file, by name: what each exports as `cases`. */
export async function readTables<Case>(
  folder: "builds" | "trees",
): Promise<readonly (readonly [name: string, cases: readonly Case[]])[]> {
  const home = new URL(`${folder}/`, import.meta.url);
  return Promise.all(
    readdirSync(home)
      .sort()
      .map(async (file) => {
        const { cases } = (await import(new URL(file, home).href)) as { cases: readonly Case[] };
        return [file.replace(/\.ts$/, ""), cases] as const;
      }),
  );
}
