import { findingsOf, readInputs } from '../../lib/formats';

const DAEMON = { serviceName: 'agent', launchType: 'EC2', schedulingStrategy: 'DAEMON', taskDefinition: 'agent:7' };

function rules(data: object): string[] {
  const [input] = readInputs([{ name: 'service.json', text: JSON.stringify(data) }]);
  return findingsOf(input!.reading).map(({ rule }) => rule);
}

test('the desired count that the API gives with a daemon service is no mistake', () => {
  const serviceArn = 'arn:aws:ecs:us-east-1:123456789012:service/prod/agent';
  expect(rules({ services: [{ ...DAEMON, serviceArn, desiredCount: 3 }] })).toEqual([]);
});

test('the desired count of a daemon service that is to be created is one', () => {
  expect(rules({ ...DAEMON, desiredCount: 3 })).toEqual(['daemon-desired-count']);
});

test('a service that the API describes runs in the cluster of its ARN', () => {
  const clusterArn = 'arn:aws:ecs:us-east-1:123456789012:cluster/prod';
  const [input] = readInputs([
    { name: 'service.json', text: JSON.stringify({ services: [{ ...DAEMON, clusterArn }] }) },
  ]);
  expect(input!.reading.clusters.map(({ at }) => at.path)).toEqual(['prod']);
});
