import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reachInNetwork, type NetworkQuestion } from '../../../lib/core/vpc/reach';
import { networkOf, type Resources } from './random-network';

interface Recorded {
  readonly id: string;
  readonly resources: Resources;
  readonly question: NetworkQuestion;
}

const file = join(__dirname, '../../vectors/vpc-vectors.json');
const recorded = JSON.parse(readFileSync(file, 'utf8')) as readonly Recorded[];

/** Codes of Reachability Analyzer, each with a recorded question and the reason that says the same before a deployment. */
const CODES = [
  ['NO_ROUTE_TO_DESTINATION', 'pe-02', 'route-missing'],
  ['CANNOT_ROUTE', 'pe-04', 'route-missing'],
  ['PCX_REQUIRES_ADDRESS_IN_VPC_CIDR', 'pe-07', 'peering-not-transitive'],
  ['ENI_SG_RULES_MISMATCH', 'ss-03', 'group-does-not-admit'],
  ['SG_HAS_NO_RULES', 'ss-02', 'group-does-not-admit'],
  ['SG_REFERENCING_SUPPORT', 'tg-06', 'group-does-not-admit'],
  ['SG_REFERENCES_NOT_PRESERVED', 'lb-20', 'group-does-not-admit'],
  ['SUBNET_ACL_RESTRICTION', 'na-02', 'acl-denies'],
  ['IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS', 'in-13', 'no-public-address'],
  ['IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS', 'di-02', 'no-public-address'],
  ['ELBV2_LISTENERS_MISMATCH', 'lb-11', 'port-not-listened-on'],
  ['ELBV2_NO_TARGETS_IN_AZ', 'nl-11', 'zone-not-enabled'],
  ['VPC_BLOCK_PUBLIC_ACCESS_ENABLED', 'in-14', 'public-access-blocked'],
] as const;

describe('the explanation codes of Reachability Analyzer', () => {
  test.each(CODES)('%s is said of %s as %s', (_code, id, reason) => {
    const vector = recorded.find((one) => one.id === id)!;
    const verdict = reachInNetwork(networkOf(vector.resources), vector.question);
    expect(verdict.kind === 'blocked' && verdict.causes.map((cause) => cause.reason)[0]).toBe(reason);
  });

  test('one that only a running network has is not known', () => {
    const vector = recorded.find(({ id }) => id === 'un-04')!;
    expect(reachInNetwork(networkOf(vector.resources), vector.question).kind).toBe('unknown');
  });
});
