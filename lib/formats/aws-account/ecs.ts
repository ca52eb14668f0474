import { isData, type Data } from '../../core/reading/field';
import { lastName, notSeen, type Account } from './account';
import { at, objectsIn, textIn, type Made, type Shape } from './made';
import { type Thing } from './sections';

/** Families that other files given define, as templates do. */
export type KnownFamilies = ReadonlySet<string>;

export function clusterOf({ wording }: Account, { data }: Thing): readonly Made[] {
  return [
    {
      type: 'AWS::ECS::Cluster',
      properties: wording.object(data, {
        ClusterName: 'clusterName',
        CapacityProviders: 'capacityProviders',
        DefaultCapacityProviderStrategy: ['defaultCapacityProviderStrategy', wording.capitalized],
        ServiceConnectDefaults: ['serviceConnectDefaults', wording.capitalized],
      }),
    },
  ];
}

export function providerOf(account: Account, { data }: Thing): readonly Made[] {
  const { wording } = account;
  // those of Fargate are there in every account
  if (!isData(data['autoScalingGroupProvider'])) return [];
  return [
    {
      type: 'AWS::ECS::CapacityProvider',
      properties: wording.object(data, {
        Name: 'name',
        AutoScalingGroupProvider: [
          'autoScalingGroupProvider',
          (provider) =>
            wording.object(provider, {
              AutoScalingGroupArn: ['autoScalingGroupArn', (arn) => account.refer('group', arn)],
              ManagedTerminationProtection: 'managedTerminationProtection',
              ManagedScaling: ['managedScaling', wording.capitalized],
            }),
        ],
      }),
    },
  ];
}

export function taskOf({ wording }: Account, { data }: Thing): readonly Made[] {
  return [{ type: 'AWS::ECS::TaskDefinition', properties: wording.capitalized(data) as Data }];
}

/** Services that are being taken down hold nothing to judge. */
const GONE: ReadonlySet<unknown> = new Set(['INACTIVE', 'DRAINING']);

