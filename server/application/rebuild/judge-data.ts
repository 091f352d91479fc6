import type { Dataset } from '../catalog/index.ts';
import type { DataCheck, DataCheckName } from './data-check.ts';
import type { DataFacts } from './read-data-facts.ts';

/** Share of unknown periods from which on people should know, unless unknown means that nothing was sold. */
const mostUnknown = 0.2;

/** What the training that is asked for needs. All lengths are periods. */
export interface TrainingNeeds {
  /** From the first period with demand to the last. */
  readonly available: number;
  /** For a season, one window to learn from and those to score. */
  readonly needed: number;
  /** For the longest inputs of the networks as well. */
  readonly wanted: number;
  readonly horizon: number;
}

/** Judges a dataset before a training: one result per check, in their order. */
export function judgeData(
  dataset: Pick<Dataset, 'synthetic' | 'missingValuePolicy'>,
  facts: DataFacts,
  needs: TrainingNeeds,
): readonly DataCheck[] {
  return [
    historyCheck(needs),
    itemsCheck(facts),
    unknownCheck(facts, dataset),
    auditCheck(facts),
    facts.pricedItems === 0
      ? warning('prices', 'No item has a price: nothing can be learned from prices.')
      : passed('prices', `${facts.pricedItems} of ${facts.items} items have prices.`),
    eventsCheck(facts, needs),
    facts.age > needs.horizon
      ? warning(
          'freshness',
          `The newest demand is ${facts.age} periods old: forecasts of ${needs.horizon} periods end before today.`,
        )
      : passed('freshness', `The newest demand is ${Math.max(0, facts.age)} periods old.`),
    dataset.synthetic
      ? warning('origin', 'The data are generated: what is learned says nothing of real demand.')
      : passed('origin', 'The data were observed.'),
  ];
}

function historyCheck({ available, needed, wanted }: TrainingNeeds): DataCheck {
  if (available < needed) {
    return refused(
      'history',
      `There are ${available} periods, and training and its windows need ${needed}. Ask for a shorter horizon or fewer windows.`,
    );
  }
  return available < wanted
    ? warning(
        'history',
        `There are ${available} periods: the longest inputs of the networks are filled only from ${wanted} on.`,
      )
    : passed('history', `There are ${available} periods, and ${needed} are needed.`);
}

function itemsCheck({ items, soldItems }: DataFacts): DataCheck {
  return soldItems === 0
    ? refused('items', `None of ${items} items sold anything before the windows to score.`)
    : passed('items', `${soldItems} of ${items} items sold before the windows to score.`);
}

function unknownCheck(
  { unknown, listed }: DataFacts,
  { missingValuePolicy }: Pick<Dataset, 'missingValuePolicy'>,
): DataCheck {
  const share = listed === 0 ? 0 : unknown / listed;
  const found = `${(100 * share).toFixed(1)} % of the demand is unknown; the policy is ${missingValuePolicy}.`;
  return missingValuePolicy !== 'zero' && share > mostUnknown
    ? warning('unknown', found)
    : passed('unknown', found);
}

function auditCheck({ findings, ingestions }: DataFacts): DataCheck {
  if (findings.length === 0) return passed('audit', `${ingestions} audits found nothing.`);
  const found = findings.map(({ check, unit, count }) => `${check} (${count} ${unit})`);
  return warning('audit', `${ingestions} audits found ${found.join(', ')}.`);
}

function eventsCheck({ events, comingEvents }: DataFacts, { horizon }: TrainingNeeds): DataCheck {
  if (events === 0) return warning('events', 'No events are known.');
  return comingEvents === 0
    ? warning('events', `${events} events are known, none of them in the next ${horizon} periods.`)
    : passed('events', `${events} events are known, ${comingEvents} of them to come.`);
}

function passed(check: DataCheckName, found: string): DataCheck {
  return { check, state: 'passed', found };
}

function warning(check: DataCheckName, found: string): DataCheck {
  return { check, state: 'warning', found };
}

function refused(check: DataCheckName, found: string): DataCheck {
  return { check, state: 'refused', found };
}
