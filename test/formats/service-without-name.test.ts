import { findingsOf, readInputs } from '../../lib/formats';

const SERVICE = {
  taskDefinition: 'web:7',
  cluster: 'shop',
  desiredCount: 1,
  launchType: 'FARGATE',
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
  loadBalancers: [{ targetGroupArn: 'arn:aws:elasticloadbalancing:::targetgroup/web/1', containerName: 'web' }],
};

test('the JSON of a service whose name comes from the command line is a service', () => {
  const [input] = readInputs([{ name: 'service.json', text: JSON.stringify(SERVICE) }]);
  expect(input?.type).toBe('task-definition');
  expect(input?.reading.services).toHaveLength(1);
  expect(input?.reading.problems).toEqual([]);
  expect(input && findingsOf(input.reading).filter(({ severity }) => severity === 'error')).toEqual([]);
});
