import { askedPath } from '../../../lib/core/vpc/asked-path';
import { networkOf, type Resources } from './random-network';
import { changed, resource } from './variations';

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
