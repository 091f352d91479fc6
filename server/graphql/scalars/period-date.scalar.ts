import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

/** Start of a period as text. Its meaning depends on the dataset's frequency, so use cases parse it. */
export const PeriodDate = new GraphQLScalarType<string, string>({
  name: 'PeriodDate',
  description:
    'Start of a period in UTC, ISO 8601: `2016-05-22`, for hourly datasets `2016-05-22T13:00:00Z`. ' +
    'As input, a date inside a period means that period.',
  serialize: text,
  parseValue: text,
  parseLiteral: (node) => text(node.kind === Kind.STRING ? node.value : null),
});

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new GraphQLError('A PeriodDate is a string such as "2016-05-22".');
}
