/** A CloudFormation template as plain data. */
export interface PlainTemplate {
  readonly Parameters?: Readonly<Record<string, Data>>;
  readonly Resources: Readonly<Record<string, Resource>>;
}

export type Data = Readonly<Record<string, unknown>>;

export interface Resource {
  readonly Type: string;
  readonly DependsOn?: readonly string[];
  readonly Properties: Data;
}

/** A wrong definition and the nearest right one. */
export interface RulePair {
  readonly rule: string;
  /** What is wrong, where a rule has several pairs. */
  readonly about?: string;
  readonly severity: 'error' | 'warning';
  readonly wrong: PlainTemplate;
  readonly right: PlainTemplate;
  /** Whether the mistake lies in a number, so that nothing is wrong for sure while the number is not known. */
  readonly restsOnNumber?: true;
}

export const ref = (name: string): Data => ({ Ref: name });
export const arnOf = (name: string): Data => ({ 'Fn::GetAtt': [name, 'Arn'] });

/** A container with what every container needs. */
export function container(properties: Data = {}): Data {
  return {
    Name: 'app',
    Image: 'public.ecr.aws/docker/library/nginx:alpine',
    Essential: true,
    Memory: 128,
    ...properties,
  };
}

/** A container that maps ports. */
export function withPorts(...mappings: readonly Data[]): Data {
  return container({ PortMappings: mappings });
}

/** Resources of a task definition called Task; mode undefined leaves it out. */
export function task(
  mode: string | undefined,
  containers: readonly Data[],
  properties: Data = {},
): Record<string, Resource> {
  return {
    Task: {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: {
        Family: 'web',
        ...(mode === undefined ? {} : { NetworkMode: mode }),
        ContainerDefinitions: containers,
        ...properties,
      },
    },
  };
}

export const ON_FARGATE: Data = { RequiresCompatibilities: ['FARGATE'], Cpu: '256', Memory: '512' };

export function template(...parts: readonly Readonly<Record<string, Resource>>[]): PlainTemplate {
  return { Resources: Object.assign({}, ...parts) as Record<string, Resource> };
}

/** A template of one task definition. */
export function taskTemplate(
  mode: string | undefined,
  containers: readonly Data[],
  properties: Data = {},
): PlainTemplate {
  return template(task(mode, containers, properties));
}

/** A service called Service of the task definition Task, in a cluster of another stack. */
export function service(
  properties: Data = {},
  name = 'Service',
  dependsOn: readonly string[] = [],
): Record<string, Resource> {
  const waits = [...dependsOn, ...(isBehindGroup(properties) ? ['Front'] : [])];
  return {
    [name]: {
      Type: 'AWS::ECS::Service',
      ...(waits.length > 0 ? { DependsOn: waits } : {}),
      Properties: { Cluster: 'shared', TaskDefinition: ref('Task'), LaunchType: 'EC2', ...properties },
    },
  };
}

/** Where awsvpc tasks get their network interfaces. */
export const IN_SUBNETS: Data = {
  NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-11111111'], SecurityGroups: ['sg-11111111'] } },
};

function isBehindGroup({ LoadBalancers: entries }: Data): boolean {
  return Array.isArray(entries) && entries.some((entry: Data) => entry['TargetGroupArn'] !== undefined);
}

/** A target group called Group, and a listener called Front that forwards to it. */
export function targetGroup(properties: Data = {}): Record<string, Resource> {
  const { Protocol: protocol = 'HTTP' } = properties;
  return {
    Group: {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Properties: { VpcId: 'vpc-11111111', Protocol: 'HTTP', Port: 80, ...properties },
    },
    ...front({ Protocol: protocol }),
  };
}

/** A listener called Front of a load balancer of another stack, which forwards to the target group. */
export function front(properties: Data = {}): Record<string, Resource> {
  return {
    Front: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: {
        LoadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/net/front/1',
        Port: 443,
        Protocol: 'HTTP',
        DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Group') }],
        ...properties,
      },
    },
  };
}

/** A template without the listener called Front, for formats that do not say what forwards to a target group. */
export function withoutFront({ Resources, ...rest }: PlainTemplate): PlainTemplate {
  const resources = Object.entries(Resources).flatMap(([id, { DependsOn = [], ...resource }]) => {
    const waits = DependsOn.filter((other) => other !== 'Front');
    if (id === 'Front') return [];
    return [[id, waits.length > 0 ? { ...resource, DependsOn: waits } : resource] as const];
  });
  return { ...rest, Resources: Object.fromEntries(resources) };
}

