import { readFile } from 'node:fs/promises';

import {
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { describe, expect, test } from 'vitest';

import { printApiSchema } from './print-schema.ts';
import { buildApiSchema } from './schema.ts';

describe('the schema', () => {
  test('is the committed one; after a change run `npm run schema`', async () => {
    const committed = await readFile(new URL('schema.graphql', import.meta.url), 'utf8');
    expect(printApiSchema()).toBe(committed);
  });

  test('describes every type, field, argument and enum value', () => {
    const types = Object.values(buildApiSchema().getTypeMap()).filter(
      (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
    );
    expect(types.flatMap(undescribed)).toEqual([]);
  });
});

function undescribed(type: GraphQLNamedType): readonly string[] {
  return [...(isDescribed(type) ? [] : [type.name]), ...undescribedParts(type)];
}

function undescribedParts(type: GraphQLNamedType): readonly string[] {
  if (isEnumType(type)) {
    return type
      .getValues()
      .filter((value) => !isDescribed(value))
      .map(({ name }) => `${type.name}.${name}`);
  }
  if (isInputObjectType(type)) {
    return Object.values(type.getFields())
      .filter((field) => !isDescribed(field))
      .map(({ name }) => `${type.name}.${name}`);
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => [
    ...(isDescribed(field) ? [] : [`${type.name}.${field.name}`]),
    ...field.args
      .filter((argument) => !isDescribed(argument))
      .map(({ name }) => `${type.name}.${field.name}(${name})`),
  ]);
}

function isDescribed({
  description,
}: {
  readonly description?: string | null | undefined;
}): boolean {
  return description != null && description.length > 0;
}
