import { describe, expect, it } from "vitest";
import { calendarDate, daysBetween, minusMonths, plusDays } from "../../src/text/calendar-date.ts";

describe("plusDays", () => {
  it.each([
    ["2026-11-23", 365, "2027-11-23"],
    ["2028-02-28", 1, "2028-02-29"],
    ["2100-02-28", 1, "2100-03-01"],
    ["2026-01-01", -1, "2025-12-31"],
    // JavaScript takes the years 0 to 99 as 1900 to 1999.
    ["0001-01-01", 365, "0002-01-01"],
    ["0099-12-31", 1, "0100-01-01"],
    ["0100-01-01", -1, "0099-12-31"],
    ["0001-01-01", -1, "0001-01-01"],
    ["9999-12-31", 1, "9999-12-31"],
    ["9999-12-31", -1, "9999-12-30"],
  ])("%s + %i is %s", (date, days, expected) => {
    expect(plusDays(calendarDate(date), days)).toBe(expected);
  });

  it("is the inverse of daysBetween, in every century", () => {
    for (let year = 1; year < 10_000; year += 37) {
      const day = calendarDate(`${String(year).padStart(4, "0")}-02-28`);
      const later = plusDays(day, 366);
      expect(daysBetween(day, later), day).toBe(366);
      expect(plusDays(later, -366)).toBe(day);
    }
  });
});

describe("minusMonths", () => {
  it.each([
    ["2026-08-31", 6, "2026-02-28"],
    ["2028-08-31", 6, "2028-02-29"],
    ["2026-01-31", 1, "2025-12-31"],
    ["0001-02-01", 6, "0001-01-01"],
  ])("%s − %i is %s", (date, months, expected) => {
    expect(minusMonths(calendarDate(date), months)).toBe(expected);
  });
});
