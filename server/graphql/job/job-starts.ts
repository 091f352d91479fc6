import { isForecastError } from '#core/errors';

import type { Job, JobKindName, JobTerms, StartedJob } from '../../application/jobs/index.ts';
import { givenValues } from '../given-values.ts';
import { parseForecastIssueId } from '../node/global-id.ts';
import type {
  ExportForecastsInput,
  RefreshForecastsInput,
  StartBacktestInput,
  TrainModelInput,
} from './job.input.ts';
import {
  type JobOutcome,
  type JobUserError,
  type JobUserErrorCode,
  jobUserErrorCodes,
} from './job.payload.ts';

/** The use cases behind the mutations. */
export interface JobUseCases {
  readonly startJob: {
    execute(kind: JobKindName, request: unknown, terms: JobTerms): Promise<StartedJob>;
  };
  readonly cancelJob: { execute(id: number): Promise<Job> };
}

/** Turns the outcome of starting or ending a job, also a refusal, into the payload of its mutation. */
export class JobStarts {
  readonly #useCases: JobUseCases;

  constructor(useCases: JobUseCases) {
    this.#useCases = useCases;
  }

  backtest(input: StartBacktestInput): Promise<JobOutcome> {
    const { request: asked, terms } = partsOf(input);
    const { inputSize, ...request } = asked;
    const seen = inputSize === undefined ? {} : { input: { kind: 'rolling', size: inputSize } };
    return this.#start('backtest', { ...request, ...seen }, terms);
  }

  train(input: TrainModelInput): Promise<JobOutcome> {
    const { request, terms } = partsOf(input);
    const { dataset, model, windows, width, ...settings } = request;
    const network = width === undefined ? {} : { network: { width } };
    const scored = windows === undefined ? {} : { windows };
    return this.#start(
      'train',
      { dataset, model, ...scored, settings: { ...settings, ...network } },
      terms,
    );
  }

  refresh(input: RefreshForecastsInput): Promise<JobOutcome> {
    const { request, terms } = partsOf(input);
    return this.#start('refresh', request, terms);
  }

  export(input: ExportForecastsInput): Promise<JobOutcome> {
    const { request, terms } = partsOf(input);
    const { issue, ...rest } = request;
    const named = issue === undefined ? {} : { issue: parseForecastIssueId(issue) };
    return this.#start('export', { ...rest, ...named }, terms);
  }

  cancel(id: number): Promise<JobOutcome> {
    return refusable(async () => {
      const job = await this.#useCases.cancelJob.execute(id);
      return { job, replayed: false };
    });
  }

  #start(kind: JobKindName, request: object, terms: JobTerms): Promise<JobOutcome> {
    const modelField = 'model' in request ? 'model' : fieldOf.MODEL_NOT_FOUND;
    return refusable(() => this.#useCases.startJob.execute(kind, request, terms), modelField);
  }
}

type TermsInput = Pick<StartBacktestInput, 'idempotencyKey' | 'priority' | 'deadline' | 'budget'>;

/** What is asked for, without what was left out, and on which terms. */
function partsOf<Input extends TermsInput>({
  idempotencyKey = null,
  priority,
  deadline = null,
  budget = null,
  ...request
}: Input) {
  const terms: JobTerms = { idempotencyKey, priority, deadline, budget };
  return { request: givenValues(request), terms };
}

async function refusable(
  work: () => Promise<StartedJob>,
  modelField?: string,
): Promise<JobOutcome> {
  try {
    return { ...(await work()), userErrors: [] };
  } catch (error) {
    const userErrors = userErrorsOf(error, modelField);
    if (userErrors === null) throw error;
    return { job: null, replayed: false, userErrors };
  }
}

/** Fields that refusals concern as a whole; a name of a model stands in `model` where a job has only one. */
const fieldOf: Readonly<Partial<Record<JobUserErrorCode, string>>> = {
  DATASET_NOT_FOUND: 'dataset',
  MODEL_NOT_FOUND: 'models',
  FORECAST_ISSUE_NOT_FOUND: 'issue',
  JOB_NOT_FOUND: 'job',
  IDEMPOTENCY_KEY_REUSED: 'idempotencyKey',
};

function userErrorsOf(
  error: unknown,
  modelField: string | undefined,
): readonly JobUserError[] | null {
  if (!isForecastError(error) || !isUserErrorCode(error.code)) return null;
  const { code, message } = error;
  if (isForecastError(error, 'INVALID_INPUT')) {
    return error.details.issues.map((issue) => ({
      field: issue.path === '' ? [] : issue.path.split('.'),
      message: `${issue.message}.`,
      code,
    }));
  }
  if (isForecastError(error, 'LIMIT_EXCEEDED'))
    return [{ field: [error.details.limit], message, code }];
  const field = code === 'MODEL_NOT_FOUND' ? modelField : fieldOf[code];
  return [{ field: field === undefined ? [] : [field], message, code }];
}

function isUserErrorCode(code: string): code is JobUserErrorCode {
  return jobUserErrorCodes.includes(code);
}
