import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import { exportFileName, type ForecastExport } from '../../application/forecast-exports/index.ts';
import type { ForecastIssue } from '../../application/forecast-issues/index.ts';
import type { GraphqlContext } from '../context.ts';
import { ForecastExportType } from './forecast-export.type.ts';
import { ForecastIssueType } from './forecast-issue.type.ts';

@Resolver(() => ForecastExportType)
export class ForecastExportResolver {
  @FieldResolver(() => String, {
    description:
      'Where to download it: a path of this service, such as `/exports/….csv`. Whoever knows it can.',
  })
  url(@Root() made: ForecastExport): string {
    return `/exports/${exportFileName(made)}`;
  }

  @FieldResolver(() => ForecastIssueType, {
    nullable: true,
    description: 'What it holds.',
  })
  issue(
    @Root() { issue }: ForecastExport,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<ForecastIssue | null> {
    return loaders.forecastIssues.load(issue);
  }
}
