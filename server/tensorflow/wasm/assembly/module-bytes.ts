import { type Code, unsigned } from './instructions.ts';

/** What a parameter or variable holds: a whole number or an address, a float, or four floats. */
const valueTypes = { integer: 0x7f, float: 0x7d, fourFloats: 0x7b } as const;
type ValueType = keyof typeof valueTypes;

/** A function that returns nothing; its variables are numbered after its parameters. */
export interface AssemblyFunction {
  readonly name: string;
  readonly parameters: readonly ValueType[];
  readonly variables: readonly ValueType[];
  readonly body: Code;
}

/** A module in WebAssembly's binary format that exports functions, on a memory that it imports as `host.memory`. */
export function moduleBytes(functions: readonly AssemblyFunction[]): Uint8Array<ArrayBuffer> {
  const memory = [...text('host'), ...text('memory'), 0x02, 0x00, 0x00];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, list(functions.map(typeOf))),
    ...section(2, list([memory])),
    ...section(3, list(functions.map((_, index) => unsigned(index)))),
    ...section(7, list(functions.map(({ name }, at) => [...text(name), 0x00, ...unsigned(at)]))),
    ...section(10, list(functions.map(codeOf))),
  ]);
}

function typeOf({ parameters }: AssemblyFunction): Code {
  return [0x60, ...list(parameters.map((type) => [valueTypes[type]])), ...list([])];
}

function codeOf({ variables, body }: AssemblyFunction): Code {
  const declared = list(variables.map((type) => [0x01, valueTypes[type]]));
  return sized([...declared, ...body, 0x0b]);
}

function section(id: number, content: Code): Code {
  return [id, ...sized(content)];
}

function list(entries: readonly Code[]): Code {
  return [...unsigned(entries.length), ...entries.flat()];
}

function sized(content: Code): Code {
  return [...unsigned(content.length), ...content];
}

function text(value: string): Code {
  return sized([...new TextEncoder().encode(value)]);
}
