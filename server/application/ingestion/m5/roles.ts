import { refuseRepeatedColumns, unreadable } from '../source-errors.ts';
import type { SourceContent, SourceReader } from '../source-reader.ts';

/** What a file of the M5 layout holds; prices come by week or in spells of weeks. */
export type M5Role = 'sales' | 'calendar' | 'prices';

/** A file whose role is known by its header. */
export interface M5File {
  readonly content: SourceContent;
  readonly columns: readonly string[];
}

/** The files of one M5 import. */
export interface M5Files {
  readonly sales: M5File;
  readonly calendar: M5File;
  readonly prices: M5File | null;
}

const layout =
  'An M5 import takes one sales file (sales_train_*.csv), calendar.csv and, if wanted, sell_prices.csv or ' +
  'sell_price_spells.csv';

/** The role that a header speaks for; `null` for a header of none. */
function roleOf(columns: readonly string[]): M5Role | null {
  if (columns.includes('sell_price')) return 'prices';
  if (columns.includes('wm_yr_wk')) return 'calendar';
  return columns.some((name) => /^d_\d+$/.test(name)) ? 'sales' : null;
}

/**
 * Tells the files of an M5 import apart by their headers, in whatever order they come.
 * @throws ForecastError FILE_UNREADABLE for a file of no role, two of one role, or a missing sales file or calendar.
 */
export async function assignRoles(
  reader: SourceReader,
  contents: readonly SourceContent[],
): Promise<M5Files> {
  const byRole = new Map<M5Role, M5File>();
  for (const content of contents) {
    const columns = (await reader.columns(content, ',')).map((name) => name.trim());
    const role = roleOf(columns);
    if (role === null) {
      throw unreadable(content.name, 'its header is that of no M5 file', `${layout}.`);
    }
    refuseRepeatedColumns(content.name, columns);
    const other = byRole.get(role);
    if (other !== undefined) {
      throw unreadable(content.name, `${other.content.name} holds ${role} already`, `${layout}.`);
    }
    byRole.set(role, { content, columns });
  }
  const sales = byRole.get('sales');
  const calendar = byRole.get('calendar');
  const names = contents.map(({ name }) => name).join(', ');
  if (sales === undefined) throw unreadable(names, 'no sales file is among them', `${layout}.`);
  if (calendar === undefined) {
    throw unreadable(
      names,
      'no calendar is among them, which dates the columns d_1, d_2, ..',
      `${layout}.`,
    );
  }
  return { sales, calendar, prices: byRole.get('prices') ?? null };
}
