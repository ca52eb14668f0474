import { isKnown, type Knowable } from '../values/unknown';
import { type TargetGroup } from './service';

/** How targets are asked, with what AWS takes for settings that are left out. */
export interface AppliedHealthCheck {
  readonly protocol: Knowable<string>;
  readonly intervalSeconds: Knowable<number>;
  readonly timeoutSeconds: Knowable<number>;
}

const DEFAULT_INTERVAL = 30;

/**
 * The health check of a target group with its defaults; undefined while its protocol is not known, or where nobody looked.
 *
 * HTTP and HTTPS groups are asked over HTTP for 5 seconds, the groups of Network Load Balancers over TCP for 10; a check over
 * HTTP is given 6 seconds there, one of functions 30.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 */
export function healthCheckOf(group: TargetGroup): AppliedHealthCheck | undefined {
  const { protocol, targetType, healthCheck, healthCheckProtocol } = group;
  if (!healthCheck || !isKnown(protocol) || protocol === undefined || !isKnown(targetType)) return undefined;
  const isHttp = protocol === 'HTTP' || protocol === 'HTTPS';
  const asked = healthCheckProtocol ?? (isHttp ? 'HTTP' : 'TCP');
  return {
    protocol: asked,
    intervalSeconds: healthCheck.intervalSeconds ?? DEFAULT_INTERVAL,
    timeoutSeconds: healthCheck.timeoutSeconds ?? (isHttp || protocol === 'GENEVE' ? 5 : asked === 'TCP' ? 10 : 6),
  };
}
