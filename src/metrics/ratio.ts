/**
 * A score that divides an error by a scale. No error at no scale is a perfect 0; an error at no scale has no ratio: null.
 */
export function ratio(error: number, scale: number): number | null {
  if (scale !== 0) return error / scale;
  return error === 0 ? 0 : null;
}
