import type { ForecastIssue, IssueReader } from '../forecast-issues/index.ts';
import type { RealisedCheck } from './realised-check.ts';

/** An issue with its scores. */
export interface ScoredIssue {
  readonly issue: ForecastIssue;
  readonly check: RealisedCheck;
}

/** Checks with their issues, in the same order. */
export async function withIssues(
  checks: readonly RealisedCheck[],
  issues: Pick<IssueReader, 'issues'>,
): Promise<readonly ScoredIssue[]> {
  if (checks.length === 0) return [];
  const found = await issues.issues(checks.map(({ issueId }) => issueId));
  return joined(checks, found);
}

/** Without those whose issue has been deleted meanwhile. */
export function joined(
  checks: readonly RealisedCheck[],
  issues: readonly ForecastIssue[],
): readonly ScoredIssue[] {
  const issueOf = new Map(issues.map((issue) => [issue.id, issue]));
  return checks.flatMap((check) => {
    const issue = issueOf.get(check.issueId);
    return issue === undefined ? [] : [{ issue, check }];
  });
}
