import { transportsOf } from '../../../lib/core/vpc/balancer-protocol';
import { networkPaths } from '../../../lib/core/vpc/network-paths';
import { targetTraffic } from '../../../lib/core/vpc/target-traffic';
import { networkOf, type Resources } from './random-network';
import { changed, rule, type Changes } from './variations';

const BOTH: Changes = {
  'Listener.Protocol': 'TCP_UDP',
  'TargetGroup.Protocol': 'TCP_UDP',
  'TargetGroup.TargetGroupAttributes': null,
};
const network = (changes: Changes): ReturnType<typeof networkOf> =>
  networkOf(changed('nl-01', { ...BOTH, ...changes }).resources as Resources, 'us-east-1');

describe('a listener for TCP and UDP', () => {
  test('is asked over both', () => {
    const ports = networkPaths(network({})).flatMap(({ to, port }) => (to === 'Nlb' ? [port] : []));
    expect(ports.map((port) => port?.split('/')[1])).toEqual(['tcp', 'udp']);
  });

  test('sends its targets both, so a group that admits TCP alone shuts out half of it', () => {
    const open = { CidrIp: '0.0.0.0/0' };
    const verdicts = (changes: Changes): string[] =>
      targetTraffic(network(changes)).map(({ asks, verdict }) => `${asks} ${verdict.kind}`);
    expect(verdicts({ 'AppSg.SecurityGroupIngress': [rule(8080, open)] })).toEqual([
      'traffic reachable',
      'traffic blocked',
      'health reachable',
    ]);
    expect(verdicts({ 'AppSg.SecurityGroupIngress': [rule(8080, open), rule(8080, open, 'udp')] })).toEqual([
      'traffic reachable',
      'traffic reachable',
      'health reachable',
    ]);
  });

  test('is not one for the packets of a Gateway Load Balancer', () => {
    expect(transportsOf('GENEVE')).toEqual([]);
  });
});
