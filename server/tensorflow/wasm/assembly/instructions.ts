/**
 * Instructions of WebAssembly as the bytes that stand for them (W3C, WebAssembly Core Specification 2.0, part 5). An
 * instruction takes its operands from a stack, so the code of a whole expression is that of its operands, then its own:
 * composing is concatenating. Parameters and variables are numbered, addresses and offsets count bytes.
 */
export type Code = readonly number[];

/** The value of a parameter or variable. */
export const get = (local: number): Code => [0x20, ...unsigned(local)];
/** Gives a parameter or variable a value. */
export const set = (local: number, value: Code): Code => [...value, 0x21, ...unsigned(local)];

/** A whole number of 32 bits; sums and the like are of those too, and addresses are. */
export const integer = (value: number): Code => [0x41, ...signed(value)];
/** Left plus right. */
export const sum = (left: Code, right: Code): Code => [...left, ...right, 0x6a];
/** Left minus right. */
export const difference = (left: Code, right: Code): Code => [...left, ...right, 0x6b];
/** Left times right. */
export const product = (left: Code, right: Code): Code => [...left, ...right, 0x6c];

/** Runs the body, and again as long as the condition is not 0 after it. */
export const repeatWhile = (body: Code, condition: Code): Code => [
  ...[0x03, 0x40, ...body],
  ...[...condition, 0x0d, 0x00, 0x0b],
];

/** Four floats that lie side by side at `address + offset`. */
export const loadFour = (address: Code, offset: number): Code => [
  ...address,
  ...[0xfd, 0x00, 0x02, ...unsigned(offset)],
];
/** Writes four floats to `address + offset`. */
export const storeFour = (address: Code, offset: number, value: Code): Code => [
  ...address,
  ...value,
  ...[0xfd, 0x0b, 0x02, ...unsigned(offset)],
];
/** The float at `address + offset`, four times. */
export const loadRepeated = (address: Code, offset: number): Code => [
  ...address,
  ...[0xfd, 0x09, 0x02, ...unsigned(offset)],
];
/** One float, four times. */
export const repeated = (value: Code): Code => [...value, 0xfd, 0x13];
/** Of four floats and four others, each with its own. */
export const sums = (left: Code, right: Code): Code => [...left, ...right, 0xfd, 0xe4, 0x01];
/** Of four floats and four others, each with its own. */
export const products = (left: Code, right: Code): Code => [...left, ...right, 0xfd, 0xe6, 0x01];
/** The greater of each two; what is no number stays none. */
export const greaterOnes = (left: Code, right: Code): Code => [
  ...left,
  ...right,
  ...[0xfd, 0xe9, 0x01],
];

/** Four floats out of two times four, by their numbers: 0 to 3 are those of the first. */
export const chosen = (first: Code, second: Code, numbers: readonly number[]): Code => [
  ...first,
  ...second,
  ...[0xfd, 0x0d, ...numbers.flatMap((at) => [0, 1, 2, 3].map((byte) => 4 * at + byte))],
];

/** LEB128: seven bits a byte, the lowest first, the highest bit of each says whether more follow. */
export function unsigned(value: number): Code {
  return value < 0x80 ? [value] : [0x80 | (value & 0x7f), ...unsigned(value >>> 7)];
}

function signed(value: number): Code {
  const isLast = value >= -0x40 && value < 0x40;
  return isLast ? [value & 0x7f] : [0x80 | (value & 0x7f), ...signed(value >> 7)];
}