/** A certificate for a listener. */
export const CERTIFIED: Data = {
  Certificates: [{ CertificateArn: 'arn:aws:acm:eu-west-1:111111111111:certificate/1' }],
};

export const BEHIND_GROUP: Data = {
  LoadBalancers: [{ ContainerName: 'app', ContainerPort: 80, TargetGroupArn: ref('Group') }],
};

/** A registry called Registry with records of the types given. */
export function registry(...types: readonly string[]): Record<string, Resource> {
  return {
    Registry: {
      Type: 'AWS::ServiceDiscovery::Service',
      Properties: {
        NamespaceId: 'ns-1111111111111111',
        DnsConfig: { DnsRecords: types.map((Type) => ({ Type, TTL: 60 })) },
      },
    },
  };
}

export function registered(properties: Data = {}): Data {
  return { ServiceRegistries: [{ RegistryArn: arnOf('Registry'), ...properties }] };
}

/** Service Connect in the namespace `prod`, offering the ports given. */
export function connect(services: readonly Data[], properties: Data = {}): Data {
  return {
    ServiceConnectConfiguration: {
      Enabled: true,
      Namespace: 'prod',
      ...(services.length > 0 ? { Services: services } : {}),
      ...properties,
    },
  };
}

/** Instances of a capacity provider, or of a cluster without one. */
export interface InstancesProps {
  readonly type?: string;
  readonly max?: number;
  readonly image?: string;
  /** Null: none. */
  readonly userData?: string | null;
  readonly securityGroups?: readonly unknown[];
}

const LINUX = '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id';
export const WINDOWS = '/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-ECS_Optimized/image_id';

/** An Auto Scaling group behind the capacity provider `${name}Provider`. */
export function instances(name: string, props: InstancesProps = {}): Record<string, Resource> {
  const { type = 'm5.large', max = 2, image = LINUX, userData = '#!/bin/bash\necho boot', securityGroups } = props;
  return {
    [`${name}Template`]: {
      Type: 'AWS::EC2::LaunchTemplate',
      Properties: {
        LaunchTemplateData: {
          InstanceType: type,
          ImageId: `{{resolve:ssm:${image}}}`,
          ...(userData === null ? {} : { UserData: { 'Fn::Base64': userData } }),
          ...(securityGroups ? { SecurityGroupIds: securityGroups } : {}),
        },
      },
    },
    [`${name}Group`]: {
      Type: 'AWS::AutoScaling::AutoScalingGroup',
      Properties: {
        MinSize: '0',
        MaxSize: String(max),
        VPCZoneIdentifier: ['subnet-11111111'],
        LaunchTemplate: { LaunchTemplateId: ref(`${name}Template`), Version: '1' },
      },
    },
    [`${name}Provider`]: {
      Type: 'AWS::ECS::CapacityProvider',
      Properties: { AutoScalingGroupProvider: { AutoScalingGroupArn: ref(`${name}Group`) } },
    },
  };
}

/** A cluster called Cluster with the capacity of the names given. */
export function cluster(names: readonly string[], properties: Data = {}): Record<string, Resource> {
  return {
    Cluster: { Type: 'AWS::ECS::Cluster', Properties: properties },
    Capacity: {
      Type: 'AWS::ECS::ClusterCapacityProviderAssociations',
      Properties: {
        Cluster: ref('Cluster'),
        CapacityProviders: names.map((name) => ref(`${name}Provider`)),
        DefaultCapacityProviderStrategy: [],
      },
    },
  };
}

/** A service in the cluster called Cluster. */
export function hosted(
  properties: Data = {},
  name = 'Service',
  dependsOn?: readonly string[],
): Record<string, Resource> {
  return service({ Cluster: ref('Cluster'), ...properties }, name, dependsOn);
}

/** A second task definition, called Other. */
export function otherTask(
  mode: string | undefined,
  containers: readonly Data[],
  properties: Data = {},
): Record<string, Resource> {
  const { Task } = task(mode, containers, { Family: 'other', ...properties });
  return Task ? { Other: Task } : {};
}
