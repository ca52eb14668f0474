import { type VpcBond, type VpcPlan } from '../../ecs/vpc-plan';
import { type Violation } from '../rule';
import { inEach } from '../violations';

/** Two things that have to be in one VPC, and are not. */
export type BondFacts = {
  /** What needs both, such as `service Web`. */
  readonly noun: string;
  readonly one: string;
  /** The VPC of the first. */
  readonly home: string;
  readonly other: string;
  /** The VPC of the other. */
  readonly vpc: string;
};

/** What belongs together and is in two VPCs, of one kind. */
export function acrossVpcs(kind: VpcBond['kind']): (plan: VpcPlan) => readonly Violation<BondFacts>[] {
  return ({ bonds }) =>
    inEach(bonds, ({ at, noun, kind: own, one, other }) => {
      if (own !== kind || one.vpc === other.vpc) return undefined;
      const facts = { noun, one: one.at.path, home: one.vpc, other: other.at.path, vpc: other.vpc };
      return { at, facts, others: [other.at] };
    });
}
