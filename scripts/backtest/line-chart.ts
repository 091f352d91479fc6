import { escaped } from './markup.ts';

/** One line of a chart; null leaves a gap. `colour` is a CSS class. */
export interface ChartLine {
  readonly name: string;
  readonly colour: string;
  readonly values: readonly (number | null)[];
}

export interface LineChart {
  readonly title: string;
  /** One label per value of a line. */
  readonly labels: readonly string[];
  readonly xTitle: string;
  readonly format: (value: number) => string;
  readonly lines: readonly ChartLine[];
}

const width = 560;
const height = 280;
const margin = { left: 52, right: 14, top: 12, bottom: 40 };
const mostLabels = 14;
/** Of labels longer than `shortLabel` there is room for fewer. */
const fewLabels = 5;
const shortLabel = 6;
const gridLines = 5;

/** Lines over a common axis as inline SVG; the last lines are drawn on top. Names appear on hover. */
export function lineChart({ title, labels, xTitle, format, lines }: LineChart): string {
  const known = lines.flatMap(({ values }) => values.filter((value) => value !== null));
  if (known.length === 0) return '';
  const ticks = niceTicks(known);
  const low = ticks[0]!;
  const high = ticks.at(-1)!;
  const right = width - margin.right;
  const bottom = height - margin.bottom;
  const x = (place: number) =>
    margin.left + (labels.length < 2 ? 0.5 : place / (labels.length - 1)) * (right - margin.left);
  const y = (value: number) => bottom - ((value - low) / (high - low)) * (bottom - margin.top);
  const grid = ticks.map((value) => {
    const at = y(value).toFixed(1);
    return `<line class="grid" x1="${margin.left}" x2="${right}" y1="${at}" y2="${at}"/><text class="tick" text-anchor="end" x="${margin.left - 6}" y="${Number(at) + 4}">${escaped(format(value))}</text>`;
  });
  const room = labels.some(({ length }) => length > shortLabel) ? fewLabels : mostLabels;
  const every = Math.ceil(labels.length / room);
  const names = labels.map((label, place) =>
    place % every === 0
      ? `<text class="tick" text-anchor="${anchorAt(place, labels.length)}" x="${x(place).toFixed(1)}" y="${bottom + 16}">${escaped(label)}</text>`
      : '',
  );
  const drawn = lines.map(({ name, colour, values }) => {
    const at = values.flatMap((value, place) =>
      value === null ? [] : [[x(place).toFixed(1), y(value).toFixed(1)] as const],
    );
    const dots = at.map(([cx, cy]) => `<circle class="${colour}" cx="${cx}" cy="${cy}" r="2.4"/>`);
    const path = at.map((point) => point.join()).join(' ');
    return `<g><title>${escaped(name)}</title><polyline class="line ${colour}" points="${path}"/>${colour === 'other' ? '' : dots.join('')}</g>`;
  });
  return `<figure><figcaption>${escaped(title)}</figcaption><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">${grid.join('')}${names.join('')}<text class="tick" text-anchor="middle" x="${(margin.left + right) / 2}" y="${height - 6}">${escaped(xTitle)}</text>${drawn.join('')}</svg></figure>`;
}

/** The outermost labels stay inside of the drawing. */
function anchorAt(place: number, count: number): string {
  if (count < 2) return 'middle';
  return place === 0 ? 'start' : place === count - 1 ? 'end' : 'middle';
}

/** Round numbers, evenly spaced, that enclose the values. */
function niceTicks(values: readonly number[]): readonly number[] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const rough = Math.max((high - low) / (gridLines - 1), Math.abs(high) / 1000, 1e-9);
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((times) => times * unit >= rough) ?? 10) * unit;
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.ceil(high / step));
  return Array.from({ length: last - first + 1 }, (_, place) => (first + place) * step);
}
