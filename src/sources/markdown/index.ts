import type { SourceReader } from "../source-reading.ts";
import { emptyReading } from "../source-reading.ts";

export const read: SourceReader = () => emptyReading;
