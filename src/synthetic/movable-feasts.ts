import { dayOf } from './days.ts';

/**
 * Easter Sunday of a Gregorian year as a daily period: the anonymous algorithm printed by J. Meeus,
 * "Astronomical Algorithms", chapter 8.
 */
export function easter(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday =
    (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const marchDays = epact + weekday - 7 * late + 114;
  return dayOf(year, Math.floor(marchDays / 31), (marchDays % 31) + 1);
}

/**
 * Orthodox Easter as a daily period, by Meeus' rule for the Julian calendar, which lies 13 days behind the
 * Gregorian one in the years 1900 to 2099.
 */
export function orthodoxEaster(year: number): number {
  const moon = (19 * (year % 19) + 15) % 30;
  const weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
  const marchDays = moon + weekday + 114;
  return dayOf(year, Math.floor(marchDays / 31), (marchDays % 31) + 1) + 13;
}

/** Daily period 0 is Julian day number 2,440,588; the tabular Islamic era begins on 1,948,440. */
const islamicEpoch = 1_948_440 - 2_440_588;

/**
 * The first occurrence in a Gregorian year of a day of the tabular (30-year cycle) Islamic calendar; `month` 9
 * is Ramadan. Observed dates differ by a day or two. E. G. Richards, "Mapping Time", chapter 24.
 */
export function islamicDay(month: number, day: number): (year: number) => number {
  return (year) => {
    const start = dayOf(year, 1, 1);
    let islamicYear = Math.floor((year - 622) * (33 / 32));
    while (periodOfIslamic(islamicYear, month, day) < start) islamicYear += 1;
    return periodOfIslamic(islamicYear, month, day);
  };
}

function periodOfIslamic(year: number, month: number, day: number): number {
  const daysBeforeYear = 354 * (year - 1) + Math.floor((3 + 11 * year) / 30);
  return islamicEpoch + daysBeforeYear + 29 * (month - 1) + Math.floor(month / 2) + day - 1;
}
