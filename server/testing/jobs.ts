import type { App } from '../app.ts';
import { isFinished, type Job } from '../application/jobs/index.ts';

/** The first state of a job that fits; follows it as the API does. */
export async function jobWhen(
  { feed }: Pick<App, 'feed'>,
  id: number,
  fits: (job: Job) => boolean,
): Promise<Job> {
  const until = new AbortController();
  try {
    for await (const job of feed.follow(id, until.signal)) {
      if (fits(job)) return job;
      if (isFinished(job)) throw new Error(`job ${id} ended: ${JSON.stringify(job)}`);
    }
    throw new Error(`there is no job ${id}`);
  } finally {
    until.abort();
  }
}

/** The job when it has ended. */
export function jobEnded(app: Pick<App, 'feed'>, id: number): Promise<Job> {
  return jobWhen(app, id, isFinished);
}
