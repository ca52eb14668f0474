import { type Knowable } from '../../core/values/unknown';
import { quoted } from '../../core/values/model-error';
import { isKnown } from '../../core/values/unknown';
import { type Data, Field, isData, own } from '../../core/reading/field';
import { statement, type OpenResource, type Presence } from '../presence';
import { type UnknownPart, type Problem } from '../reading';
import { constructPath } from './construct-metadata';
import { LOOP } from './loops';
import { NESTED_STACK, type Template } from './template';
import { Scope, type Shared } from './scope';
import { type Ways } from './ways';

/** The resources that matter here, by what they are to us. */
export const KINDS = {
  task: 'AWS::ECS::TaskDefinition',
  service: 'AWS::ECS::Service',
  cluster: 'AWS::ECS::Cluster',
  provider: 'AWS::ECS::CapacityProvider',
  association: 'AWS::ECS::ClusterCapacityProviderAssociations',
  group: 'AWS::AutoScaling::AutoScalingGroup',
  /** What Terraform attaches to an Auto Scaling group, which is a property of the group in templates. */
  groupAttachment: 'Terraform::AutoScaling::Attachment',
  scheduledAction: 'AWS::AutoScaling::ScheduledAction',
  instance: 'AWS::EC2::Instance',
  launchConfiguration: 'AWS::AutoScaling::LaunchConfiguration',
  launchTemplate: 'AWS::EC2::LaunchTemplate',
  securityGroup: 'AWS::EC2::SecurityGroup',
  ingress: 'AWS::EC2::SecurityGroupIngress',
  egress: 'AWS::EC2::SecurityGroupEgress',
  targetGroup: 'AWS::ElasticLoadBalancingV2::TargetGroup',
  listener: 'AWS::ElasticLoadBalancingV2::Listener',
  listenerRule: 'AWS::ElasticLoadBalancingV2::ListenerRule',
  loadBalancer: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  classicLoadBalancer: 'AWS::ElasticLoadBalancing::LoadBalancer',
  expressService: 'AWS::ECS::ExpressGatewayService',
  taskSet: 'AWS::ECS::TaskSet',
  eventRule: 'AWS::Events::Rule',
  schedule: 'AWS::Scheduler::Schedule',
  pipe: 'AWS::Pipes::Pipe',
  stateMachine: 'AWS::StepFunctions::StateMachine',
  discovery: 'AWS::ServiceDiscovery::Service',
  scaling: 'AWS::ApplicationAutoScaling::ScalableTarget',
  scalingPolicy: 'AWS::ApplicationAutoScaling::ScalingPolicy',
  batchJob: 'AWS::Batch::JobDefinition',
  discoveryInstance: 'AWS::ServiceDiscovery::Instance',
  tableAssociation: 'AWS::EC2::SubnetRouteTableAssociation',
  route: 'AWS::EC2::Route',
  /** Terraform alone has it; CloudFormation cannot put another table in the place of the main one. */
  mainTableAssociation: 'AWS::EC2::MainRouteTableAssociation',
  endpoint: 'AWS::EC2::VPCEndpoint',
  /** Terraform alone has resources of their own for what an endpoint is connected with. */
  endpointAssociation: 'AWS::EC2::VPCEndpointAssociation',
  propagation: 'AWS::EC2::VPNGatewayRoutePropagation',
  routeTable: 'AWS::EC2::RouteTable',
  internetGateway: 'AWS::EC2::InternetGateway',
  subnet: 'AWS::EC2::Subnet',
  vpc: 'AWS::EC2::VPC',
  privateNamespace: 'AWS::ServiceDiscovery::PrivateDnsNamespace',
  vpcBlock: 'AWS::EC2::VPCCidrBlock',
  subnetBlock: 'AWS::EC2::SubnetCidrBlock',
  gatewayAttachment: 'AWS::EC2::VPCGatewayAttachment',
  vpnGateway: 'AWS::EC2::VPNGateway',
  routeServerPropagation: 'AWS::EC2::RouteServerPropagation',
  gatewayTableAssociation: 'AWS::EC2::GatewayRouteTableAssociation',
  networkAcl: 'AWS::EC2::NetworkAcl',
  aclEntry: 'AWS::EC2::NetworkAclEntry',
  aclAssociation: 'AWS::EC2::SubnetNetworkAclAssociation',
  natGateway: 'AWS::EC2::NatGateway',
  egressOnlyGateway: 'AWS::EC2::EgressOnlyInternetGateway',
  peering: 'AWS::EC2::VPCPeeringConnection',
  /** Terraform alone has it. */
  peeringAccepter: 'AWS::EC2::VPCPeeringConnectionAccepter',
  /** Terraform alone has it; in templates, target groups list their targets. */
  targetAttachment: 'Terraform::ElasticLoadBalancingV2::TargetGroupAttachment',
  transitGateway: 'AWS::EC2::TransitGateway',
  transitVpcAttachment: 'AWS::EC2::TransitGatewayVpcAttachment',
  transitAttachment: 'AWS::EC2::TransitGatewayAttachment',
  transitTable: 'AWS::EC2::TransitGatewayRouteTable',
  transitAssociation: 'AWS::EC2::TransitGatewayRouteTableAssociation',
  transitPropagation: 'AWS::EC2::TransitGatewayRouteTablePropagation',
  transitRoute: 'AWS::EC2::TransitGatewayRoute',
  prefixList: 'AWS::EC2::PrefixList',
  publicAccessBlock: 'AWS::EC2::VPCBlockPublicAccessOptions',
  publicAccessExclusion: 'AWS::EC2::VPCBlockPublicAccessExclusion',
  dhcpOptions: 'AWS::EC2::DHCPOptions',
  dhcpAssociation: 'AWS::EC2::VPCDHCPOptionsAssociation',
  networkInterface: 'AWS::EC2::NetworkInterface',
  elasticIp: 'AWS::EC2::EIP',
  elasticIpAssociation: 'AWS::EC2::EIPAssociation',
  hostedZone: 'AWS::Route53::HostedZone',
  resolverRule: 'AWS::Route53Resolver::ResolverRule',
  resolverRuleAssociation: 'AWS::Route53Resolver::ResolverRuleAssociation',
  recordSet: 'AWS::Route53::RecordSet',
  recordSetGroup: 'AWS::Route53::RecordSetGroup',
  restrictedDefaultGroup: 'Custom::VpcRestrictDefaultSG',
  database: 'AWS::RDS::DBInstance',
  databaseCluster: 'AWS::RDS::DBCluster',
  databaseProxy: 'AWS::RDS::DBProxy',
  databaseSubnets: 'AWS::RDS::DBSubnetGroup',
  cacheCluster: 'AWS::ElastiCache::CacheCluster',
  cacheReplicationGroup: 'AWS::ElastiCache::ReplicationGroup',
  serverlessCache: 'AWS::ElastiCache::ServerlessCache',
  cacheSubnets: 'AWS::ElastiCache::SubnetGroup',
  memoryCluster: 'AWS::MemoryDB::Cluster',
  memorySubnets: 'AWS::MemoryDB::SubnetGroup',
  documentCluster: 'AWS::DocDB::DBCluster',
  documentSubnets: 'AWS::DocDB::DBSubnetGroup',
  graphCluster: 'AWS::Neptune::DBCluster',
  graphSubnets: 'AWS::Neptune::DBSubnetGroup',
  warehouse: 'AWS::Redshift::Cluster',
  warehouseSubnets: 'AWS::Redshift::ClusterSubnetGroup',
  serverlessWarehouse: 'AWS::RedshiftServerless::Workgroup',
  search: 'AWS::OpenSearchService::Domain',
  elasticsearch: 'AWS::Elasticsearch::Domain',
  kafka: 'AWS::MSK::Cluster',
  messageBroker: 'AWS::AmazonMQ::Broker',
  fileSystem: 'AWS::EFS::FileSystem',
  mountTarget: 'AWS::EFS::MountTarget',
  lambdaFunction: 'AWS::Lambda::Function',
  latticeTargetGroup: 'AWS::VpcLattice::TargetGroup',
  latticeListener: 'AWS::VpcLattice::Listener',
  publicNamespace: 'AWS::ServiceDiscovery::PublicDnsNamespace',
  httpNamespace: 'AWS::ServiceDiscovery::HttpNamespace',
} as const;

