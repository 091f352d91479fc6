import { readFile } from 'node:fs/promises';

import { frequencies } from '#core/calendar';
import { ForecastError } from '#core/errors';
import { missingValuePolicies } from '#core/series';
import { type Command, InvalidArgumentError, Option } from 'commander';

import { duplicatePolicies } from '../../server/application/ingestion/index.ts';
import { texts, wholeNumber } from './option-values.ts';

/** One `--where` condition in the form that the importer takes. */
export type WhereCondition = Readonly<Record<string, string | number>>;

/** The flags that say how the columns of a long file become demand. */
export interface MappingOptions {
  readonly mapping?: string;
  readonly item?: readonly string[];
  readonly date?: string;
  readonly demand?: string;
  readonly price?: string;
  readonly revenue?: string;
  readonly department?: string;
  readonly category?: string;
  readonly store?: string;
  readonly state?: string;
  readonly attributes?: readonly string[];
  readonly delimiter?: string;
  readonly uppercase?: boolean;
  readonly where?: readonly WhereCondition[];
  readonly aggregate?: string;
  readonly unknown?: readonly string[];
  readonly frequency?: string;
  readonly weekStartsOn?: number;
  readonly missingValues?: string;
}

const columnFlags = [
  'date',
  'demand',
  'price',
  'revenue',
  'department',
  'category',
  'store',
  'state',
] as const;

/** Adds the mapping flags to a command. */
export function addMappingOptions(command: Command): Command {
  command
    .option('--mapping <file>', 'JSON file with the whole mapping; flags override it')
    .option(
      '--item <columns>',
      'column(s) that name the item, comma-separated (default: item_id)',
      texts,
    );
  for (const name of columnFlags) command.option(`--${name} <column>`, `column of the ${name}`);
  return command
    .option('--attributes <columns>', 'columns kept as attributes (default: all others)', texts)
    .option('--delimiter <character>', 'between two cells (default: ,)')
    .option('--uppercase', 'upper-case item keys')
    .option(
      '--where <condition>',
      'use matching rows only, as "Quantity>0"; repeatable',
      collectWhere,
    )
    .addOption(
      new Option('--aggregate <rule>', 'several rows of one item and period become').choices(
        duplicatePolicies,
      ),
    )
    .option('--unknown <texts>', 'texts that mean: not known (default: an empty cell)', texts)
    .addOption(new Option('--frequency <step>', 'step of the calendar').choices(frequencies))
    .option('--week-starts-on <day>', '1 Monday .. 7 Sunday; weekly only', wholeNumber(1, 7))
    .addOption(
      new Option('--missing-values <policy>', 'what a period without a row means').choices(
        missingValuePolicies,
      ),
    );
}

const operators = {
  '>=': 'gte',
  '<=': 'lte',
  '!=': 'notEquals',
  '!~': 'notMatches',
  '>': 'gt',
  '<': 'lt',
  '=': 'equals',
  '~': 'matches',
} as const;
const numeric = new Set<string>(['gt', 'gte', 'lt', 'lte']);
const wherePattern = /^\s*(?<column>.+?)\s*(?<operator>>=|<=|!=|!~|>|<|=|~)\s*(?<operand>.*?)\s*$/;

/** Parses `column operator value`; operators: > >= < <= = != and ~ !~ for a regular expression. */
export function parseWhere(text: string): WhereCondition {
  const { column, operator, operand } = wherePattern.exec(text)?.groups ?? {};
  const rule = Object.entries(operators).find(([sign]) => sign === operator)?.[1];
  if (column === undefined || operand === undefined || rule === undefined) {
    throw new InvalidArgumentError(
      'Expected column, operator (> >= < <= = != ~ !~) and value, as "Quantity>0".',
    );
  }
  if (!numeric.has(rule)) return { column, [rule]: operand };
  const value = Number(operand);
  if (operand !== '' && Number.isFinite(value)) return { column, [rule]: value };
  throw new InvalidArgumentError(`Expected a number after ${operator ?? ''}, found "${operand}".`);
}

function collectWhere(
  text: string,
  earlier: readonly WhereCondition[] = [],
): readonly WhereCondition[] {
  return [...earlier, parseWhere(text)];
}

/** The importer's mapping: the file of `--mapping`, overlaid by the flags that are given. */
export async function mappingOf(options: MappingOptions): Promise<Record<string, unknown>> {
  const base = options.mapping === undefined ? {} : await readMapping(options.mapping);
  const columns = given({
    ...Object.fromEntries(columnFlags.map((name) => [name, options[name]])),
    item: options.item,
    attributes: options.attributes,
  });
  const settings = given({
    delimiter: options.delimiter === '\\t' ? '\t' : options.delimiter,
    uppercase: options.uppercase,
    where: options.where,
    aggregate: options.aggregate,
    unknown: options.unknown === undefined ? undefined : ['', ...options.unknown],
    frequency: options.frequency,
    weekStartsOn: options.weekStartsOn,
    missingValuePolicy: options.missingValues,
  });
  const named =
    Object.keys(columns).length === 0
      ? {}
      : { columns: { ...objectIn(base['columns']), ...columns } };
  return { ...base, ...settings, ...named };
}

function given(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function objectIn(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

async function readMapping(path: string): Promise<Record<string, unknown>> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw mappingUnreadable(path, error);
  });
  try {
    return { ...objectIn(JSON.parse(text)) };
  } catch (error) {
    throw mappingUnreadable(path, error);
  }
}

function mappingUnreadable(path: string, cause: unknown): ForecastError<'FILE_UNREADABLE'> {
  const problem = cause instanceof Error ? cause.message : String(cause);
  return new ForecastError(
    'FILE_UNREADABLE',
    `The mapping ${path} cannot be read: ${problem}. Give a JSON object such as {"columns":{"item":"sku"}}.`,
    { file: path, problem },
    cause,
  );
}
