/** A fraction in percent with one decimal; a dash where there is none. */
export function percent(value: number | null): string {
  return value === null ? '-' : (100 * value).toFixed(1);
}

/** Points with their sign. */
export function points(value: number | null): string {
  return value === null ? '-' : `${value > 0 ? '+' : ''}${value.toFixed(1)}`;
}

/** A scaled score with three decimals. */
export function score(value: number | null): string {
  return value === null ? '-' : value.toFixed(3);
}

/** A difference of scaled scores, with its sign. */
export function signedScore(value: number | null): string {
  return value === null ? '-' : `${value > 0 ? '+' : ''}${value.toFixed(3)}`;
}
