import type { Rebuild } from './rebuild-model.ts';

/** What became of the version; a challenger that passed its gate waits for somebody to promote it. */
export function promotionOutcome({
  promotion: { entry, gate },
}: Pick<Rebuild, 'promotion'>): 'promoted' | 'awaiting-approval' | 'refused' {
  if (entry === null) return 'refused';
  if (entry.alias === 'champion') return 'promoted';
  return gate?.passed === true ? 'awaiting-approval' : 'refused';
}
