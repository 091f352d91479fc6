import { escaped } from './markup.ts';

interface Bar {
  readonly name: string;
  readonly colour: string;
  readonly value: number | null;
}

interface BarChart {
  readonly title: string;
  readonly format: (value: number) => string;
  readonly bars: readonly Bar[];
}

const width = 560;
const rowHeight = 22;
const nameWidth = 190;
const valueWidth = 60;

/** Horizontal bars from a common zero as inline SVG, one per model; negative ones go to the left. */
export function barChart({ title, format, bars }: BarChart): string {
  const values = bars.map(({ value }) => value ?? 0);
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values, low + Number.MIN_VALUE);
  // A value stands at the end of its bar: outside of it, so that both sides need room for it.
  const left = nameWidth + (low < 0 ? valueWidth : 0);
  const x = (value: number) => left + ((value - low) / (high - low)) * (width - left - valueWidth);
  const rows = bars.map(({ name, colour, value }, place) => {
    const y = place * rowHeight;
    const end = x(value ?? 0);
    const from = Math.min(end, x(0));
    const isNegative = value !== null && value < 0;
    return [
      `<text class="name" text-anchor="end" x="${nameWidth - 8}" y="${y + 15}">${escaped(name)}</text>`,
      `<rect class="${colour}" x="${from.toFixed(1)}" y="${y + 3}" width="${Math.abs(end - x(0)).toFixed(1)}" height="${rowHeight - 7}" rx="2"/>`,
      `<text class="tick" text-anchor="${isNegative ? 'end' : 'start'}" x="${(end + (isNegative ? -6 : 6)).toFixed(1)}" y="${y + 15}">${value === null ? '-' : escaped(format(value))}</text>`,
    ].join('');
  });
  const height = bars.length * rowHeight + 4;
  const zero = `<line class="grid" x1="${x(0).toFixed(1)}" x2="${x(0).toFixed(1)}" y1="0" y2="${height}"/>`;
  return `<figure><figcaption>${escaped(title)}</figcaption><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">${zero}${rows.join('')}</svg></figure>`;
}
