import type { GateCheck } from '../../server/application/models/index.ts';
import type { Column } from '../terminal/index.ts';

/** The checks of the gate as lines of a table. */
export const gateColumns: readonly Column<GateCheck>[] = [
  { title: 'check', text: ({ check }) => check },
  { title: 'passed', text: ({ passed }) => (passed ? 'yes' : 'no') },
  { title: 'expected', text: ({ expected }) => expected },
  { title: 'found', text: ({ detail }) => detail },
];
