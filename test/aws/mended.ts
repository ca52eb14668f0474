type Properties = Readonly<Record<string, unknown>>;

/** What test/aws/snapshot.py prints. */
export interface Snapshot {
  readonly files: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Ids of the resources of a stack, by their logical ids. */
  readonly ids: Readonly<Record<string, string>>;
}

/** The template of the stack. */
export interface Deployed {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: Properties }>>;
}

/**
 * The files of a snapshot with what the emulator does not keep put back from the template: the associations of route tables,
 * rules beside security groups that name a group, network modes, and of services their network configuration, load balancers,
 * capacity providers and deployment configuration; capacity providers of clusters are not described at all.
 */
export function mended({ files, ids }: Snapshot, { Resources }: Deployed): Readonly<Record<string, unknown>> {
  const of = (type: string): [string, Properties][] =>
    Object.entries(Resources).flatMap(([id, { Type, Properties: own }]) => (Type === type ? [[id, own]] : []));
  const idOf = (value: unknown): unknown => filled(value, ids);
  const result = JSON.parse(JSON.stringify(files)) as Record<string, Record<string, Record<string, unknown>[]>>;
  const lists = (key: string): Record<string, unknown>[] => Object.values(result).flatMap((file) => file[key] ?? []);
  const group = lists('AutoScalingGroups')[0]!;
  const [provider] = of('AWS::ECS::CapacityProvider').map(([id]) => ids[id] ?? id);

  for (const [, { SubnetId, RouteTableId }] of of('AWS::EC2::SubnetRouteTableAssociation')) {
    const table = lists('RouteTables').find((one) => one['RouteTableId'] === idOf(RouteTableId))!;
    (table['Associations'] as object[]).push({ SubnetId: idOf(SubnetId), Main: false });
  }
  for (const file of Object.values(result)) {
    const task = file['taskDefinition'] as unknown as Record<string, unknown> | undefined;
    if (!task) continue;
    const [, written] = of('AWS::ECS::TaskDefinition').find(([, { Family }]) => Family === task['family'])!;
    task['networkMode'] = written['NetworkMode'];
  }
  for (const service of lists('services')) {
    const [, written] = of('AWS::ECS::Service').find(([id]) => ids[id] === service['serviceArn'])!;
    const kept = ['NetworkConfiguration', 'LoadBalancers', 'CapacityProviderStrategy', 'DeploymentConfiguration'];
    for (const name of kept) service[camelCased(name)] = camelCase(idOf(written[name]));
    if (service['capacityProviderStrategy'] !== undefined) {
      delete service['launchType'];
      service['capacityProviderStrategy'] = [{ capacityProvider: provider, weight: 1 }];
    }
  }
  for (const cluster of lists('clusters')) {
    cluster['capacityProviders'] = [provider];
    cluster['defaultCapacityProviderStrategy'] = [{ capacityProvider: provider, weight: 1 }];
    cluster['activeServicesCount'] = lists('services').length;
    cluster['registeredContainerInstancesCount'] = 0;
  }
  const arn = 'arn:aws:ecs:us-east-1:123456789012:capacity-provider/instances';
  const autoScalingGroupProvider = { autoScalingGroupArn: group['AutoScalingGroupARN'] };
  return {
    ...result,
    providers: { capacityProviders: [{ capacityProviderArn: arn, name: provider, autoScalingGroupProvider }] },
  };
}

/** A value with the ids of what it refers to. */
function filled(value: unknown, ids: Snapshot['ids']): unknown {
  if (Array.isArray(value)) return value.map((item) => filled(item, ids));
  if (typeof value !== 'object' || value === null) return value;
  const { Ref, 'Fn::GetAtt': attribute } = value as { Ref?: string; 'Fn::GetAtt'?: readonly string[] };
  const id = Ref ?? attribute?.[0];
  if (id !== undefined) return ids[id];
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, ids)]));
}

function camelCased(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function camelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCase);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [camelCased(key), camelCase(item)]));
}
