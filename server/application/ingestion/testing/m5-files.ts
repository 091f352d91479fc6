const dayMilliseconds = 86_400_000;
const firstDay = Date.UTC(2011, 0, 29);

/** A `calendar.csv` of `days` days from 2011-01-29; `events` adds cells from `event_name_1` on to the line of a day. */
export function m5CalendarFile(
  days: number,
  events: Readonly<Record<number, string>> = {},
): string {
  const lines = Array.from({ length: days }, (_, index) => {
    const date = new Date(firstDay + index * dayMilliseconds).toISOString().slice(0, 10);
    const week = 11_101 + Math.floor(index / 7);
    return `${date},${week},Saturday,1,1,2011,d_${index + 1},${events[index + 1] ?? ',,,,0,0,0'}`;
  });
  return [
    'date,wm_yr_wk,weekday,wday,month,year,d,event_name_1,event_type_1,event_name_2,event_type_2,snap_CA,snap_TX,snap_WI',
    ...lines,
    '',
  ].join('\n');
}

/** The header of a sales file. */
export function m5Header(days: number): string {
  const columns = Array.from({ length: days }, (_, index) => `d_${index + 1}`);
  return ['id,item_id,dept_id,cat_id,store_id,state_id', ...columns].join(',');
}

/** A sales file: one line per entry, `item: values`, all in store CA_1. */
export function m5SalesFile(sales: Readonly<Record<string, readonly (number | string)[]>>): string {
  const days = Math.max(...Object.values(sales).map((values) => values.length));
  const lines = Object.entries(sales).map(
    ([item, values]) =>
      `${item}_CA_1_evaluation,${item},HOBBIES_1,HOBBIES,CA_1,CA,${values.join(',')}`,
  );
  return [m5Header(days), ...lines, ''].join('\n');
}
