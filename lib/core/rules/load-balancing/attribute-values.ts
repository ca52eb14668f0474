import { quoted } from '../../values/model-error';

/** What an attribute of a load balancer or target group can be: one of some words, or a number from the one to the other. */
export type AttributeValues = readonly string[] | readonly [least: number, most: number];

export const FLAG = ['true', 'false'] as const;

/** What is wrong with a value; undefined: it is one of those. */
export function outside(values: AttributeValues, value: string): string | undefined {
  const [least, most] = values;
  if (typeof least === 'number' && typeof most === 'number') {
    return Number(value) >= least && Number(value) <= most ? undefined : `is ${value}; ${least} to ${most} is allowed`;
  }
  return values.some((one) => one === value) ? undefined : `is ${quoted(value)}; possible are ${values.join(', ')}`;
}
