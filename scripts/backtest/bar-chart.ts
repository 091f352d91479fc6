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

/** Horizontal bars from zero as inline SVG, one per model. */
export function barChart({ title, format, bars }: BarChart): string {
  const longest = Math.max(...bars.map(({ value }) => Math.abs(value ?? 0)), Number.MIN_VALUE);
  const room = width - nameWidth - valueWidth;
  const rows = bars.map(({ name, colour, value }, place) => {
    const y = place * rowHeight;
    const length = (Math.abs(value ?? 0) / longest) * room;
    return [
      `<text class="name" text-anchor="end" x="${nameWidth - 8}" y="${y + 15}">${escaped(name)}</text>`,
      `<rect class="${colour}" x="${nameWidth}" y="${y + 3}" width="${length.toFixed(1)}" height="${rowHeight - 7}" rx="2"/>`,
      `<text class="tick" x="${(nameWidth + length + 6).toFixed(1)}" y="${y + 15}">${value === null ? '-' : escaped(format(value))}</text>`,
    ].join('');
  });
  return `<figure><figcaption>${escaped(title)}</figcaption><svg viewBox="0 0 ${width} ${bars.length * rowHeight + 4}" role="img" aria-label="${escaped(title)}">${rows.join('')}</svg></figure>`;
}