export type Kind = keyof typeof KINDS;

const KIND_OF: ReadonlyMap<string, Kind> = new Map(Object.entries(KINDS).map(([kind, type]) => [type, kind as Kind]));

/** A resource that matters here. */
export class Resource {
  #key: string | undefined;

  constructor(
    readonly id: string,
    readonly kind: Kind,
    readonly scope: Scope,
    /** As it stands in the template. */
    readonly body: Data,
    /** Logical ids that it waits for. */
    readonly dependsOn: readonly string[],
    /** Its properties, placed. */
    readonly properties: Field,
    /** False while it is open whether the resource exists. */
    readonly certain: boolean,
    private readonly keyOf: (id: string) => string,
  ) {}

  /** Its name among the resources of all templates; few are asked for it. */
  get key(): string {
    return (this.#key ??= this.keyOf(this.id));
  }
}

/** The resources of all templates in one reading. */
export class Resources implements Shared {
  readonly unknown: UnknownPart[] = [];
  readonly problems: Problem[] = [];
  /** Those of which it is open whether they are there. */
  readonly open: OpenResource[] = [];
  readonly #scopes: Scope[] = [];
  readonly #byKind = new Map<Kind, Resource[]>();
  readonly #byKey = new Map<Kind, Map<string, Resource>>();
  readonly #found = new Map<Scope, Map<string, Resource>>();
  readonly #byStack = new Map<string | undefined, Scope>();
  readonly #byFile = new Map<string | undefined, Scope>();
  readonly #nested = new Map<string, Scope>();
  #exports: Map<string, { readonly scope: Scope; readonly raw: unknown }> | undefined;

