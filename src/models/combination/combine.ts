import { type RecursiveMethod, tuned } from '../local/index.ts';

/** Of any kind: what a member is tuned to and where it stands is passed back to it and to nobody else. */
type Member = RecursiveMethod<unknown, unknown>;

export interface Combination {
  readonly name: string;
  readonly description: string;
  readonly members: readonly Member[];
  /** One number for the members' forecasts of one period, which it may reorder. */
  readonly centre: (forecasts: Float64Array) => number;
}

/** A method that forecasts with several others and takes the centre of what they say. */
export function combine({
  name,
  description,
  members,
  centre,
}: Combination): RecursiveMethod<readonly unknown[], readonly unknown[]> {
  const atOnce = new Float64Array(members.length);
  // Grown to the longest horizon seen; holds nothing between two calls.
  let scratch = new Float64Array(0);
  return {
    name,
    description,
    minimumLength: (seasonLength) =>
      Math.max(...members.map((member) => member.minimumLength(seasonLength))),
    memory: (seasonLength) => Math.max(...members.map((member) => member.memory(seasonLength))),
    tune: (values, seasonLength, findings) =>
      members.map((member) => tuned(member, values, seasonLength, findings)),
    start: (parameters, seasonLength) =>
      members.map((member, index) => member.start(parameters[index], seasonLength)),
    observe(state, values, from, until) {
      for (let index = 0; index < members.length; index += 1) {
        members[index]!.observe(state[index], values, from, until);
      }
    },
    predict(state, horizon, out, offset) {
      const needed = members.length * horizon;
      if (scratch.length < needed) scratch = new Float64Array(needed);
      for (let index = 0; index < members.length; index += 1) {
        members[index]!.predict(state[index], horizon, scratch, index * horizon);
      }
      for (let lead = 0; lead < horizon; lead += 1) {
        for (let index = 0; index < members.length; index += 1) {
          atOnce[index] = scratch[index * horizon + lead]!;
        }
        out[offset + lead] = centre(atOnce);
      }
    },
  };
}
