import { coverageOf } from '../../lib/formats/coverage';
import { findingsOf, readInputs, type Input } from '../../lib/formats';

const TASK = {
  family: 'web',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '512',
  containerDefinitions: [{ name: 'app', image: 'nginx', portMappings: [{ containerPort: 80 }] }],
};
const NETWORK = { awsvpcConfiguration: { subnets: ['subnet-11111111'], securityGroups: ['sg-11111111'] } };
const GROUP = 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:targetgroup/web/1';

/** What is found in an input of the API that stands beside its task definition. */
function beside(input: object, task: object = TASK): { input: Input; found: readonly string[] } {
  const files = [
    { name: 'task.json', text: JSON.stringify(task) },
    { name: 'input.json', text: JSON.stringify(input, undefined, 2) },
  ];
  const [read, ...more] = readInputs(files);
  expect(more).toEqual([]);
  expect(read!.reading.problems).toEqual([]);
  return { input: read!, found: findingsOf(read!.reading).map(({ rule, at }) => `${rule} in ${at.file ?? ''}`) };
}

describe('what aws ecs run-task takes', () => {
  const run = { cluster: 'main', taskDefinition: 'web', launchType: 'FARGATE', count: 1 };

  test('is a single run of the task definition that it names', () => {
    const { input, found } = beside({ ...run, networkConfiguration: NETWORK });
    expect(found).toEqual([]);
    expect(input.reading.launches.map(({ kind, task }) => [kind, task])).toEqual([['task', input.reading.tasks[0]]]);
    expect(coverageOf(input.reading).judged).toEqual({ 'scheduled and single tasks': 1, 'task definitions': 1 });
  });

  test('needs a network configuration for a task in awsvpc mode', () => {
    expect(beside(run).found).toEqual(['network-configuration-missing in input.json']);
  });

  test('takes either a launch type or a strategy', () => {
    const strategy = [{ capacityProvider: 'FARGATE', weight: 1 }];
    const both = { ...run, networkConfiguration: NETWORK, capacityProviderStrategy: strategy };
    expect(beside(both).found).toEqual(['launch-type-and-strategy in input.json']);
  });

  test('is known by its overrides alone', () => {
    const { input } = beside({ taskDefinition: 'web', overrides: { containerOverrides: [] } });
    expect(input.reading.launches).toHaveLength(1);
  });

  test('says which task definition is not there', () => {
    const [input] = readInputs([{ name: 'run.json', text: JSON.stringify(run) }]);
    expect(coverageOf(input!.reading).notJudged).toEqual([
      { what: 'task definition of run.json', why: 'task definition web is not in the files given' },
    ]);
  });
});

describe('what aws ecs create-task-set takes', () => {
  const set = {
    service: 'web',
    cluster: 'main',
    taskDefinition: 'web',
    launchType: 'FARGATE',
    networkConfiguration: NETWORK,
  };
  const attached = (containerPort: number): object => ({
    ...set,
    loadBalancers: [{ targetGroupArn: GROUP, containerName: 'app', containerPort }],
  });

  test('is a task set with its load balancer', () => {
    expect(beside(attached(80)).input.reading.launches.map(({ kind }) => kind)).toEqual(['task set']);
    expect(beside(attached(80)).found).toEqual([]);
    expect(beside(attached(8080)).found).toEqual(['load-balancer-port-missing in input.json']);
  });

  test('is known by its scale where the service comes from the command line', () => {
    const { service: _, launchType: __, ...rest } = set;
    const { input } = beside({ ...rest, scale: { unit: 'PERCENT', value: 50 } });
    expect(input.reading.launches.map(({ kind }) => kind)).toEqual(['task set']);
  });
});

describe('what aws ecs create-service takes', () => {
  test('is a service by any of its own fields, the name from the command line', () => {
    const { input, found } = beside({
      cluster: 'main',
      taskDefinition: 'web',
      launchType: 'FARGATE',
      deploymentConfiguration: { maximumPercent: 200, minimumHealthyPercent: 100 },
    });
    expect(input.reading.services).toHaveLength(1);
    expect(found).toEqual(['network-configuration-missing in input.json']);
  });
});

describe('what aws ecs update-service takes', () => {
  test('leaves the network and the launch type as they are', () => {
    const { input, found } = beside({ cluster: 'main', service: 'web', taskDefinition: 'web', desiredCount: 3 });
    expect(input.reading.services).toHaveLength(1);
    expect(found).toEqual([]);
  });

  test('is judged by what it sets', () => {
    const loadBalancers = [{ targetGroupArn: GROUP, containerName: 'app', containerPort: 8080 }];
    const { found } = beside({ cluster: 'main', service: 'web', taskDefinition: 'web', loadBalancers });
    expect(found).toEqual(['load-balancer-port-missing in input.json']);
  });
});

test('a file that names a task definition and nothing of the API is none of these', () => {
  const text = JSON.stringify({ taskDefinition: 'web', color: 'blue' });
  expect(() => readInputs([{ name: 'other.json', text }])).toThrow(/other\.json/);
});