  constructor(
    templates: readonly Template[],
    readonly parameters: Readonly<Record<string, unknown>>,
    private readonly imported: Readonly<Record<string, unknown>>,
    readonly ways: Ways | undefined,
  ) {
    for (const template of templates) this.#add(new Scope(template, this));
    for (const scope of this.#scopes) scope.writeOut();
    // loops add to what was there when the first of them asked
    this.#exports = undefined;
    for (const scope of this.#scopes) this.#collect(scope);
  }

  /** The region that all templates are deployed to, where it is known. */
  get region(): string | undefined {
    const given = this.parameters['AWS::Region'];
    if (typeof given === 'string') return given;
    const regions = new Set(this.#scopes.map(({ template: { region } }) => region));
    const [only] = regions;
    return regions.size === 1 ? only : undefined;
  }

  of(kind: Kind): readonly Resource[] {
    return this.#byKind.get(kind) ?? [];
  }

  /** The resources of a type that matters here. */
  ofType(type: string): readonly Resource[] {
    const kind = KIND_OF.get(type);
    return kind === undefined ? [] : this.of(kind);
  }

  /** The resource of a kind that a key names. */
  find(kind: Kind, key: Knowable<string> | undefined): Resource | undefined {
    if (key === undefined || !isKnown(key)) return undefined;
    let keys = this.#byKey.get(kind);
    if (!keys) this.#byKey.set(kind, (keys = new Map(this.of(kind).map((resource) => [resource.key, resource]))));
    return keys.get(key);
  }

  /** The resource of a kind that a field refers to. */
  target(kind: Kind, field: Field): Resource | undefined {
    const reference = field.reference();
    if (reference) {
      const resource = this.at(reference.scope as Scope, reference.id);
      return resource?.kind === kind ? resource : undefined;
    }
    const { value } = field;
    return typeof value === 'string' ? this.find(kind, value) : undefined;
  }

  /** The resource of a logical id, where it matters here. */
  at(scope: Scope, logicalId: string): Resource | undefined {
    return this.#found.get(scope)?.get(logicalId);
  }

  bodyOf(scope: Scope, id: string): Data | undefined {
    return this.#found.get(scope)?.get(id)?.body;
  }

  /** Resources that may create anything: custom ones, modules, and stacks whose template is not given. */
  *strangers(): Generator<{ readonly scope: Scope; readonly id: string; readonly raw: unknown }> {
    for (const scope of this.#scopes) {
      for (const [id, resource] of Object.entries(scope.resources)) {
        const type = isData(resource) ? resource['Type'] : undefined;
        if (!isData(resource) || typeof type !== 'string' || KIND_OF.has(type)) continue;
        if (type === NESTED_STACK ? this.nestedIn(scope, id) : !mayMake(type)) continue;
        yield { scope, id, raw: resource['Properties'] };
      }
    }
  }

  /** Types of resources about container networking that are not examined, with how many there are of each. */
  passedOver(): ReadonlyMap<string, number> {
    const found = new Map<string, number>();
    for (const { resources } of this.#scopes) {
      for (const resource of Object.values(resources)) {
        const type = isData(resource) ? resource['Type'] : undefined;
        if (typeof type !== 'string' || KIND_OF.has(type) || !ABOUT_NETWORKING.test(type)) continue;
        found.set(type, (found.get(type) ?? 0) + 1);
      }
    }
    return found;
  }

  keyOf(scope: Scope, logicalId: string): string {
    return this.at(scope, logicalId)?.key ?? this.#makeKey(scope, logicalId);
  }

  #makeKey(scope: Scope, logicalId: string): string {
    const resource = scope.resources[logicalId];
    const properties = isData(resource) ? resource['Properties'] : undefined;
    const type = isData(resource) ? resource['Type'] : undefined;
    if (isData(properties)) {
      const name =
        type === KINDS.cluster ? properties['ClusterName'] : type === KINDS.provider ? properties['Name'] : undefined;
      const known = name === undefined ? undefined : scope.resolve(name);
      if (typeof known === 'string') return known;
    }
    return this.#scopes.length === 1 || scope.template.exists === true
      ? logicalId
      : `${stackOf(scope, this.#scopes)}.${logicalId}`;
  }

  exported(name: string): { readonly scope: Scope; readonly raw: unknown } | { readonly value: unknown } | undefined {
    if (Object.hasOwn(this.imported, name)) return { value: this.imported[name] };
    if (!this.#exports) {
      this.#exports = new Map();
      for (const scope of this.#scopes) {
        for (const output of Object.values(scope.outputs)) {
          if (!isData(output) || !isData(output['Export'])) continue;
          const exportName = scope.resolve(output['Export']['Name']);
          if (typeof exportName === 'string') this.#exports.set(exportName, { scope, raw: output['Value'] });
        }
      }
    }
    return this.#exports.get(name);
  }

  scopeOf(stack: string): Scope | undefined {
    return this.#byStack.get(stack);
  }

  holderOf({ template: { nestedIn } }: Scope): Scope | undefined {
    return nestedIn && this.#byFile.get(nestedIn.file);
  }

  nestedIn({ template: { file } }: Scope, id: string): Scope | undefined {
    return this.#nested.get(nestedKey(file, id));
  }

  #add(scope: Scope): void {
    const { file, stack, nestedIn } = scope.template;
    this.#scopes.push(scope);
    this.#byFile.set(file, scope);
    this.#byStack.set(stack, scope);
    if (nestedIn) this.#nested.set(nestedKey(nestedIn.file, nestedIn.id), scope);
  }

  /** Whether a template is deployed: one of a nested stack is when that stack is. */
  #isDeployed(scope: Scope): boolean | undefined {
    const { nestedIn } = scope.template;
    const holder = this.holderOf(scope);
    const stack = holder && nestedIn && own(holder.resources, nestedIn.id);
    if (!holder || !nestedIn || !isData(stack)) return true;
    const exists = this.#exists(holder, nestedIn.id, stack['Condition']);
    const around = this.#isDeployed(holder);
    if (exists === false || around === false) return false;
    return exists === true && around === true ? true : undefined;
  }

