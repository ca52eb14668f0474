import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import { assertTerraformTree } from '../../terraform/root';
import { AwsResource } from '../tree/aws-resource';
import { nameFrom } from '../tree/text';
import { NetworkValidation } from '../tree/network-validation';
import { type Namespace } from './namespace';
import { type SecurityGroup } from './security-group';

/** Instances of a cluster, as services see them. */
export interface InstanceGroup {
  /** The capacity provider that places tasks on them. */
  readonly capacityProvider: AwsResource;
  /** The security group of the instances, which filters tasks in bridge and host mode. */
  readonly securityGroup: SecurityGroup;
  /** First and last port of the range that dynamic host ports are picked from. */
  readonly dynamicPorts: readonly [number, number];
  /** Whether you or ECS manages the instances. */
  readonly launchType: 'EC2' | 'MANAGED_INSTANCES';
}

/** Props of Cluster. */
export interface ClusterProps {
  /** @default - made from the path of the construct */
  readonly name?: string;
  /**
   * Namespace of Service Connect for services that name none.
   * @default - none
   */
  readonly namespace?: Namespace;
}

/** A cluster as `aws_ecs_cluster`. */
export class Cluster extends Construct {
  /** The Terraform resource. */
  readonly resource: AwsResource;
  /** Its name. */
  readonly clusterName: string;
  /** The default namespace of its services; undefined when it has none. */
  readonly namespace: Namespace | undefined;
  readonly #groups: InstanceGroup[] = [];
  readonly #waiting: ((group: InstanceGroup) => void)[] = [];

  /** @throws ModelError foreign-root, stack-missing */
  constructor(scope: Construct, id: string, props: ClusterProps = {}) {
    assertTerraformTree(scope, id, Cluster);
    super(scope, id);
    this.namespace = props.namespace;
    this.clusterName = props.name ?? nameFrom(this);
    this.resource = new AwsResource(this, 'Resource', 'aws_ecs_cluster', {
      name: this.clusterName,
      ...(props.namespace && { service_connect_defaults: [{ namespace: props.namespace.resource.arn }] }),
    });
    NetworkValidation.addTo(this);
  }

  /** The instances so far. */
  get instances(): InstanceGroup[] {
    return [...this.#groups];
  }

  /**
   * Calls back with each group of instances, including those that are added later.
   *
   * @internal
   */
  _eachGroup(use: (group: InstanceGroup) => void): void {
    this.#groups.forEach(use);
    this.#waiting.push(use);
  }

  /**
   * Adds instances.
   *
   * @internal
   */
  _addGroup(group: InstanceGroup): void {
    if (this.#groups.length === 0) {
      new AwsResource(this, 'CapacityProviders', 'aws_ecs_cluster_capacity_providers', {
        cluster_name: this.resource.attribute('name'),
        capacity_providers: Lazy.listValue({
          produce: () => this.#groups.map(({ capacityProvider }) => capacityProvider.attribute('name')),
        }),
      });
    }
    this.#groups.push(group);
    for (const use of this.#waiting) use(group);
  }
}
