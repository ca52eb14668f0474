import { askedPath } from '../../../lib/core/vpc/asked-path';
import { reachInNetwork } from '../../../lib/core/vpc/reach';
import { networkOf, type Resources } from './random-network';
import { changed, resource, type Changes } from './variations';

const network = networkOf(changed('lb-13', {}).resources as Resources, 'us-east-1');

describe('a way that a person asks about', () => {
  test('from a load balancer goes to the port that it sends to', () => {
    expect(askedPath([network], { from: 'Alb', to: 'Service' })?.port).toBe('8080/tcp');
  });

  test('has ends by the names in addresses of Terraform', () => {
    const box = { Type: 'AWS::EC2::Instance', Properties: { ImageId: 'ami-1', SubnetId: { Ref: 'PrivA' } } };
    const resources = { ...changed('lb-13', {}).resources, 'aws_instance.caller': box } as Resources;
    const path = askedPath([networkOf(resources, 'us-east-1')], { from: 'caller', to: 'Alb' });
    expect(path?.from).toBe('aws_instance.caller');
  });

  test('does not take an address of Terraform for the name of a host', () => {
    expect(askedPath([network], { from: 'Service', to: 'aws_lb.other' })).toBeUndefined();
  });

  test('fails where a name may mean several ends', () => {
    const two = changed('lb-13', {
      'A/Store': resource('EC2::Instance', { ImageId: 'ami-1', SubnetId: '@PrivA' }),
      'B/Store': resource('EC2::Instance', { ImageId: 'ami-1', SubnetId: '@PrivB' }),
    });
    const networks = [networkOf(two.resources as Resources, 'us-east-1')];
    expect(() => askedPath(networks, { from: 'Service', to: 'Store' })).toThrow('"Store" may be A/Store or B/Store');
  });
});

describe('an endpoint that names its region in a template without one', () => {
  const said = (changes: Changes): string => {
    const read = networkOf(changed('st-01', changes).resources as Resources, '${AWS::Region}');
    return reachInNetwork(read, { from: 'Service', to: 'aws:logs', port: 443 }).kind;
  };

  test('is for the services of that region, where it could only be made', () => {
    expect(said({})).toBe('reachable');
  });

  test('may be for those of another one, where it says so', () => {
    expect(said({ 'Logs.ServiceRegion': 'us-east-1' })).toBe('unknown');
  });
});