  #collect(scope: Scope): void {
    const { resources, template } = scope;
    const deployed = this.#isDeployed(scope);
    if (deployed === false) return;
    const keyOf = (id: string): string => this.#makeKey(scope, id);
    const found = new Map<string, Resource>();
    this.#found.set(scope, found);
    for (const id of Object.keys(resources)) {
      const resource = resources[id];
      if (!isData(resource)) {
        this.#refuse(scope, id, resource);
        continue;
      }
      const kind = typeof resource['Type'] === 'string' ? KIND_OF.get(resource['Type']) : undefined;
      if (kind === undefined) continue;
      const properties = resource['Properties'];
      if (Array.isArray(properties) || (typeof properties !== 'object' && properties !== undefined)) {
        const shown = Array.isArray(properties) ? 'a list' : quoted(properties);
        this.problems.push({
          at: scope.placeOf(id, id, '/Properties'),
          message: `the properties of a resource are an object, got ${shown}`,
        });
        continue;
      }
      const certain = this.#exists(scope, id, resource['Condition']);
      if (certain === false) continue;
      const path = template.pathOf?.(id) ?? constructPath(resource['Metadata']) ?? id;
      const at = scope.placeOf(path, id, '/Properties');
      const entry = new Resource(
        id,
        kind,
        scope,
        resource,
        names(resource['DependsOn']),
        Field.root(scope, properties, at),
        certain === true && deployed === true,
        keyOf,
      );
      if (!entry.certain) this.open.push({ at, when: this.#presence(scope, id, resource['Condition']) });
      const group = this.#byKind.get(kind);
      if (group) group.push(entry);
      else this.#byKind.set(kind, [entry]);
      found.set(id, entry);
    }
  }

  /** Puts down what stands where a resource should, unless a transform may make something of it. */
  #refuse(scope: Scope, id: string, given: unknown): void {
    const at = scope.placeOf(id, id, '');
    if (!id.startsWith(LOOP)) this.problems.push({ at, message: `a resource is an object, got ${quoted(given)}` });
    else if (scope.loops) {
      this.problems.push({ at, message: 'a loop takes an identifier, a collection and an object by key' });
    } else if (scope.transformed) {
      this.unknown.push({ at, what: id, why: 'a transform works it out at deployment' });
    } else {
      this.problems.push({ at, message: 'a loop works in templates with Transform: AWS::LanguageExtensions only' });
    }
  }