export function serviceOf(account: Account, { data }: Thing, families: KnownFamilies): readonly Made[] {
  if (GONE.has(data['status'])) return [];
  const { wording } = account;
  const isDaemon = data['schedulingStrategy'] === 'DAEMON';
  const deployment = primaryOf(data);
  // with another deployment controller, parts stand in the task set that serves
  const set = at(data, 'taskSets/0') === undefined ? undefined : 'taskSets/0';
  const from = (name: string): string =>
    set !== undefined && isMissing(data[name]) && !isMissing(at(data, `${set}/${name}`)) ? `${set}/${name}` : name;
  const shape: Shape = {
    ServiceName: 'serviceName',
    Cluster: 'clusterArn',
    TaskDefinition: [from('taskDefinition'), (name) => taskNamed(account, name, families)],
    LaunchType: from('launchType'),
    CapacityProviderStrategy: [from('capacityProviderStrategy'), wording.capitalized],
    PlatformVersion: from('platformVersion'),
    SchedulingStrategy: 'schedulingStrategy',
    // for daemons these are defaults of the API, and not chosen
    ...(isDaemon ? {} : { DesiredCount: 'desiredCount' }),
    HealthCheckGracePeriodSeconds: [
      'healthCheckGracePeriodSeconds',
      (seconds) => (seconds === 0 ? undefined : seconds),
    ],
    AvailabilityZoneRebalancing: 'availabilityZoneRebalancing',
    EnableExecuteCommand: 'enableExecuteCommand',
    DeploymentController: ['deploymentController', wording.capitalized],
    DeploymentConfiguration: [
      'deploymentConfiguration',
      (given) =>
        wording.object(given, {
          ...(isDaemon ? {} : { MaximumPercent: 'maximumPercent' }),
          MinimumHealthyPercent: 'minimumHealthyPercent',
          Strategy: 'strategy',
          DeploymentCircuitBreaker: ['deploymentCircuitBreaker', wording.capitalized],
        }),
    ],
    NetworkConfiguration: [
      from('networkConfiguration'),
      (network) => wording.object(network, { AwsvpcConfiguration: ['awsvpcConfiguration', wording.capitalized] }),
    ],
    LoadBalancers: [
      from('loadBalancers'),
      (entries) =>
        wording.list(entries, (entry) =>
          wording.object(entry, {
            TargetGroupArn: ['targetGroupArn', (arn) => account.refer('targetGroup', arn)],
            LoadBalancerName: 'loadBalancerName',
            ContainerName: 'containerName',
            ContainerPort: 'containerPort',
            AdvancedConfiguration: [
              'advancedConfiguration',
              (advanced) =>
                wording.object(advanced, {
                  AlternateTargetGroupArn: ['alternateTargetGroupArn', (arn) => account.refer('targetGroup', arn)],
                }),
            ],
          }),
        ),
    ],
    ServiceRegistries: [
      from('serviceRegistries'),
      (entries) =>
        wording.list(entries, (entry) =>
          wording.object(entry, {
            RegistryArn: ['registryArn', (arn) => account.refer('registry', arn)],
            ContainerName: 'containerName',
            ContainerPort: 'containerPort',
            Port: 'port',
          }),
        ),
    ],
    ServiceConnectConfiguration: [
      `${deployment}serviceConnectConfiguration`,
      (given) => {
        const made = wording.capitalized(given);
        if (!isData(made)) return made;
        const namespace = account.find('namespace', made['Namespace']);
        // equal wherever the same namespace is meant, by its name or its ARN
        if (namespace) (made as Record<string, unknown>)['Namespace'] = { Ref: textIn(namespace.data, 'Id') };
        return made;
      },
    ],
    VpcLatticeConfigurations: [`${deployment}vpcLatticeConfigurations`, wording.capitalized],
    PlacementConstraints: ['placementConstraints', wording.capitalized],
    PlacementStrategies: ['placementStrategy', wording.capitalized],
  };
  return [{ type: 'AWS::ECS::Service', properties: wording.object(data, shape) }];
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

/** The way to the deployment that is to stay, in which some settings of a service stand. */
function primaryOf(data: Data): string {
  const deployments: unknown = data['deployments'];
  const list = Array.isArray(deployments) ? (deployments as unknown[]) : [];
  const index = list.findIndex((one) => isData(one) && one['status'] === 'PRIMARY');
  return index < 0 ? '' : `deployments/${index}/`;
}

/** The revision that a service names; another one of its family is another task definition. */
function taskNamed(account: Account, name: unknown, families: KnownFamilies): unknown {
  if (typeof name !== 'string') return name;
  const short = lastName(name);
  const family = short.split(':')[0] ?? '';
  // what is to be registered has no revision yet
  const known = [name, short, `task-definition/${family}`].find((one) => account.find('task', one));
  if (known !== undefined) return account.refer('task', known);
  return families.has(family) ? family : notSeen('task', name);
}

/** How many services a cluster has that were not seen; undefined where it does not say. */
export function unseenServices(account: Account, { data }: Thing): number | undefined {
  const count: unknown = data['activeServicesCount'];
  if (typeof count !== 'number') return undefined;
  const own = account.of('service').filter((service) => {
    return !GONE.has(service.data['status']) && textIn(service.data, 'clusterArn') === textIn(data, 'clusterArn');
  });
  return count - own.length;
}

/** Whether all instances of a cluster come through capacity providers whose groups were seen. */
export function seesCapacity(account: Account, { data }: Thing): boolean {
  const registered: unknown = data['registeredContainerInstancesCount'];
  if (typeof registered !== 'number') return false;
  const arn = textIn(data, 'clusterArn') ?? '';
  const isOfCluster = (instance: Thing): boolean =>
    (textIn(instance.data, 'containerInstanceArn') ?? '').includes(`:container-instance/${lastName(arn)}/`);
  const instances = account.of('containerInstance').filter(isOfCluster);
  return (
    instances.length === registered &&
    instances.every(({ data: one }) => account.find('provider', textIn(one, 'capacityProviderName')) !== undefined)
  );
}

/** Tasks that run, and that no service holds. */
export function singleTasks(account: Account): number {
  return account.of('runningTask').filter(({ data }) => textIn(data, 'group')?.startsWith('service:') !== true).length;
}

/** Services that a call asked for and that are not there. */
export function failuresIn(data: unknown): readonly { readonly what: string; readonly why: string }[] {
  return objectsIn(at(data, 'failures')).map((failure) => ({
    what: lastName(textIn(failure, 'arn') ?? 'something that was asked for'),
    why: `the API says ${textIn(failure, 'reason') ?? 'that it failed'}`,
  }));
}
