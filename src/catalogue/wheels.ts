import type { OldestWheel } from "../domain/image/wheel.ts";
import { calendarDate } from "../text/calendar-date.ts";
import type { WheelsData } from "./catalogue-data.ts";
import wheels from "./data/wheels.json" with { type: "json" };

/** The wheels that the shipped catalogue knows. */
export const shippedWheels: WheelsData = wheels;

/** Null for a package or a version of Python that the table does not have. */
export function readOldestWheel(
  { source, wheels: packages }: WheelsData,
  name: string,
  python: string,
): OldestWheel | null {
  const lines = Object.hasOwn(packages, name) ? packages[name] : undefined;
  const line = lines && Object.hasOwn(lines, python) ? lines[python] : undefined;
  if (line === undefined) return null;
  return { line, source: { name: source.name, asOf: calendarDate(source.asOf) } };
}
