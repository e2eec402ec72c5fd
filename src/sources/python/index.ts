import type { SourceReader } from "../source-reading.ts";
import { readPython } from "./read-python.ts";

export { readPython } from "./read-python.ts";

export const read: SourceReader = (text, context) => readPython(text, context);
