import { periodOf, type Calendar } from '#core/calendar';
import type { Scenario } from '#core/scenarios';
import { z } from 'zod';

const mostChanges = 100;
const mostItems = 1000;

const text = (longest: number) =>
  z
    .string()
    .min(1, 'must not be empty')
    .max(longest, `must have at most ${longest} characters`)
    .refine((value) => !value.includes('\0'), 'must not hold the character 0');

const dates = { from: text(40), to: text(40) };

const priceChange = z
  .strictObject({
    /** Keys of items; empty = all. */
    itemKeys: z.array(text(200)).max(mostItems).default([]),
    /** Attributes that items must have, such as a store; empty = whatever they are. */
    attributes: z
      .array(z.strictObject({ name: text(200), value: text(200) }))
      .max(20)
      .refine((named) => new Set(named.map(({ name }) => name)).size === named.length, {
        message: 'must name each attribute once: an item has one value of it',
      })
      .default([]),
    ...dates,
    percent: z
      .number()
      .gt(-100, 'must be more than -100: a price stays above 0')
      .max(1000, 'must be at most 1000')
      .nullable()
      .default(null),
    price: z.number().positive('must be greater than 0').max(1e9).nullable().default(null),
  })
  .refine(({ percent, price }) => (percent === null) !== (price === null), {
    message: 'give either a percent or a price',
    path: ['percent'],
  });

/** What is assumed, in dates of the dataset's calendar: what is stored and hashed. */
export const scenarioContent = z
  .strictObject({
    prices: z.array(priceChange).max(mostChanges).default([]),
    addedEvents: z
      .array(
        z.strictObject({
          date: text(40),
          name: text(200),
          kind: text(200),
          region: z.string().max(200).default(''),
        }),
      )
      .max(mostChanges)
      .default([]),
    cancelledEvents: z
      .array(z.strictObject({ name: text(200), ...dates }))
      .max(mostChanges)
      .default([]),
  })
  .refine(
    ({ prices, addedEvents, cancelledEvents }) =>
      prices.length + addedEvents.length + cancelledEvents.length > 0,
    { message: 'must change something: a price or an event', path: ['prices'] },
  );

export type ScenarioContent = z.output<typeof scenarioContent>;

/** A date that a content gives, and the path of the input that gives it. */
interface GivenDate {
  readonly path: string;
  readonly date: string;
}

/** Every date of a content. */
export function datesIn(content: ScenarioContent): readonly GivenDate[] {
  const span = (path: string, { from, to }: { readonly from: string; readonly to: string }) => [
    { path: `${path}.from`, date: from },
    { path: `${path}.to`, date: to },
  ];
  return [
    ...content.prices.flatMap((change, at) => span(`prices.${at}`, change)),
    ...content.addedEvents.map(({ date }, at) => ({ path: `addedEvents.${at}.date`, date })),
    ...content.cancelledEvents.flatMap((event, at) => span(`cancelledEvents.${at}`, event)),
  ];
}

/**
 * The scenario that a content is, in periods of a calendar.
 * @throws ForecastError INVALID_DATE.
 */
export function scenarioOf(content: ScenarioContent, calendar: Calendar): Scenario {
  const span = ({ from, to }: { readonly from: string; readonly to: string }) => ({
    from: periodOf(calendar, from),
    to: periodOf(calendar, to),
  });
  return {
    prices: content.prices.map(({ itemKeys, attributes, percent, price, ...period }) => ({
      items: {
        itemKeys,
        attributes: Object.fromEntries(attributes.map(({ name, value }) => [name, value])),
      },
      ...span(period),
      price: price === null ? { factor: 1 + (percent ?? 0) / 100 } : { fixed: price },
    })),
    addedEvents: content.addedEvents.map(({ date, ...event }) => ({
      ...event,
      period: periodOf(calendar, date),
    })),
    cancelledEvents: content.cancelledEvents.map(({ name, ...period }) => ({
      name,
      ...span(period),
    })),
  };
}
