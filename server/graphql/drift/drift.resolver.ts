import { dateOf } from '#core/calendar';
import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql';

import type { Dataset } from '../../application/catalog/index.ts';
import type { DriftCheck, ListDrift } from '../../application/monitoring/index.ts';
import type { GraphqlContext } from '../context.ts';
import { datasetNamed } from '../dataset/dataset-named.ts';
import { type Connection, connectionOf, pageRequest } from '../page/connection.ts';
import { PageArgs } from '../page/page.input.ts';
import type { DriftFindingType } from './drift-finding.type.ts';
import { DriftReportConnectionType, type DriftReportType } from './drift-report.type.ts';

/** A report as the API shows it: dates instead of periods. */
type ShownReport = Omit<DriftReportType, 'findings'> & {
  readonly findings: readonly Pick<DriftFindingType, keyof DriftFindingType>[];
};

@Resolver()
export class DriftResolver {
  readonly #listDrift: ListDrift;

  constructor(listDrift: ListDrift) {
    this.#listDrift = listDrift;
  }

  @Query(() => DriftReportConnectionType, {
    description: 'What has changed in a dataset: its reports on drift, newest first.',
  })
  async driftReports(
    @Arg('dataset', () => String, { description: 'Slug of the dataset.' }) slug: string,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<Connection<ShownReport>> {
    const dataset = await datasetNamed(slug, loaders);
    const request = pageRequest('drift', args);
    const page = await this.#listDrift.page(dataset, request);
    return connectionOf('drift', { page: reportsOf(page, dataset), request }, numberOf);
  }
}

function reportsOf<Page extends { readonly entries: readonly DriftCheck[] }>(
  page: Page,
  dataset: Dataset,
) {
  return { ...page, entries: page.entries.map((check) => reportOf(check, dataset)) };
}

function numberOf({ number }: ShownReport): number {
  return number;
}

function reportOf(
  { id, report, createdAt, datasetVersion, asOf }: DriftCheck,
  { calendar }: Dataset,
): ShownReport {
  const { checkedThrough, findings, ...rest } = report;
  return {
    ...rest,
    ...{ number: id, createdAt, datasetVersion, asOf },
    cutoff: dateOf(calendar, checkedThrough),
    findings: findings.map((finding) => ({ ...finding, since: dateOf(calendar, finding.since) })),
  };
}
