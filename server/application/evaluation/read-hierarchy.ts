import { openTable, type ReadControl, readTable } from './read-table.ts';
import { withoutPhase } from './m5-wide.ts';

/** Columns of sales files that are no attributes of an item. */
const noAttribute = /^(?:date|demand|price|mean|median|cutoff|model|d|q[\d.]+|[dF]_?\d+)$/;
/** M5's names of what levels group by. */
const m5Names = new Map([
  ['item_id', 'item'],
  ['dept_id', 'department'],
  ['cat_id', 'category'],
  ['store_id', 'store'],
  ['state_id', 'state'],
]);

/** Attributes by item key. */
export type Attributes = ReadonlyMap<string, Readonly<Record<string, string>>>;

/**
 * Reads which attributes items have: `item_id` and one column per attribute (`state,store,category,department,item,..`), or
 * M5's own columns `id,item_id,dept_id,cat_id,store_id,state_id`. A row may repeat, as in a sales file that holds them.
 * @throws ForecastError FILE_UNREADABLE, COLUMN_MISSING or BAD_ROWS, also for an item with two values of one attribute.
 */
export async function readHierarchy(path: string, control: ReadControl): Promise<Attributes> {
  const table = await openTable(path, control);
  const isM5 = table.columns.includes('id') && table.columns.includes('item_id');
  const key = isM5 ? 'id' : 'item_id';
  const columns = table.columns.filter((name) => name !== key && !noAttribute.test(name));
  const named = columns.map((column) => ({ column, name: m5Names.get(column) ?? column }));
  const attributes = new Map<string, Record<string, string>>();
  await readTable(table, [key], control, (row) => {
    const item = isM5 ? withoutPhase(row.text(key)) : row.text(key);
    const own = attributes.get(item) ?? {};
    for (const { column, name } of named) {
      const value = row.text(column);
      if (value === '') continue;
      const other = own[name];
      if (other !== undefined && other !== value) {
        row.refuse(column, `${JSON.stringify(other)}, as before for ${item}`);
      }
      own[name] = value;
    }
    attributes.set(item, own);
  });
  return attributes;
}
