import table from './network-interfaces.json';

/** How many awsvpc tasks an instance takes. */
export interface TaskDensity {
  /** While trunking is off: one for each network interface but the instance's own. */
  readonly plain: number;
  /** With trunking, which the account has to switch on before the instance boots; left out where the type has none. */
  readonly trunking?: number;
}

const DENSITIES = new Map<string, TaskDensity>(Object.entries(table));

/**
 * How many awsvpc tasks an instance type takes, such as `c5.large`; undefined for a type that is not on the list.
 *
 * The list is data, made by scripts/network-interfaces.cjs from AWS's own tables.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AvailableIpPerENI.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/eni-trunking-supported-instance-types.html
 */
export function taskDensityOf(instanceType: string): TaskDensity | undefined {
  return DENSITIES.get(instanceType);
}
