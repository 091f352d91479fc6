import { z } from 'zod';

/** A whole number between two bounds, both included. */
export const integer = (minimum: number, maximum: number) =>
  z.coerce.number().int().min(minimum).max(maximum);

/** A number between two bounds, both included. */
export const number = (minimum: number, maximum: number) =>
  z.coerce.number().min(minimum).max(maximum);

/** Comma-separated texts. */
export const list = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((value) =>
      value
        .split(',')
        .map((entry) => entry.trim())
        .filter(Boolean),
    );

export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
