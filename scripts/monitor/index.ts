/** How `forecastle monitor` shows what it found. */
export { alertColumns, judgementColumns } from './monitor-table.ts';
