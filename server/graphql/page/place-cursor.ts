import { ForecastError } from '#core/errors';

/** An opaque cursor of a list whose entries are numbered in their order; `list` names it. */
export function placeCursor(list: string, place: number): string {
  return Buffer.from(`${list}:${place}`).toString('base64url');
}

/** @throws ForecastError INVALID_CURSOR when it is malformed or belongs to another list. */
export function parsePlaceCursor(list: string, cursor: string): number {
  const [, found, place] =
    /^(.+):(\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if (found === list && cursor === placeCursor(list, Number(place))) return Number(place);
  const shown = cursor.length > 80 ? `${cursor.slice(0, 80)}…` : cursor;
  throw new ForecastError(
    'INVALID_CURSOR',
    `The cursor "${shown}" was not made by this list. Use the "endCursor" or "cursor" of one of its pages, or leave "after" out.`,
    { cursor: shown },
  );
}
