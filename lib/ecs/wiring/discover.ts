import { type Duration } from 'aws-cdk-lib';
import * as cloudmap from 'aws-cdk-lib/aws-servicediscovery';
import { ModelError, quoted } from '../../core/values/model-error';
import { type Entry } from '../../constructs/entry';
import { assertOwnSinglePort } from './target';
import { numberOf } from '../../constructs/declared-port';
import { type PortHandle } from '../tasks/port-handle';
import { type ServiceWiring } from './port-opening';

/** Props for service discovery. */
export interface DiscoverProps {
  /**
   * Name inside the namespace.
   * @default - one that Cloud Map makes up
   */
  readonly name?: string;
  /**
   * A private or public DNS namespace.
   * @default - the default namespace of the cluster
   */
  readonly namespace?: cloudmap.INamespace;
  /**
   * @default - A where each task has an address, SRV (address and port) where it shares its instance's
   */
  readonly recordType?: cloudmap.DnsRecordType.A | cloudmap.DnsRecordType.SRV;
  /** @default - 1 minute */
  readonly timeToLive?: Duration;
}

/** Registers a port of a service in Cloud Map, with the record that its mode can have. */
export function discover(to: ServiceWiring, handle: PortHandle, props: DiscoverProps, entry: Entry): cloudmap.Service {
  const { service, mode } = to;
  assertOwnSinglePort(to, handle, entry);
  if (service.cloudMapService) {
    throw new ModelError(
      'discovered-twice',
      `a service has one registry, got ${handle.toString()} for ${quoted(service.node.path)}, which is registered already`,
      'register the port that clients look up; offer others through connect() or a load balancer',
      entry,
    );
  }
  const possible = mode.discoveryRecords;
  const wanted = props.recordType ?? (possible.includes('A') ? cloudmap.DnsRecordType.A : cloudmap.DnsRecordType.SRV);
  if (!possible.includes(wanted)) {
    throw new ModelError(
      'record-not-in-mode',
      `tasks in mode ${mode.name} are registered with ${possible.join(' or ')} records, got ${quoted(wanted)} for ${quoted(service.node.path)}`,
      'leave recordType out, and have clients look up address and port; or use connect()',
      entry,
    );
  }
  const { name, namespace, timeToLive } = props;
  return service.enableCloudMap({
    dnsRecordType: wanted,
    container: handle.container,
    containerPort: numberOf(handle),
    ...(name !== undefined && { name }),
    ...(namespace && { cloudMapNamespace: namespace }),
    ...(timeToLive && { dnsTtl: timeToLive }),
  });
}
