import { type AwsNetwork } from '../../lib/core/vpc/aws-network';
import { readInputs } from '../../lib/formats';
import { SAMPLES } from './samples';

const { Vpcs, VpcPeeringConnections } = SAMPLES['aws-account'];

function networkOf(data: object): AwsNetwork {
  const [input] = readInputs([{ name: 'account.json', text: JSON.stringify({ Vpcs, ...data }) }]);
  return input!.reading.networks[0]!;
}

describe('what an account says of states', () => {
  test.each([
    ['active', true],
    ['pending-acceptance', expect.objectContaining({ why: 'nothing in the files given accepts it' })],
  ])('a peering connection that is %s', (Code, isAccepted) => {
    const peering = { ...VpcPeeringConnections[0], Status: { Code } };
    expect(networkOf({ VpcPeeringConnections: [peering] }).peerings[0]?.isAccepted).toEqual(isAccepted);
  });

  test('a block that was taken from a VPC is none of its own', () => {
    const block = (CidrBlock: string, State: string): object => ({ CidrBlock, CidrBlockState: { State } });
    const CidrBlockAssociationSet = [block('10.1.0.0/16', 'associated'), block('10.2.0.0/16', 'disassociated')];
    const [vpc] = networkOf({ Vpcs: [{ ...Vpcs[0], CidrBlock: '10.0.0.0/16', CidrBlockAssociationSet }] }).vpcs;
    expect(vpc?.blocks.items.map(String)).toEqual(['10.0.0.0/16', '10.1.0.0/16']);
  });

  test('the blocks of a prefix list are open where they are not listed', () => {
    const listOf = (more: object): unknown =>
      networkOf({ PrefixLists: [{ PrefixListId: 'pl-1', PrefixListName: 'office', ...more }] }).prefixLists[0]?.blocks;
    expect(listOf({})).toEqual({ items: [], complete: false });
    expect(listOf({ Cidrs: ['10.0.0.0/8'] })).toMatchObject({ complete: true });
  });
});