  /** What has to be for a resource to be there, and for the nested stack that it is in. */
  #presence(scope: Scope, id: string, condition: unknown): Presence {
    const told = scope.template.presenceOf?.(id);
    if (told) return told;
    const itself =
      typeof condition === 'string'
        ? scope.answersFor(condition)
        : [statement(`${scope.template.file ?? ''} ${id}`, true)];
    const { nestedIn } = scope.template;
    const holder = this.holderOf(scope);
    const stack = holder && nestedIn && own(holder.resources, nestedIn.id);
    if (!holder || !nestedIn || !isData(stack) || stack['Condition'] === undefined) return itself;
    return [...itself, ...this.#presence(holder, nestedIn.id, stack['Condition'])];
  }

  #exists(scope: Scope, id: string, condition: unknown): boolean | undefined {
    if (scope.loops?.uncertain.has(`Resources/${id}`) === true) return undefined;
    if (scope.template.presenceOf?.(id) !== undefined) return undefined;
    if (condition === undefined) return true;
    if (typeof condition === 'string' && scope.mayHaveCondition(condition)) return scope.condition(condition);
    this.problems.push({
      at: scope.placeOf(id, id, '/Condition'),
      message: `${quoted(condition)} is not a condition of this template`,
    });
    return undefined;
  }
}

/** Types of which rules could say something. */
const ABOUT_NETWORKING =
  /^AWS::(?:ECS|AppMesh|VpcLattice|ServiceDiscovery|ElasticLoadBalancing(?:V2)?|GlobalAccelerator|Batch|AppRunner|Lightsail)::(?!.*(?:TrustStore|Policy$|AuthPolicy|Subscription|InstanceHealth|PrimaryTaskSet))/;

/** Types of AWS that make resources which the template does not show. */
const MAKERS: ReadonlySet<string> = new Set([
  'AWS::CloudFormation::CustomResource',
  'AWS::CloudFormation::Macro',
  'AWS::ServiceCatalog::CloudFormationProvisionedProduct',
]);

/** Whether resources of a type may make others that no template shows. */
function mayMake(type: string): boolean {
  return !type.startsWith('AWS::') || MAKERS.has(type);
}

/** Whether the properties of resources of a type are read; of other types only their existence matters. */
export function isRelevant(type: string): boolean {
  return KIND_OF.has(type) || type === NESTED_STACK || mayMake(type);
}

function nestedKey(file: string | undefined, id: string): string {
  return JSON.stringify([file, id]);
}

function stackOf(scope: Scope, scopes: readonly Scope[]): string {
  return scope.template.stack ?? scope.template.file ?? `template${scopes.indexOf(scope)}`;
}

function names(value: unknown): readonly string[] {
  if (value === undefined) return NO_NAMES;
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}

const NO_NAMES: readonly string[] = [];
