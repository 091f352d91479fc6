/** A share in percent with one decimal. */
export function percent(value: number | null): string {
  return value === null ? '' : (100 * value).toFixed(1);
}

/** Points with their sign and one decimal. */
export function signed(value: number | null): string {
  return value === null ? '' : `${value > 0 ? '+' : ''}${value.toFixed(1)}`;
}

/** A scaled score with four decimals. */
export function decimals(value: number | null): string {
  return value === null ? '' : value.toFixed(4);
}
