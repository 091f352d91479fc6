import type { Item } from '../catalog/index.ts';
import type { ServedSeries } from '../forecasts/index.ts';
import { pause } from '../pause.ts';

/** Times that an item is tried which another model had to answer for a reason that may pass. */
const tries = 3;
const pauseMs = 1000;

/**
 * Forecasts items, and again those for which the model was only busy or late: what is issued stays for long. What is still
 * not its own in the end is issued as it is, with the reason.
 */
export async function untilRepeatable(
  items: readonly Item[],
  signal: AbortSignal,
  forecast: (items: readonly Item[]) => Promise<readonly ServedSeries[]>,
): Promise<readonly ServedSeries[]> {
  const served = [...(await forecast(items))];
  for (let attempt = 1; attempt < tries; attempt += 1) {
    const places = [...served.keys()].filter((place) => !served[place]!.isRepeatable);
    if (places.length === 0) break;
    await pause(attempt * pauseMs, signal);
    signal.throwIfAborted();
    const again = await forecast(places.map((place) => items[place]!));
    for (const [index, place] of places.entries()) served[place] = again[index]!;
  }
  return served;
}
