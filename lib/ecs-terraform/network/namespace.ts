import { Construct } from 'constructs';
import { assertTerraformTree } from '../../terraform/root';
import { AwsResource } from '../tree/aws-resource';
import { NetworkValidation } from '../tree/network-validation';

/** A Cloud Map namespace, in which services have names. */
export abstract class Namespace extends Construct {
  /** The Terraform resource. */
  readonly resource: AwsResource;

  constructor(
    scope: Construct,
    id: string,
    type: string,
    /** Its name, the domain of the names of its services. */
    readonly namespaceName: string,
    given: Readonly<Record<string, unknown>>,
  ) {
    assertTerraformTree(scope, id, new.target);
    super(scope, id);
    this.resource = new AwsResource(this, 'Resource', type, { name: namespaceName, ...given });
    NetworkValidation.addTo(this);
  }
}

/** A namespace whose names resolve inside of a VPC. */
export class PrivateDnsNamespace extends Namespace {
  /** @throws ModelError foreign-root, stack-missing */
  constructor(scope: Construct, id: string, props: { readonly name: string; readonly vpcId: string }) {
    super(scope, id, 'aws_service_discovery_private_dns_namespace', props.name, { vpc: props.vpcId });
  }
}

/** A namespace for Service Connect, whose names resolve in its proxies only. */
export class HttpNamespace extends Namespace {
  /** @throws ModelError foreign-root, stack-missing */
  constructor(scope: Construct, id: string, props: { readonly name: string }) {
    super(scope, id, 'aws_service_discovery_http_namespace', props.name, {});
  }
}
