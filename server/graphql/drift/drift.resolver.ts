import { dateOf } from '#core/calendar';
import { ForecastError } from '#core/errors';
import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql';

import type { Dataset } from '../../application/catalog/index.ts';
import type { DriftCheck, ListDrift } from '../../application/monitoring/index.ts';
import type { GraphqlContext } from '../context.ts';
import { type Connection, connectionOf, pageRequest } from '../page/connection.ts';
import { PageArgs } from '../page/page.input.ts';
import { DriftReportConnectionType, type DriftReportType } from './drift-report.type.ts';

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
  ): Promise<Connection<DriftReportType>> {
    const dataset = await loaders.datasets.load(slug);
    if (dataset === null) {
      throw new ForecastError(
        'DATASET_NOT_FOUND',
        `No dataset is named "${slug}". The query \`datasets\` lists those that exist.`,
        { slug },
      );
    }
    const request = pageRequest('drift', args);
    const page = await this.#listDrift.page(dataset, request);
    const entries = page.entries.map((check) => reportOf(check, dataset));
    return connectionOf('drift', { page: { ...page, entries }, request }, ({ number }) => number);
  }
}

function reportOf(
  { id, report, createdAt, datasetVersion, asOf }: DriftCheck,
  { calendar }: Dataset,
): DriftReportType {
  const { checkedThrough, findings, ...rest } = report;
  return {
    ...rest,
    ...{ number: id, createdAt, datasetVersion, asOf },
    cutoff: dateOf(calendar, checkedThrough),
    findings: findings.map((finding) => ({ ...finding, since: dateOf(calendar, finding.since) })),
  };
}
