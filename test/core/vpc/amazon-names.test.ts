import { serviceAt } from '../../../lib/core/vpc/amazon-names';

describe('a host of AWS', () => {
  test.each([
    ['logs.eu-west-1.amazonaws.com', 'logs'],
    ['firehose.eu-west-1.amazonaws.com', 'kinesis-firehose'],
    ['api.ecr.eu-west-1.amazonaws.com', 'ecr.api'],
    ['bucket.s3.eu-west-1.amazonaws.com', 's3'],
  ])('%s is of service %s', (host, service) => {
    expect(serviceAt(host)).toEqual({ service, region: 'eu-west-1' });
  });

  test.each(['constructor', 'toString', '__proto__'])('is of none by a name that every object has: %s', (name) => {
    expect(serviceAt(`${name}.eu-west-1.amazonaws.com`)).toBeUndefined();
  });
});
