/** Something outside of this process does not answer; the message says what, and what to do. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';

  constructor(message: string, cause: unknown) {
    super(message, { cause });
  }
}
