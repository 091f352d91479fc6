import { z } from 'zod';

/** The input of a job as JSON keeps it: its instant is a text. */
export const storedInput = z.looseObject({
  asOf: z.iso.datetime().transform((text) => new Date(text)),
});
