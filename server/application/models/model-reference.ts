import { z } from 'zod';

/** Lower-case letters, digits and hyphens: names are folders of the store, parts of ids and words of the command line. */
export const modelName = z
  .string()
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    'must consist of lower-case letters and digits in groups joined by single hyphens',
  )
  .max(64);

/** As a model's name, and single dots: `1.4.0`, `2026-11-23.2`. */
export const modelVersionName = z
  .string()
  .regex(
    /^[a-z0-9]+([.-][a-z0-9]+)*$/,
    'must consist of lower-case letters and digits in groups joined by single dots or hyphens',
  )
  .max(64);

/** A version of a model by its names. */
export interface ModelReference {
  readonly model: string;
  readonly version: string;
}

/** `name@version`, as forecasts and backtests name a version. */
export function referenceText({ model, version }: ModelReference): string {
  return `${model}@${version}`;
}

/** Whether both names keep the rules; nothing else can be in the store. */
export function isModelReference({ model, version }: ModelReference): boolean {
  return modelName.safeParse(model).success && modelVersionName.safeParse(version).success;
}
