import { isKnown, type Knowable, Unknown } from '../values/unknown';
import { type TargetGroup } from './service';

/** A health check of a target group, with the defaults of AWS for settings that are left out. */
export interface AppliedHealthCheck {
  readonly protocol: Knowable<string>;
  readonly intervalSeconds: Knowable<number>;
  readonly timeoutSeconds: Knowable<number>;
}

const DEFAULT_INTERVAL = 30;

/**
 * The health check of a target group with its defaults; undefined while the protocol of the group is not known, where it has
 * none (Lambda functions), or where nobody looked.
 *
 * HTTP and HTTPS groups are checked over HTTP with a timeout of 5 seconds, those of Network Load Balancers over TCP with 10,
 * or 6 where their check is set to HTTP or HTTPS.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 */
export function healthCheckOf(group: TargetGroup): AppliedHealthCheck | undefined {
  const { protocol, targetType, healthCheck, healthCheckProtocol } = group;
  if (!healthCheck || !isKnown(protocol) || protocol === undefined || !isKnown(targetType)) return undefined;
  const isHttp = protocol === 'HTTP' || protocol === 'HTTPS';
  const checked = healthCheckProtocol ?? (isHttp ? 'HTTP' : 'TCP');
  return {
    protocol: checked,
    intervalSeconds: healthCheck.intervalSeconds ?? DEFAULT_INTERVAL,
    timeoutSeconds: healthCheck.timeoutSeconds ?? (isHttp || protocol === 'GENEVE' ? 5 : packetTimeout(checked)),
  };
}

/** The default timeout of a check by a Network Load Balancer, in seconds. */
function packetTimeout(checked: Knowable<string>): Knowable<number> {
  if (!isKnown(checked)) return new Unknown('it depends on the protocol of the health check, which is not known');
  return checked === 'TCP' ? 10 : 6;
}
