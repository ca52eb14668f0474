import { type Construct } from 'constructs';
import { DeclaredPort } from '../../constructs/declared-port';

/**
 * A declared port of a container, to pass to load balancers, service discovery and Service Connect.
 *
 * It names the container and the port, so nothing is ever "the first mapping of the first container".
 */
export class PortHandle extends DeclaredPort<Construct & { readonly containerName: string }> {}
